"""What the daily run does about versions: publish, retire, and remind before and after."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings

from curriculum.domain.add_ons import VersionState, goes_live_today, retires_today
from curriculum.models import AddOnVersion, ReviewAssignment
from curriculum.services.publication_checks import last_day_of
from curriculum.services.publishing import publish_version, retire_version
from curriculum.services.review_notices import remind_of_end, remind_reviewer
from passport.dates import days_left, is_after, local_day

logger = logging.getLogger(__name__)
BEFORE_END = (60, 30, 7)
OVERDUE = (1, 7, 14, 28)
ENDED = "last_day_passed"


def run_due(*, at: datetime) -> None:
    """Retire what ended, publish what is due, remind; done twice it changes nothing.

    Each version stands for itself: one that cannot be published waits and is logged.
    """
    on = local_day(at, settings.TIME_ZONE)
    for version in _standing():
        try:
            _follow(version, on, at)
        except Exception:  # one version's trouble must not stop the others
            logger.exception("version %s was neither published nor retired", version.public_id)
    for assignment in _overdue(on):
        remind_reviewer(
            assignment=assignment,
            days=_reached(OVERDUE, -days_left(assignment.due_on, on)),
            at=at,
        )


def _standing() -> list[AddOnVersion]:
    rows = AddOnVersion.objects.filter(state__in=[VersionState.APPROVED, VersionState.LIVE])
    rows = rows.select_related("add_on__module", "add_on__partner", "add_on__programme__product")
    return list(rows.order_by("pk"))


def _follow(version: AddOnVersion, on: date, at: datetime) -> None:
    state, last_day = VersionState(version.state), last_day_of(version)
    if retires_today(state, last_day, on):
        retire_version(version=version, reason=ENDED, at=at)
    elif goes_live_today(state, version.publish_on, last_day, on):
        publish_version(version=version, at=at)
    elif last_day is not None and (left := days_left(last_day, on)) <= max(BEFORE_END):
        nearest = min(days for days in BEFORE_END if left <= days)
        remind_of_end(version=version, days=nearest, last_day=last_day, at=at)


def _overdue(on: date) -> list[ReviewAssignment]:
    """Reviews of what is still in review that are past their day."""
    rows = ReviewAssignment.objects.filter(
        released_at__isnull=True,
        decision__isnull=True,
        version__state=VersionState.IN_REVIEW,
    ).select_related(
        "reviewer", "version__add_on__module", "version__add_on__partner",
        "version__add_on__programme__product",
    )  # fmt: skip
    return [
        row
        for row in rows.defer("version__content")
        if row.content_hash == row.version.content_hash and is_after(on, row.due_on)
    ]


def _reached(distances: Sequence[int], days: int) -> int:
    """The largest of some distances that was reached."""
    return max(distance for distance in distances if distance <= days)
