"""A quality manager reminds a selection of colleagues, and may take it back for a while."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from credentials.forms import ReminderForm
from credentials.models import Reminder
from credentials.queries.coverage import framework_views
from credentials.queries.reminders import reminder_at, reminders_of
from credentials.services.reminding import (
    Asked,
    LeftOut,
    ReminderSentError,
    ask_reminder,
    cancel_reminder,
)
from passport.people.models import Centre, User
from passport.people.queries.centres import Member, members_of
from passport.people.views.access import centre_lead

REMINDERS_A_PAGE = 25
NAMES_SAID = 10


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What was sent; a POST of people and framework asks for a new one."""
    if request.method == "POST":
        return _asked(request, centre)
    page = Paginator(reminders_of(centre), REMINDERS_A_PAGE).get_page(request.GET.get("page"))
    context = {"centre": centre, "section": "people", "page": page}
    return render(request, "credentials/reminders.html", context)


def _asked(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Only people of this centre are taken; others are passed over without a word."""
    members = members_of(centre, timezone.localdate())
    form = ReminderForm(request.POST, frameworks=framework_views(centre), members=members)
    if not form.is_valid():
        messages.warning(request, _("Nobody was chosen. Tick at least one colleague."))
        return redirect("credentials:coverage_people", centre.public_id)
    asked = ask_reminder(
        centre=centre,
        people=form.chosen,
        framework=form.chosen_framework,
        by=cast(User, request.user),
        at=timezone.now(),
    )
    _say_left_out(request, asked)
    if asked.reminder is None:
        return redirect("credentials:reminders", centre.public_id)
    return redirect("credentials:reminder", centre.public_id, asked.reminder.public_id)


def _say_left_out(request: HttpRequest, asked: Asked) -> None:
    texts = {
        LeftOut.REMINDED: _("Left out, reminded within the last week: %(names)s."),
        LeftOut.NOTHING_DUE: _("Left out, nothing is missing or due: %(names)s."),
    }
    for reason, text in texts.items():
        people = [member for member, why in asked.left_out if why is reason]
        if people:
            messages.info(request, text % {"names": _names(people)})


def _names(people: list[Member]) -> str:
    """The first names, and how many more there are."""
    said = ", ".join(each.name for each in people[:NAMES_SAID])
    more = len(people) - NAMES_SAID
    return _("%(names)s and %(n)d more") % {"names": said, "n": more} if more > 0 else said


@centre_lead
@require_safe
def reminder(request: HttpRequest, centre: Centre, reminder_id: UUID) -> HttpResponse:
    """Who gets it and when it goes out; whoever left the centre is not named."""
    found = _reminder(centre, reminder_id)
    chosen = set(found.professionals.values_list("pk", flat=True))
    context = {
        "centre": centre,
        "section": "people",
        "reminder": found,
        "members": members_of(centre, timezone.localdate(), chosen),
    }
    return render(request, "credentials/reminder.html", context)


@centre_lead
@require_POST
def cancel(request: HttpRequest, centre: Centre, reminder_id: UUID) -> HttpResponse:
    """Take a reminder back before it goes out."""
    found = _reminder(centre, reminder_id)
    try:
        cancel_reminder(reminder=found, by=cast(User, request.user), at=timezone.now())
    except ReminderSentError:
        messages.warning(request, _("Too late: it went out already."))
    else:
        messages.success(request, _("Taken back. Nobody gets this reminder."))
    return redirect("credentials:reminder", centre.public_id, found.public_id)


def _reminder(centre: Centre, reminder_id: UUID) -> Reminder:
    found = reminder_at(centre, reminder_id)
    if found is None:
        raise Http404
    return found
