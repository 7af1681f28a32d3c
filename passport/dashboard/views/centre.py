"""A centre at a glance: coverage, what runs out, minimum cover, what waits for an answer."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from credentials import api as credentials
from curriculum import api as curriculum
from passport.people.models import Centre
from passport.people.queries.centres import Member, members_of, memberships_on
from passport.people.queries.invitations import requests_of, unanswered
from passport.people.views.access import centre_lead

WAITING_SHOWN = 5
FIRST_COLLEAGUES = 1  # so many people or fewer: the quality manager is alone


@dataclass(frozen=True)
class WaitingLine:
    """A colleague whose observed task waits, with what it waits for."""

    member: Member
    observation: curriculum.WaitingObservation


@partial(centre_lead, confirmed=False)
@require_safe
def centre(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The overview; before the centre is confirmed, what can be done meanwhile."""
    now = timezone.localtime()
    context = {"centre": centre, "section": "overview", "now": now}
    if centre.confirmed_at is None:
        return render(request, "dashboard/centre_unconfirmed.html", context)
    people = memberships_on(centre, now.date()).values("professional").distinct().count()
    context |= {
        "people": people,
        "is_empty": people <= FIRST_COLLEAGUES,
        "overview": credentials.centre_overview(centre, now.date()),
        "invitations": unanswered(centre).count(),
        "requests": requests_of(centre).count(),
        **_waiting(centre, now.date()),
    }
    return render(request, "dashboard/centre.html", context)


def _waiting(centre: Centre, on: date) -> dict[str, Any]:
    """Observed tasks of present members that wait; those of leavers are not shown."""
    rows = curriculum.observations_waiting(centre.pk)
    members = {each.id: each for each in members_of(centre, on, {row.learner_id for row in rows})}
    lines = [WaitingLine(members[row.learner_id], row) for row in rows if row.learner_id in members]
    return {"waiting": lines[:WAITING_SHOWN], "waiting_more": max(0, len(lines) - WAITING_SHOWN)}
