"""Foreign items to questions of a module: nothing is dropped without its reason."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from curriculum.domain.content import Basis, Option, Pool, Question
from curriculum.domain.findings import Finding, Rule, finding
from curriculum.domain.limits import question_length_findings
from curriculum.domain.question_checks import KEY, question_faults
from curriculum.domain.question_imports import (
    MAX_FILE_BYTES,
    MAX_ITEMS,
    ForeignItem,
    Imported,
    ImportPlan,
    ImportRefusedError,
    ItemRefusedError,
    Reason,
    Skipped,
)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LETTERS = {Pool.PRACTICE: "P", Pool.EXAM: "E"}
_LAST_NUMBER = 999
_NAME = 80
Code = TypeVar("Code", bound=StrEnum)


def decoded(data: bytes) -> str:
    """Text of an uploaded file with `\\n` as line end; raises ImportRefusedError."""
    if len(data) > MAX_FILE_BYTES:
        raise ImportRefusedError(Reason.TOO_LARGE, limit=MAX_FILE_BYTES // 1000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefusedError(Reason.NOT_UTF8) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        raise ImportRefusedError(Reason.CONTROL_CHARACTERS)
    return text


def one_line(text: str) -> str:
    """A text as one line, as questions keep it."""
    return " ".join(text.split())


def short_name(text: str) -> str:
    """A name by which a person finds the item again."""
    return one_line(text)[:_NAME]


def _same(question: Question) -> tuple[str, ...]:
    texts = (question.stem, *sorted(option.text for option in question.options))
    return tuple(one_line(text).casefold() for text in texts)


class _Import:
    """Takes items over one by one, so that keys stay free of each other."""

    def __init__(self, plan: ImportPlan, items: Iterable[ForeignItem]) -> None:
        self.plan = plan
        self.taken = {*plan.taken, *(question.key for question in plan.existing)}
        self.reserved = {item.key for item in items if item.key}
        self.known = {_same(question): question.key for question in plan.existing}
        self.numbers = dict.fromkeys(Pool, 1)

    def take(self, item: ForeignItem) -> Question:
        """The question of an item; raises ItemRefusedError."""
        pool = self._code(item, "pool", self._label(item, set(Pool)), self.plan.pool, Pool)
        question = Question(
            key=self._key(item, pool),
            pool=pool,
            objective=self._objective(item),
            kind=item.kind,
            stem=one_line(item.stem),
            options=item.options,
            basis=self._code(item, "basis", item.basis, self.plan.basis, Basis),
            facts=item.facts,
            references=item.references or self.plan.references,
            rationale=one_line(item.remark),
        )
        question = _for_exam(question) if pool == Pool.EXAM else _for_practice(question)
        if double := self.known.get(_same(question)):
            raise ItemRefusedError(Reason.DOUBLED, key=double)
        return question

    def keep(self, question: Question) -> None:
        """Remember what was taken over."""
        self.taken.add(question.key)
        self.known[_same(question)] = question.key

    def _label(self, item: ForeignItem, known: Iterable[str]) -> str:
        return item.pool or next((label for label in item.labels if label in known), "")

    def _code(
        self, item: ForeignItem, name: str, value: str, default: Code, codes: type[Code]
    ) -> Code:
        if value and value not in set(codes):
            raise ItemRefusedError(Reason.VALUE, name=name, value=value, expected=", ".join(codes))
        return codes(value) if value else default

    def _objective(self, item: ForeignItem) -> str:
        if item.objective:
            return item.objective
        for label in item.labels:
            if (key := self.plan.categories.get(label, label)) in self.plan.objectives:
                return key
        if not self.plan.objective:
            raise ItemRefusedError(Reason.NO_OBJECTIVE)
        return self.plan.objective

    def _key(self, item: ForeignItem, pool: Pool) -> str:
        """The file's own id, the name when it is a free id, or the next number."""
        if item.key:
            if item.key in self.taken:
                raise ItemRefusedError(Reason.KEY_TAKEN, key=item.key)
            return item.key
        if KEY.match(item.name) and item.name not in self.taken | self.reserved:
            return item.name
        for number in range(self.numbers[pool], _LAST_NUMBER + 1):
            key = f"{_LETTERS[pool]}{number:02d}"
            short = f"{_LETTERS[pool]}{number}"
            if not {key, short} & (self.taken | self.reserved):
                self.numbers[pool] = number
                return key
        raise ItemRefusedError(Reason.NO_KEY_LEFT)


def _for_exam(question: Question) -> Question:
    """Explanations of an exam question go to the reviewer's rationale, never to learners."""
    said = [
        f"{option.text}: {option.explanation}" for option in question.options if option.explanation
    ]
    return replace(
        question,
        options=tuple(replace(option, explanation="") for option in question.options),
        rationale=" ".join(text for text in (question.rationale, *said) if text),
    )


def _for_practice(question: Question) -> Question:
    """Feedback for the whole question explains the options that have none of their own."""

    def explained(option: Option) -> Option:
        return replace(option, explanation=option.explanation or question.rationale)

    return replace(question, options=tuple(explained(option) for option in question.options))


def take_over(found: Iterable[ForeignItem | Skipped], plan: ImportPlan) -> Imported:
    """Questions of all items, and the reason of every item that is none.

    Raises ImportRefusedError when there are too many or none.
    """
    found = tuple(found)
    if len(found) > MAX_ITEMS:
        raise ImportRefusedError(Reason.TOO_MANY_ITEMS, count=len(found), limit=MAX_ITEMS)
    if not found:
        raise ImportRefusedError(Reason.EMPTY)
    run = _Import(plan, [item for item in found if isinstance(item, ForeignItem)])
    questions: list[Question] = []
    skipped: list[Skipped] = []
    for item in found:
        result = item if isinstance(item, Skipped) else _taken(run, item)
        if isinstance(result, Question):
            questions.append(result)
            run.keep(result)
        else:
            skipped.append(result)
    return Imported(tuple(questions), tuple(skipped))


def _taken(run: _Import, item: ForeignItem) -> Question | Skipped:
    try:
        question = run.take(item)
    except ItemRefusedError as error:
        return Skipped(item.position, item.name, error.reason, error.details)
    if faults := tuple(_faults(question, run.plan)):
        return Skipped(item.position, item.name, Reason.FAULTS, faults=faults)
    return question


def _faults(question: Question, plan: ImportPlan) -> Iterator[Finding]:
    yield from question_faults(question, plan.objectives)
    yield from question_length_findings(question)
    if question.pool == Pool.EXAM and question.basis != Basis.VERIFIED:
        yield finding(Rule.BASIS, f"question {question.key}")
