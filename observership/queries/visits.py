"""Questions about a visit under way: its days, log, objectives, items, and its standing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.sign_off import newest_ticks
from observership.domain.visit import PlannedDay, planned_days
from observership.models import (
    LogEntry,
    Mentorship,
    ObservedItem,
    Placement,
    PlacementReport,
    Rating,
    SignOff,
)
from observership.queries.agreements import content_of, newest_agreement
from observership.queries.parts import placements, receiving_centres
from passport.people.models import Professional

OPEN_STATES = (PlacementState.UNDERWAY, PlacementState.REPORTING)
REFUSED = "sign_off_refused"


@dataclass(frozen=True)
class Goal:
    """An agreed objective, and which sides ticked it."""

    key: str
    title: str
    module: str
    requirements: tuple[str, ...]
    trainee: bool
    host: bool


@dataclass(frozen=True)
class Standing:
    """How far the end of a visit is."""

    sign_off: SignOff | None
    annulled: bool
    refused: str | None
    report: PlacementReport | None

    @property
    def signed_off(self) -> bool:
        """Whether the visit is attested and that was not taken back."""
        return self.sign_off is not None and not self.annulled

    @property
    def report_in(self) -> bool:
        """Whether the trainee handed the report in."""
        return self.report is not None and self.report.submitted_at is not None


def days_of(placement: Placement) -> tuple[PlannedDay, ...]:
    """One line per day: what the host saved, else what the opening's template says."""
    kept = {row.on: row for row in placement.days.all()}
    plan = planned_days(placement.starts_on, placement.ends_on, placement.opening.day_plan)
    return tuple(
        PlannedDay(row.on, row.title, row.notes, row.free, kept=True) if row else day
        for day in plan
        for row in [kept.get(day.on)]
    )


def log_of(placement: Placement) -> list[LogEntry]:
    """The newest entry of each day, latest day first."""
    newest = {row.on: row for row in placement.log.order_by("on", "written_at", "pk")}
    return [newest[on] for on in sorted(newest, reverse=True)]


def goals_agreed(placement: Placement) -> tuple[Goal, ...]:
    """Objectives of the newest agreement, with what each side says of them."""
    agreed: list[dict[str, Any]] = content_of(newest_agreement(placement)).get("objectives", [])
    ticks = placement.ticks.order_by("at", "pk").values_list("objective_key", "side", "met")
    standing = newest_ticks(list(ticks))
    return tuple(
        Goal(
            key=each["key"],
            title=each["title"],
            module=each.get("module") or "",
            requirements=tuple(need["key"] for need in each.get("requirements", ())),
            trainee=(each["key"], Side.TRAINEE) in standing,
            host=(each["key"], Side.HOST) in standing,
        )
        for each in agreed
    )


def items_of(placement: Placement) -> QuerySet[ObservedItem]:
    """What the trainee watched and did not take back, in order of days."""
    rows = placement.items.filter(withdrawn_at__isnull=True)
    return rows.select_related("supervisor__user")


def sign_off_of(placement: Placement) -> SignOff | None:
    """The sign-off of a placement, also one that was taken back."""
    rows = SignOff.objects.filter(placement_public_id=placement.public_id)
    return rows.select_related("annulment", "supervisor__user").first()


def standing_of(placement: Placement) -> Standing:
    """How far the end of a visit is; three queries."""
    sign_off = sign_off_of(placement)
    refusal = placement.events.filter(kind=REFUSED).order_by("at", "pk").last()
    return Standing(
        sign_off=sign_off,
        annulled=sign_off is not None and hasattr(sign_off, "annulment"),
        refused=refusal.note if refusal else None,
        report=PlacementReport.objects.filter(placement=placement).first(),
    )


def supervised_by(person: Professional, on: date) -> QuerySet[Placement]:
    """Visits of a supervisor with something to sign; none of a host that this person left."""
    waiting = ObservedItem.objects.filter(
        placement=OuterRef("pk"), supervisor_signed_at__isnull=True, withdrawn_at__isnull=True
    )
    signed = SignOff.objects.filter(placement_public_id=OuterRef("public_id"))
    rows = placements().filter(
        supervisor=person, state__in=OPEN_STATES, host__in=receiving_centres(person, on)
    )
    rows = rows.annotate(has_items=Exists(waiting), is_signed=Exists(signed))
    to_sign = Q(has_items=True) | Q(is_signed=False)
    return rows.filter(to_sign).order_by("starts_on", "pk")


def waiting_items(found: list[Placement]) -> dict[int, list[ObservedItem]]:
    """Items of some visits that wait for a signature, by placement; one query."""
    rows = ObservedItem.objects.filter(
        placement__in=found, supervisor_signed_at__isnull=True, withdrawn_at__isnull=True
    )
    waiting: dict[int, list[ObservedItem]] = {each.pk: [] for each in found}
    for row in rows.order_by("on", "pk"):
        waiting[row.placement_id].append(row)
    return waiting


def mentorship_of(placement: Placement) -> Mentorship | None:
    """The mentoring that is proposed or runs."""
    rows = placement.mentorships.filter(ended_at__isnull=True)
    return rows.select_related("mentor__user").first()


def rating_of(placement: Placement, side: Side) -> Rating | None:
    """What a side said of a visit."""
    return placement.ratings.filter(side=side).first()


def hosted_until(placement: Placement, on: date) -> int:
    """How many visits of this host were attested, that of this placement included."""
    rows = SignOff.objects.filter(host=placement.host, annulment__isnull=True)
    return rows.filter(ends_on__lte=on).count()
