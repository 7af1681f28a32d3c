"""Outcomes in words and drawings, for the board's page and for the public one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observership.domain.after_visit import PlanState, Question, YesNo
from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.outcomes import Changes, Mean, Stage
from observership.models.labels import FUNDING_LABELS, PAYEE_LABELS, PLACEMENT_LABELS, SIDE_LABELS
from observership.models.outcome_labels import STAGE_LABELS
from observership.models.visit_labels import PLAN_LABELS, QUESTION_LABELS, YES_NO_LABELS
from observership.queries.outcomes import Outcomes, Visit
from passport.people.models.countries import COUNTRIES
from passport.ui.charts import Arc, Bar, Chart, Spot, Stretch, bars, europe_map, timeline

MOST_LINES = 60
KINDS = {
    PlacementState.PREPARING: 1,
    PlacementState.AGREED: 2,
    PlacementState.UNDERWAY: 5,
    PlacementState.REPORTING: 4,
    PlacementState.CLOSED: 3,
}


@dataclass(frozen=True)
class Pictures:
    """The drawings of the page; a question without an answer has none."""

    funnel: Chart
    timeline: Chart | None
    map: Chart | None
    plans: Chart | None
    home: Chart | None


def pictures_of(outcomes: Outcomes) -> Pictures:
    """Every drawing of the page."""
    changes = outcomes.changes
    return Pictures(
        funnel=_funnel(outcomes.funnel),
        timeline=_timeline(outcomes.visits) if outcomes.visits else None,
        map=_map(outcomes.visits) if outcomes.visits else None,
        plans=_plans(changes.plans) if sum(changes.plans.values()) else None,
        home=_home(changes) if changes.answers else None,
    )


def _funnel(funnel: Sequence[tuple[Stage, int]]) -> Chart:
    rows = [Bar(str(STAGE_LABELS[stage]), (count,)) for stage, count in funnel]
    most = max((count for _stage, count in funnel), default=0)
    of = ngettext("of %(n)d person", "of %(n)d people", most) % {"n": most}
    return bars(rows, parts=[of], name="funnel", title=_("From application to follow-up"))


def _timeline(visits: Sequence[Visit]) -> Chart:
    newest = sorted(visits, key=lambda each: each.starts_on)[-MOST_LINES:]
    rows = [
        Stretch(
            label=f"{each.home_country} \N{RIGHTWARDS ARROW} {each.host_city} ({each.number})",
            first=each.starts_on,
            last=each.ends_on,
            kind=KINDS[PlacementState(each.state)],
            words=str(PLACEMENT_LABELS[PlacementState(each.state)]),
        )
        for each in newest
    ]
    return timeline(rows, name="timeline", title=_("Visits by date"))


def _map(visits: Sequence[Visit]) -> Chart:
    """Arcs from country or town of home to the town of the host."""
    arcs = [Arc(_home_spot(each), _host_spot(each)) for each in visits]
    spots = dict.fromkeys(spot for arc in arcs for spot in (arc.from_spot, arc.to_spot))
    return europe_map(list(spots), arcs, name="map", title=_("From home to host"))


def _home_spot(visit: Visit) -> Spot:
    return Spot(
        _("Home centre"),
        visit.home_city,
        visit.home_country,
        "home",
        _country(visit.home_country),
    )


def _host_spot(visit: Visit) -> Spot:
    name = _country(visit.host_country)
    return Spot(visit.host, visit.host_city, visit.host_country, "host", name)


def _country(code: str) -> str:
    return str(dict(COUNTRIES).get(code, code))


def _plans(plans: Mapping[str, int]) -> Chart:
    rows = [Bar(str(PLAN_LABELS[state]), (plans[state],)) for state in PlanState]
    together = sum(plans.values())
    of = ngettext("of %(n)d plan", "of %(n)d plans", together) % {"n": together}
    return bars(rows, parts=[of], name="plans", title=_("Plans from the reports"))


def _home(changes: Changes) -> Chart:
    rows = [
        Bar(words, tuple(counts[each] for each in YesNo))
        for words, counts in (
            (_("First patient treated"), changes.first_patient),
            (_("Team trained"), changes.team_trained),
        )
    ]
    parts = [str(YES_NO_LABELS[each]).lower() for each in YesNo]
    return bars(rows, parts=parts, name="home", title=_("What changed at home"))


def money_rows(outcomes: Outcomes) -> list[tuple[str, str, int, str]]:
    """Payee, state, amount and currency in words."""
    return [
        (
            str(PAYEE_LABELS[each.payee]),  # type: ignore[index]
            str(FUNDING_LABELS[each.state]),  # type: ignore[index]
            each.amount,
            each.currency,
        )
        for each in outcomes.money
    ]


def mean_rows(means: Sequence[Mean]) -> list[tuple[str, str, float, int]]:
    """Side, question, mean and number of ratings in words."""
    return [
        (
            str(SIDE_LABELS[Side(each.side)]),
            str(QUESTION_LABELS[Question(each.question)]),
            each.mean,
            each.count,
        )
        for each in means
    ]


def summary_rows(counts: Mapping[str, Any]) -> dict[str, list[tuple[str, Any]]]:
    """A published summary in words; what was too small to publish has None."""
    changes = counts.get("changes", {})
    return {
        "funnel": [(str(STAGE_LABELS[Stage(stage)]), n) for stage, n in counts["funnel"]],
        "plans": [
            (str(PLAN_LABELS[PlanState(state)]), n)
            for state, n in (changes.get("plans") or {}).items()
        ],
        "first_patient": _yes_no(changes.get("first_patient")),
        "team_trained": _yes_no(changes.get("team_trained")),
    }


def _yes_no(counts: Mapping[str, int] | None) -> list[tuple[str, Any]]:
    return [(str(YES_NO_LABELS[YesNo(each)]), n) for each, n in (counts or {}).items()]
