"""What the visits of one call, or of all, came to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from observership.domain import outcomes as rules
from observership.domain.lifecycle import VISIT_BEGUN, ApplicationState, PlacementState
from observership.domain.outcomes import Changes, Mean, Stage
from observership.models import (
    Application,
    Call,
    FollowUp,
    FundingStep,
    OutcomeSummary,
    Placement,
    Rating,
    SignOff,
)

WAS_ELIGIBLE = (
    ApplicationState.ELIGIBLE,
    ApplicationState.OFFERED,
    ApplicationState.PLACED,
    ApplicationState.NOT_PLACED,
)


@dataclass(frozen=True)
class Visit:
    """One placement as the board sees it: numbers and countries, no person."""

    number: str
    role: str
    setting: str
    home_city: str
    home_country: str
    host: str
    host_city: str
    host_country: str
    starts_on: date
    ends_on: date
    state: str
    outcome: str
    days_attended: int | None
    objectives_met: int | None


@dataclass(frozen=True)
class Outcomes:
    """Everything that the board is shown."""

    funnel: tuple[tuple[Stage, int], ...]
    money: tuple[rules.Sum, ...]
    visits: tuple[Visit, ...]
    changes: Changes
    means: tuple[Mean, ...]


def outcomes_of(call: Call | None) -> Outcomes:
    """Numbers of one call, or of all of them; the same few queries for any number of visits."""
    placements = Placement.objects.all()
    if call is not None:
        placements = placements.filter(application__call=call)
    signed = SignOff.objects.filter(
        annulment__isnull=True, placement_public_id__in=placements.values("public_id")
    )
    return Outcomes(
        funnel=_funnel(call, placements, signed),
        money=_money(placements),
        visits=_visits(placements, signed),
        changes=rules.changes_of(_newest_answers(placements)),
        means=rules.means_of(_ratings(placements)),
    )


def _funnel(
    call: Call | None, placements: QuerySet[Placement], signed: QuerySet[SignOff]
) -> tuple[tuple[Stage, int], ...]:
    applied = Application.objects.filter(submitted_at__isnull=False)
    if call is not None:
        applied = applied.filter(call=call)
    was = Q(events__moved_to=ApplicationState.ELIGIBLE) | Q(state__in=WAS_ELIGIBLE)
    placed = placements.exclude(state=PlacementState.CANCELLED)
    followed = FollowUp.objects.filter(placement__in=placements, answered_at__isnull=False)
    return (
        (Stage.APPLIED, applied.count()),
        (Stage.ELIGIBLE, applied.filter(was).distinct().count()),
        (Stage.PLACED, placed.order_by().values("application").distinct().count()),
        (Stage.VISITED, placements.filter(state__in=VISIT_BEGUN).count()),
        (Stage.SIGNED_OFF, signed.count()),
        (Stage.FOLLOWED_UP, followed.order_by().values("placement").distinct().count()),
    )


def _money(placements: QuerySet[Placement]) -> tuple[rules.Sum, ...]:
    rows = FundingStep.objects.filter(placement__in=placements).order_by()
    sums = rows.values_list("payee", "state", "currency").annotate(amount=Sum("amount"))
    return tuple(rules.Sum(*row) for row in sums.order_by("payee", "currency", "state"))


def _visits(placements: QuerySet[Placement], signed: QuerySet[SignOff]) -> tuple[Visit, ...]:
    facts = {
        public_id: (days, len(met))
        for public_id, days, met in signed.values_list(
            "placement_public_id", "days_attended", "objectives"
        )
    }
    rows = placements.exclude(state=PlacementState.CANCELLED).select_related(
        "application__centre", "host", "opening"
    )
    return tuple(_visit(row, *facts.get(row.public_id, (None, None))) for row in rows)


def _visit(row: Placement, days: int | None, met: int | None) -> Visit:
    application, home = row.application, row.application.centre
    return Visit(
        number=application.number or "",
        role=application.role,
        setting=row.opening.setting,
        home_city=home.city if home else application.city,
        home_country=home.country if home else application.country,
        host=row.host.name,
        host_city=row.host.city,
        host_country=row.host.country,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=row.state,
        outcome=row.outcome,
        days_attended=days,
        objectives_met=met,
    )


def _newest_answers(placements: QuerySet[Placement]) -> list[dict[str, object]]:
    answered = FollowUp.objects.filter(answered_at__isnull=False)
    newest = answered.filter(placement=OuterRef("placement")).order_by("-months")
    rows = answered.filter(placement__in=placements, pk=Subquery(newest.values("pk")[:1]))
    return list(rows.values_list("answers", flat=True))


def _ratings(placements: QuerySet[Placement]) -> list[tuple[str, dict[str, int]]]:
    rows = Rating.objects.filter(placement__in=placements).order_by("side", "pk")
    return list(rows.values_list("side", "scores"))


def live_summary(call: Call) -> OutcomeSummary | None:
    """The summary of a call that the public reads."""
    return OutcomeSummary.objects.filter(call=call, withdrawn_at__isnull=True).first()


def calls_with_placements() -> QuerySet[Call]:
    """Calls that came to visits, newest first."""
    return Call.objects.filter(applications__placements__isnull=False).distinct()
