"""Sign-offs that were not taken back, and how long each holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from curriculum.models import Observation, ObservationSignOff, ObservedTask
from curriculum.queries.task_reviews import approved_versions
from passport.dates import DayState, Validity, local_day
from passport.standards.models import Clause, FrameworkKind

MONTHS = 12  # where no framework of observed practice says otherwise


@dataclass(frozen=True)
class Seen:
    """The latest sign-off of somebody for a task at a centre, as it stands on a day.

    `reviewed`: a clinician approved the version at which it was signed.
    """

    public_id: UUID
    observed_on: date
    assessor: str
    last_day: date | None
    state: DayState
    reviewed: bool


Place = tuple[int, int, int]  # learner, centre, task


def valid_sign_offs() -> QuerySet[ObservationSignOff]:
    """Sign-offs that nobody took back, oldest first."""
    return ObservationSignOff.objects.filter(annulment__isnull=True)


def running_observations() -> QuerySet[Observation]:
    """What nobody confirmed, declined or closed, signed or not."""
    return Observation.objects.filter(confirmed_at__isnull=True, closed_at__isnull=True)


def waiting_observations() -> QuerySet[Observation]:
    """Signed by the assessor, not yet confirmed or declined by the learner."""
    return running_observations().filter(signed_at__isnull=False)


def current_tasks() -> tuple[ObservedTask, ...]:
    """Tasks that may be opened, by key."""
    return tuple(ObservedTask.objects.filter(retired_at__isnull=True))


def validities(tasks: Iterable[ObservedTask]) -> dict[int, Validity | None]:
    """How long a sign-off of each task holds; None means for good."""
    keys = {task.source: task.pk for task in tasks}
    rows = Clause.objects.filter(
        framework__kind=FrameworkKind.PRACTICE, requirement__key__in=keys
    ).select_related("framework", "requirement")
    found: dict[int, Validity | None] = {pk: Validity(MONTHS) for pk in keys.values()}
    for row in rows:
        months = row.requirement.validity_months
        if months is None:
            months = row.framework.validity_months or 0
        validity = Validity(months, row.framework.grace_days) if months else None
        found[keys[row.requirement.key]] = validity
    return found


def seen_on(
    rows: QuerySet[ObservationSignOff], held: dict[int, Validity | None], on: date
) -> dict[Place, Seen]:
    """The latest of these sign-offs for each learner, centre and task; two queries."""
    approved = approved_versions()
    found: dict[Place, Seen] = {}
    for row in rows.select_related("assessor__user").defer("steps").order_by("observed_at", "pk"):
        reviewed = (row.task_id, row.version) in approved
        seen = _seen(row, held.get(row.task_id), on, reviewed)
        found[row.learner_id, row.centre_id, row.task_id] = seen
    return found


def _seen(row: ObservationSignOff, validity: Validity | None, on: date, reviewed: bool) -> Seen:
    observed_on = local_day(row.observed_at, settings.TIME_ZONE)
    return Seen(
        public_id=row.public_id,
        observed_on=observed_on,
        assessor=str(row.assessor),
        last_day=validity.last_day(observed_on) if validity else None,
        state=validity.state(observed_on, on) if validity else DayState.VALID,
        reviewed=reviewed,
    )
