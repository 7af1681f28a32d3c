"""Reads the shipped objectives of visits into plain records."""

from dataclasses import dataclass
from pathlib import Path

import yaml

SHIPPED = Path(__file__).resolve().parent.parent / "content" / "objectives.yaml"


class WrongObjectivesError(ValueError):
    """The file of objectives is not as it should be; says where."""


@dataclass(frozen=True)
class ShippedObjective:
    """An objective, the module that it goes with, and the requirements that it supports in part."""

    key: str
    title: str
    module: str
    supports: tuple[str, ...]


def read_objectives(path: Path = SHIPPED) -> tuple[ShippedObjective, ...]:
    """All objectives in the order shown; raises WrongObjectivesError."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(entries, list):
        raise WrongObjectivesError("a list of objectives is needed")
    found = tuple(_objective(entry, place) for place, entry in enumerate(entries, start=1))
    keys = [each.key for each in found]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise WrongObjectivesError(f"keys stand twice: {', '.join(sorted(twice))}")
    return found


def _objective(entry: object, place: int) -> ShippedObjective:
    wanted = {"key", "title", "module", "supports"}
    if not isinstance(entry, dict) or set(entry) != wanted:
        raise WrongObjectivesError(f"objective {place} needs key, title, module and supports")
    return ShippedObjective(
        key=str(entry["key"]),
        title=str(entry["title"]),
        module=str(entry["module"]),
        supports=tuple(str(key) for key in entry["supports"]),
    )
