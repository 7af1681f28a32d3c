"""Practice answers and decisions; a module without exam is completed by them."""

from datetime import timedelta

import pytest

from curriculum.models import Completion, PracticeAnswer
from curriculum.services.practice import (
    Commitment,
    Decision,
    UnknownQuestionError,
    answer_check,
    decide_stage,
)
from curriculum.services.reading import mark_read
from passport.jobs.models import Job
from tests.factories import make_release

pytestmark = pytest.mark.django_db


def commit(learner, release, key, option, at):
    return answer_check(
        learner=learner,
        release=release,
        commitment=Commitment(key=key, chosen=frozenset({option}), confidence="sure"),
        at=at,
    )


def test_an_answer_is_kept_with_its_confidence_and_mark(learner, release, now):
    commit(learner, release, "P1", 1, now)
    row = PracticeAnswer.objects.get()
    assert (row.key, row.chosen, row.confidence, row.correct) == ("P1", [1], "sure", True)


@pytest.mark.parametrize(("key", "option"), [("P9", 0), ("P1", 7), ("E01", 0)])
def test_unknown_questions_and_options_are_refused(learner, release, now, key, option):
    with pytest.raises(UnknownQuestionError):
        commit(learner, release, key, option, now)


def test_practice_never_completes_a_module_that_has_an_exam(learner, release, now):
    commit(learner, release, "P1", 1, now)
    commit(learner, release, "P2", 1, now)
    assert not Completion.objects.exists()


def test_the_last_right_answer_completes_a_module_without_exam(learner, now):
    release = make_release(draw=0, exam=[])
    commit(learner, release, "P1", 1, now)
    commit(learner, release, "P2", 0, now)
    assert not Completion.objects.exists()
    commit(learner, release, "P2", 1, now)
    completion = Completion.objects.get()
    assert (completion.way, completion.attempt, completion.release) == ("practice", None, release)
    assert Job.objects.filter(kind="completion_recorded").count() == 1


def test_a_module_without_exam_is_renewed_by_answering_everything_again(learner, now):
    release = make_release(draw=0, exam=[])
    for days in (0, 300):
        for key in ("P1", "P2"):
            commit(learner, release, key, 1, now + timedelta(days=days))
    assert Completion.objects.count() == 2


def test_decisions_are_taken_stage_by_stage_until_the_story_ends(learner, release, now):
    kept = [
        decide_stage(
            learner=learner, release=release, decision=Decision("V1", stage, chosen), at=now
        )
        for stage, chosen in [(2, 0), (1, 1), (1, 0), (2, 0), (3, 0)]
    ]
    assert [row and (row.key, row.correct) for row in kept] == [
        None,
        ("V1.1", False),
        None,
        ("V1.2", True),
        None,
    ]


def test_a_chapter_is_marked_read_once(learner, release, now):
    first = mark_read(learner=learner, release=release, chapter="suspect", at=now)
    later = now + timedelta(hours=1)
    assert mark_read(learner=learner, release=release, chapter="suspect", at=later) == first
    assert first.read_at == now
