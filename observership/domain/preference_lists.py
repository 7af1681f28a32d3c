"""The strict lists of both sides, as a round's ranks, tiers, fit and priority order make them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from observership.domain.candidates import Candidate, HostWord, Period, Place, Round, Spoken
from observership.domain.constraints import (
    Constraint,
    broken_of,
    fits_setting,
    is_own,
    rank_of,
    shared_languages,
)
from observership.domain.fit import fit, fit_key

UNRANKED = 1 << 30
OFFERED, UNSAID = 0, 2  # a tier before all that hosts can say, and that of whom no host spoke

WishKey = tuple[int, tuple[int, int, int], int, str]
HostKey = tuple[int, int]


@dataclass(frozen=True)
class Rules:
    """A round by id, and who stands where in the order; made by `rules_of`."""

    given: Round
    candidates: Mapping[str, Candidate]
    places: Mapping[str, Place]
    standing: Mapping[str, int]
    words: Mapping[tuple[str, str], HostWord]
    forbidden: frozenset[tuple[str, str]]
    pinned: Mapping[str, str]

    def broken(self, candidate: Candidate, place: Place) -> tuple[Constraint, ...]:
        """The hard constraints that a pair breaks."""
        word = self.words.get((place.opening, candidate.id))
        return broken_of(
            candidate,
            place,
            is_refused=word is not None and word.refused,
            is_forbidden=(candidate.id, place.id) in self.forbidden,
        )

    @cached_property
    def offers(self) -> frozenset[tuple[str, str]]:
        """Open offers that count: of somebody not pinned, with no constraint broken."""
        return frozenset(
            (each.candidate, each.place)
            for each in self.given.offers
            if each.candidate in self.candidates
            and each.place in self.places
            and each.candidate not in self.pinned
            and not self.broken(self.candidates[each.candidate], self.places[each.place])
        )

    def tier(self, candidate_id: str, place: Place) -> int:
        """What the host said, 1 to 3, or 2."""
        word = self.words.get((place.opening, candidate_id))
        return word.tier if word else UNSAID

    def host_key(self, candidate_id: str, place: Place) -> HostKey:
        """Sorts a host's candidates: open offers of this place, then tier, then the order."""
        is_offered = (candidate_id, place.id) in self.offers
        tier = OFFERED if is_offered else self.tier(candidate_id, place)
        return tier, self.standing[candidate_id]


def rules_of(given: Round) -> Rules:
    """A round by id. Who does not stand in its order comes last, by number, then id."""
    position = {candidate: at for at, candidate in enumerate(given.order)}
    ordered = sorted(
        given.candidates,
        key=lambda each: (position.get(each.id, len(position)), each.number, each.id),
    )
    return Rules(
        given=given,
        candidates={each.id: each for each in given.candidates},
        places={each.id: each for each in given.places},
        standing={each.id: at for at, each in enumerate(ordered)},
        words={(each.opening, each.candidate): each for each in given.words},
        forbidden=frozenset((each.candidate, each.place) for each in given.forbids),
        pinned={each.candidate: each.place for each in given.pins},
    )


def wish_key(candidate: Candidate, place: Place) -> WishKey:
    """Sorts a candidate's places: by rank, unranked last; ties by fit, then first day, then id."""
    rank = rank_of(candidate, place)
    return (
        UNRANKED if rank is None else rank,
        fit(candidate, place).key,
        place.period.first.toordinal(),
        place.id,
    )


def wished(rules: Rules) -> dict[str, list[str]]:
    """For every candidate the ids of the places that break nothing, best first.

    Computed in bulk: places of one kind are asked once for role, setting and language, places of
    one opening once for rank and fit. By definition it is `broken` for every pair, sorted by
    `wish_key`.
    """
    market = _Market(rules)
    return {candidate.id: market.list_of(candidate) for candidate in rules.given.candidates}


@dataclass(frozen=True)
class _Window:
    """One place, ready to be compared: its position by first day and id, its days as numbers."""

    at: int
    id: str
    first: int
    last: int


@dataclass(frozen=True)
class _Offering:
    """Places that differ in nothing but their days."""

    any_of_them: Place
    windows: list[_Window]


_Shared = tuple[_Offering, int]  # with how many languages are shared


class _Market:
    """The places of a round by what they offer, to make lists of many candidates quickly."""

    def __init__(self, rules: Rules) -> None:
        self._offerings = _offerings(rules.given)
        self._suitable: dict[tuple[str, str, tuple[Spoken, ...]], list[_Shared]] = {}
        self._forbidden: dict[str, set[str]] = defaultdict(set)
        for each in rules.given.forbids:
            self._forbidden[each.candidate].add(each.place)
        self._refused: dict[str, set[str]] = defaultdict(set)
        for word in rules.given.words:
            if word.refused:
                self._refused[word.candidate].add(word.opening)

    def list_of(self, candidate: Candidate) -> list[str]:
        """The places of one candidate, best first."""
        ranks, refused = dict(candidate.ranks), self._refused[candidate.id]
        forbidden = self._forbidden[candidate.id]
        periods, length = [_days(each) for each in candidate.dates], candidate.length
        found = []
        for offering, languages in self._suitable_for(candidate):
            place = offering.any_of_them
            rank = ranks.get(place.opening, UNRANKED if candidate.any_host else None)
            if rank is None or place.opening in refused:
                continue
            if is_own(candidate, place):
                continue
            windows = [
                each
                for each in offering.windows
                if each.id not in forbidden and _has_room(each, periods, length)
            ]
            key = fit_key(candidate, place, languages) if windows else ()
            found += [(rank, key, each.at, each.id) for each in windows]
        return [place_id for *_, place_id in sorted(found)]

    def _suitable_for(self, candidate: Candidate) -> list[_Shared]:
        profile = (candidate.role, candidate.setting, candidate.languages)
        if profile not in self._suitable:
            shared = ((each, _languages(candidate, each.any_of_them)) for each in self._offerings)
            self._suitable[profile] = [(each, languages) for each, languages in shared if languages]
        return self._suitable[profile]


def _languages(candidate: Candidate, place: Place) -> int:
    """How many languages a pair shares; 0 also when role or setting stand against it."""
    if candidate.role in place.roles and fits_setting(candidate.setting, place.setting):
        return len(shared_languages(candidate.languages, place.languages))
    return 0


def _offerings(given: Round) -> list[_Offering]:
    found: dict[tuple[object, ...], _Offering] = {}
    by_start = sorted(given.places, key=lambda place: (place.period.first, place.id))
    for at, place in enumerate(by_start):
        kind = (
            place.opening,
            place.centre,
            place.roles,
            place.setting,
            place.languages,
            place.objectives,
            place.products,
        )
        offering = found.setdefault(kind, _Offering(place, []))
        offering.windows.append(_Window(at, place.id, *_days(place.period)))
    return list(found.values())


def _days(period: Period) -> tuple[int, int]:
    return period.first.toordinal(), period.last.toordinal()


def _has_room(window: _Window, periods: list[tuple[int, int]], length: int) -> bool:
    for first, last in periods:
        if min(last, window.last) - max(first, window.first) + 1 >= length:
            return True
    return False
