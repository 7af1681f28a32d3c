"""Attempts: limits, resuming, sequence numbers, marking once, frozen releases, statistics."""

from datetime import timedelta

import pytest

from curriculum.models import Completion, ItemStatistic
from curriculum.services.attempts import (
    AttemptClosedError,
    Choice,
    ExamPausedError,
    NoExamError,
    UnknownOptionError,
    save_answer,
    start_attempt,
    submit_attempt,
)
from passport.jobs.models import Job
from tests.factories import exam_question, make_learner, make_release
from tests.learning.conftest import answer, right_options, sit, wrong_option

pytestmark = pytest.mark.django_db


def test_an_attempt_freezes_its_draw_with_random_option_ids(learner, release, now):
    attempt = start_attempt(learner=learner, release=release, at=now)
    other = start_attempt(learner=make_learner(), release=release, at=now)
    ids = [option for each in (attempt, other) for q in each.draw for option, _ in q["options"]]
    assert [len(question["options"]) for question in attempt.draw] == [3, 3, 3, 3]
    assert {question["objective"] for question in attempt.draw} == {"O1", "O2"}
    assert len(ids) == len(set(ids))


def test_starting_again_continues_the_open_attempt(learner, release, now):
    first = start_attempt(learner=learner, release=release, at=now)
    assert start_attempt(learner=learner, release=release, at=now) == first


def test_an_open_attempt_stays_on_its_release_when_a_newer_one_appears(learner, release, now):
    attempt = start_attempt(learner=learner, release=release, at=now)
    newer = make_release(release.module.code, exam=[])
    assert start_attempt(learner=learner, release=newer, at=now) == attempt
    answer(attempt, right=4, at=now)
    submit_attempt(attempt=attempt, at=now)
    assert Completion.objects.get().release == release


def test_the_next_attempt_prefers_questions_not_drawn_before(learner, release, now):
    attempts = [
        sit(learner, release, right=0, at=now + timedelta(minutes=number)) for number in range(3)
    ]
    drawn = [question["key"] for attempt in attempts for question in attempt.draw]
    assert len(set(drawn)) == 12


def test_the_third_missed_attempt_starts_a_pause_of_a_day(learner, release, now):
    for hours in range(3):
        sit(learner, release, right=0, at=now + timedelta(hours=hours))
    with pytest.raises(ExamPausedError) as paused:
        start_attempt(learner=learner, release=release, at=now + timedelta(hours=3))
    assert paused.value.until == now + timedelta(hours=26)
    assert start_attempt(learner=learner, release=release, at=now + timedelta(hours=26))


def test_a_module_without_exam_starts_none(learner, now):
    with pytest.raises(NoExamError):
        start_attempt(learner=learner, release=make_release(draw=0, exam=[]), at=now)


def test_a_module_may_be_passed_without_reading_it(learner, release, now):
    attempt = sit(learner, release, right=4, at=now)
    assert (attempt.passed, attempt.percent) == (True, 100)


def test_the_latest_sequence_number_wins(learner, release, now):
    attempt = start_attempt(learner=learner, release=release, at=now)
    options = [option for option, _ in attempt.draw[0]["options"]]
    for sequence, option in [(2, options[1]), (1, options[0]), (2, options[2])]:
        save_answer(attempt=attempt, choice=Choice(1, (option,), sequence=sequence), at=now)
    assert attempt.answers.get().chosen == [options[1]]
    save_answer(attempt=attempt, choice=Choice(1, (options[0],)), at=now)
    assert attempt.answers.get().chosen == [options[0]]


@pytest.mark.parametrize("position", [0, 5])
def test_a_question_that_was_not_drawn_is_refused(learner, release, now, position):
    attempt = start_attempt(learner=learner, release=release, at=now)
    with pytest.raises(UnknownOptionError):
        save_answer(attempt=attempt, choice=Choice(position, ()), at=now)


def test_two_options_of_a_single_choice_are_refused(learner, release, now):
    attempt = start_attempt(learner=learner, release=release, at=now)
    two = tuple(option for option, _ in attempt.draw[0]["options"][:2])
    with pytest.raises(UnknownOptionError):
        save_answer(attempt=attempt, choice=Choice(1, two), at=now)


def test_options_of_another_attempt_are_refused(learner, release, now):
    attempt = start_attempt(learner=learner, release=release, at=now)
    foreign = start_attempt(learner=make_learner(), release=release, at=now)
    with pytest.raises(UnknownOptionError):
        save_answer(attempt=attempt, choice=Choice(1, right_options(foreign, 1)), at=now)


def test_nothing_is_saved_after_submitting(learner, release, now):
    attempt = sit(learner, release, right=0, at=now)
    with pytest.raises(AttemptClosedError):
        save_answer(attempt=attempt, choice=Choice(1, right_options(attempt, 1)), at=now)


def test_a_pass_leaves_a_completion_and_rings(learner, release, now):
    attempt = sit(learner, release, right=4, at=now)
    completion = Completion.objects.get()
    assert (completion.learner, completion.release, completion.attempt) == (
        learner,
        release,
        attempt,
    )
    assert (completion.way, completion.language, completion.completed_at) == ("exam", "en", now)
    assert list(Job.objects.values_list("kind", "ids")) == [
        ("completion_recorded", {"learner_id": learner.pk})
    ]


def test_an_attempt_not_passed_leaves_no_completion_but_its_picture(learner, release, now):
    attempt = sit(learner, release, right=2, at=now)
    assert (attempt.passed, attempt.percent) == (False, 50)
    assert sum(each["right"] for each in attempt.by_objective.values()) == 2
    assert not Completion.objects.exists()
    assert not Job.objects.exists()


def test_an_unanswered_question_counts_as_not_right(learner, release, now):
    attempt = start_attempt(learner=learner, release=release, at=now)
    save_answer(attempt=attempt, choice=Choice(1, right_options(attempt, 1)), at=now)
    assert submit_attempt(attempt=attempt, at=now).percent == 25


def test_a_second_submit_is_refused_and_changes_nothing(learner, release, now):
    attempt = sit(learner, release, right=4, at=now)
    with pytest.raises(AttemptClosedError):
        submit_attempt(attempt=attempt, at=now + timedelta(minutes=1))
    attempt.refresh_from_db()
    assert attempt.submitted_at == now
    assert Completion.objects.count() == 1


def test_a_multiple_choice_is_right_only_as_a_whole(learner, now):
    pool = [exam_question(f"E{i}", "O1", kind="multiple") for i in range(3)]
    attempt = start_attempt(learner=learner, release=make_release(exam=pool, draw=2), at=now)
    save_answer(attempt=attempt, choice=Choice(1, right_options(attempt, 1)), at=now)
    save_answer(attempt=attempt, choice=Choice(2, right_options(attempt, 2)[:1]), at=now)
    assert submit_attempt(attempt=attempt, at=now).marks == (True, False)


def test_statistics_count_every_drawn_question_once(learner, release, now):
    attempt = start_attempt(learner=learner, release=release, at=now)
    save_answer(attempt=attempt, choice=Choice(1, right_options(attempt, 1)), at=now)
    save_answer(attempt=attempt, choice=Choice(2, wrong_option(attempt, 2)), at=now)
    submit_attempt(attempt=attempt, at=now)
    counted = {
        row.question.key: (row.answered, row.correct)
        for row in ItemStatistic.objects.select_related("question")
    }
    keys = [question["key"] for question in attempt.draw]
    assert counted == {keys[0]: (1, 1), keys[1]: (1, 0), keys[2]: (1, 0), keys[3]: (1, 0)}
