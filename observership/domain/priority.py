"""The order that breaks ties among applicants: fixed and published before wishes are read.

It knows scores, countries and lots, and nothing of wishes, so wishes cannot change it. A lot is
the SHA-256, in hexadecimal, of the seed, the draw and the application's number, one behind the
other as UTF-8; the lower one comes first. The draw is the SHA-256 of all numbers in the order, so
nobody knows a lot before the last number is given. Orders from before there was a draw have none.

From what is published anybody can compute the lots again. Bands and countries are not published,
for they can tell how somebody was scored and who has a number; with them, as the office has them,
the whole order can be computed again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, cast

Json: TypeAlias = "bool | float | str | list[Json] | dict[str, Json] | None"


class Rule(StrEnum):
    """One step of the published rule."""

    SCORE_BANDS = "score_bands"
    UNSCORED_LAST = "unscored_last"
    COUNTRIES_IN_TURN = "countries_in_turn"
    LOTS = "lots"
    DRAW = "draw"


@dataclass(frozen=True)
class Part:
    """A step with its figures: least scores of the bands, the seed of the lots, or the draw."""

    rule: Rule
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Applicant:
    """What the order may know of somebody; `score` is None when nobody scored."""

    id: str
    number: str
    country: str
    score: float | None = None


@dataclass(frozen=True)
class Settings:
    """`bands` are least scores; who reaches none is in a last band. `seed` is published.

    A call has no `draw` yet; its order has one.
    """

    bands: tuple[float, ...] = ()
    seed: str = ""
    draw: str = ""

    def as_json(self) -> dict[str, Json]:
        """As an order keeps them."""
        return {"bands": [*self.bands], "seed": self.seed, "draw": self.draw}

    def lot(self, number: str) -> str:
        """The lot of an application."""
        return hashlib.sha256(f"{self.seed}{self.draw}{number}".encode()).hexdigest()


def settings_of(kept: Mapping[str, Json]) -> Settings:
    """The settings that a call or its order keeps; without any, one band and no seed."""
    bands = cast(list[float], kept.get("bands") or [])
    return Settings(tuple(bands), str(kept.get("seed") or ""), str(kept.get("draw") or ""))


def draw_of(numbers: Iterable[str]) -> str:
    """What all numbers of an order give to each of its lots: sorted, a comma between two."""
    return hashlib.sha256(",".join(sorted(numbers)).encode()).hexdigest()


def band_of(score: float | None, bands: Sequence[float]) -> int:
    """0 for the best band; scores count to two decimals; unscored comes after all bands."""
    if not bands:
        return 0
    if score is None:
        return len(bands) + 1
    return sum(round(score, 2) < least for least in bands)


def order_of(applicants: Sequence[Applicant], settings: Settings) -> tuple[str, ...]:
    """Ids, first first: by band, inside a band countries in turn, inside a country by lot.

    The turn is always that of the country with the fewest applicants in the order so far, bands
    before included; among equals that of the country whose next applicant has the lowest lot.
    """
    waiting: dict[int, dict[str, list[Applicant]]] = {}
    for each in sorted(applicants, key=lambda one: (settings.lot(one.number), one.id)):
        band = waiting.setdefault(band_of(each.score, settings.bands), {})
        band.setdefault(each.country, []).append(each)
    found: list[str] = []
    turns: Counter[str] = Counter()
    for _, band in sorted(waiting.items()):
        found += _in_turn(band, turns, settings)
    return tuple(found)


def _in_turn(
    band: dict[str, list[Applicant]], turns: Counter[str], settings: Settings
) -> list[str]:
    """Empties a band, whose countries' applicants stand by lot, and counts the turns."""
    found = []
    while band:
        country = min(
            band, key=lambda each: (turns[each], settings.lot(band[each][0].number), each)
        )
        found.append(band[country].pop(0).id)
        turns[country] += 1
        if not band[country]:
            del band[country]
    return found


def rule_in_words(settings: Settings) -> tuple[Part, ...]:
    """The steps of the rule, for the page that publishes it."""
    bands = tuple(f"{each:g}" for each in sorted(settings.bands, reverse=True))
    scored = (Part(Rule.SCORE_BANDS, bands), Part(Rule.UNSCORED_LAST)) if bands else ()
    drawn = (Part(Rule.DRAW, (settings.draw,)),) if settings.draw else ()
    return (*scored, Part(Rule.COUNTRIES_IN_TURN), Part(Rule.LOTS, (settings.seed,)), *drawn)
