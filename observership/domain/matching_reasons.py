"""Why an applicant goes where, and why not elsewhere; the same for a host. Every line is true.

Lines for applicants and hosts count others, they never name them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from observership.domain.candidates import Candidate, Ground, Pin, Place, Round
from observership.domain.constraints import Constraint, is_own, rank_of
from observership.domain.matching import Outcome
from observership.domain.preference_lists import Rules, rules_of, wish_key


class OtherRoundError(ValueError):
    """An outcome is not that of the round it is explained by."""


class Verdict(StrEnum):
    """What became of a candidate at a place.

    HERE: goes there. BETTER_PLACE: goes to one earlier in the own list. FULL: every seat is held
    by somebody whom the host ranks higher, who accepted it before or to whom it was offered
    before. KEPT: as FULL, but the coordinator keeps at least one of the seats. NOT_POSSIBLE:
    breaks what `broken` lists. FORBIDDEN: only the coordinator's word stands against it.
    NOT_WANTED: possible, but not in the own list. PINNED: goes there whatever else.
    PINNED_ELSEWHERE: would be earlier in the own list, but the candidate is pinned to another
    place.
    """

    HERE = "here"
    BETTER_PLACE = "better_place"
    FULL = "full"
    KEPT = "kept"
    NOT_POSSIBLE = "not_possible"
    FORBIDDEN = "forbidden"
    NOT_WANTED = "not_wanted"
    PINNED = "pinned"
    PINNED_ELSEWHERE = "pinned_elsewhere"


@dataclass(frozen=True)
class Line:
    """One candidate at one place.

    `rank` is the candidate's own, None for an unranked opening. With FULL and KEPT the seats are
    counted, each once: `ahead` are held by candidates without a pin whom the host ranks higher,
    `by_tier` of them by a better tier and the rest by the order; `offered` by others who had an
    offer of it before; `accepted` by others who accepted before; `kept` by the coordinator. With
    PINNED and PINNED_ELSEWHERE `offered`, `accepted` or `kept` is 1 and says on what ground.
    `better` is the place that the candidate goes to instead, in lines for the candidate only.
    """

    place: str
    candidate: str
    verdict: Verdict
    rank: int | None = None
    broken: tuple[Constraint, ...] = ()
    ahead: int = 0
    by_tier: int = 0
    offered: int = 0
    accepted: int = 0
    kept: int = 0
    better: str = ""


def why(given: Round, outcome: Outcome, candidate_id: str) -> tuple[Line, ...]:
    """One line per place that the candidate wants or could go to, in the order of the own list.

    Places that are only possible come last. Raises OtherRoundError when the outcome is not that
    of the round, KeyError for an unknown candidate.
    """
    return Reasons(given, outcome).why(candidate_id)


def why_host(given: Round, outcome: Outcome, place_id: str) -> tuple[Line, ...]:
    """One line per candidate who goes to a place, or wants it and could, as its host ranks them.

    The rest are counted by `turned_away`. Raises as `why`.
    """
    return Reasons(given, outcome).why_host(place_id)


def turned_away(given: Round, outcome: Outcome, place_id: str) -> Mapping[Constraint, int]:
    """How many candidates without a line at a place break each constraint there."""
    return Reasons(given, outcome).turned_away(place_id)


class Reasons:
    """The same for many candidates and places of one outcome, looked up once."""

    def __init__(self, given: Round, outcome: Outcome) -> None:
        self._rules: Rules = rules_of(given)
        self._placed = outcome.placed
        self._pins = {each.candidate: each for each in given.pins}
        self._holders: dict[str, list[str]] = defaultdict(list)
        for candidate, place in outcome.placed.items():
            self._holders[place].append(candidate)

    def why(self, candidate_id: str) -> tuple[Line, ...]:
        """As the function of that name."""
        candidate = self._rules.candidates[candidate_id]
        lines = [self._line(candidate, place) for place in self._rules.given.places]
        return tuple(
            sorted((each for each in lines if each), key=lambda line: self._own_order(line))
        )

    def why_host(self, place_id: str) -> tuple[Line, ...]:
        """As the function of that name."""
        place = self._rules.places[place_id]
        lines = [self._line(each, place) for each in self._rules.given.candidates]
        own = [line for line in lines if line and not _is_turned_away(line)]
        own.sort(key=lambda line: self._rules.host_key(line.candidate, place))
        return tuple(replace(line, better="") for line in own)

    def held_back(self, place_id: str) -> tuple[Line, ...]:
        """One line per candidate who wants a place and against whom only somebody's word stands."""
        place = self._rules.places[place_id]
        lines = [
            self._line(each, place)
            for each in self._rules.given.candidates
            if not is_own(each, place)
        ]
        own = [line for line in lines if line and _is_turned_away(line)]
        own.sort(key=lambda line: self._rules.host_key(line.candidate, place))
        return tuple(line for line in own if _WORDS.issuperset(line.broken))

    def turned_away(self, place_id: str) -> Mapping[Constraint, int]:
        """As the function of that name."""
        place = self._rules.places[place_id]
        own = {line.candidate for line in self.why_host(place_id)}
        others = (each for each in self._rules.given.candidates if each.id not in own)
        return Counter(each for other in others for each in self._rules.broken(other, place))

    def _own_order(self, line: Line) -> tuple[object, ...]:
        candidate = self._rules.candidates[line.candidate]
        place = self._rules.places[line.place]
        return line.verdict == Verdict.NOT_WANTED, *wish_key(candidate, place)

    def _line(self, candidate: Candidate, place: Place) -> Line | None:
        """None for a place that is neither wanted nor possible."""
        broken = self._rules.broken(candidate, place)
        line = Line(
            place.id, candidate.id, Verdict.HERE, rank=rank_of(candidate, place), broken=broken
        )
        if self._placed.get(candidate.id) == place.id:
            return self._here(line)
        if not broken:
            return self._elsewhere(line, candidate, place)
        if broken == (Constraint.UNWANTED,):
            return replace(line, verdict=Verdict.NOT_WANTED)
        if Constraint.UNWANTED in broken:
            return None
        only_forbidden = broken == (Constraint.FORBIDDEN,)
        return replace(line, verdict=Verdict.FORBIDDEN if only_forbidden else Verdict.NOT_POSSIBLE)

    def _here(self, line: Line) -> Line:
        pin = self._pins.get(line.candidate)
        if pin is not None:
            return _whose(replace(line, verdict=Verdict.PINNED), pin)
        if line.broken:
            raise OtherRoundError(f"{line.candidate} cannot go to {line.place}")
        return line

    def _elsewhere(self, line: Line, candidate: Candidate, place: Place) -> Line:
        own, pin = self._placed.get(candidate.id, ""), self._pins.get(candidate.id)
        if own and self._prefers(candidate, own, place):
            return replace(line, verdict=Verdict.BETTER_PLACE, better=own)
        if pin is not None:
            return _whose(replace(line, verdict=Verdict.PINNED_ELSEWHERE, better=own), pin)
        return self._full(line, place)

    def _prefers(self, candidate: Candidate, own: str, place: Place) -> bool:
        """Whether the own place stands earlier in the own list; one that breaks rules does not."""
        mine = self._rules.places[own]
        if self._rules.broken(candidate, mine):
            return False
        return wish_key(candidate, mine) < wish_key(candidate, place)

    def _full(self, line: Line, place: Place) -> Line:
        """Counts the seats; raises OtherRoundError when one is free or held without ground."""
        seats = Counter(
            self._ground(each, line.candidate, place) for each in self._holders[place.id]
        )
        if seats[""] or seats.total() != place.capacity:
            raise OtherRoundError(f"{line.candidate} could go to {place.id}")
        return replace(
            line,
            verdict=Verdict.KEPT if seats["kept"] else Verdict.FULL,
            ahead=seats["tier"] + seats["order"],
            by_tier=seats["tier"],
            offered=seats["offered"],
            accepted=seats["accepted"],
            kept=seats["kept"],
        )

    def _ground(self, holder: str, other: str, place: Place) -> str:
        """On what ground a holder has a seat that the other one wants; "" for none."""
        pin, rules = self._pins.get(holder), self._rules
        if pin is not None:
            return pin.ground.value
        tiers = rules.tier(holder, place), rules.tier(other, place)
        if tiers[0] < tiers[1]:
            return "tier"
        if tiers[0] == tiers[1] and rules.standing[holder] < rules.standing[other]:
            return "order"
        return "offered" if (holder, place.id) in rules.offers else ""


_WORDS = frozenset({Constraint.CONFLICT, Constraint.FORBIDDEN})


def _whose(line: Line, pin: Pin) -> Line:
    return replace(
        line,
        offered=int(pin.ground is Ground.OFFERED),
        accepted=int(pin.ground is Ground.ACCEPTED),
        kept=int(pin.ground is Ground.KEPT),
    )


def _is_turned_away(line: Line) -> bool:
    return bool(line.broken) and line.verdict is not Verdict.PINNED
