"""The coalition's figures as tables and bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from credentials.domain.network import OTHERS
from credentials.models import NetworkSnapshot
from passport.people.domain.roles import Role
from passport.people.models.countries import COUNTRY_NAMES
from passport.people.models.labels import ROLE_LABELS
from passport.ui.charts.bars import Bar, bars
from passport.ui.charts.numbers import Chart


@dataclass(frozen=True)
class NetworkTable:
    """Groups of ten people or more, with whole percents."""

    title: str
    rows: tuple[tuple[str, Mapping[str, Any]], ...]


@dataclass(frozen=True)
class NetworkPage:
    """Everything that the page shows."""

    centres: int
    everybody: Mapping[str, Any] | None
    tables: tuple[NetworkTable, ...]
    course: Chart | None

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """The four numbers of everybody that the page opens with, each with its words."""
        whole = self.everybody or {}
        return tuple(
            (shown.format(whole[key]), words)
            for key, shown, words in (
                ("people", "{}", _("people, about")),
                ("core", "{} %", _("have the core in force")),
                ("role", "{} %", _("have a role in force")),
                ("soon", "{} %", _("have something that ends within 90 days")),
            )
            if key in whole
        )


def network_of(newest_first: Sequence[NetworkSnapshot]) -> NetworkPage:
    """The latest snapshot in words, and the share of everybody over time."""
    figures = newest_first[0].figures
    return NetworkPage(
        centres=figures["centres"],
        everybody=figures["everybody"],
        tables=(
            _table(_("By country"), figures["countries"], COUNTRY_NAMES),
            _table(_("By role"), figures["roles"], {str(key): ROLE_LABELS[key] for key in Role}),
        ),
        course=_course(newest_first),
    )


def _table(
    title: str, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str | Promise]
) -> NetworkTable:
    others = _("Smaller groups together")
    return NetworkTable(
        title,
        tuple(
            (others if row["key"] == OTHERS else str(names.get(row["key"], row["key"])), row)
            for row in rows
        ),
    )


def _course(newest_first: Sequence[NetworkSnapshot]) -> Chart | None:
    """Core and role in force, in percent of everybody, oldest first; None for a single day."""
    known = [each for each in reversed(newest_first) if each.figures["everybody"]]
    if len(known) < 2:
        return None
    return bars(
        [
            Bar(
                date_format(each.taken_on, "j F Y"),
                (each.figures["everybody"]["core"], 100 - each.figures["everybody"]["core"]),
            )
            for each in known
        ],
        parts=[_("percent with the core in force"), _("percent without")],
        name="course",
        title=_("Core in force, week by week"),
    )
