"""The sections of a draft, each saved by itself, with gaps or without."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from observership.domain.application import PLACES, gaps
from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState
from observership.forms.application import CentreForm, MeForm, SectionForm
from observership.forms.application_dates import DatesForm, LanguagesForm
from observership.forms.application_goals import GoalsForm
from observership.models import Application
from observership.queries.applications import draft_of
from observership.services.applications import NotDraftError, save_section
from observership.views.application_words import SECTION_TITLES, deadline_words
from observership.views.trainee_frame import framed, home, own_application, say_handed_in, typed
from observership.views.trainee_letter import letter_section

FORMS: dict[Section, Callable[..., SectionForm]] = {
    Section.ME: MeForm,
    Section.CENTRE: CentreForm,
    Section.GOALS: GoalsForm,
    Section.LANGUAGES: LanguagesForm,
    Section.DATES: DatesForm,
}


@own_application
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """Show and save one section; after saving back to the list."""
    if section not in set(Section):
        raise Http404
    if application.state != ApplicationState.DRAFT:
        say_handed_in(request)
        return home(application)
    which = Section(section)
    if which is Section.LETTER:
        return letter_section(request, application)
    form = FORMS[which](typed(request), application=application)
    if request.method == "POST" and "search" in request.POST:
        return _page(request, application, which, form, status=200)
    if form.is_valid():
        return _saved(request, application, which, form)
    return _page(request, application, which, form, status=422 if form.is_bound else 200)


def _saved(
    request: HttpRequest, application: Application, section: Section, form: SectionForm
) -> HttpResponse:
    at = timezone.now()
    try:
        saved = save_section(application=application, section=section, answers=form.answers, at=at)
    except NotDraftError:
        say_handed_in(request)
        return home(application)
    missing = sum(PLACES[gap] is section for gap in gaps(draft_of(saved, at)))
    clock = date_format(timezone.localtime(at), "H:i")
    text = _("%(section)s: saved %(clock)s.") % {
        "section": SECTION_TITLES[section],
        "clock": clock,
    }
    if missing:
        rest = ngettext("%(n)s answer is missing.", "%(n)s answers are missing.", missing)
        messages.info(request, f"{text} {rest % {'n': missing}}")
    else:
        messages.success(request, text)
    return redirect("observership:application", application.public_id)


def _page(
    request: HttpRequest,
    application: Application,
    section: Section,
    form: SectionForm,
    *,
    status: int,
) -> HttpResponse:
    order = list(Section)
    call = application.call
    context: dict[str, Any] = framed(
        application,
        form=form.as_needed(),
        section=section,
        title=SECTION_TITLES[section],
        number=order.index(section) + 1,
        total=len(order),
        visits_until=deadline_words(call.visits_until),
    )
    template = f"observership/application_{_TEMPLATES.get(section, 'section')}.html"
    return render(request, template, context, status=status)


_TEMPLATES = {
    Section.ME: "me",
    Section.GOALS: "goals",
    Section.LANGUAGES: "languages",
    Section.DATES: "dates",
}
