"""Seconds of CPU for one run of the matching, lists and constraints included, by applicants."""

import random
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

from observership.domain.candidates import Candidate, HostWord, Period, Place, Round, Spoken
from observership.domain.matching import match

SIZES = (250, 500, 1_000)
HOSTS, WINDOWS = 200, 3
MOST_SECONDS = 2.0
MOST_GROWTH = 1.25  # an applicant of the largest round may cost so much more than of the smallest
RUNS = 3
SEED = 20270301
BEGUN = date(2027, 6, 1)
LANGUAGES = ("en", "en", "en", "de", "fr", "it", "es", "pl")
SETTINGS = ("adult", "adult", "paediatric", "both")
ROLES = ("PHY", "PHY", "PHY", "NUR", "PHA")
COUNTRIES = ("CZ", "PL", "RO", "IE", "HU", "GR", "PT", "BG")
GOALS = tuple(f"goal-{number}" for number in range(20))
PRODUCTS = tuple(f"product-{number}" for number in range(6))


def make_round(size: int) -> Round:
    """Applicants for 600 windows of 200 hosts; half of them take any host, all rank up to ten."""
    dice = random.Random(SEED + size)  # noqa: S311 - the same numbers every time, nothing secret
    candidates = tuple(_candidate(number, dice) for number in range(size))
    places = tuple(place for number in range(HOSTS) for place in _places(number, dice))
    words = tuple(
        HostWord(f"o{host}", f"c{number}", dice.choice((1, 1, 3)), refused=dice.random() < 0.1)
        for host in range(HOSTS)
        for number in dice.sample(range(size), size // 20)
    )
    order = [each.id for each in candidates]
    dice.shuffle(order)
    return Round(candidates, places, words, tuple(order))


def _candidate(number: int, dice: random.Random) -> Candidate:
    first = BEGUN + timedelta(days=dice.randrange(60))
    ranked = dice.sample(range(HOSTS), dice.randrange(11))
    return Candidate(
        id=f"c{number}",
        number=f"bench-{number:04}",
        role=dice.choice(ROLES),
        setting=dice.choice(SETTINGS),
        languages=_spoken(3, ("B1", "B2", "C1"), dice),
        dates=(Period(first, first + timedelta(days=dice.randrange(20, 90))),),
        length=dice.randrange(5, 15),
        homes=frozenset({f"h{dice.randrange(2 * HOSTS)}"}),
        country=dice.choice(COUNTRIES),
        ranks=tuple((f"o{host}", 1 + at // 2) for at, host in enumerate(ranked)),
        any_host=dice.random() < 0.5,
        goals=frozenset(_some(GOALS, 6, dice)),
        products=frozenset(_some(PRODUCTS, 3, dice)),
    )  # fmt: skip


def _some(among: tuple[str, ...], most: int, dice: random.Random) -> list[str]:
    return sorted(set(dice.sample(among, dice.randint(1, most))))


def _spoken(most: int, levels: tuple[str, ...], dice: random.Random) -> tuple[Spoken, ...]:
    return tuple(Spoken(code, dice.choice(levels)) for code in _some(LANGUAGES, most, dice))


def _places(host: int, dice: random.Random) -> list[Place]:
    """Three windows of one opening, with one or two seats each."""
    languages = _spoken(2, ("B1", "B2"), dice)
    offered = {
        "roles": frozenset(_some(ROLES, 3, dice)),
        "setting": dice.choice(SETTINGS),
        "objectives": frozenset(_some(GOALS, 8, dice)),
        "products": frozenset(_some(PRODUCTS, 4, dice)),
    }
    starts = [BEGUN + timedelta(days=7 * dice.randrange(14)) for _ in range(WINDOWS)]
    return [
        Place(
            id=f"w{host}-{at}", opening=f"o{host}", centre=f"h{host}", country="DE",
            languages=languages, period=Period(first, first + timedelta(days=20)),
            capacity=dice.choice((1, 1, 2)), **offered,
        )
        for at, first in enumerate(starts)
    ]  # fmt: skip


def without_limits(given: Round) -> Round:
    """The same round where everybody could go everywhere: the most that can be asked."""
    english, year = (Spoken("en", "B2"),), Period(BEGUN, BEGUN + timedelta(days=200))
    candidates = (
        replace(each, setting="both", role="PHY", languages=english, dates=(year,), any_host=True)
        for each in given.candidates
    )
    places = (replace(each, roles=frozenset({"PHY"}), languages=english) for each in given.places)
    return replace(given, candidates=tuple(candidates), places=tuple(places))


def seconds_of(given: Round) -> float:
    """The best of some runs, everything that a round needs included."""
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        match(given)
        times.append(time.process_time() - begun)
    return min(times)


def report() -> list[str]:
    """Write the table; returns what was missed."""
    rounds = {f"{size} applicants": make_round(size) for size in SIZES}
    rounds[f"{SIZES[-1]}, no constraints"] = without_limits(make_round(SIZES[-1]))
    seconds = {name: seconds_of(given) for name, given in rounds.items()}
    smallest, largest = (seconds[f"{size} applicants"] for size in (SIZES[0], SIZES[-1]))
    out, title = sys.stdout.write, f"matching, {HOSTS} x {WINDOWS}"
    out(f"\n{title:24}{'CPU s':>8}{'ms each':>9}{'placed':>8}{'of 250':>9}{'target':>9}\n")
    for name, spent in seconds.items():
        placed, size = len(match(rounds[name]).placed), len(rounds[name].candidates)
        limit = f"{MOST_SECONDS:.1f} s" if size == SIZES[-1] else ""
        out(f"{name:24}{spent:8.2f}{1000 * spent / size:9.2f}{placed:8d}")
        out(f"{spent / smallest:9.2f}{limit:>9}\n")
    missed = [f"matching of {name}" for name, spent in seconds.items() if spent > MOST_SECONDS]
    if largest / SIZES[-1] > MOST_GROWTH * smallest / SIZES[0]:
        missed.append("matching linear in applicants")
    return missed


if __name__ == "__main__":
    raise SystemExit(1 if report() else 0)
