"""The letter of support as the applicant sees it: who is asked, where it stands, ask again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from observership.domain.application import LetterState
from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState
from observership.forms.letter import AskLetterForm
from observership.models import Application, SupportLetter
from observership.queries.applications import (
    asked_about,
    current_letter,
    is_open,
    letter_fits,
    state_of_letter,
)
from observership.queries.letters import DAY, answer_by, letters_of, mailed_at
from observership.services.applications import CallClosedError, NotDraftError
from observership.services.letters import (
    LetterClosedError,
    NoDatesError,
    OwnAddressError,
    TooOftenError,
    ask_letter,
    resend_letter,
)
from observership.views.application_words import SECTION_TITLES, days_words, length_words
from observership.views.trainee_frame import (
    framed,
    home,
    own_application,
    reader,
    say_closed,
    say_handed_in,
    typed,
)


def letter_section(request: HttpRequest, application: Application) -> HttpResponse:
    """Where the letter stands; the form asks the head of department, or another one."""
    sent = typed(request)
    said = application.sections.get(Section.LETTER, {})
    form = AskLetterForm(sent, initial=said)
    if form.is_valid() and (answer := _asked(request, application, form)):
        return answer
    letter = current_letter(application)
    at = timezone.now()
    context = framed(
        application,
        form=form,
        title=SECTION_TITLES[Section.LETTER],
        number=len(Section),
        total=len(Section),
        open=is_open(application.call, timezone.localdate()),
        fits=letter_fits(application),
        settled=letter is not None and letter.answered_at and letter_fits(application),
        earlier=[each for each in letters_of(application) if each.closed_at],
        **_standing(letter, application, at),
    )
    status = 422 if form.is_bound else 200
    return render(request, "observership/application_letter.html", context, status=status)


def _standing(letter: SupportLetter | None, application: Application, at: Any) -> dict[str, Any]:
    asked = asked_about(application)
    state = state_of_letter(letter, at)
    waiting = state in {LetterState.OPEN, LetterState.EXPIRED}
    return {
        "letter": letter,
        "state": str(state),
        "asked_days": days_words(asked["dates"]),
        "asked_length": length_words(asked["length"]),
        "days": days_words(application.dates),
        "length": length_words(application.length),
        "mailed_at": mailed_at(letter) if letter else None,
        "answer_by": answer_by(letter) if letter else None,
        "may_resend": letter is not None and waiting and at - mailed_at(letter) >= DAY,
        "link_days": settings.OBSERVERSHIP_LETTER_DAYS,
    }


def _asked(
    request: HttpRequest, application: Application, form: AskLetterForm
) -> HttpResponse | None:
    """Ask; None when something keeps it from being asked, which then stands in the form."""
    try:
        letter = ask_letter(application=application, head=form.head, at=timezone.now())
    except OwnAddressError:
        form.add_error("head_email", _("This is your own address. Enter that of the head."))
    except TooOftenError:
        form.add_error(None, _("You asked five times today. Ask again tomorrow."))
    except NoDatesError:
        form.add_error(None, _("Enter your dates first: the head gives leave for them."))
    except CallClosedError:
        say_closed(request)
        return home(application)
    except NotDraftError:
        say_handed_in(request)
        return home(application)
    else:
        text = _("The link is on its way to %(email)s.") % {"email": letter.head_email}
        messages.success(request, text)
        return redirect("observership:section", application.public_id, Section.LETTER)
    return None


@own_application
@require_POST
def resend(request: HttpRequest, application: Application) -> HttpResponse:
    """Mail the link once more."""
    letter = current_letter(application)
    if letter is None or application.state != ApplicationState.DRAFT:
        say_handed_in(request)
        return home(application)
    try:
        resend_letter(letter=letter, by=reader(request), at=timezone.now())
    except LetterClosedError:
        messages.info(request, _("The letter was answered or replaced before."))
    except TooOftenError:
        messages.warning(request, _("It went out less than a day ago. Try again tomorrow."))
    except CallClosedError:
        say_closed(request)
    except NotDraftError:
        say_handed_in(request)
    else:
        text = _("The link goes once more to %(email)s.") % {"email": letter.head_email}
        messages.success(request, text)
    return redirect("observership:section", application.public_id, Section.LETTER)
