"""Stable matching: applicants propose, hosts keep those whom they rank highest.

Deferred acceptance of D. Gale and L. S. Shapley, "College admissions and the stability of
marriage", American Mathematical Monthly 69 (1962), with several seats per place.

What is claimed of every candidate and place outside the pins, with each side's strict list as
domain/preference_lists makes it:

- no pair breaks a hard constraint, and no place takes more than its capacity, pins included;
- no blocking pair: nobody wants a place more than the own one while that place has a free seat
  or a candidate whom its host ranks lower;
- among all such matchings it is the one that is best for every applicant at once (Gale and
  Shapley 1962), so it depends neither on the order of the input nor on that of the proposals;
- stating ranks and any_host truthfully is a dominant strategy for every applicant: whatever the
  others state and the hosts said, no other statement gets a place that is truly wanted more
  (A. E. Roth, "The college admissions problem is not equivalent to the marriage problem",
  Journal of Economic Theory 36 (1985); hosts have no such guarantee). Fit and first days order
  only places that the applicant tied, and depend on that applicant and the place alone, so ties
  do not weaken it. It is claimed within one run: declining to wait for a better one is a gamble;
- one more seat or window, or one applicant fewer, leaves no applicant worse off;
- whoever holds an open offer of an earlier run gets that place or one wanted more.

Pins take seats first. Nothing is claimed of them, nor that nobody would rather have their seats.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappush, heapreplace

from observership.domain.candidates import Round
from observership.domain.preference_lists import Rules, rules_of, wished


class UnsoundRoundError(ValueError):
    """A round contradicts itself; says what and which."""


class TooManyPinsError(UnsoundRoundError):
    """More candidates are pinned to a place, or hold an open offer of it, than it has seats."""

    def __init__(self, place: str, capacity: int, claimed: int) -> None:
        super().__init__(f"place {place} has {capacity} seats and {claimed} pins and offers")
        self.place = place
        self.capacity = capacity
        self.claimed = claimed


class PinnedTwiceError(UnsoundRoundError):
    """A candidate is pinned more than once."""

    def __init__(self, candidate: str) -> None:
        super().__init__(f"candidate {candidate} is pinned more than once")
        self.candidate = candidate


class UnknownPinError(UnsoundRoundError):
    """A pin names a candidate or a place that the round does not hold."""

    def __init__(self, candidate: str, place: str) -> None:
        super().__init__(f"pin of candidate {candidate} to place {place} names something unknown")
        self.candidate = candidate
        self.place = place


@dataclass(frozen=True)
class Outcome:
    """Who goes where: ids of candidates, sorted, to ids of places; pins included."""

    placed: Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """A candidate who goes elsewhere in another outcome; None is nowhere."""

    candidate: str
    before: str | None
    after: str | None


def match(given: Round) -> Outcome:
    """The applicant-optimal stable matching of a round, after its pins.

    Raises UnsoundRoundError: an id that stands twice, TooManyPinsError, PinnedTwiceError,
    UnknownPinError.
    """
    rules = rules_of(given)
    _check(rules)
    placed = {**dict(rules.pinned), **_deferred_acceptance(rules)}
    return Outcome({candidate: placed[candidate] for candidate in sorted(placed)})


def differences(before: Outcome, after: Outcome) -> tuple[Difference, ...]:
    """Everybody who goes elsewhere, by id."""
    return tuple(
        Difference(candidate, before.placed.get(candidate), after.placed.get(candidate))
        for candidate in sorted({*before.placed, *after.placed})
        if before.placed.get(candidate) != after.placed.get(candidate)
    )


def _check(rules: Rules) -> None:
    given = rules.given
    if len(rules.candidates) < len(given.candidates) or len(rules.places) < len(given.places):
        raise UnsoundRoundError("a candidate or a place stands twice")
    for pin in given.pins:
        if pin.candidate not in rules.candidates or pin.place not in rules.places:
            raise UnknownPinError(pin.candidate, pin.place)
    for candidate, count in sorted(Counter(pin.candidate for pin in given.pins).items()):
        if count > 1:
            raise PinnedTwiceError(candidate)
    claims = Counter([*rules.pinned.values(), *(place for _, place in rules.offers)])
    for place_id, claimed in sorted(claims.items()):
        capacity = rules.places[place_id].capacity
        if claimed > capacity:
            raise TooManyPinsError(place_id, capacity, claimed)


def _deferred_acceptance(rules: Rules) -> dict[str, str]:
    """Everybody without a pin proposes down the own list until somebody keeps the proposal."""
    taken = Counter(rules.pinned.values())
    seats = {place.id: place.capacity - taken[place.id] for place in rules.given.places}
    lists = wished(rules)
    proposals = {each: iter(lists[each]) for each in lists if each not in rules.pinned}
    kept: dict[str, list[tuple[int, int, str]]] = defaultdict(list)  # heaps, lowest ranked first
    free = list(proposals)
    while free:
        candidate = free.pop()
        for place_id in proposals[candidate]:
            tier, standing = rules.host_key(candidate, rules.places[place_id])
            bid, held = (-tier, -standing, candidate), kept[place_id]
            if len(held) < seats[place_id]:
                heappush(held, bid)
                break
            if held and bid > held[0]:
                *_, displaced = heapreplace(held, bid)
                free.append(displaced)
                break
    return {candidate: place for place, held in kept.items() for *_, candidate in held}
