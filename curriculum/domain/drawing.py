"""Blueprint draw: which questions of the exam pool an attempt asks, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class PoolItem:
    """An exam question as far as the draw is concerned."""

    key: str
    objective: str


def draw(
    pool: tuple[PoolItem, ...], size: int, *, seed: str, recent: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Keys to ask, in order; the same seed draws the same questions.

    Every objective gets a question when `size` allows, the rest goes by the objectives' share
    of the pool. Inside an objective all questions are equally likely, but those of the
    learner's recent attempts come last.
    """
    random = Random(seed)  # noqa: S311 - fairness, not secrecy: answers are marked on the server
    keys: list[str] = []
    for objective, places in _places(pool, size, random).items():
        keys += _chosen(
            [item.key for item in pool if item.objective == objective], places, recent, random
        )
    random.shuffle(keys)
    return tuple(keys)


def shuffled(count: int, *, seed: str) -> tuple[int, ...]:
    """The numbers below `count` in random order: how a question's options are shown."""
    order = list(range(count))
    Random(seed).shuffle(order)  # noqa: S311 - as above
    return tuple(order)


def _places(pool: tuple[PoolItem, ...], size: int, random: Random) -> dict[str, int]:
    """How many questions each objective gets; ties fall by chance."""
    available: dict[str, int] = {}
    for item in pool:
        available[item.objective] = available.get(item.objective, 0) + 1
    size = min(size, len(pool))
    order = list(available)
    random.shuffle(order)
    places = dict.fromkeys(order[:size], 1)
    while sum(places.values()) < size:
        open_objectives = [name for name in order if places[name] < available[name]]
        places[max(open_objectives, key=lambda name: available[name] / (places[name] + 1))] += 1
    return places


def _chosen(keys: list[str], places: int, recent: Iterable[str], random: Random) -> list[str]:
    """`places` keys by chance, unseen ones first."""
    seen = set(recent)
    random.shuffle(keys)
    return sorted(keys, key=seen.__contains__)[:places]
