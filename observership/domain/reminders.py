"""When somebody is reminded of an overdue step, and when the coordinators hear of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from passport.dates import days_left


class Reminder(IntEnum):
    """The first and the second word to whose step it is; then the coordinators are told."""

    FIRST = 1
    SECOND = 2
    ESCALATED = 3


AFTER_DAYS = {Reminder.FIRST: 1, Reminder.SECOND: 5, Reminder.ESCALATED: 10}
LAST_DAYS = {"answer_trainee": 2, "answer_host": 2}  # steps that are lost when their day is over
VISIT_NEAR_DAYS = 14


@dataclass(frozen=True)
class Owner:
    """Somebody whose step it is: where and in which language to write."""

    email: str
    language: str


@dataclass(frozen=True)
class OpenStep:
    """A step that waits for somebody.

    `subject` names the thing ("placement:UUID", "match:UUID", "letter:UUID", "review:UUID"),
    `step` is a code, `about` what it is about in words without names of people, `path` the page
    on which it is done.
    """

    subject: str
    step: str
    due_on: date
    owners: tuple[Owner, ...]
    about: str
    path: str


def next_reminder(step: OpenStep, on: date, sent: Collection[int]) -> Reminder | None:
    """What is to be sent on a day, one level at a time; None when nothing is.

    `sent` are the levels that went out for this due day. After days without a run the levels
    follow each other day by day, so that nobody is escalated who was never reminded. What is lost
    when its day is over is reminded of two days before.
    """
    last = max(sent, default=0)
    if last == Reminder.ESCALATED:
        return None
    following = Reminder(last + 1)
    overdue = days_left(on, step.due_on)
    if following is Reminder.FIRST and step.step in LAST_DAYS:
        return following if overdue >= -LAST_DAYS[step.step] else None
    return following if overdue >= AFTER_DAYS[following] else None


def visit_is_near(starts_on: date, on: date) -> bool:
    """Whether all sides are reminded of a visit: in the last 14 days before it."""
    return 0 < days_left(starts_on, on) <= VISIT_NEAR_DAYS


def last_near_day(on: date) -> date:
    """The latest first day of a visit that is near on a day."""
    return on + timedelta(days=VISIT_NEAR_DAYS)
