"""What changed between two versions of a module: paragraph by paragraph, word by word."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.version_lines import (
    Line,
    LineKind,
    Lines,
    chapter_lines,
    front_lines,
    question_lines,
)

_WORD = re.compile(r"\S+")
# Beyond these a text is shown as replaced, not compared word by word: words of one text, and steps
# that a comparison may take at worst, about ten million of them in a second.
_LONGEST, _STEPS, _STEPS_TOGETHER = 4_000, 30_000_000, 100_000_000
_COMMON_FROM, _COMMON_SHARE = 200, 100  # difflib's: words in over 1 % of a long text are no anchor


class Change(StrEnum):
    """What became of a part."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Area(StrEnum):
    """Where a part stands."""

    DECLARATIONS = "declarations"
    FRONT = "front"
    CHAPTERS = "chapters"
    QUESTIONS = "questions"
    PACKAGES = "packages"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, were added or were removed."""

    change: Change
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that is not the same: what it is, and its words."""

    kind: LineKind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Part:
    """A part by its key and name, what became of it, and its paragraphs that changed.

    `same` counts paragraphs that stayed as they were, which are not among them.
    """

    area: Area
    key: str
    name: str
    change: Change
    paragraphs: tuple[Paragraph, ...] = ()
    same: int = 0

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of all paragraphs that changed."""
        return tuple(piece for each in self.paragraphs for piece in each.pieces)


@dataclass(frozen=True)
class Compared:
    """One side of a comparison: bundle, declarations and packages (hash to name) in words."""

    bundle: ProductBundle | None
    declarations: Mapping[str, str]
    packages: Mapping[str, str]


def words_diff(old: str, new: str, steps: int = _STEPS) -> tuple[Piece, ...]:
    """Pieces of two texts, word by word; the old words stand before the new ones.

    Texts that would take more than `steps` to compare are shown as replaced.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _LONGEST or _steps_of(before, after) > steps:
        return _said((Change.REMOVED, before), (Change.ADDED, after))
    pieces: list[tuple[Change, list[str]]] = []
    matcher = SequenceMatcher(None, before, after)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            pieces.append((Change.SAME, before[first:last]))
        else:
            pieces += [(Change.REMOVED, before[first:last]), (Change.ADDED, after[start:end])]
    return _said(*pieces)


def _steps_of(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """Steps that difflib takes at worst: pairs of equal words, once for every second word."""
    old, new = Counter(before), Counter(after)
    share = len(after) // _COMMON_SHARE + 1 if len(after) >= _COMMON_FROM else len(after)
    pairs = sum(old[word] * count for word, count in new.items() if count <= share)
    return pairs * min(len(before), len(after)) // 2


def _said(*pieces: tuple[Change, list[str]]) -> tuple[Piece, ...]:
    return tuple(Piece(change, " ".join(words)) for change, words in pieces if words)


def version_diff(old: Compared | None, new: Compared) -> tuple[Part, ...]:
    """Every part that is not the same, in the order of a version; nothing without an old one."""
    if old is None:
        return ()
    texts, named = _Texts(), {**old.packages, **new.packages}
    declared, played = (
        (_as_lines(old.declarations), _as_lines(new.declarations)),
        (_as_lines(old.packages), _as_lines(new.packages)),
    )
    found = (
        *texts.parts(Area.DECLARATIONS, *declared, {}),
        *texts.parts(Area.FRONT, _front(old), _front(new), {}),
        *texts.parts(Area.CHAPTERS, _chapters(old), _chapters(new), _titles(old, new)),
        *texts.parts(Area.QUESTIONS, _questions(old), _questions(new), {}),
        *texts.parts(Area.PACKAGES, *played, named),
    )
    return tuple(part for part in found if part.change is not Change.SAME)


@dataclass
class _Texts:
    """Compares the texts of a version, with the steps that are left for all of them."""

    left: int = _STEPS_TOGETHER

    def parts(
        self,
        area: Area,
        old: Mapping[str, Lines],
        new: Mapping[str, Lines],
        names: Mapping[str, str],
    ) -> Iterable[Part]:
        """A part for each key, what is new first."""
        for key in dict.fromkeys([*new, *old]):
            before, after = old.get(key, ()), new.get(key, ())
            found = tuple(self._paragraphs(before, after)) if before != after else ()
            change = _change(key in old, key in new, before != after)
            same = len(set(before) & set(after)) if found else 0
            yield Part(area, key, names.get(key, key), change, found, same)

    def _paragraphs(self, before: Lines, after: Lines) -> Iterator[Paragraph]:
        """Paragraph by paragraph what is not the same."""
        if not self._affords(before, after):
            yield from self._replaced(before, after)
            return
        for what, first, last, start, end in SequenceMatcher(None, before, after).get_opcodes():
            if what != "equal":
                yield from self._replaced(before[first:last], after[start:end])

    def _replaced(self, before: Lines, after: Lines) -> Iterator[Paragraph]:
        for old, new in zip_longest(before, after):
            if old and new and old.kind is new.kind:
                yield Paragraph(new.kind, self._pieces(old.text, new.text))
                continue
            if old:
                yield Paragraph(old.kind, (Piece(Change.REMOVED, old.text),))
            if new:
                yield Paragraph(new.kind, (Piece(Change.ADDED, new.text),))

    def _pieces(self, before: str, after: str) -> tuple[Piece, ...]:
        pieces = words_diff(before, after, min(self.left, _STEPS))
        self._affords(_WORD.findall(before), _WORD.findall(after))
        return pieces

    def _affords(self, before: Sequence[Hashable], after: Sequence[Hashable]) -> bool:
        """Whether the steps of a comparison are left; they are taken off."""
        steps = _steps_of(before, after)
        if steps > min(self.left, _STEPS):
            return False
        self.left -= steps
        return True


def _change(was: bool, is_now: bool, differs: bool) -> Change:
    if was and is_now:
        return Change.CHANGED if differs else Change.SAME
    return Change.ADDED if is_now else Change.REMOVED


def _front(side: Compared) -> dict[str, Lines]:
    return front_lines(side.bundle) if side.bundle else {}


def _chapters(side: Compared) -> dict[str, Lines]:
    return chapter_lines(side.bundle) if side.bundle else {}


def _questions(side: Compared) -> dict[str, Lines]:
    return question_lines(side.bundle) if side.bundle else {}


def _as_lines(texts: Mapping[str, str]) -> dict[str, Lines]:
    return {name: (Line(LineKind.TEXT, text),) if text else () for name, text in texts.items()}


def _titles(old: Compared, new: Compared) -> dict[str, str]:
    return {
        chapter.slug: chapter.title
        for side in (old, new)
        if side.bundle
        for chapter in side.bundle.content.chapters
    }


def changed_places(old: ProductBundle | None, new: ProductBundle) -> frozenset[str]:
    """Slugs of chapters and keys of questions that are not word for word as before."""
    if old is None:
        return frozenset()
    pairs = ((each(old), each(new)) for each in (chapter_lines, question_lines))
    return frozenset(
        key for before, now in pairs for key, lines in now.items() if before.get(key) != lines
    )
