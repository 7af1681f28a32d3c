"""What the matching of a call is given, gathered from rows in the same few queries for any size."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from observership.domain.answers import first_visit_day
from observership.domain.candidates import (
    Candidate,
    Forbid,
    HostWord,
    Offer,
    Period,
    Pin,
    Place,
    Round,
)
from observership.models import (
    Application,
    Call,
    HostPreference,
    Opening,
    OpeningWindow,
    Preference,
    PriorityOrder,
)
from observership.queries.applications import MATCHABLE, eligible_applications
from observership.queries.eligibility import periods, spoken
from observership.queries.openings import windows_of
from observership.queries.own_hosts import homes_of, supervised_by
from observership.queries.places import place_of
from passport.dates import is_after, latest

_COLUMNS = (
    "public_id", "number", "role", "setting", "languages", "dates", "length", "country",
    "any_host",
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What earlier runs and a coordinator leave: pins, forbidden pairs, open offers.

    `settled` have a place of an earlier run: their days are those that they had then.
    """

    pins: tuple[Pin, ...] = ()
    forbids: tuple[Forbid, ...] = ()
    offers: tuple[Offer, ...] = ()
    settled: frozenset[str] = frozenset()

    @property
    def at_places(self) -> dict[str, int]:
        """How many pins and offers stand at each place."""
        places = [pin.place for pin in self.pins] + [offer.place for offer in self.offers]
        return dict(Counter(places))


def round_of(
    call: Call, on: date, pins: Collection[Pin] = (), forbids: Collection[Forbid] = ()
) -> Round:
    """The round of a call before publication, as it stands on a day; twelve queries."""
    return round_with(call, on, Held(pins=tuple(pins), forbids=tuple(forbids)))


def round_with(call: Call, on: date, held: Held) -> Round:
    """The round of a call with what earlier runs left; thirteen queries at the most.

    Only days for which an offer can still be made count. A window that was closed meanwhile keeps
    the places that are held there, and no others.
    """
    first = first_visit_day(call.publish_on, call.answer_days, on)
    candidates = _days_left(_candidates(call, on), first, held.settled)
    return Round(
        candidates=candidates,
        places=_places(call, held),
        words=_words(call),
        order=_order(call, candidates),
        pins=held.pins,
        forbids=held.forbids,
        offers=held.offers,
    )


def _candidates(call: Call, on: date) -> tuple[Candidate, ...]:
    rows = list(eligible_applications(call).values_list("pk", *_COLUMNS))
    ids = [row[0] for row in rows]
    ranks = _pairs(
        Preference.objects.filter(application__in=ids).values_list(
            "application", "opening__public_id", "rank"
        )
    )
    sets = {
        "homes": homes_of(ids, on),
        "supervised": supervised_by(ids),
        "goals": _keys(Application.objectives.through, "application_id", "objective__key", ids),
        "products": _keys(Application.products.through, "application_id", "product__key", ids),
    }
    return tuple(
        _candidate(call, row, ranks[row[0]], {name: sets[name][row[0]] for name in sets})
        for row in rows
    )


def _candidate(
    call: Call, row: tuple[Any, ...], ranks: list[Any], sets: dict[str, set[str]]
) -> Candidate:
    values = dict(zip(("pk", *_COLUMNS), row, strict=True))
    return Candidate(
        id=str(values["public_id"]),
        number=values["number"],
        role=values["role"],
        setting=values["setting"],
        languages=spoken(values["languages"]),
        dates=periods(values["dates"]),
        length=values["length"] or call.days_min,
        country=values["country"],
        ranks=tuple(sorted((str(opening), rank) for opening, rank in ranks)),
        any_host=values["any_host"],
        **{name: frozenset(found) for name, found in sets.items()},
    )


def _pairs(rows: Iterable[tuple[int, UUID, int]]) -> defaultdict[int, list[tuple[UUID, int]]]:
    found: defaultdict[int, list[tuple[UUID, int]]] = defaultdict(list)
    for pk, opening, rank in rows:
        found[pk].append((opening, rank))
    return found


def _keys(through: Any, owner: str, key: str, ids: Collection[int]) -> defaultdict[int, set[str]]:
    """Keys of what rows of a table between two others name, by owner."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = through.objects.filter(**{f"{owner}__in": ids})
    for pk, value in rows.values_list(owner, key):
        found[pk].add(value)
    return found


def _days_left(
    candidates: Collection[Candidate], first: date, settled: Collection[str]
) -> tuple[Candidate, ...]:
    """Candidates with the days that can still be given; who is settled keeps all of them."""
    return tuple(
        each if each.id in settled else replace(each, dates=_left(each.dates, first))
        for each in candidates
    )


def _left(dates: Collection[Period], first: date) -> tuple[Period, ...]:
    return tuple(
        Period(latest([each.first, first]) or first, each.last)
        for each in dates
        if not is_after(first, each.last)
    )


def _places(call: Call, held: Held) -> tuple[Place, ...]:
    at_places = held.at_places
    offered = {str(window.public_id): window for window in windows_of(call)}
    closed = _windows(call, [each for each in at_places if each not in offered])
    openings = {window.opening_id for window in (*offered.values(), *closed)}
    goals = _keys(Opening.objectives.through, "opening_id", "objective__key", openings)
    products = _keys(Opening.products.through, "opening_id", "product__key", openings)
    capacities = {
        **{key: max(each.places, at_places.get(key, 0)) for key, each in offered.items()},
        **{str(each.public_id): at_places[str(each.public_id)] for each in closed},
    }
    return tuple(
        place_of(
            each,
            capacity=capacities[str(each.public_id)],
            goals=goals[each.opening_id],
            products=products[each.opening_id],
        )
        for each in (*offered.values(), *closed)
    )


def _windows(call: Call, ids: Collection[str]) -> QuerySet[OpeningWindow]:
    rows = OpeningWindow.objects.filter(call=call, public_id__in=ids)
    return rows.select_related("opening__centre")


def _words(call: Call) -> tuple[HostWord, ...]:
    rows = HostPreference.objects.filter(
        application__call=call, application__state__in=MATCHABLE
    ).order_by("opening", "application")
    return tuple(
        HostWord(str(opening), str(application), tier, refused)
        for opening, application, tier, refused in rows.values_list(
            "opening__public_id", "application__public_id", "tier", "refused"
        )
    )


def _order(call: Call, candidates: Collection[Candidate]) -> tuple[str, ...]:
    fixed = PriorityOrder.objects.filter(call=call).values_list("numbers", flat=True).first()
    ids = {candidate.number: candidate.id for candidate in candidates}
    return tuple(ids[number] for number in fixed or () if number in ids)
