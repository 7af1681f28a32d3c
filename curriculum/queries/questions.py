"""Practice questions as shown: before an answer nothing but the question itself."""

from dataclasses import dataclass
from typing import Any

from curriculum.domain.content import QuestionKind
from curriculum.models.learning import Confidence


@dataclass(frozen=True)
class Given:
    """What a learner committed to, and what it was worth."""

    chosen: list[int]
    correct: bool
    confidence: str = ""


@dataclass(frozen=True)
class ShownOption:
    """An option; what it is worth and why are filled only after an answer."""

    index: int
    text: str
    chosen: bool = False
    correct: bool = False
    explanation: str = ""


@dataclass(frozen=True)
class ShownCheck:
    """A knowledge check for one learner."""

    key: str
    stem: str
    multiple: bool
    options: tuple[ShownOption, ...]
    given: Given | None
    confidence: str
    sources: tuple[int, ...]
    chapter: str

    @property
    def confidences(self) -> list[tuple[str, str]]:
        """How sure a learner may say to be."""
        return [(each.value, str(each.label)) for each in Confidence]


@dataclass(frozen=True)
class ShownStage:
    """One decision of a vignette for one learner."""

    number: int
    text: str
    question: str
    options: tuple[ShownOption, ...]
    given: Given | None


@dataclass(frozen=True)
class ShownVignette:
    """A vignette up to the decision that the learner faces now."""

    key: str
    title: str
    patient: str
    total: int
    stages: tuple[ShownStage, ...]
    ending: str
    finished: bool
    sources: tuple[int, ...]


def shown_check(key: str, question: dict[str, Any], answer: Given | None) -> ShownCheck:
    """A check; without an answer neither key nor explanation nor source is in it."""
    return ShownCheck(
        key=key,
        stem=question["stem"],
        multiple=question["kind"] == QuestionKind.MULTIPLE,
        options=_options(question["options"], answer),
        given=answer,
        confidence=str(Confidence(answer.confidence).label) if answer and answer.confidence else "",
        sources=tuple(question["references"]) if answer else (),
        chapter=question["chapter"],
    )


def shown_vignette(key: str, vignette: dict[str, Any], answers: dict[str, Given]) -> ShownVignette:
    """A vignette; the stage after the first open one and the ending stay on the server."""
    stages: list[ShownStage] = []
    for number, stage in enumerate(vignette["stages"], start=1):
        answer = answers.get(f"{key}.{number}")
        stages.append(_stage(number, stage, answer))
        if answer is None:
            break
    finished = stages[-1].given is not None
    return ShownVignette(
        key=key,
        title=vignette["title"],
        patient=vignette["patient"],
        total=len(vignette["stages"]),
        stages=tuple(stages),
        ending=vignette["ending"] if finished else "",
        finished=finished,
        sources=tuple(vignette["references"]) if finished else (),
    )


def _stage(number: int, stage: dict[str, Any], answer: Given | None) -> ShownStage:
    return ShownStage(
        number=number,
        text=stage["text"],
        question=stage["question"],
        options=_options(stage["options"], answer),
        given=answer,
    )


def _options(options: list[dict[str, Any]], answer: Given | None) -> tuple[ShownOption, ...]:
    if answer is None:
        return tuple(ShownOption(index, option["text"]) for index, option in enumerate(options))
    return tuple(
        ShownOption(
            index=index,
            text=option["text"],
            chosen=index in answer.chosen,
            correct=option["correct"],
            explanation=option["explanation"],
        )
        for index, option in enumerate(options)
    )
