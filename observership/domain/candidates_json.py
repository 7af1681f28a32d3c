"""A round of the matching as plain JSON and back, always written in the same order."""

from datetime import date
from typing import TypeAlias, cast

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

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Record: TypeAlias = dict[str, Json]


def as_json(given: Round) -> Record:
    """A round as JSON; two rounds that differ only in the order of their parts give the same."""
    return {
        "candidates": [_candidate(each) for each in sorted(given.candidates, key=lambda c: c.id)],
        "places": [_place(each) for each in sorted(given.places, key=lambda p: p.id)],
        "words": [
            {
                "opening": each.opening,
                "candidate": each.candidate,
                "tier": each.tier,
                "refused": each.refused,
            }
            for each in sorted(given.words, key=lambda w: (w.opening, w.candidate))
        ],
        "order": list(given.order),
        "pins": [
            {**_pair(each), "ground": each.ground.value} for each in sorted(given.pins, key=_ids)
        ],
        "forbids": [_pair(each) for each in sorted(given.forbids, key=_ids)],
        "offers": [_pair(each) for each in sorted(given.offers, key=_ids)],
    }


def from_json(kept: Record) -> Round:
    """The round that `as_json` wrote; raises KeyError for a record that it did not write.

    Rounds kept before pins had a ground and candidates several centres are read too.
    """
    return Round(
        candidates=tuple(_candidate_of(each) for each in _records(kept["candidates"])),
        places=tuple(_place_of(each) for each in _records(kept["places"])),
        words=tuple(
            HostWord(
                _text(each["opening"]),
                _text(each["candidate"]),
                _number(each["tier"]),
                bool(each["refused"]),
            )
            for each in _records(kept["words"])
        ),
        order=_texts(kept["order"]),
        pins=tuple(_pin_of(each) for each in _records(kept["pins"])),
        forbids=tuple(
            Forbid(_text(each["candidate"]), _text(each["place"]))
            for each in _records(kept["forbids"])
        ),
        offers=tuple(
            Offer(_text(each["candidate"]), _text(each["place"]))
            for each in _records(kept["offers"])
        ),
    )


def _ids(pair: Pin | Forbid | Offer) -> tuple[str, str]:
    return pair.candidate, pair.place


def _pair(pair: Pin | Forbid | Offer) -> Record:
    return {"candidate": pair.candidate, "place": pair.place}


def _spoken(languages: tuple[Spoken, ...]) -> list[Json]:
    return [
        {"code": each.code, "level": each.level}
        for each in sorted(languages, key=lambda spoken: (spoken.code, spoken.level))
    ]


def _period(period: Period) -> Record:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _pin_of(kept: Record) -> Pin:
    return Pin(_text(kept["candidate"]), _text(kept["place"]), _ground(kept))


def _ground(kept: Record) -> Ground:
    if "ground" in kept:
        return Ground(_text(kept["ground"]))
    return Ground.ACCEPTED if kept["accepted"] else Ground.KEPT


def _candidate(candidate: Candidate) -> Record:
    dates = sorted(candidate.dates, key=lambda period: (period.first, period.last))
    return {
        "id": candidate.id,
        "number": candidate.number,
        "role": candidate.role,
        "setting": candidate.setting,
        "languages": _spoken(candidate.languages),
        "dates": [_period(each) for each in dates],
        "length": candidate.length,
        "homes": [*sorted(candidate.homes)],
        "country": candidate.country,
        "ranks": [[opening, rank] for opening, rank in sorted(candidate.ranks)],
        "any_host": candidate.any_host,
        "goals": [*sorted(candidate.goals)],
        "products": [*sorted(candidate.products)],
        "supervised": [*sorted(candidate.supervised)],
    }


def _place(place: Place) -> Record:
    return {
        "id": place.id,
        "opening": place.opening,
        "centre": place.centre,
        "country": place.country,
        "roles": [*sorted(place.roles)],
        "setting": place.setting,
        "languages": _spoken(place.languages),
        "period": _period(place.period),
        "capacity": place.capacity,
        "objectives": [*sorted(place.objectives)],
        "products": [*sorted(place.products)],
    }


def _text(value: Json) -> str:
    return cast(str, value)


def _number(value: Json) -> int:
    return cast(int, value)


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(cast(list[str], value))


def _records(value: Json) -> list[Record]:
    return cast(list[Record], value)


def _spoken_of(value: Json) -> tuple[Spoken, ...]:
    return tuple(Spoken(_text(each["code"]), _text(each["level"])) for each in _records(value))


def _period_of(value: Json) -> Period:
    said = cast(dict[str, str], value)
    return Period(date.fromisoformat(said["first"]), date.fromisoformat(said["last"]))


def _candidate_of(kept: Record) -> Candidate:
    return Candidate(
        id=_text(kept["id"]),
        number=_text(kept["number"]),
        role=_text(kept["role"]),
        setting=_text(kept["setting"]),
        languages=_spoken_of(kept["languages"]),
        dates=tuple(_period_of(each) for each in _records(kept["dates"])),
        length=_number(kept["length"]),
        homes=_homes_of(kept),
        country=_text(kept["country"]),
        ranks=tuple(
            (opening, rank) for opening, rank in cast(list[tuple[str, int]], kept["ranks"])
        ),
        any_host=bool(kept["any_host"]),
        goals=frozenset(_texts(kept["goals"])),
        products=frozenset(_texts(kept["products"])),
        supervised=frozenset(_texts(kept.get("supervised", []))),
    )


def _homes_of(kept: Record) -> frozenset[str]:
    if "homes" in kept:
        return frozenset(_texts(kept["homes"]))
    return frozenset({_text(kept["home"])} - {""})


def _place_of(kept: Record) -> Place:
    return Place(
        id=_text(kept["id"]),
        opening=_text(kept["opening"]),
        centre=_text(kept["centre"]),
        country=_text(kept["country"]),
        roles=frozenset(_texts(kept["roles"])),
        setting=_text(kept["setting"]),
        languages=_spoken_of(kept["languages"]),
        period=_period_of(kept["period"]),
        capacity=_number(kept["capacity"]),
        objectives=frozenset(_texts(kept["objectives"])),
        products=frozenset(_texts(kept["products"])),
    )
