"""Outcomes: what modules teach and examine, and which of them a programme asks of a role."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

EVERYBODY = "all"


@dataclass(frozen=True)
class Teaching:
    """A module teaches and examines an outcome by these objectives."""

    module: str
    objectives: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """One thing that a module teaches and examines; each of its teachings is enough alone.

    Without `roles` it is asked of everybody whom a requirement concerns; with roles, of these only.
    """

    key: str
    label: str
    topic: str
    teachings: tuple[Teaching, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The outcomes behind one requirement of a product's programme, and whom it concerns."""

    requirement: str
    outcomes: tuple[str, ...]
    roles: tuple[str, ...] = (EVERYBODY,)


def concerns(asked: Collection[str], held: Collection[str]) -> bool:
    """Whether something asked of some roles concerns somebody who holds others; of none: nobody."""
    return EVERYBODY in asked or not set(asked).isdisjoint(held)


def required_of(
    asked: Iterable[Asked], outcomes: Mapping[str, Outcome], held: Collection[str]
) -> tuple[str, ...]:
    """Keys of the outcomes that a programme asks of somebody's roles, in order, each once."""
    keys = [key for each in asked if concerns(each.roles, held) for key in each.outcomes]
    return tuple(
        dict.fromkeys(
            key for key in keys if not outcomes[key].roles or concerns(outcomes[key].roles, held)
        )
    )
