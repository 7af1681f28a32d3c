"""An attempt as its learner sees it: questions without key, the review list, the outcome."""

from dataclasses import dataclass
from typing import Any

from curriculum.domain.content import QuestionKind
from curriculum.domain.grading import needed
from curriculum.models import Attempt, ModuleRelease, SavedAnswer
from curriculum.queries.releases import ChapterOutline, outlines


@dataclass(frozen=True)
class ExamOption:
    """An option under its random id."""

    id: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class ExamQuestion:
    """A drawn question with what was chosen so far."""

    position: int
    total: int
    stem: str
    multiple: bool
    options: tuple[ExamOption, ...]
    flagged: bool
    sequence: int
    answered: bool


@dataclass(frozen=True)
class ReviewLine:
    """A question in the list before submitting."""

    position: int
    stem: str
    answered: bool
    flagged: bool


@dataclass(frozen=True)
class ObjectiveBar:
    """How many questions of an objective were right, and where to read about it."""

    objective: str
    right: int
    asked: int
    chapters: tuple[ChapterOutline, ...]

    @property
    def full(self) -> bool:
        """Whether every question was right."""
        return self.right == self.asked


@dataclass(frozen=True)
class Outcome:
    """What the result page says; never which question was right."""

    right: int
    asked: int
    needed: int
    bars: tuple[ObjectiveBar, ...]


def exam_question(attempt: Attempt, position: int) -> ExamQuestion:
    """A drawn question; raises IndexError beyond the draw."""
    if position < 1:
        raise IndexError(position)
    drawn = attempt.draw[position - 1]
    saved = attempt.answers.filter(position=position).first()
    question = _pool(attempt)[drawn["key"]]
    chosen = saved.chosen if saved else []
    return ExamQuestion(
        position=position,
        total=len(attempt.draw),
        stem=question["stem"],
        multiple=drawn["kind"] == QuestionKind.MULTIPLE,
        options=tuple(
            ExamOption(id=option, text=question["options"][index]["text"], chosen=option in chosen)
            for option, index in drawn["options"]
        ),
        flagged=bool(saved and saved.flagged),
        sequence=saved.sequence if saved else 0,
        answered=bool(chosen),
    )


def review_lines(attempt: Attempt) -> list[ReviewLine]:
    """All drawn questions with what is still open."""
    saved: dict[int, SavedAnswer] = {each.position: each for each in attempt.answers.all()}
    pool = _pool(attempt)
    return [
        ReviewLine(
            position=position,
            stem=pool[drawn["key"]]["stem"],
            answered=position in saved and bool(saved[position].chosen),
            flagged=position in saved and saved[position].flagged,
        )
        for position, drawn in enumerate(attempt.draw, start=1)
    ]


def outcome_of(attempt: Attempt, current: ModuleRelease) -> Outcome:
    """The picture per objective of a submitted attempt, with chapters that can still be read."""
    texts = attempt.release.content["objectives"]
    examined, readable = attempt.release_id, current.pk
    found = outlines([examined, readable])
    slugs = {each.slug for each in found[readable]}
    chapters = [each for each in found[examined] if each.slug in slugs]
    bars = tuple(
        ObjectiveBar(
            objective=texts[key],
            right=score["right"],
            asked=score["asked"],
            chapters=tuple(each for each in chapters if key in each.objectives),
        )
        for key, score in sorted(attempt.by_objective.items())
    )
    return Outcome(
        right=sum(bar.right for bar in bars),
        asked=len(attempt.draw),
        needed=needed(len(attempt.draw), attempt.release.pass_percent),
        bars=bars,
    )


def sections_to_reread(learner_id: int, release: ModuleRelease) -> tuple[ChapterOutline, ...]:
    """Chapters about the objectives that the last submitted attempt did not fully show."""
    last = Attempt.objects.filter(
        learner_id=learner_id, module_id=release.module_id, submitted_at__isnull=False
    ).first()
    if last is None or last.passed:
        return ()
    weak = {key for key, each in last.by_objective.items() if each["right"] < each["asked"]}
    chapters = outlines([release.pk])[release.pk]
    return tuple(each for each in chapters if weak.intersection(each.objectives))


def _pool(attempt: Attempt) -> dict[str, dict[str, Any]]:
    return {question["key"]: question for question in attempt.release.exam}
