"""Observed practice at one centre, as its quality manager sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from curriculum.domain.practice import asked_for
from curriculum.models import AssessorEndorsement, ObservedTask
from curriculum.queries.assessing import endorsed_on
from curriculum.queries.sign_offs import (
    Seen,
    seen_on,
    valid_sign_offs,
    validities,
    waiting_observations,
)
from passport.people.models import Centre
from passport.people.queries.centres import Member, members_of


@dataclass(frozen=True)
class NamedAssessor:
    """A member who may assess, what, and since when."""

    endorsement: AssessorEndorsement
    member: Member


@dataclass(frozen=True)
class TaskCell:
    """A task of one person: not asked for, signed, waiting for confirmation, or not yet."""

    task: ObservedTask
    asked: bool
    seen: Seen | None
    waiting: bool


@dataclass(frozen=True)
class PersonLine:
    """One member and every task."""

    member: Member
    cells: tuple[TaskCell, ...]


def assessors_of(centre: Centre, on: date) -> tuple[NamedAssessor, ...]:
    """Who may assess at a centre on a day; those who left are not among them."""
    rows = list(
        AssessorEndorsement.objects.filter(endorsed_on(on), centre=centre)
        .select_related("task")
        .order_by("starts_on", "pk")
    )
    ids = [row.assessor_id for row in rows]
    return tuple(
        NamedAssessor(row, member)
        for member in members_of(centre, on, ids)
        for row in rows
        if row.assessor_id == member.id
    )


def member_tasks(
    centre: Centre, members: Sequence[Member], tasks: Sequence[ObservedTask], on: date
) -> tuple[PersonLine, ...]:
    """Every task of these members at their centre; four queries however many they are."""
    ids = [member.id for member in members]
    rows = valid_sign_offs().filter(centre=centre, learner_id__in=ids)
    seen = seen_on(rows, validities(tasks), on)
    waiting = set(
        waiting_observations()
        .filter(centre=centre, learner_id__in=ids)
        .values_list("learner_id", "task_id")
    )
    return tuple(
        PersonLine(
            member,
            tuple(
                TaskCell(
                    task=task,
                    asked=asked_for(task.roles, member.roles),
                    seen=seen.get((member.id, centre.pk, task.pk)),
                    waiting=(member.id, task.pk) in waiting,
                )
                for task in tasks
            ),
        )
        for member in members
    )
