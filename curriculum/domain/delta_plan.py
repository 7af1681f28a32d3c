"""What a learner does for a delta: parts of the product's module, their minutes, a short exam."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random

from curriculum.domain.drawing import PoolItem, draw

PER_OBJECTIVE = 2
SHORTEST = 4


@dataclass(frozen=True)
class Part:
    """A chapter or a package of a product's module; without outcomes it introduces the rest."""

    key: str
    outcomes: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class PartsPlan:
    """Parts to do, in order, and their minutes; `untaught` remains and no part teaches it."""

    parts: tuple[str, ...]
    minutes: int
    untaught: tuple[str, ...]


def needed_parts(to_learn: Collection[str], parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts that teach something of it; those without outcomes go with any other part."""
    taught = [part for part in parts if not set(part.outcomes).isdisjoint(to_learn)]
    return tuple(part for part in parts if taught and (part in taught or not part.outcomes))


def delta_minutes(to_learn: tuple[str, ...], parts: tuple[Part, ...]) -> PartsPlan:
    """The parts of what is to be learned, and their minutes without the exam."""
    needed = needed_parts(to_learn, parts)
    known = {key for part in parts for key in part.outcomes}
    return PartsPlan(
        parts=tuple(part.key for part in needed),
        minutes=sum(part.minutes for part in needed),
        untaught=tuple(key for key in to_learn if key not in known),
    )


def exam_objectives(
    to_learn: Collection[str], objectives: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """Objectives of the product's module, each given with its outcomes, that the exam asks."""
    return tuple(key for key, keys in objectives.items() if not set(keys).isdisjoint(to_learn))


def draw_size(objectives: Collection[str], pool: Mapping[str, int], full_draw: int) -> int:
    """How many questions the exam of a delta asks; `pool` counts questions by objective.

    Two for each objective, and four at least, so that guessing passes fewer than 2 in 100;
    never more than the pool holds, and never more than the exam of the whole module.
    """
    available = [pool.get(key, 0) for key in objectives]
    wanted = sum(min(PER_OBJECTIVE, count) for count in available)
    return min(max(wanted, SHORTEST), sum(available), full_draw)


def delta_draw(
    pool: tuple[PoolItem, ...], size: int, *, seed: str, recent: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Keys to ask, spread evenly over the objectives of the pool; the same seed, the same keys."""
    random = Random(seed)  # noqa: S311 - fairness, not secrecy: answers are marked on the server
    names = sorted({item.objective for item in pool})
    random.shuffle(names)
    keys: list[str] = []
    for name, places in _even_places(pool, names, size).items():
        items = tuple(item for item in pool if item.objective == name)
        keys += draw(items, places, seed=f"{seed}:{name}", recent=recent)
    random.shuffle(keys)
    return tuple(keys)


def _even_places(pool: tuple[PoolItem, ...], names: list[str], size: int) -> dict[str, int]:
    """One question each, in turns, until there are enough."""
    available = {name: sum(item.objective == name for item in pool) for name in names}
    places = dict.fromkeys(names, 0)
    while sum(places.values()) < min(size, len(pool)):
        for name in names:
            if places[name] < available[name] and sum(places.values()) < size:
                places[name] += 1
    return places
