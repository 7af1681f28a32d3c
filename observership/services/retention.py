"""Blanks what is no longer kept: texts, names and links of visits and applications."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from observership.domain import retention as rules
from observership.models import AccessNeeds, Application, Placement
from observership.services.erasing import blank_application, blank_placement
from passport.audit import services as audit
from passport.dates import local_day


@dataclass(frozen=True)
class Erased:
    """How much went."""

    placements: int = 0
    applications: int = 0
    needs: int = 0


def erase_due(*, on: date, at: datetime) -> Erased:
    """Erase everything that is due on a day, each thing in a transaction of its own.

    Sign-offs stay, as evidence, without their comments. What was erased before is left alone.
    """
    done = Erased(
        placements=sum(_erase_placement(row, on, at) for row in _placements()),
        applications=sum(_erase_application(row, on, at) for row in _applications()),
        needs=_erase_needs(on),
    )
    if done != Erased():
        audit.record(
            action="observership_texts_erased", subject=on.isoformat(), at=at, details=asdict(done)
        )
    return done


def _placements() -> list[Placement]:
    rows = Placement.objects.filter(closed_at__isnull=False, erased_at__isnull=True)
    return list(rows.select_related("application").order_by("pk"))


@transaction.atomic
def _erase_placement(placement: Placement, on: date, at: datetime) -> bool:
    closed_at = placement.closed_at
    if closed_at is None or not rules.is_due(_day(closed_at), on):
        return False
    blank_placement(placement=placement, at=at)
    return True


def _applications() -> list[Application]:
    rows = Application.objects.filter(erased_at__isnull=True).select_related("call")
    return list(rows.prefetch_related("placements").order_by("pk"))


@transaction.atomic
def _erase_application(application: Application, on: date, at: datetime) -> bool:
    call = application.call
    closed = rules.application_closed_on(
        application.state,
        _day(application.state_since),
        _day(call.ended_at) if call.ended_at else call.visits_until,
        [_day(each.closed_at) if each.closed_at else None for each in application.placements.all()],
    )
    if closed is None or not rules.is_due(closed, on):
        return False
    blank_application(application=application, at=at)
    return True


@transaction.atomic
def _erase_needs(on: date) -> int:
    rows = AccessNeeds.objects.select_related("placement").filter(
        Q(placement__ends_on__lt=on) | Q(placement__closed_at__isnull=False)
    )
    due = [row.pk for row in rows if _needs_due(row.placement, on)]
    AccessNeeds.objects.filter(pk__in=due).delete()
    return len(due)


def _needs_due(placement: Placement, on: date) -> bool:
    called_off = placement.state == "cancelled" and placement.closed_at is not None
    cancelled_on = _day(placement.closed_at) if called_off and placement.closed_at else None
    return rules.needs_are_due(placement.ends_on, cancelled_on, on)


def _day(at: datetime) -> date:
    return local_day(at, settings.TIME_ZONE)
