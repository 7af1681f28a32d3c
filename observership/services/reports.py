"""What trainee and host say after a visit: the report and the ratings."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from observership.domain.after_visit import ReportPart, is_rating, report_missing
from observership.domain.codes import Side
from observership.domain.lifecycle import VISIT_BEGUN, PlacementState
from observership.domain.visit import is_last_day_here
from observership.models import Placement, PlacementReport, Rating
from observership.services.closing import close_if_done
from observership.services.placement_moves import note_event
from observership.services.visits import VisitClosedError, open_placement_row, screened
from passport.dates import local_day
from passport.people.models import User


class HandedInError(ValueError):
    """The report was handed in; it is not changed any more."""


class ReportIncompleteError(ValueError):
    """Parts of the report are missing; `missing` says which."""

    def __init__(self, lacks: tuple[ReportPart, ...]) -> None:
        super().__init__(", ".join(lacks))
        self.missing = lacks


class RatingError(ValueError):
    """Scores do not answer this side's questions, or the side rated before."""


@transaction.atomic
def save_report(
    *,
    placement: Placement,
    part: ReportPart,
    said: Any,
    at: datetime,
    knowingly: bool = False,
) -> PlacementReport:
    """Keep one part of a report; the other parts stay.

    Raises VisitClosedError, HandedInError, and PatientLikeError unless `knowingly`.
    """
    locked = open_placement_row(placement)
    screened(list(_texts(said)), near=locked.starts_on, knowingly=knowingly)
    report, _made = PlacementReport.objects.get_or_create(
        placement=locked, defaults={"saved_at": at}
    )
    if report.submitted_at is not None:
        raise HandedInError
    report.answers = {**report.answers, str(part): said}
    report.saved_at = at
    report.save(update_fields=["answers", "saved_at"])
    return report


@transaction.atomic
def hand_in_report(*, placement: Placement, by: User, at: datetime) -> PlacementReport:
    """The report is handed in, from the last day of the visit on; closes when all is in.

    Raises VisitClosedError, ReportIncompleteError and HandedInError.
    """
    locked = open_placement_row(placement)
    _refuse_before_the_end(locked, at)
    report = PlacementReport.objects.filter(placement=locked).first()
    lacks = report_missing(report.answers if report else {})
    if report is None or lacks:
        raise ReportIncompleteError(lacks)
    if report.submitted_at is not None:
        raise HandedInError
    report.submitted_at = at
    report.save(update_fields=["submitted_at"])
    note_event(placement=locked, kind="report_handed_in", at=at, by=by, side=Side.TRAINEE)
    close_if_done(placement=locked, at=at)
    return report


@transaction.atomic
def rate_visit(
    *,
    placement: Placement,
    side: Side,
    scores: Mapping[str, int],
    comment: str,
    by: User,
    at: datetime,
) -> Rating:
    """Keep what a side says of a visit, once. A comment reaches coordinators only.

    Raises VisitClosedError and RatingError.
    """
    locked = open_placement_row(placement, VISIT_BEGUN)
    _refuse_before_the_end(locked, at)
    if not is_rating(side, scores):
        raise RatingError
    try:
        with transaction.atomic():
            return Rating.objects.create(
                placement=locked,
                side=side,
                scores=dict(scores),
                comment=comment,
                by=by,
                rated_at=at,
            )
    except IntegrityError:
        raise RatingError from None


def _refuse_before_the_end(placement: Placement, at: datetime) -> None:
    here = is_last_day_here(placement.ends_on, local_day(at, settings.TIME_ZONE))
    if placement.state == PlacementState.UNDERWAY and not here:
        raise VisitClosedError(placement.state)


def _texts(said: Any) -> Iterator[str]:
    """Every text in what was said, however it is nested."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        for each in said.values():
            yield from _texts(each)
    elif isinstance(said, list | tuple):
        for each in said:
            yield from _texts(each)
