"""What the platform says itself of cmi5 units, blocks and courses."""

from dataclasses import replace
from datetime import timedelta

from curriculum.scorm.cmi5 import recorded_of
from curriculum.scorm.cmi5_rules import CATEGORY, SESSION, Cmi5Session, Verb, unit_outcome
from curriculum.scorm.cmi5_satisfied import COURSE, Whole
from curriculum.scorm.cmi5_statements import (
    abandoned,
    launched,
    needs_abandoning,
    satisfied,
    waived,
)
from tests.packages.conformance.cmi5_statements import (
    AT,
    after,
    post,
    session,
    statement,
)

COURSE_ID = "https://partner.example.com/course"


def recorded(now: Cmi5Session, *made) -> Cmi5Session:
    kept = tuple(recorded_of(each, AT) for each in made)
    return replace(now, recorded=(*now.recorded, *kept))


def test_a_session_without_an_end_is_abandoned_and_then_closed_to_content():
    now = session()
    now = recorded(now, launched(now, AT, address="https://content.example/au/index.html"))
    now = after(now, post(statement(Verb.INITIALIZED, now), now), second=90)
    assert needs_abandoning(now)
    end = abandoned(now, AT + timedelta(hours=1))
    assert end.content["result"] == {"duration": "PT1M30S"}
    closed = replace(recorded(now, end), closed=True)
    assert not needs_abandoning(closed)
    assert post(statement(Verb.COMPLETED, closed, second=5), closed).status == 403


def test_a_waiver_is_enough_and_says_why():
    now = session(move_on="CompletedAndPassed", session_id="s-waiver")
    made = waived(now, AT, reason="Tested Out")
    outcome = unit_outcome("unit", now.move_on, recorded(now, made).recorded)
    assert made.content["result"]["success"] is True
    assert outcome.completed == "completed"


def test_a_repeated_job_makes_the_same_statement():
    now = session()
    own, course = "https://passport.example.org/courses/1", Whole("", COURSE_ID, COURSE, ())
    first, second = (
        satisfied(now, AT + timedelta(hours=i), whole=course, own_id=own) for i in (0, 1)
    )
    assert (first.id, first.content["object"]["id"]) == (second.id, own)


def test_satisfied_names_session_category_and_the_publishers_course():
    now = session()
    course = Whole("", COURSE_ID, COURSE, ())
    made = satisfied(now, AT, whole=course, own_id="https://passport.example.org/courses/1").content
    context = made["context"]
    assert made["verb"]["id"] == "https://w3id.org/xapi/adl/verbs/satisfied"
    assert made["actor"] == now.actor
    assert made["object"]["definition"] == {"type": COURSE}
    assert context["registration"] == now.registration
    assert context["extensions"][SESSION] == now.session_id
    assert context["contextActivities"]["category"] == [{"id": CATEGORY}]
    assert [each["id"] for each in context["contextActivities"]["grouping"]] == [COURSE_ID]
    assert "result" not in made


def test_a_course_that_was_read_without_its_id_is_grouped_under_our_own():
    own = "https://passport.example.org/courses/1"
    made = satisfied(session(), AT, whole=Whole("", "", COURSE, ()), own_id=own).content
    assert [each["id"] for each in made["context"]["contextActivities"]["grouping"]] == [own]
