"""Who may read which application, and how readers are shared out fairly."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

READERS_EACH = 2


class Tie(StrEnum):
    """What keeps somebody from reading an application."""

    OWN = "own"
    APPLICANT = "applicant"
    SAME_CENTRE = "same_centre"
    LETTER = "letter"
    DECLARED = "declared"


@dataclass(frozen=True)
class Reader:
    """A member of the committee: the own centres, and whether the member applies in this call."""

    id: str
    centres: frozenset[str] = frozenset()
    applies: bool = False


@dataclass(frozen=True)
class Paper:
    """An application to be read: whose it is, the applicant's centres, who declared a tie.

    `readers` have it already, `heads` were asked for its letter of support.
    """

    id: str
    applicant: str
    homes: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True, order=True)
class Assignment:
    """This application goes to that reader."""

    paper: str
    reader: str


def tie_of(reader: Reader, paper: Paper) -> Tie | None:
    """Why somebody may not read an application; None when nothing is known against it."""
    if reader.id == paper.applicant:
        return Tie.OWN
    if reader.applies:
        return Tie.APPLICANT
    if paper.homes & reader.centres:
        return Tie.SAME_CENTRE
    if reader.id in paper.heads:
        return Tie.LETTER
    return Tie.DECLARED if reader.id in paper.declared else None


def share_out(
    readers: Sequence[Reader],
    papers: Sequence[Paper],
    loads: Mapping[str, int],
    each: int = READERS_EACH,
) -> tuple[Assignment, ...]:
    """New assignments, so that every application has `each` readers, or all who may read it.

    `loads` says how much each reader has already. Nobody can be spared a review by giving it to
    somebody with two fewer; who gets what is drawn by lot from the ids, always the same.
    """
    load = Counter({reader.id: loads.get(reader.id, 0) for reader in readers})
    allowed = {
        paper.id: frozenset(r.id for r in readers if not tie_of(r, paper)) - paper.readers
        for paper in papers
    }
    given: dict[str, set[str]] = {}
    for paper in sorted(papers, key=lambda paper: (len(allowed[paper.id]), paper.id)):
        missing = max(0, each - len(paper.readers))
        order = sorted(allowed[paper.id], key=lambda reader: (load[reader], _lot(paper.id, reader)))
        given[paper.id] = set(order[:missing])
        load.update(given[paper.id])
    _even_out(given, allowed, load)
    return tuple(sorted(Assignment(p, r) for p, chosen in given.items() for r in chosen))


def _lot(paper: str, reader: str) -> str:
    return sha256(f"{paper} {reader}".encode()).hexdigest()


def _even_out(
    given: dict[str, set[str]], allowed: Mapping[str, frozenset[str]], load: Counter[str]
) -> None:
    """Hand reviews on along chains until no chain ends at somebody with two fewer.

    After Harvey, Ladner, Lovász and Tamir, Semi-matchings for bipartite graphs, 2006: an
    assignment without such a chain is as even as possible.
    """
    while chain := _chain(given, allowed, load):
        for paper, giver, taker in chain:
            given[paper].remove(giver)
            given[paper].add(taker)
        load[chain[0][1]] -= 1
        load[chain[-1][2]] += 1


def _chain(
    given: Mapping[str, set[str]], allowed: Mapping[str, frozenset[str]], load: Counter[str]
) -> list[tuple[str, str, str]]:
    """Hand-overs (application, giver, taker) from somebody to somebody with two fewer."""
    for start in sorted(load, key=lambda reader: (-load[reader], reader)):
        came: dict[str, tuple[str, str]] = {}
        queue = deque([start])
        while queue:
            giver = queue.popleft()
            if load[giver] <= load[start] - 2:
                return _walk(came, start, giver)
            for paper, taker in _hand_overs(given, allowed, giver):
                if taker != start and taker not in came:
                    came[taker] = (paper, giver)
                    queue.append(taker)
    return []


def _hand_overs(
    given: Mapping[str, set[str]], allowed: Mapping[str, frozenset[str]], giver: str
) -> list[tuple[str, str]]:
    return [
        (paper, taker)
        for paper in sorted(given)
        if giver in given[paper]
        for taker in sorted(allowed[paper] - given[paper])
    ]


def _walk(came: Mapping[str, tuple[str, str]], start: str, end: str) -> list[tuple[str, str, str]]:
    chain = []
    while end != start:
        paper, giver = came[end]
        chain.append((paper, giver, end))
        end = giver
    return chain[::-1]
