"""Samples of the components of a centre's workspace: heat tables, charts, covers, figures."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from passport.ui.charts import (
    Arc,
    Bar,
    HeatRow,
    HeatTable,
    Mark,
    Share,
    Span,
    Spot,
    bars,
    europe_map,
    heat_table,
    mark_cells,
    mark_words,
    share_cell,
    strip,
)

Values = dict[str, Any]


@dataclass(frozen=True)
class SampleCentre:
    """A centre that is nowhere."""

    public_id: str = "00000000-0000-4000-8000-000000000000"
    confirmed_at: datetime | None = None

    def __str__(self) -> str:
        return "Fictional University Hospital, Sampletown"


def _roles() -> Any:
    shares = [Share(9, 10, 90), Share(6, 10, 60, 2), Share(0, 2, 0), None]
    return heat_table(
        HeatTable(
            caption=str(_("People with everything in force, by role")),
            corner=str(_("Role")),
            columns=["CRS and ICANS", "Infusion", "Apheresis", "Emergency"],
            rows=[HeatRow(str(_("Ward nurse")), [share_cell(each) for each in shares])],
            totals=HeatRow(str(_("All roles")), [share_cell(each) for each in shares]),
        )
    )


def _people() -> Any:
    cells = mark_cells()
    return heat_table(
        HeatTable(
            caption=str(_("Person by requirement")),
            corner=str(_("Person")),
            columns=[f"COR-0{number}" for number in range(1, 7)],
            rows=[HeatRow("Jana Samplová", [cells[mark] for mark in Mark])],
            spans=[Span(str(_("Core")), 6)],
            upright=True,
        )
    )


def _strip() -> Any:
    days = [date(2026, 12, 3)] * 3 + [date(2027, 3, day) for day in (2, 9, 9, 20, 28, 30)]
    title = str(_("What runs out in the next twelve months"))
    return strip(days, today=date(2026, 11, 21), name="sample-strip", title=title)


def _bars() -> Any:
    rows = [Bar("Axicabtagene ciloleucel", (12, 3, 5)), Bar("Tisagenlecleucel", (10, 0, 4))]
    parts = [str(_("from core")), str(_("in part")), str(_("remain"))]
    return bars(rows, parts=parts, name="sample-bars", title=str(_("Shown by core training")))


def _map() -> Any:
    home = Spot("Fictional Home Hospital", "Brno", "CZ", "home", "Czechia")
    host = Spot("Fictional University Hospital", "Lyon", "FR", "host", "France")
    return europe_map([host], [Arc(home, host)], name="sample-map", title=str(_("Visits")))


_CONFIRMED = datetime(2026, 1, 5, tzinfo=UTC)

CENTRE_SAMPLES: dict[str, list[Values]] = {
    "centre_nav": [
        {"centre": SampleCentre(), "section": "overview"},
        {"centre": SampleCentre(confirmed_at=_CONFIRMED), "section": "coverage"},
    ],
    "chart": [
        {
            "chart": SimpleLazyObject(_strip),
            "title": _("What runs out in the next twelve months"),
            "wide": True,
        },
        {"chart": SimpleLazyObject(_bars), "title": _("Shown by core training")},
        {"chart": SimpleLazyObject(_map), "title": _("Visits")},
    ],
    "cover_rules": [
        {
            "rules": [
                {"title": "Ward nurse · Night shift", "minimum": 2, "able": 4, "holds": True},
                {"title": "Treating physician", "minimum": 3, "able": 2, "holds": False},
            ]
        }
    ],
    "figure_tile": [
        {"value": "86 %", "label": _("Collection"), "note": _("6 of 7 people")},
        {"value": 4, "label": _("within 30 days"), "url": "/"},
    ],
    "heat_key": [{"marks": SimpleLazyObject(lambda: list(mark_words().items())), "scale": True}],
    "heat_region": [
        {"label": _("Coverage by role"), "table": SimpleLazyObject(_roles)},
        {"label": _("Coverage by person"), "table": SimpleLazyObject(_people)},
    ],
}
