"""Changes a placement after it was opened: off, other days, another supervisor, an incident."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.funding import FIRST, SECOND
from observership.domain.lifecycle import (
    BEFORE_VISIT,
    LIVE_PLACEMENTS,
    UNTIL_VISIT_ENDS,
    PlacementState,
)
from observership.domain.placement_dates import (
    Change,
    Refusal,
    change_of,
    refusal,
    refused_extension,
)
from observership.models import Opening, Placement
from observership.queries.own_visits import overlaps_own_visit
from observership.queries.parts import receives_visitors
from observership.queries.placement_room import room_of
from observership.queries.visits import standing_of
from observership.services.agreements import Author, refresh_agreement
from observership.services.answers import lock_match, release_match
from observership.services.funding import withhold_open
from observership.services.guest_links import close_home_links
from observership.services.own_visits import lock_trainee
from observership.services.placement_moves import Why, move_placement, note_event
from observership.services.placement_notices import tell, tell_person
from observership.services.visits import screened
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import Professional, User

ALL_SIDES = (Side.TRAINEE, Side.HOST, Side.HOME)


class PlacementOverError(ValueError):
    """What has ended, or waits for its reports, is not changed any more."""


class SignedOffError(ValueError):
    """A visit that is signed off keeps its days; a coordinator ends the sign-off first."""


class ReasonMissingError(ValueError):
    """A change of a placement says why."""


class DaysAttendedError(ValueError):
    """Days attended of a visit that is stopped lie between none and the days so far."""


class DatesRefusedError(ValueError):
    """Other days do not fit; `refusal` says why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.refusal = why


class NotAMemberError(ValueError):
    """Only a supervisor or quality manager of the host may supervise, and never the trainee."""


class Incident(StrEnum):
    """What kind of incident it was."""

    SAFETY = "safety"
    CONDUCT = "conduct"
    HEALTH = "health"
    DATA = "data"
    OTHER = "other"


@dataclass(frozen=True)
class Cancelling:
    """Why a visit is off; `stay` in the call; `attended` days of a visit that had begun."""

    reason: str
    stay: bool = True
    attended: int = 0


@transaction.atomic
def cancel_placement(
    *, placement: Placement, side: Side, by: User, said: Cancelling, at: datetime
) -> Placement:
    """Take a visit off: before it begins its place is free again, later it is stopped.

    What was not paid of its money is withheld: all of it before the visit, the second step once
    it began. Raises PlacementOverError, SignedOffError, ReasonMissingError, DaysAttendedError.
    """
    lock_match(placement.match)  # first, as answers do, so that no acts wait in a ring
    locked = _live(placement, UNTIL_VISIT_ENDS)
    _refuse_signed_off(locked)
    _ask_reason(said.reason)
    begun = locked.state == PlacementState.UNDERWAY
    if begun:
        _check_attended(locked, said, at)
    why = Why(side=side, note=said.reason)
    cancelled = move_placement(placement=locked, to=PlacementState.CANCELLED, at=at, by=by, why=why)
    if begun:
        days = said.attended
        note_event(placement=cancelled, kind="stopped", at=at, by=by, side=side, days_attended=days)
    steps = (SECOND,) if begun else (FIRST, SECOND)
    withhold_open(placement=cancelled, steps=steps, note=_short(said.reason), by=by, at=at)
    close_home_links(placement=cancelled, at=at)
    if not begun:
        release_match(match=cancelled.match, at=at, stay=said.stay, by=by, reason=said.reason)
    tell(kind="cancelled", placement=cancelled, at=at, sides=ALL_SIDES, begun=begun)
    _record("observership_cancelled", cancelled, side, by, at)
    return cancelled


@transaction.atomic
def change_dates(
    *,
    placement: Placement,
    days: Period,
    author: Author,
    at: datetime,
    all_agreed: bool = False,
) -> Placement:
    """Other days, within the window, the call's lengths, the places and the trainee's other visits.

    Before the visit this makes a new version of the agreement, to be signed again. Under way a
    coordinator extends it, who states that trainee, host and home `all_agreed`. Raises
    PlacementOverError, SignedOffError, ReasonMissingError, DatesRefusedError.
    """
    Opening.objects.select_for_update().get(pk=placement.opening_id)
    lock_trainee(placement.trainee)
    locked = _live(placement, UNTIL_VISIT_ENDS)
    _refuse_signed_off(locked)
    _ask_reason(author.why)
    before = Period(locked.starts_on, locked.ends_on)
    extends = locked.state == PlacementState.UNDERWAY and change_of(before, days) is Change.EXTENDED
    why = refused_extension(author.side, all_agreed=all_agreed) if extends else None
    why = why or _misfit(locked, before, days, at)
    if why is not None:
        raise DatesRefusedError(why)
    locked.starts_on, locked.ends_on = days.first, days.last
    locked.save(update_fields=["starts_on", "ends_on"])
    _after_dates(locked, before, author, at, {"all_agreed": True} if extends else {})
    return Placement.objects.get(pk=locked.pk)


@transaction.atomic
def replace_supervisor(
    *, placement: Placement, supervisor: Professional, author: Author, at: datetime
) -> Placement:
    """Somebody else of the host supervises; while an agreement is prepared it names them anew.

    What all three signed stays as they signed it, and the confirmation says who came since.
    Raises PlacementOverError, ReasonMissingError, NotAMemberError.
    """
    locked = _live(placement, LIVE_PLACEMENTS)
    _ask_reason(author.why)
    before = locked.supervisor
    on = local_day(at, settings.TIME_ZONE)
    suits = receives_visitors(supervisor.user, locked.host, on)
    if not suits or supervisor.pk in {locked.trainee_id, locked.supervisor_id}:
        raise NotAMemberError
    locked.supervisor = supervisor
    locked.save(update_fields=["supervisor"])
    note_event(
        placement=locked,
        kind="supervisor_changed",
        at=at,
        by=author.user,
        side=author.side,
        note=author.why,
    )
    tell(kind="supervisor_changed", placement=locked, at=at)
    if before is not None:
        tell_person(kind="supervisor_changed", placement=locked, person=before, at=at)
    if locked.state == PlacementState.PREPARING:
        refresh_agreement(placement=locked, author=author, at=at)
    _record("observership_supervisor_changed", locked, author.side, author.user, at)
    return locked


@transaction.atomic
def report_incident(
    *,
    placement: Placement,
    kind: Incident,
    words: str,
    reporter: Author,
    at: datetime,
    knowingly: bool = False,
) -> None:
    """Keep an incident and tell coordinators at once; only they and the reporter read it.

    Raises ReasonMissingError without words, PatientLikeError unless `knowingly`, and
    PlacementOverError once the texts of the placement are erased.
    """
    locked = _live(placement, tuple(PlacementState))
    _ask_reason(words)
    screened([words], near=locked.starts_on, knowingly=knowingly)
    note_event(
        placement=locked,
        kind="incident",
        at=at,
        by=reporter.user,
        side=reporter.side,
        note=words,
        incident=str(kind),
    )
    tell(kind="incident", placement=locked, at=at, sides=[Side.COORDINATOR])
    _record("observership_incident", locked, reporter.side, reporter.user, at)


def _live(placement: Placement, states: tuple[PlacementState, ...]) -> Placement:
    locked = Placement.objects.select_for_update().get(pk=placement.pk)
    if locked.state not in states or locked.erased_at is not None:
        raise PlacementOverError(locked.state)
    return locked


def _refuse_signed_off(placement: Placement) -> None:
    """Days that a supervisor attested stay; raises SignedOffError."""
    if standing_of(placement).signed_off:
        raise SignedOffError


def _misfit(placement: Placement, before: Period, days: Period, at: datetime) -> Refusal | None:
    """Why the days do not fit; a shorter visit may still meet another one of the trainee."""
    why = refusal(before, days, room_of(placement), local_day(at, settings.TIME_ZONE))
    if why is not None or change_of(before, days) is Change.SHORTENED:
        return why
    meets = overlaps_own_visit(placement.trainee, days, besides=placement)
    return Refusal.OTHER_VISIT if meets else None


def _ask_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError


def _check_attended(placement: Placement, said: Cancelling, at: datetime) -> None:
    """Nobody attended more days than there were; raises DaysAttendedError."""
    so_far = (local_day(at, settings.TIME_ZONE) - placement.starts_on).days + 1
    planned = (placement.ends_on - placement.starts_on).days + 1
    if not 0 <= said.attended <= min(so_far, planned):
        raise DaysAttendedError


def _after_dates(
    placement: Placement, before: Period, author: Author, at: datetime, agreed: dict[str, bool]
) -> None:
    """The event, the mails, and the new version where the visit has not begun."""
    now = Period(placement.starts_on, placement.ends_on)
    days = {"before_first": before.first.isoformat(), "before_last": before.last.isoformat()}
    note_event(
        placement=placement,
        kind=change_of(before, now),
        at=at,
        by=author.user,
        side=author.side,
        note=author.why,
        **days,
        **agreed,
    )
    tell(kind="dates_changed", placement=placement, at=at, sides=ALL_SIDES, **days)
    if placement.state in BEFORE_VISIT:
        refresh_agreement(placement=placement, author=author, at=at)
    _record("observership_dates_changed", placement, author.side, author.user, at)


def _short(reason: str) -> str:
    return reason[:300]


def _record(action: str, placement: Placement, side: Side, by: User | None, at: datetime) -> None:
    """What a coordinator did stands in the audit trail too."""
    if side is Side.COORDINATOR and by is not None:
        record(
            action=action,
            subject=f"placement:{placement.public_id}",
            at=at,
            actor_id=by.public_id,
            details={},
        )
