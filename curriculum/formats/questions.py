"""Reads questions.yaml and facts.yaml into records."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from curriculum.domain.content import (
    Basis,
    Fact,
    FactStatus,
    Option,
    Pool,
    Question,
    QuestionKind,
    Stage,
    Vignette,
)
from curriculum.domain.findings import Rule
from curriculum.formats.entries import Entry
from curriculum.formats.notes import Notes
from curriculum.formats.yaml_text import read_yaml

QUESTIONS = "questions.yaml"
FACTS = "facts.yaml"
Code = TypeVar("Code", bound=StrEnum)


def _code(entry: Entry, key: str, codes: type[Code], fallback: Code) -> Code:
    value = entry.text(key)
    if value in set(codes):
        return codes(value)
    if value:
        entry.notes.add(
            Rule.VALUE, entry.file, entry.line,
            name=key, value=value, expected=", ".join(codes),
        )  # fmt: skip
    return fallback


def _option(entry: Entry, right: str) -> Option:
    option = Option(
        text=entry.text("text"),
        correct=entry.flag(right),
        explanation=entry.text("explanation", ""),
    )
    entry.close()
    return option


def _options(entry: Entry, right: str = "correct") -> tuple[Option, ...]:
    return tuple(_option(option, right) for option in entry.entries("options"))


def _basis(facts: tuple[str, ...], known: Mapping[str, Fact]) -> Basis:
    """The weakest fact decides."""
    seen = facts and all(key in known and known[key].scorable for key in facts)
    return Basis.VERIFIED if seen else Basis.PRACTICE


def _question(entry: Entry, pool: Pool, known: Mapping[str, Fact]) -> Question:
    key = entry.text("id")
    entry.notes.place(f"question {key}", QUESTIONS, entry.line)
    facts = entry.keys("facts")
    question = Question(
        key=key,
        pool=pool,
        objective=entry.text("objective"),
        kind=_code(entry, "kind", QuestionKind, QuestionKind.SINGLE),
        stem=entry.text("stem"),
        options=_options(entry),
        basis=_basis(facts, known),
        facts=facts,
        references=entry.keys("references"),
        rationale=entry.text("rationale", "") if pool == Pool.EXAM else "",
    )
    entry.close()
    return question


def _stage(entry: Entry) -> Stage:
    stage = Stage(
        text=entry.text("text"), question=entry.text("question"), options=_options(entry, "best")
    )
    entry.close()
    return stage


def _vignette(entry: Entry) -> Vignette:
    key = entry.text("id")
    entry.notes.place(f"vignette {key}", QUESTIONS, entry.line)
    vignette = Vignette(
        key=key,
        title=entry.text("title"),
        patient=entry.text("patient"),
        stages=tuple(_stage(stage) for stage in entry.entries("stages")),
        ending=entry.text("ending"),
        facts=entry.keys("facts"),
        references=entry.keys("references"),
    )
    entry.close()
    return vignette


def read_facts(text: str, notes: Notes) -> tuple[Fact, ...]:
    """Every fact of facts.yaml."""
    data: Any = read_yaml(text, file=FACTS, notes=notes)
    if not isinstance(data, list):
        notes.add(Rule.SHAPE, FACTS, name="The file", expected="a list of facts")
        return ()
    return tuple(_fact(Entry(item, file=FACTS, notes=notes)) for item in data)


def _fact(entry: Entry) -> Fact:
    key = entry.text("id")
    entry.notes.place(f"fact {key}", FACTS, entry.line)
    fact = Fact(
        key=key,
        statement=entry.text("statement"),
        status=_code(entry, "status", FactStatus, FactStatus.CHECK),
        sources=entry.keys("sources"),
        gate=entry.keys("gate"),
        jurisdiction=entry.text("jurisdiction", ""),
    )
    entry.close()
    return fact


def read_questions(
    text: str, facts: tuple[Fact, ...], notes: Notes
) -> dict[str, tuple[Question, ...] | tuple[Vignette, ...]]:
    """`questions`, practice before exam, and `vignettes`."""
    known = {fact.key: fact for fact in facts}
    entry = Entry(read_yaml(text, file=QUESTIONS, notes=notes), file=QUESTIONS, notes=notes)
    practice = [_question(item, Pool.PRACTICE, known) for item in entry.entries("practice")]
    exam = [_question(item, Pool.EXAM, known) for item in entry.entries("exam", required=False)]
    vignettes = [_vignette(item) for item in entry.entries("vignettes", required=False)]
    entry.close()
    return {"questions": (*practice, *exam), "vignettes": tuple(vignettes)}
