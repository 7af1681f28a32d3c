"""What a run of the matching came to, how two runs differ, and what changed since one was made."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, cast

import rfc8785

from observership.domain.candidates import Candidate, Round
from observership.domain.candidates_json import Json, as_json, from_json
from observership.domain.constraints import rank_of
from observership.domain.matching import Outcome

Record: TypeAlias = dict[str, Json]


class Part(StrEnum):
    """What of a round can change: an application, a window, the word of a host, the order."""

    APPLICATION = "application"
    WINDOW = "window"
    WORD = "word"
    ORDER = "order"
    HELD = "held"


@dataclass(frozen=True)
class Change:
    """Something of a round that is not as it was: new, gone or changed; `id` names it."""

    part: Part
    id: str = ""
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class Summary:
    """What a run came to; `ranked` are those who ranked openings, `first` got one of their best."""

    applicants: int
    placed: int
    places: int
    ranked: int
    first: int

    @property
    def unplaced(self) -> int:
        """Applicants without a place."""
        return self.applicants - self.placed


def kept_inputs(given: Round) -> Record:
    """The round as it is stored."""
    return as_json(given)


def inputs_hash(kept: Record) -> str:
    """SHA-256, hex, over the canonical JSON (RFC 8785) of a stored round."""
    return hashlib.sha256(rfc8785.dumps(kept)).hexdigest()


def round_in(kept: Record) -> Round:
    """The round that was stored."""
    return from_json(kept)


def kept_result(given: Round, outcome: Outcome) -> Record:
    """An outcome as it is stored, with what it came to."""
    found = summary(given, outcome)
    return {
        "placed": [[candidate, place] for candidate, place in sorted(outcome.placed.items())],
        "applicants": found.applicants,
        "places": found.places,
        "ranked": found.ranked,
        "first": found.first,
    }


def outcome_in(result: Record) -> Outcome:
    """The outcome that was stored."""
    return Outcome(dict(cast(list[tuple[str, str]], result["placed"])))


def summary_in(result: Record) -> Summary:
    """What a stored result came to."""
    counts = cast(dict[str, int], result)
    return Summary(
        applicants=counts["applicants"],
        placed=len(cast(list[Json], result["placed"])),
        places=counts["places"],
        ranked=counts["ranked"],
        first=counts["first"],
    )


def summary(given: Round, outcome: Outcome) -> Summary:
    """Count what an outcome came to."""
    places = {place.id: place for place in given.places}
    ranked = [each for each in given.candidates if each.ranks]
    first = [
        each
        for each in ranked
        if each.id in outcome.placed
        and rank_of(each, places[outcome.placed[each.id]]) == _best_rank(each)
    ]
    return Summary(
        applicants=len(given.candidates),
        placed=len(outcome.placed),
        places=sum(place.capacity for place in given.places),
        ranked=len(ranked),
        first=len(first),
    )


def _best_rank(candidate: Candidate) -> int:
    return min(rank for _, rank in candidate.ranks)


def free_seats(given: Round, outcome: Outcome) -> dict[str, int]:
    """Seats that nobody got, by place; full places are left out."""
    taken = Counter(outcome.placed.values())
    left = {place.id: place.capacity - taken[place.id] for place in given.places}
    return {place: seats for place, seats in left.items() if seats > 0}


def changes_between(before: Record, after: Record) -> tuple[Change, ...]:
    """What differs between two stored rounds, in the order of Part."""
    found = [
        *_changes(Part.APPLICATION, _by_id(before, "candidates"), _by_id(after, "candidates")),
        *_changes(Part.WINDOW, _by_id(before, "places"), _by_id(after, "places")),
        *_changes(Part.WORD, _words(before), _words(after)),
    ]
    if before["order"] != after["order"] and not any(
        each.part is Part.APPLICATION and (each.is_new or each.is_gone) for each in found
    ):
        found.append(Change(Part.ORDER))
    if any(before[part] != after[part] for part in ("pins", "forbids", "offers")):
        found.append(Change(Part.HELD))
    return tuple(found)


def _by_id(kept: Record, part: str) -> dict[str, Json]:
    return {cast(str, each["id"]): each for each in cast(list[Record], kept[part])}


def _words(kept: Record) -> Mapping[str, Json]:
    """What hosts said, by the opening that they said it for."""
    found: dict[str, list[Json]] = {}
    for each in cast(list[Record], kept["words"]):
        found.setdefault(cast(str, each["opening"]), []).append(each)
    return found


def _changes(
    part: Part, before: Mapping[str, Json], after: Mapping[str, Json]
) -> tuple[Change, ...]:
    return tuple(
        Change(part, key, is_new=key not in before, is_gone=key not in after)
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    )
