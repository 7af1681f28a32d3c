"""Attempts, the pause after the third, and what ends it."""

from datetime import UTC, datetime, timedelta

from curriculum.domain.prerequisites import ExamAccess, PauseRule, Submission, exam_access

RULE = PauseRule(attempts=3, hours=24)
START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def missed(*hours: float) -> list[Submission]:
    return [Submission(submitted_at=after(each), passed=False) for each in hours]


def test_a_new_learner_has_three_attempts():
    assert exam_access([], RULE, START) == ExamAccess(attempts_left=3, paused_until=None)


def test_two_missed_attempts_leave_one():
    assert exam_access(missed(0, 1), RULE, after(2)).attempts_left == 1


def test_the_third_missed_attempt_pauses_for_a_day_from_its_submission():
    access = exam_access(missed(0, 1, 5), RULE, after(6))
    assert access == ExamAccess(attempts_left=0, paused_until=after(29))


def test_the_pause_ends_to_the_second_and_three_attempts_are_back():
    submissions = missed(0, 1, 5)
    assert exam_access(submissions, RULE, after(29) - timedelta(seconds=1)).attempts_left == 0
    assert exam_access(submissions, RULE, after(29)) == ExamAccess(3, None)


def test_a_pass_starts_the_count_again():
    submissions = [*missed(0, 1), Submission(after(2), passed=True), *missed(3)]
    assert exam_access(submissions, RULE, after(4)).attempts_left == 2


def test_attempts_before_a_pause_do_not_count_after_it():
    assert exam_access(missed(0, 1, 2, 30), RULE, after(31)).attempts_left == 2
