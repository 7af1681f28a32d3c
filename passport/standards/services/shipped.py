"""Reads the shipped data files into plain records, in the order in which they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from passport.standards.models import NumberStatus

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class ShippedClause:
    """A requirement's place in a framework, as the file says."""

    framework: str
    group: str
    requirement: str
    position: int
    number: str = ""
    status: str = NumberStatus.UNKNOWN
    seen: str = ""


@dataclass(frozen=True)
class ShippedEntry:
    """What is known of one requirement between two editions."""

    earlier: str
    later: str
    requirement: str
    fields: dict[str, Any]


def read_data(name: str) -> Any:
    """One shipped data file, by its name without ending."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def shipped_frameworks() -> dict[str, dict[str, Any]]:
    """Fields of each framework by its key; groups as ordered pairs."""
    return {
        key: {**row, "groups": [[group, title] for group, title in row["groups"].items()]}
        for key, row in read_data("frameworks").items()
    }


def shipped_clauses() -> Iterator[ShippedClause]:
    """Every clause of every framework."""
    for framework, groups in read_data("clauses").items():
        rows = [(group, row) for group, rows in groups.items() for row in rows]
        for position, (group, row) in enumerate(rows):
            yield _clause(framework, group, position, row)


def _clause(
    framework: str, group: str, position: int, row: str | dict[str, dict[str, str]]
) -> ShippedClause:
    """A clause without a number is written as the requirement's key alone."""
    if isinstance(row, str):
        return ShippedClause(framework, group, row, position)
    [(requirement, fields)] = row.items()
    return ShippedClause(framework, group, requirement, position, **fields)


def shipped_entries() -> Iterator[ShippedEntry]:
    """Every crosswalk entry."""
    for pair in read_data("crosswalks"):
        for requirement, fields in pair["entries"].items():
            yield ShippedEntry(pair["earlier"], pair["later"], requirement, fields)
