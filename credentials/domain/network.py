"""Figures of many centres together: never about fewer than ten people, rounded, without a rest.

Small groups are put together until ten people are in them, so that no figure can be worked out
by taking the others from the total.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

SMALLEST = 10
STEP = 5
OTHERS = ""


@dataclass(frozen=True)
class PersonFact:
    """One person on a day: where, in which roles, and whether the stamps are in force."""

    id: int
    country: str
    roles: tuple[str, ...]
    core: bool
    role: bool
    soon: bool


@dataclass(frozen=True)
class Aggregate:
    """Ten people or more: how many, and whole percents of them, all in steps of five.

    `key` is a country or role code; OTHERS for small groups put together.
    """

    key: str
    people: int
    core: int
    role: int
    soon: int


def _rounded(value: float) -> int:
    return STEP * int(value / STEP + 0.5)


def _share(people: Sequence[PersonFact], holds: Callable[[PersonFact], bool]) -> int:
    return _rounded(100 * sum(map(holds, people)) / len(people))


def aggregate(key: str, people: Sequence[PersonFact]) -> Aggregate | None:
    """The figures of a group; None for fewer than ten people."""
    if len(people) < SMALLEST:
        return None
    return Aggregate(
        key=key,
        people=_rounded(len(people)),
        core=_share(people, lambda each: each.core),
        role=_share(people, lambda each: each.role),
        soon=_share(people, lambda each: each.soon),
    )


def by_key(
    facts: Iterable[PersonFact], keys_of: Callable[[PersonFact], Iterable[str]]
) -> tuple[Aggregate, ...]:
    """Groups of ten or more by key, large ones first; the small ones together as OTHERS."""
    groups: dict[str, dict[int, PersonFact]] = {}
    for fact in facts:
        for key in keys_of(fact):
            groups.setdefault(key, {})[fact.id] = fact
    kept, others = _kept(groups)
    found = [aggregate(key, list(people.values())) for key, people in kept]
    found.append(aggregate(OTHERS, list(others.values())))
    return tuple(each for each in found if each is not None)


def _kept(
    groups: dict[str, dict[int, PersonFact]],
) -> tuple[list[tuple[str, dict[int, PersonFact]]], dict[int, PersonFact]]:
    """Groups shown alone, and everybody else; the rest is empty or at least ten."""
    kept = sorted(groups.items(), key=lambda each: (-len(each[1]), each[0]))
    others: dict[int, PersonFact] = {}
    while kept and (len(kept[-1][1]) < SMALLEST or 0 < len(others) < SMALLEST):
        others |= kept.pop()[1]
    return kept, others
