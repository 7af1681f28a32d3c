"""Questions that ask nearly the same: found by the words that their stems share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from curriculum.domain.content import Question

LIKENESS = 0.8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class NearDuplicate:
    """A question whose stem is like an earlier one; likeness is shared words over all words."""

    key: str
    other: str
    likeness: float


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _rarest_first(sets: Iterable[frozenset[str]]) -> list[list[str]]:
    sets = list(sets)
    counts = Counter(word for words in sets for word in words)
    return [sorted(words, key=lambda word: (counts[word], word)) for words in sets]


class _Index:
    """Stems seen so far, by the rare words that a stem like them must share."""

    def __init__(self, least: float) -> None:
        self.least = least
        self.keys: dict[frozenset[str], str] = {}
        self.by_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)

    def rare(self, words: list[str]) -> list[str]:
        return words[: len(words) - ceil(self.least * len(words)) + 1]

    def closest(self, words: list[str]) -> tuple[float, str] | None:
        """Likeness and key of the stem most like these words, the earliest of equals."""
        mine = frozenset(words)
        if mine in self.keys:
            return 1.0, self.keys[mine]
        best: tuple[float, str] | None = None
        for other in dict.fromkeys(
            each for word in self.rare(words) for each in self.by_word[word]
        ):
            likeness = len(mine & other) / len(mine | other)
            if likeness >= (best[0] + 1e-9 if best else self.least):
                best = likeness, self.keys[other]
        return best

    def add(self, key: str, words: list[str]) -> None:
        mine = frozenset(words)
        if mine and mine not in self.keys:
            self.keys[mine] = key
            for word in self.rare(words):
                self.by_word[word].append(mine)


def near_duplicates(
    questions: Iterable[Question], *, existing: Iterable[Question] = (), least: float = LIKENESS
) -> tuple[NearDuplicate, ...]:
    """For each question the earlier one most like it, when that likeness is at least `least`.

    Two stems so alike share one of their rarest words, so only few pairs are compared
    (prefix filtering for the Jaccard measure; Bayardo, Ma and Srikant, WWW 2007).
    """
    known, asked = tuple(existing), tuple(questions)
    stems = _rarest_first(_words(question.stem) for question in (*known, *asked))
    index = _Index(least)
    found: list[NearDuplicate] = []
    for place, (question, words) in enumerate(zip((*known, *asked), stems, strict=True)):
        if place >= len(known) and (closest := index.closest(words)):
            found.append(NearDuplicate(question.key, closest[1], closest[0]))
        index.add(question.key, words)
    return tuple(found)
