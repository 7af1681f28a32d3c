"""Rounds of the matching: written by hand, drawn by hypothesis, or thrown with seeded dice."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from observership.domain.candidates import (
    Candidate,
    Forbid,
    Ground,
    HostWord,
    Offer,
    Period,
    Pin,
    Place,
    Round,
    Spoken,
)

JUNE = date(2026, 6, 1)
ENGLISH = (Spoken("en", "B2"),)
seeded = settings(derandomize=True, deadline=None, max_examples=120, database=None)


def days(first: int, last: int) -> Period:
    """Days of June by number, from 1; larger numbers run into July."""
    return Period(JUNE + timedelta(days=first - 1), JUNE + timedelta(days=last - 1))


def candidate(name: str, *wanted: str, **fields: Any) -> Candidate:
    """Somebody whom every `place` suits, and who ranks the wanted openings 1, 2 and so on."""
    defaults: dict[str, Any] = {
        "number": f"n-{name}",
        "role": "PHY",
        "setting": "adult",
        "languages": ENGLISH,
        "dates": (days(1, 30),),
        "length": 5,
        "homes": frozenset(),
        "country": "CZ",
        "ranks": tuple((opening, at) for at, opening in enumerate(wanted, start=1)),
        "any_host": not wanted,
    }
    return Candidate(id=name, **{**defaults, **fields})


def place(name: str, **fields: Any) -> Place:
    """One seat of an opening of the same name, in June."""
    defaults: dict[str, Any] = {
        "opening": name,
        "centre": f"centre-{name}",
        "country": "FR",
        "roles": frozenset({"PHY"}),
        "setting": "adult",
        "languages": ENGLISH,
        "period": days(1, 14),
        "capacity": 1,
    }
    return Place(id=name, **{**defaults, **fields})


def thrown(dice: random.Random, most: int = 7) -> Round:
    """A round in which seats are few, wishes collide and every constraint is broken somewhere."""
    places = [each for at in range(dice.randint(1, 3)) for each in _thrown_windows(at, dice)]
    candidates = [
        thrown_candidate(f"c{at}", dice) for at in range(dice.randint(1 + most // 2, most))
    ]
    openings = sorted({each.opening for each in places})
    pairs = [(each.id, opening) for each in candidates for opening in openings]
    words = [
        HostWord(opening, name, dice.randint(1, 3), refused=dice.random() < 0.15)
        for name, opening in pairs
        if dice.random() < 0.5
    ]
    order = [each.id for each in candidates if dice.random() < 0.8]
    dice.shuffle(order)
    forbids = [
        Forbid(one.id, other.id) for one in candidates for other in places if dice.random() < 0.04
    ]
    dice.shuffle(places)
    return Round(
        tuple(candidates), tuple(places), tuple(words), tuple(order), forbids=tuple(forbids)
    )


def thrown_candidate(name: str, dice: random.Random) -> Candidate:
    """A candidate for `thrown`; number and id sort differently."""
    openings = [f"o{at}" for at in range(3)]
    first = dice.randint(1, 12)
    return candidate(
        name,
        number=f"n{dice.randint(0, 9)}{name}",
        role=dice.choice(["PHY"] * 7 + ["NUR"]),
        setting=dice.choice(["adult"] * 4 + ["both", "paediatric"]),
        languages=_thrown_languages(dice),
        dates=(days(first, first + dice.randint(10, 30)), days(29, 29 + dice.randint(0, 10))),
        length=dice.randint(3, 8),
        homes=frozenset(
            each for each in ("elsewhere", "centre-0", "centre-1") if dice.random() < 0.15
        ),
        country=dice.choice(["CZ", "PL"]),
        ranks=tuple((each, dice.randint(1, 3)) for each in openings if dice.random() < 0.6),
        any_host=dice.random() < 0.6,
        goals=frozenset(each for each in "abc" if dice.random() < 0.5),
        products=frozenset(each for each in "xy" if dice.random() < 0.5),
        supervised=frozenset(each for each in openings if dice.random() < 0.05),
    )


def _thrown_languages(dice: random.Random) -> tuple[Spoken, ...]:
    english = [Spoken("en", dice.choice(["B1", "B2", "C1", "C1"]))] if dice.random() < 0.9 else []
    return (*english, Spoken("de", dice.choice(["A2", "B2"])))


def _thrown_windows(at: int, dice: random.Random) -> list[Place]:
    offered = {
        "opening": f"o{at}",
        "centre": f"centre-{at}",
        "roles": frozenset(dice.choice([["PHY"], ["PHY", "NUR"]])),
        "setting": dice.choice(["adult", "both", "both"]),
        "languages": (Spoken("en", dice.choice(["B1", "B2"])), Spoken("de", "B1")),
        "objectives": frozenset(each for each in "abc" if dice.random() < 0.5),
        "products": frozenset(each for each in "xy" if dice.random() < 0.5),
    }
    return [
        place(
            f"{dice.choice('pqr')}{at}-{window}",
            period=days(first := dice.randint(1, 20), first + dice.randint(6, 20)),
            capacity=dice.choice([1, 1, 1, 2]),
            **offered,
        )
        for window in range(dice.randint(1, 2))
    ]


def pinned(given: Round, dice: random.Random) -> Round:
    """The round with some pins, whatever they break, never more than there are seats."""
    seats = [each.id for each in given.places for _ in range(each.capacity)]
    dice.shuffle(seats)
    chosen = dice.sample(given.candidates, min(len(given.candidates), len(seats), 2))
    pins = [
        Pin(one.id, seat, dice.choice([*Ground]))
        for one, seat in zip(chosen, seats, strict=False)
        if dice.random() < 0.7
    ]
    return replace(given, pins=tuple(pins))


def offered(given: Round, dice: random.Random) -> Round:
    """The round with some open offers, never more than seats are left beside the pins."""
    taken = [each.place for each in given.pins]
    seats = [each.id for each in given.places for _ in range(each.capacity - taken.count(each.id))]
    dice.shuffle(seats)
    holders = list(given.candidates)
    dice.shuffle(holders)
    offers = [Offer(one.id, seat) for one, seat in zip(holders, seats, strict=False)]
    return replace(given, offers=tuple(each for each in offers if dice.random() < 0.5))


def shuffled(given: Round, dice: random.Random) -> Round:
    """The same round, written down in another order."""

    def mixed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dice.sample(items, len(items)))

    candidates = [
        replace(
            each,
            languages=mixed(each.languages),
            dates=mixed(each.dates),
            ranks=mixed(each.ranks),
        )
        for each in given.candidates
    ]
    places = [replace(each, languages=mixed(each.languages)) for each in given.places]
    return Round(
        mixed(tuple(candidates)), mixed(tuple(places)), mixed(given.words), given.order,
        mixed(given.pins), mixed(given.forbids), mixed(given.offers),
    )  # fmt: skip


def seeded_dice(seed: int) -> random.Random:
    """Dice that fall alike every time."""
    return random.Random(seed)  # noqa: S311 - nothing secret


dice_of = st.integers(0, 2**32 - 1).map(seeded_dice)
rounds = dice_of.map(thrown)
rounds_with_pins = dice_of.map(lambda dice: pinned(thrown(dice), dice))
rounds_with_all = dice_of.map(lambda dice: offered(pinned(thrown(dice), dice), dice))
