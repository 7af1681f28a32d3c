"""Opens placements, and lets visits begin and end on their days."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from observership.domain.candidates import Period
from observership.domain.codes import Payee
from observership.domain.funding import two_steps
from observership.domain.lifecycle import PlacementState
from observership.domain.placement_dates import first_stretch, overlap, visit_days
from observership.domain.placement_lists import lines_at_start
from observership.models import (
    Application,
    FundingStep,
    Match,
    Placement,
    PlacementTask,
    SupportLetter,
)
from observership.queries.eligibility import periods
from observership.queries.own_visits import overlaps_own_visit
from observership.services.agreements import first_agreement
from observership.services.guest_links import ask_home
from observership.services.placement_moves import move_placement, note_event
from observership.services.placement_notices import tell
from passport.dates import local_day


class NoDaysLeftError(ValueError):
    """No days of the offer are left: window or wishes are over."""


class OwnVisitError(ValueError):
    """The trainee has another visit on these days, in this call or another one."""

    def __init__(self, days: Period) -> None:
        super().__init__(f"{days.first} {days.last}")
        self.days = days


@transaction.atomic
def open_placement(*, match: Match, at: datetime) -> Placement:
    """What follows when both sides accepted: the placement with lists, money and a first draft.

    The caller holds the locks of opening and trainee and has moved match and application. Raises
    NoDaysLeftError, OwnVisitError.
    """
    application, opening = match.application, match.window.opening
    days = days_of_visit(match=match, at=at)
    letter = _letter(application)
    supervised = opening.supervisor_id not in (None, application.trainee_id)
    placement = Placement.objects.create(
        match=match,
        application=application,
        opening=opening,
        trainee=application.trainee,
        host=opening.centre,
        supervisor=opening.supervisor if supervised else None,
        home_name=(letter.signed_name or letter.head_name) if letter else "",
        home_email=letter.head_email if letter else "",
        state_since=at,
        starts_on=days.first,
        ends_on=days.last,
        created_at=at,
    )
    _prepare(placement, at)
    return placement


@transaction.atomic
def begin_and_end_visits(*, on: date, at: datetime) -> tuple[int, int]:
    """Visits whose first day is here get under way, those that are over wait for reports.

    How many began and ended. What was never agreed does not begin.
    """
    begun = Placement.objects.filter(state=PlacementState.AGREED, starts_on__lte=on)
    began = [move_placement(placement=each, to=PlacementState.UNDERWAY, at=at) for each in begun]
    over = Placement.objects.filter(state=PlacementState.UNDERWAY, ends_on__lt=on)
    ended = [move_placement(placement=each, to=PlacementState.REPORTING, at=at) for each in over]
    for placement in ended:
        tell(kind="report_due", placement=placement, at=at)
    return len(began), len(ended)


def days_of_visit(*, match: Match, at: datetime) -> Period:
    """The first days after all the time to answer that suit both.

    Where a coordinator set the dates aside, the first of the window. Raises NoDaysLeftError, and
    OwnVisitError when the trainee is elsewhere on these days.
    """
    application, window = match.application, match.window
    answered_on = local_day(max(match.answer_by, at), settings.TIME_ZONE)
    left = overlap(Period(window.starts_on, window.ends_on), _after(answered_on))
    wished, length = periods(application.dates), application.length or application.call.days_min
    if left is None or not (match.override or first_stretch(left, wished, length)):
        raise NoDaysLeftError
    days = visit_days(left, wished, length)
    if overlaps_own_visit(application.trainee, days):
        raise OwnVisitError(days)
    return days


def _after(day: date) -> Period:
    return Period(day + timedelta(days=1), date.max)


def _letter(application: Application) -> SupportLetter | None:
    """The newest answered letter; else the newest that was asked for."""
    rows = application.letters.order_by("-asked_at", "-pk")
    return rows.filter(answered_at__isnull=False, supports=True).first() or rows.first()


def _prepare(placement: Placement, at: datetime) -> None:
    """Lists, money, the first draft, the event, and mails to the three sides."""
    PlacementTask.objects.bulk_create(
        PlacementTask(placement=placement, side=line.side, key=line.key, position=position)
        for position, line in enumerate(lines_at_start(placement.opening.paperwork), start=1)
    )
    FundingStep.objects.bulk_create(_funding(placement, at))
    first_agreement(placement=placement, at=at)
    note_event(placement=placement, kind=PlacementState.PREPARING, at=at)
    if placement.home_email:
        ask_home(placement=placement, at=at)
    tell(kind="opened", placement=placement, at=at)


def _funding(placement: Placement, at: datetime) -> list[FundingStep]:
    """Two payments a side; a payment of nothing is none."""
    call = placement.application.call
    sums = {Payee.VISITOR: call.visitor_amount, Payee.HOST: call.host_amount}
    return [
        FundingStep(
            placement=placement,
            payee=payee,
            step=step,
            amount=amount,
            currency=call.currency,
            changed_at=at,
        )
        for payee, whole in sums.items()
        for step, amount in enumerate(two_steps(whole, call.first_step_percent), start=1)
        if amount
    ]
