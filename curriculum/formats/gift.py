"""GIFT, Moodle's plain text for questions: choices and true/false, read and written.

Source of the grammar: the GIFT page of the Moodle documentation and its importer's behaviour.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from curriculum.domain.content import Option, Question, QuestionKind
from curriculum.domain.question_imports import (
    ForeignItem,
    Imported,
    ImportPlan,
    ItemRefusedError,
    Reason,
    Skipped,
)
from curriculum.formats.foreign_words import AUTO, words_of
from curriculum.formats.imports import decoded, one_line, short_name, take_over

_SPECIAL = "\\:#={}~"
_HIDDEN = {char: chr(place) for place, char in enumerate(_SPECIAL, start=1)}
_SHOWN = str.maketrans({hidden: char for char, hidden in _HIDDEN.items()})
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_TO_ESCAPE = re.compile(r"[\\:#={}~]")
_TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
_FORM = re.compile(r"^\s*\[(html|markdown|plain|moodle)\]")
_WEIGHT = re.compile(r"^%(-?\d{1,3}(?:\.\d*)?)%")
_TAG = re.compile(r"\[tag:([^\]]+)\]")
_ID = re.compile(r"\[id:([A-Z][0-9]{1,3})\]")
_CATEGORY = "$CATEGORY:"
_TRUE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ROUNDING = 1.0


@dataclass
class _Block:
    """The lines between two empty lines, comments apart."""

    lines: list[str] = field(default_factory=list)
    comments: str = ""
    category: str = ""


def _blocks(text: str) -> Iterator[_Block]:
    """Every run of lines that may be an item, with the category it stands in."""
    category = ""
    block = _Block()
    for line in (*text.split("\n"), ""):
        stripped = line.strip()
        if stripped.startswith(_CATEGORY):
            category = stripped.removeprefix(_CATEGORY).strip()
        elif stripped.startswith("//"):
            block.comments += stripped
        elif stripped:
            block.lines.append(stripped)
        else:
            if block.lines:
                block.category = category
                yield block
            block = _Block()


def path_labels(path: str) -> tuple[str, ...]:
    """Parts of a category's path, the nearest first."""
    return tuple(part.strip() for part in reversed(path.split("/")) if part.strip())


def _hidden(text: str) -> str:
    """The text with escaped characters out of the parser's way."""
    return _ESCAPE.sub(lambda found: _HIDDEN.get(found[1], " "), text)


@dataclass(frozen=True)
class _Text:
    """Turns parts of one item to words; parts without a format take the question's."""

    form: str = AUTO

    def words(self, part: str) -> str:
        form, rest = _formed(part, self.form)
        return words_of(rest.translate(_SHOWN), form)


def _formed(part: str, default: str) -> tuple[str, str]:
    found = _FORM.match(part)
    return (found[1], part[found.end() :]) if found else (default, part)


def _cut(text: str) -> tuple[str, str]:
    """Stem and what stands in the braces; raises ItemRefusedError."""
    if "{" not in text and "}" not in text:
        raise ItemRefusedError(Reason.DESCRIPTION)
    stem, opened, rest = text.partition("{")
    answers, closed, after = rest.partition("}")
    if not opened or not closed or {"{", "}"} & set(stem + answers + after):
        reason = "the braces do not match. Write a brace of the text as \\{ or \\}."
        raise ItemRefusedError(Reason.SYNTAX, reason=reason)
    if after.strip():
        raise ItemRefusedError(Reason.MISSING_WORD)
    return stem, answers.strip()


def _type_of(answers: str) -> str:
    """Moodle's name of the question's type, by the same signs by which it tells them apart."""
    if not answers:
        return "essay"
    if answers.startswith("#"):
        return "numerical"
    if "~" in answers:
        return "multichoice"
    if "=" in answers:
        return "match" if "->" in answers else "shortanswer"
    return "truefalse" if answers.partition("#")[0].strip() in _TRUE else "shortanswer"


def _true_false(answers: str, text: _Text) -> tuple[Option, ...]:
    """Moodle writes feedback for the wrong response first, then for the right one."""
    value, wrong, right = (*answers.split("#", 2), "", "")[:3]
    truth = _TRUE[value.strip()]
    said = {truth: text.words(right), not truth: text.words(wrong)}
    return (Option("True", truth, said[True]), Option("False", not truth, said[False]))


@dataclass(frozen=True)
class _Answer:
    """One answer: its mark `=` or `~`, its weight in percent (None when not written)."""

    mark: str
    weight: float | None
    text: str
    said: str


def _answer(piece: str, text: _Text) -> _Answer:
    mark, rest = piece[0], piece[1:].strip()
    weight = _WEIGHT.match(rest)
    rest = rest[weight.end() :] if weight else rest
    words, _, said = rest.partition("#")
    return _Answer(mark, float(weight[1]) if weight else None, text.words(words), text.words(said))


def _choice(answers: str, text: _Text) -> tuple[tuple[Option, ...], QuestionKind]:
    """Options of a choice; with one `=` a single choice, else several by their weights."""
    first, *pieces = re.split(r"(?=[~=])", answers)
    if first.strip():
        raise ItemRefusedError(Reason.SYNTAX, reason="an answer begins with = or ~.")
    found = [_answer(piece, text) for piece in pieces]
    single = any(each.mark == "=" for each in found)
    if single:
        for each in found:
            if (each.weight or 0) > 0:
                raise ItemRefusedError(Reason.PARTIAL_CREDIT, option=each.text)
    else:
        check_weights([each.weight or 0 for each in found])
    options = tuple(
        Option(each.text, each.mark == "=" if single else (each.weight or 0) > 0, each.said)
        for each in found
    )
    return options, QuestionKind.SINGLE if single else QuestionKind.MULTIPLE


def check_weights(weights: Iterable[float]) -> None:
    """Right options give the whole mark together; raises ItemRefusedError."""
    total = sum(weight for weight in weights if weight > 0)
    if total and abs(total - 100) > _ROUNDING:
        raise ItemRefusedError(Reason.WEIGHTS, sum=f"{total:g}")


def _item(block: _Block, position: int) -> ForeignItem | Skipped:
    text = _hidden("\n".join(block.lines))
    title = _TITLE.match(text)
    rest = text[title.end() :] if title else text
    words = title[1] if title else _formed(rest, AUTO)[1].partition("{")[0]
    name = short_name(words.translate(_SHOWN))
    try:
        return _read(block, rest, name, position)
    except ItemRefusedError as error:
        return Skipped(position, name, error.reason, error.details)


def _read(block: _Block, rest: str, name: str, position: int) -> ForeignItem:
    stem, answers = _cut(rest)
    answers, _, remark = _remark(answers)
    form, stem = _formed(stem, AUTO)
    text = _Text(form)
    kind, what = QuestionKind.SINGLE, _type_of(answers)
    if what == "truefalse":
        options = _true_false(answers, text)
    elif what == "multichoice":
        options, kind = _choice(answers, text)
    else:
        raise ItemRefusedError(Reason.TYPE, type=what)
    identity = _ID.search(block.comments)
    return ForeignItem(
        position, name, words_of(stem.translate(_SHOWN), form), options, kind,
        key=identity[1] if identity else "",
        labels=(*_TAG.findall(block.comments), *path_labels(block.category)),
        remark=text.words(remark),
    )  # fmt: skip


def _remark(answers: str) -> tuple[str, str, str]:
    """Answers, the sign of general feedback, and the feedback."""
    before, sign, after = answers.rpartition("####")
    return (before.strip(), sign, after) if sign else (answers, "", "")


def read_gift(data: bytes, plan: ImportPlan) -> Imported:
    """Questions of a GIFT file, and why each other item was left out.

    Raises ImportRefusedError when the file as a whole cannot be taken.
    """
    blocks = _blocks(decoded(data))
    return take_over((_item(block, place) for place, block in enumerate(blocks, start=1)), plan)


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: f"\\{found[0]}", one_line(text))


def _marks(question: Question) -> list[str]:
    if question.kind == QuestionKind.SINGLE:
        return ["=" if option.correct else "~" for option in question.options]
    share = 100 / max(1, sum(option.correct for option in question.options))
    return [f"~%{share:.5f}%" if option.correct else "~%-50%" for option in question.options]


def _written(question: Question) -> str:
    lines = [f"// [id:{question.key}] [tag:{question.pool}] [tag:{question.objective}]"]
    lines.append(f"::{_escaped(question.key)}::[plain]{_escaped(question.stem)}{{")
    for mark, option in zip(_marks(question), question.options, strict=True):
        said = f" # [plain]{_escaped(option.explanation)}" if option.explanation else ""
        lines.append(f"  {mark}[plain]{_escaped(option.text)}{said}")
    lines += [f"  ####[plain]{_escaped(question.rationale)}"] if question.rationale else []
    return "\n".join((*lines, "}", ""))


def write_gift(questions: Iterable[Question]) -> bytes:
    """A GIFT file of questions; sources, facts and the basis have no place in this format."""
    return "\n".join(_written(question) for question in questions).encode()
