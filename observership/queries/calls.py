"""Which calls there are on a day, and what a reader has in them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Sum

from observership.domain.call_phase import Phase, phase_of
from observership.domain.lifecycle import ApplicationState
from observership.models import Application, Call, CallPage, OpeningWindow


@dataclass(frozen=True)
class CallLine:
    """A call with its public page, its phase on a day and what hosts offer in it."""

    page: CallPage
    call: Call
    phase: Phase
    centres: int = 0
    places: int = 0


def phase_on(call: Call, on: date) -> Phase:
    """Whether people may apply in a call on a day."""
    return phase_of(call.opens_on, call.closes_on, on, ended=call.ended_at is not None)


def call_lines(on: date) -> dict[Phase, list[CallLine]]:
    """All calls with a public page, by phase: what closes or opens next first; two queries."""
    pages = CallPage.objects.live().public().filter(call__isnull=False).select_related("call")
    offered = _offered()
    lines: dict[Phase, list[CallLine]] = defaultdict(list)
    for page in pages.order_by("call__opens_on", "call__pk"):
        centres, places = offered.get(page.call.pk, (0, 0))
        phase = phase_on(page.call, on)
        lines[phase].append(CallLine(page, page.call, phase, centres, places))
    lines[Phase.CLOSED].reverse()
    return {phase: lines[phase] for phase in Phase}


def _offered() -> dict[int, tuple[int, int]]:
    """Centres and places by call."""
    rows = OpeningWindow.objects.filter(
        closed_at__isnull=True,
        opening__paused_at__isnull=True,
        opening__centre__confirmed_at__isnull=False,
    )
    counted = rows.values("call").annotate(
        centres=Count("opening__centre", distinct=True), offered=Sum("places")
    )
    found = counted.order_by().values_list("call", "centres", "offered")
    return {call: (centres, places) for call, centres, places in found}


def has_any() -> bool:
    """Whether there is any call, planned, open or over."""
    return Call.objects.exists()


def open_call(on: date) -> Call | None:
    """The call in which people may apply on a day; the one that closes first when several are."""
    rows = Call.objects.filter(opens_on__lte=on, closes_on__gte=on, ended_at__isnull=True)
    return rows.order_by("closes_on", "pk").first()


def next_call(on: date) -> Call | None:
    """The call that opens next after a day."""
    rows = Call.objects.filter(opens_on__gt=on, ended_at__isnull=True)
    return rows.order_by("opens_on", "pk").first()


def page_of(call: Call) -> CallPage | None:
    """The public page of a call, when it has one that everybody sees."""
    return CallPage.objects.live().filter(call=call).order_by("path").first()


def own_application(user: AbstractBaseUser | AnonymousUser, call: Call) -> Application | None:
    """What this reader has in a call, drafts too; None for strangers and after a withdrawal."""
    if not user.is_authenticated:
        return None
    rows = Application.objects.filter(call=call, trainee__user_id=user.pk)
    return rows.exclude(state=ApplicationState.WITHDRAWN).first()
