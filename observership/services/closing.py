"""Closes a visit once its supervisor answered and its report is in, and what follows then."""

from datetime import datetime

from django.db import transaction

from observership.domain.after_visit import follow_up_days
from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.sign_off import Outcome, outcome_of
from observership.models import FollowUp, Mentorship, Placement
from observership.queries.visits import standing_of
from observership.services.placement_moves import Why, move_placement
from observership.services.placement_notices import tell
from observership.services.visits import open_placement_row, screened
from passport.audit import services as audit
from passport.people.models import User


class ReasonMissingError(ValueError):
    """Setting something aside needs a reason."""


@transaction.atomic
def close_if_done(*, placement: Placement, at: datetime) -> Placement:
    """Close a placement when both ends are in; else the placement as it is.

    On the last day of a visit that is still under way, it moves on through reporting.
    """
    standing = standing_of(placement)
    outcome = outcome_of(
        signed_off=standing.signed_off,
        refused=standing.refused is not None or standing.annulled,
        report_in=standing.report_in,
    )
    return placement if outcome is None else _close(placement, Why(outcome=outcome), at)


@transaction.atomic
def close_as_it_stands(
    *, placement: Placement, by: User, reason: str, at: datetime, knowingly: bool = False
) -> Placement:
    """A coordinator closes a visit although its report or its sign-off will not come.

    Raises ReasonMissingError, VisitClosedError, and PatientLikeError unless `knowingly`.
    """
    if not reason.strip():
        raise ReasonMissingError
    locked = open_placement_row(placement, (PlacementState.REPORTING,))
    screened([reason], near=locked.starts_on, knowingly=knowingly)
    standing = standing_of(locked)
    outcome = outcome_of(
        signed_off=standing.signed_off, refused=False, report_in=False, closing=True
    )
    audit.record(
        action="observership_closed_as_it_stood",
        subject=f"placement:{placement.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"outcome": str(outcome)},
    )
    why = Why(side=Side.COORDINATOR, note=reason, outcome=str(outcome))
    return _close(locked, why, at, by)


def _close(placement: Placement, why: Why, at: datetime, by: User | None = None) -> Placement:
    if placement.state == PlacementState.UNDERWAY:
        placement = move_placement(placement=placement, to=PlacementState.REPORTING, at=at)
    closed = move_placement(placement=placement, to=PlacementState.CLOSED, at=at, by=by, why=why)
    FollowUp.objects.bulk_create(
        FollowUp(placement=closed, months=months, due_on=due_on)
        for months, due_on in follow_up_days(closed.ends_on).items()
    )
    if why.outcome == Outcome.SIGNED_OFF and closed.supervisor is not None:
        Mentorship.objects.create(placement=closed, mentor=closed.supervisor, asked_at=at)
    tell(kind="closed", placement=closed, at=at, outcome=why.outcome)
    return closed
