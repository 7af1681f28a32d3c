"""Who may assess whom at which task, and the observations of an assessor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from curriculum.domain.practice import Step
from curriculum.models import AssessorEndorsement, Observation, ObservedTask, Reference
from curriculum.queries.sign_offs import current_tasks
from passport.people.models import Centre, CentreMembership, Professional
from passport.people.queries.centres import Member, centres_of, held_on, members_of


@dataclass(frozen=True)
class Scope:
    """A centre at which somebody may assess, and the tasks."""

    centre: Centre
    tasks: tuple[ObservedTask, ...]


@dataclass(frozen=True)
class SourceLine:
    """A source of a step, numbered as the page lists it."""

    number: int
    citation: str
    url: str


@dataclass(frozen=True)
class ShownStep:
    """A step as a page shows it."""

    step: Step
    seen: bool
    sources: tuple[int, ...]


def endorsed_on(on: date) -> Q:
    """Endorsements that hold on a day; the last day is inclusive.

    One ends with the membership under which it was given: who comes back is named anew.
    """
    membership = CentreMembership.objects.filter(
        held_on(on),
        centre=OuterRef("centre"),
        professional=OuterRef("assessor"),
        starts_on__lte=OuterRef("starts_on"),
    )
    period = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return period & Q(Exists(membership))


def is_endorsed(assessor_id: int, centre: Centre, task_id: int, on: date) -> bool:
    """Whether a centre named this person for this task, or for all, on a day."""
    rows = AssessorEndorsement.objects.filter(
        endorsed_on(on), centre=centre, assessor_id=assessor_id
    )
    return rows.filter(Q(task=None) | Q(task_id=task_id)).exists()


def own_centres(professional: Professional, on: date) -> tuple[Centre, ...]:
    """Confirmed centres to which somebody belongs on a day, by name."""
    found = [row.centre for row in centres_of(professional, on)]
    return tuple(dict.fromkeys(centre for centre in found if centre.confirmed_at is not None))


def scopes_of(assessor: Professional, centres: Sequence[Centre], on: date) -> tuple[Scope, ...]:
    """At which of these centres somebody may assess what; at most two queries."""
    rows = AssessorEndorsement.objects.filter(
        endorsed_on(on), assessor=assessor, centre__in=centres
    )
    named: dict[int, set[int | None]] = {}
    for centre_id, task_id in rows.values_list("centre_id", "task_id"):
        named.setdefault(centre_id, set()).add(task_id)
    tasks = current_tasks() if named else ()
    return tuple(
        Scope(
            centre,
            tuple(task for task in tasks if {None, task.pk} & named[centre.pk]),
        )
        for centre in centres
        if centre.pk in named
    )


def members_named(centre: Centre, on: date, words: str = "", but: int = 0) -> list[Member]:
    """Members of a centre but one; every word must occur in the name."""
    wanted = [word.casefold() for word in words.split()]
    return [
        member
        for member in members_of(centre, on)
        if member.id != but and all(word in member.name.casefold() for word in wanted)
    ]


def own_observations(professional: Professional) -> QuerySet[Observation]:
    """Observations in which somebody takes part, as assessor or as learner."""
    return Observation.objects.filter(
        Q(assessor=professional) | Q(learner=professional)
    ).select_related("task", "centre", "assessor__user", "learner__user", "sign_off__annulment")


def running_of(assessor: Professional) -> list[Observation]:
    """What an assessor opened and nobody ended."""
    rows = own_observations(assessor).filter(assessor=assessor)
    return list(rows.filter(confirmed_at__isnull=True, closed_at__isnull=True).defer("steps"))


def steps_of(steps: Iterable[dict[str, Any]]) -> tuple[Step, ...]:
    """Frozen steps as records."""
    return tuple(
        Step(each["key"], each["text"], each["critical"], tuple(each["references"]))
        for each in steps
    )


def shown_steps(
    steps: Iterable[dict[str, Any]], ticks: Iterable[str]
) -> tuple[tuple[ShownStep, ...], tuple[SourceLine, ...]]:
    """Steps with what was seen, and their sources in the order of first use; one query."""
    records, seen = steps_of(steps), set(ticks)
    keys = list(dict.fromkeys(key for each in records for key in each.references))
    rows = {row.key: row for row in Reference.objects.filter(key__in=keys)}
    known = [key for key in keys if key in rows]
    lines = tuple(
        SourceLine(number, rows[key].citation, _address(rows[key]))
        for number, key in enumerate(known, start=1)
    )
    return tuple(
        ShownStep(
            step=each,
            seen=each.key in seen,
            sources=tuple(known.index(key) + 1 for key in each.references if key in rows),
        )
        for each in records
    ), lines


def _address(reference: Reference) -> str:
    return f"https://doi.org/{reference.doi}" if reference.doi else reference.url
