"""Outcomes as tables for export: numbers and countries, no person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from observership.domain.after_visit import PlanState, YesNo
from observership.models.labels import PLACEMENT_LABELS
from observership.models.outcome_labels import STAGE_LABELS
from observership.models.visit_labels import OUTCOME_LABELS, PLAN_LABELS, YES_NO_LABELS
from observership.queries.outcomes import Outcomes
from observership.rendering.outcomes import mean_rows, money_rows
from passport.people.models.labels import ROLE_LABELS, SETTING_LABELS

Cell = str | int | float | date | None
Table = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]


def visit_head() -> tuple[str, ...]:
    """What a line about a visit says."""
    return (
        _("Number"),
        _("Role"),
        _("Patients"),
        _("Home country"),
        _("Host"),
        _("Host country"),
        _("From"),
        _("Until"),
        _("State"),
        _("Outcome"),
        _("Days attended"),
        _("Objectives met"),
    )


def visit_rows(outcomes: Outcomes) -> list[tuple[Cell, ...]]:
    """A line per visit, in words; countries by their ISO codes."""
    return [
        (
            each.number,
            _said(ROLE_LABELS, each.role),
            _said(SETTING_LABELS, each.setting),
            each.home_country,
            each.host,
            each.host_country,
            each.starts_on,
            each.ends_on,
            _said(PLACEMENT_LABELS, each.state),
            _said(OUTCOME_LABELS, each.outcome),
            each.days_attended,
            each.objectives_met,
        )
        for each in outcomes.visits
    ]


def _said(labels: Mapping[Any, Any], code: str) -> str:
    """The words of a code; none for what was left open."""
    return str(labels[code]) if code else ""


def tables_of(outcomes: Outcomes) -> tuple[Table, ...]:
    """A table per question: its name, head and rows."""
    funnel: list[tuple[Cell, ...]] = [
        (str(STAGE_LABELS[stage]), count) for stage, count in outcomes.funnel
    ]
    return (
        (_("Visits"), visit_head(), visit_rows(outcomes)),
        (_("Funnel"), (_("Stage"), _("People")), funnel),
        (
            _("Money"),
            (_("Payee"), _("State"), _("Amount"), _("Currency")),
            [*money_rows(outcomes)],
        ),
        (_("At home"), (_("Question"), _("Answer"), _("Number")), _changes(outcomes)),
        (
            _("Ratings"),
            (_("Side"), _("Question"), _("Mean"), _("Ratings")),
            [*mean_rows(outcomes.means)],
        ),
    )


def _changes(outcomes: Outcomes) -> list[tuple[Cell, ...]]:
    changes = outcomes.changes
    plans = [(_("Plans"), str(PLAN_LABELS[each]), changes.plans[each]) for each in PlanState]
    told = [
        (words, str(YES_NO_LABELS[each]), counts[each])
        for words, counts in (
            (_("First patient treated"), changes.first_patient),
            (_("Team trained"), changes.team_trained),
        )
        for each in YesNo
    ]
    return [*plans, *told]
