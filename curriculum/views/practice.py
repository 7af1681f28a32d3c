"""What a learner sees of observed tasks, and the page that assessor and learner share."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from curriculum.models import Observation
from curriculum.queries.assessing import own_observations, shown_steps
from curriculum.queries.practice import practice_of
from curriculum.queries.task_reviews import is_approved
from curriculum.services.observations import (
    ObservationRefusedError,
    close_observation,
    confirm_observation,
)
from curriculum.views.access import learners_only
from curriculum.views.refusals import WORDS
from passport.dates import local_day
from passport.people.models import Professional
from passport.session_limits import SHARED_KEY


@require_safe
@learners_only
def practice(request: HttpRequest, learner: Professional) -> HttpResponse:
    """Own tasks centre by centre, what waits, who may assess, and the way to assess others."""
    on = local_day(timezone.now(), settings.TIME_ZONE)
    context = {"screen": practice_of(learner, on), **device(request)}
    return render(request, "curriculum/practice.html", context)


@require_safe
@learners_only
def observation(request: HttpRequest, learner: Professional, observation_id: UUID) -> HttpResponse:
    """The steps: to tick for the assessor, to look at and confirm for the learner."""
    found = observation_or_404(learner, observation_id)
    context = {**observation_context(found, learner, found.ticks), **device(request)}
    return render(request, "curriculum/observation.html", context)


@require_POST
@learners_only
def confirm(request: HttpRequest, learner: Professional, observation_id: UUID) -> HttpResponse:
    """The learner confirms what the assessor signed."""
    found = observation_or_404(learner, observation_id)
    try:
        confirm_observation(observation=found, learner=learner, at=timezone.now())
    except ObservationRefusedError as error:
        messages.error(request, WORDS[error.refusal])
    else:
        messages.success(request, _confirmed_words(found))
    return redirect("curriculum:observation", observation_id)


def _confirmed_words(found: Observation) -> str:
    """A sign-off counts, unless a clinician has still to look at the task."""
    if is_approved(found.task, found.version):
        return _("Confirmed. Your sign-off counts from now on.")
    return _("Confirmed. A clinician has not approved this task yet.")


@require_POST
@learners_only
def close(request: HttpRequest, learner: Professional, observation_id: UUID) -> HttpResponse:
    """Not yet, declined or taken back; nothing is noted but that it ended."""
    found = observation_or_404(learner, observation_id)
    try:
        close_observation(observation=found, by=learner, at=timezone.now())
    except ObservationRefusedError as error:
        messages.error(request, WORDS[error.refusal])
        return redirect("curriculum:observation", observation_id)
    messages.success(request, _("Closed. The task can be opened again at any time."))
    return redirect("curriculum:practice")


def observation_or_404(person: Professional, observation_id: UUID) -> Observation:
    """An observation in which this person takes part; any other does not exist here."""
    return get_object_or_404(own_observations(person), public_id=observation_id)


def observation_context(
    found: Observation, reader: Professional, ticks: list[str]
) -> dict[str, Any]:
    """What the shared page shows to one of the two."""
    steps, sources = shown_steps(found.steps, ticks)
    sign_off = getattr(found, "sign_off", None)
    annulment = getattr(sign_off, "annulment", None)
    return {
        "observation": found,
        "steps": steps,
        "sources": sources,
        "reviewed": is_approved(found.task, found.version),
        "is_assessor": found.assessor_id == reader.pk,
        "annulment": annulment,
        "annulled_on": _day(annulment and annulment.annulled_at),
        "signed_on": _day(found.signed_at),
        "closed_on": _day(found.closed_at),
        "now": timezone.now(),
    }


def _day(at: datetime | None) -> date | None:
    return local_day(at, settings.TIME_ZONE) if at else None


def device(request: HttpRequest) -> dict[str, Any]:
    """What the script must know of this device: whose it is now, and whether it is shared."""
    owner = getattr(request.user, "public_id", "")
    return {"owner": owner, "shared": bool(request.session.get(SHARED_KEY))}
