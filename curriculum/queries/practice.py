"""The page of observed tasks as one learner sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from curriculum.domain.practice import asked_for
from curriculum.models import AssessorEndorsement, Observation, ObservedTask
from curriculum.queries.assessing import Scope, endorsed_on, own_centres, running_of, scopes_of
from curriculum.queries.sign_offs import (
    Place,
    Seen,
    current_tasks,
    seen_on,
    valid_sign_offs,
    validities,
    waiting_observations,
)
from curriculum.queries.task_reviews import unreviewed
from passport.people.models import Centre, CentreMembership, Professional, ProfessionalRole
from passport.people.queries.centres import held_on


@dataclass(frozen=True)
class PlaceLine:
    """A task at one centre: the sign-off, if any, and what waits for the learner."""

    centre: Centre
    seen: Seen | None
    waiting: Observation | None


@dataclass(frozen=True)
class TaskLine:
    """A task that the learner's roles ask for, centre by centre.

    `reviewed`: a clinician approved its present version.
    """

    task: ObservedTask
    places: tuple[PlaceLine, ...]
    reviewed: bool


@dataclass(frozen=True)
class AssessorLine:
    """Somebody who may assess at a centre; no tasks means all."""

    name: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class CentreAssessors:
    """Who may assess at one centre."""

    centre: Centre
    assessors: tuple[AssessorLine, ...]


@dataclass(frozen=True)
class PracticeScreen:
    """Everything that the page says."""

    waiting: tuple[Observation, ...]
    tasks: tuple[TaskLine, ...]
    centres: tuple[CentreAssessors, ...]
    scopes: tuple[Scope, ...]
    running: tuple[Observation, ...]


def practice_of(learner: Professional, on: date) -> PracticeScreen:
    """A learner's observed tasks on a day, in a constant number of queries."""
    centres = own_centres(learner, on)
    waiting = tuple(
        waiting_observations()
        .filter(learner=learner)
        .select_related("task", "centre", "assessor__user")
        .defer("steps")
    )
    return PracticeScreen(
        waiting=waiting,
        tasks=_tasks(learner, centres, waiting, on),
        centres=_assessors(learner, centres, on),
        scopes=scopes_of(learner, centres, on),
        running=tuple(running_of(learner)),
    )


def _tasks(
    learner: Professional, centres: Sequence[Centre], waiting: Sequence[Observation], on: date
) -> tuple[TaskLine, ...]:
    """Tasks asked for by the roles, and those that were signed although no role asks."""
    tasks = current_tasks()
    doubtful = unreviewed(tasks)
    seen = seen_on(valid_sign_offs().filter(learner=learner), validities(tasks), on)
    waits = {(each.learner_id, each.centre_id, each.task_id): each for each in waiting}
    roles = _roles(learner, on)
    lines = []
    for task in tasks:
        places = tuple(
            PlaceLine(centre, seen.get(place), waits.get(place))
            for centre in centres
            for place in [(learner.pk, centre.pk, task.pk)]
            if _belongs(task, place, roles, {*seen, *waits})
        )
        if places or asked_for(task.roles, set().union(*roles.values())):
            lines.append(TaskLine(task, places, reviewed=task not in doubtful))
    return tuple(lines)


def _belongs(
    task: ObservedTask, place: Place, roles: dict[int | None, set[str]], facts: set[Place]
) -> bool:
    """Whether a task is shown at a centre: asked for there, or signed or waiting there."""
    held = roles.get(place[1], set()) | roles.get(None, set())
    return place in facts or asked_for(task.roles, held)


def _roles(learner: Professional, on: date) -> dict[int | None, set[str]]:
    """Roles held on a day by centre; None for those without one."""
    found: dict[int | None, set[str]] = {}
    rows = ProfessionalRole.objects.filter(held_on(on), professional=learner)
    for centre_id, role in rows.values_list("centre_id", "role"):
        found.setdefault(centre_id, set()).add(role)
    return found


def _assessors(
    learner: Professional, centres: Sequence[Centre], on: date
) -> tuple[CentreAssessors, ...]:
    """Who may assess this learner; those who left their centre are not among them."""
    members = set(
        CentreMembership.objects.filter(held_on(on), centre__in=centres).values_list(
            "centre_id", "professional_id"
        )
    )
    rows = (
        AssessorEndorsement.objects.filter(endorsed_on(on), centre__in=centres)
        .exclude(assessor=learner)
        .select_related("assessor__user", "task")
        .order_by("assessor__user__last_name", "assessor__user__first_name", "assessor_id")
    )
    found: dict[int, dict[int, list[AssessorEndorsement]]] = {each.pk: {} for each in centres}
    for row in rows:
        if (row.centre_id, row.assessor_id) in members:
            found[row.centre_id].setdefault(row.assessor_id, []).append(row)
    return tuple(
        CentreAssessors(centre, tuple(_assessor(each) for each in found[centre.pk].values()))
        for centre in centres
    )


def _assessor(rows: Sequence[AssessorEndorsement]) -> AssessorLine:
    everything = any(row.task is None for row in rows)
    titles = () if everything else tuple(row.task.title for row in rows if row.task)
    return AssessorLine(str(rows[0].assessor), titles)
