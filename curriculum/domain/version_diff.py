"""What changed between two versions of a module: text word by word, questions, declarations."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from curriculum.domain.content import Option, Question, Vignette
from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.text import chapter_texts, plain

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
class Part:
    """A part by its key and name, what became of it, and its words when it changed."""

    area: Area
    key: str
    name: str
    change: Change
    pieces: tuple[Piece, ...] = ()


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


def _steps_of(before: Sequence[str], after: Sequence[str]) -> int:
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
    texts = _Texts()
    found = (
        *texts.parts(Area.DECLARATIONS, old.declarations, new.declarations, {}),
        *texts.parts(Area.FRONT, _front(old), _front(new), {}),
        *texts.parts(Area.CHAPTERS, _chapters(old), _chapters(new), _titles(old, new)),
        *texts.parts(Area.QUESTIONS, _questions(old), _questions(new), {}),
        *texts.parts(Area.PACKAGES, old.packages, new.packages, {**old.packages, **new.packages}),
    )
    return tuple(part for part in found if part.change is not Change.SAME)


@dataclass
class _Texts:
    """Compares the texts of a version, with the steps that are left for all of them."""

    left: int = _STEPS_TOGETHER

    def parts(
        self, area: Area, old: Mapping[str, str], new: Mapping[str, str], names: Mapping[str, str]
    ) -> Iterable[Part]:
        """A part for each key, what is new first."""
        for key in dict.fromkeys([*new, *old]):
            before, after = old.get(key, ""), new.get(key, "")
            pieces = self._pieces(before, after) if before != after else ()
            change = _change(key in old, key in new, bool(pieces))
            yield Part(area, key, names.get(key, key), change, pieces)

    def _pieces(self, before: str, after: str) -> tuple[Piece, ...]:
        pieces = words_diff(before, after, min(self.left, _STEPS))
        steps = _steps_of(_WORD.findall(before), _WORD.findall(after))
        self.left -= steps if steps <= self.left else 0
        return pieces


def _change(was: bool, is_now: bool, differs: bool) -> Change:
    if was and is_now:
        return Change.CHANGED if differs else Change.SAME
    return Change.ADDED if is_now else Change.REMOVED


def _front(side: Compared) -> dict[str, str]:
    if side.bundle is None:
        return {}
    content = side.bundle.content
    objectives = [
        f"{key}: {text} ({side.bundle.outcomes.get(key, '')})"
        for key, text in content.objectives.items()
    ]
    return {
        "title": content.title,
        "summary": content.summary,
        "audience": content.audience,
        "objectives": " ".join(objectives),
        "draw": str(content.draw),
        "references": " ".join(f"{each.key}: {each.citation}" for each in side.bundle.references),
    }


def _chapters(side: Compared) -> dict[str, str]:
    """Text of each chapter with its media and what it teaches."""
    if side.bundle is None:
        return {}
    found = {}
    for chapter in side.bundle.content.chapters:
        texts = [plain(text) for text in chapter_texts(chapter)]
        figures = [block.figure for block in chapter.blocks if block.figure]
        texts += [f"{each.alt} {_hash(side.bundle, each.media)}" for each in figures]
        texts += [block.key for block in chapter.blocks if block.key]
        found[chapter.slug] = " ".join([*texts, *chapter.objectives])
    return found


def _hash(bundle: ProductBundle, name: str) -> str:
    """The first digits of a file's hash, so that an exchanged picture shows."""
    file = bundle.media.get(name)
    return f"[{name} {file.sha256[:8]}]" if file else f"[{name}]"


def _titles(old: Compared, new: Compared) -> dict[str, str]:
    return {
        chapter.slug: chapter.title
        for side in (old, new)
        if side.bundle
        for chapter in side.bundle.content.chapters
    }


def _questions(side: Compared) -> dict[str, str]:
    if side.bundle is None:
        return {}
    content = side.bundle.content
    asked = {question.key: _question(question) for question in content.questions}
    return asked | {vignette.key: _vignette(vignette) for vignette in content.vignettes}


def _options(options: tuple[Option, ...]) -> list[str]:
    """Options with a cross at the right ones."""
    return [
        f"{'[x]' if option.correct else '[ ]'} {option.text} {option.explanation}".strip()
        for option in options
    ]


def _vignette(vignette: Vignette) -> str:
    words = [vignette.title, vignette.patient]
    for stage in vignette.stages:
        words += [stage.text, stage.question, *_options(stage.options)]
    return " ".join([*words, vignette.ending, *vignette.references])


def _question(question: Question) -> str:
    head = f"({question.pool}, {question.objective}) {question.stem}"
    words = [head, *_options(question.options), question.rationale, *question.references]
    return " ".join(words).strip()
