"""What an element of a run-time data model is: its type, who may touch it, what it starts as."""

import re
from dataclasses import dataclass
from enum import StrEnum

from curriculum.scorm.value_types import Check


class Access(StrEnum):
    """What content may do with an element."""

    READ = "read_only"
    WRITE = "write_only"
    BOTH = "read_write"


@dataclass(frozen=True)
class Element:
    """One line of a data model; `name` has n for each index, `default` is None when unset."""

    name: str
    check: Check
    access: Access = Access.BOTH
    default: str | None = None


@dataclass(frozen=True)
class Codes:
    """The error codes by which a standard names what is wrong."""

    unknown: int
    keyword: int
    read_only: int
    wrong_type: int
    out_of_range: int
    order: int
    dependency: int
    too_much: int


@dataclass(frozen=True)
class DataModel:
    """A standard's elements by name, its codes, and the collections that must grow in order.

    `identified` maps a collection to the element that must be set first in each entry;
    `bounds` to the entries that we keep.
    """

    elements: dict[str, Element]
    codes: Codes
    identified: dict[str, str]
    bounds: dict[str, int]


_INDEX = re.compile(r"\.(\d{1,6})(?=\.|$)", re.ASCII)
KEYWORDS = ("_children", "_count", "_version")


def pattern_name(name: str) -> str:
    """The name in the table of elements: cmi.objectives.3.id is cmi.objectives.n.id.

    Empty for a name that holds the n itself, which is no index.
    """
    return "" if ".n." in f"{name}." else _INDEX.sub(".n", name)


def places(name: str) -> list[tuple[str, int]]:
    """Each collection that a name runs through, with the index taken there."""
    return [(name[: match.start()], int(match[1])) for match in _INDEX.finditer(name)]


def is_keyword(name: str) -> bool:
    """Whether a name ends in one of the words that describe a collection."""
    return name.rsplit(".", 1)[-1] in KEYWORDS


def table(*elements: Element) -> dict[str, Element]:
    """Elements by their name."""
    return {element.name: element for element in elements}
