"""What is asked after a visit: the report, ratings, what changed at home."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from observership.domain.codes import FOLLOW_UP_MONTHS, Side
from passport.dates import Validity, is_after

MOST_PLANS = 3
SCORES = (1, 2, 3, 4, 5)
OPEN_DAYS_BEFORE = 14


class ReportPart(StrEnum):
    """A part of a trainee's report that is saved by itself."""

    SEEN = "seen"
    PLANS = "plans"


class PlanState(StrEnum):
    """How far a plan from the report is."""

    DONE = "done"
    STARTED = "started"
    NOT_YET = "not_yet"
    DROPPED = "dropped"


class YesNo(StrEnum):
    """An answer that may be early to give."""

    YES = "yes"
    NOT_YET = "not_yet"
    BEFORE = "before"


class Question(StrEnum):
    """What each side says of a visit, from 1 to 5."""

    WELCOME = "welcome"
    LEARNING = "learning"
    LANGUAGE = "language"
    ORGANISATION = "organisation"
    AGAIN = "again"
    PREPARED = "prepared"
    INTEREST = "interest"
    WORKLOAD = "workload"


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    Side.TRAINEE: (
        Question.WELCOME,
        Question.LEARNING,
        Question.LANGUAGE,
        Question.ORGANISATION,
        Question.AGAIN,
    ),
    Side.HOST: (
        Question.PREPARED,
        Question.INTEREST,
        Question.LANGUAGE,
        Question.WORKLOAD,
        Question.AGAIN,
    ),
}


def report_missing(answers: Mapping[str, object]) -> tuple[ReportPart, ...]:
    """Parts of a report that have to be written before it is handed in."""
    return tuple(part for part in ReportPart if not answers.get(part))


def is_rating(side: str, scores: Mapping[str, int]) -> bool:
    """Whether scores answer every question of a side, and no other, from 1 to 5."""
    asked = {str(question) for question in QUESTIONS.get(side, ())}
    return set(scores) == asked and all(score in SCORES for score in scores.values())


def follow_up_days(ends_on: date) -> dict[int, date]:
    """When it is asked what changed at home, by months after the last day."""
    return {months: Validity(months).last_day(ends_on) for months in FOLLOW_UP_MONTHS}


def opens_on(due_on: date) -> date:
    """First day on which a follow-up can be answered."""
    return due_on - timedelta(days=OPEN_DAYS_BEFORE)


def is_open(due_on: date, on: date) -> bool:
    """Whether a follow-up can be answered on a day."""
    return not is_after(opens_on(due_on), on)
