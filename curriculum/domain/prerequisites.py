"""Whether an exam may be started now: attempts used up mean a pause, never an end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class PauseRule:
    """So many attempts without a pass, then a pause of so many hours."""

    attempts: int
    hours: int


@dataclass(frozen=True)
class Submission:
    """A submitted attempt as far as the pause is concerned."""

    submitted_at: datetime
    passed: bool


@dataclass(frozen=True)
class ExamAccess:
    """How many attempts are left before a pause, and until when a running pause lasts."""

    attempts_left: int
    paused_until: datetime | None


def exam_access(submissions: Iterable[Submission], rule: PauseRule, at: datetime) -> ExamAccess:
    """Count attempts not passed since the last pass or the last pause."""
    missed = 0
    paused_until: datetime | None = None
    for submission in sorted(submissions, key=lambda each: each.submitted_at):
        missed = 0 if submission.passed else missed + 1
        if missed == rule.attempts:
            missed = 0
            paused_until = submission.submitted_at + timedelta(hours=rule.hours)
    if paused_until is not None and at < paused_until:
        return ExamAccess(attempts_left=0, paused_until=paused_until)
    return ExamAccess(attempts_left=rule.attempts - missed, paused_until=None)
