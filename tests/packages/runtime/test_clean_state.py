"""A commit is hostile until it was cleaned: refused element by element, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.domain.packages import PackageStandard
from curriculum.scorm.data_model import Refusal, clean_state, error_of, model_of
from curriculum.scorm.elements import Access

OLD, NEW = PackageStandard.SCORM_12, PackageStandard.SCORM_2004


def test_what_is_right_is_kept_and_what_is_wrong_named_with_its_code():
    cleaned = clean_state(
        OLD,
        {
            "cmi.core.lesson_status": "completed",
            "cmi.core.score.raw": "101",
            "cmi.core.student_id": "somebody-else",
            "cmi.core._children": "id",
            "cmi.core.nonsense": "1",
            "cmi.suspend_data": "x" * 4097,
            "cmi.core.lesson_location": "p3",
        },
        launched={"cmi.core.student_id": "p-1"},
    )
    assert cleaned.values == {
        "cmi.core.lesson_location": "p3",
        "cmi.core.lesson_status": "completed",
    }
    assert set(cleaned.rejected) == {
        Refusal("cmi.core.score.raw", 405),
        Refusal("cmi.core.student_id", 403),
        Refusal("cmi.core._children", 402),
        Refusal("cmi.core.nonsense", 401),
        Refusal("cmi.suspend_data", 405),
    }


def test_scorm_2004_has_its_own_codes():
    cleaned = clean_state(
        NEW,
        {
            "cmi.score.scaled": "1.5",
            "cmi.score.raw": "many",
            "cmi.learner_id": "somebody-else",
            "cmi._version": "2.0",
            "cmi.core.score.raw": "1",
            "cmi.objectives.0.success_status": "passed",
            "cmi.objectives.3.id": "late",
            "cmi.suspend_data": "x" * 64_001,
        },
    )
    assert cleaned.values == {}
    assert {each.element: each.code for each in cleaned.rejected} == {
        "cmi.score.scaled": 407,
        "cmi.score.raw": 406,
        "cmi.learner_id": 404,
        "cmi._version": 404,
        "cmi.core.score.raw": 401,
        "cmi.objectives.0.success_status": 408,
        "cmi.objectives.3.id": 351,
        "cmi.suspend_data": 406,
    }


def test_what_the_platform_gave_is_left_out_in_silence_while_it_is_unchanged():
    given_ = {"cmi.learner_id": "p-1", "cmi.entry": "resume", "cmi.total_time": "PT5M"}
    cleaned = clean_state(NEW, {**given_, "cmi.location": "p3"}, launched=given_)
    assert (cleaned.values, cleaned.rejected) == ({"cmi.location": "p3"}, ())


def test_an_empty_text_says_never_set_only_where_nothing_may_be_empty():
    cleaned = clean_state(NEW, {"cmi.score.scaled": "", "cmi.location": "", "cmi.exit": ""})
    assert (cleaned.values, cleaned.rejected) == ({"cmi.exit": "", "cmi.location": ""}, ())


def test_the_order_in_which_elements_arrive_does_not_matter():
    entry = {
        "cmi.interactions.0.learner_response": "a[,]b",
        "cmi.interactions.1.learner_response": "true",
        "cmi.interactions.1.type": "true-false",
        "cmi.interactions.1.id": "q2",
        "cmi.interactions.0.type": "choice",
        "cmi.interactions.0.id": "q1",
    }
    forward = clean_state(NEW, entry)
    backward = clean_state(NEW, dict(reversed(entry.items())))
    assert forward == backward
    assert (forward.values, forward.rejected) == (entry, ())


def test_an_entry_of_an_earlier_session_goes_on():
    before = {"cmi.objectives.0.id": "aim", "cmi.interactions.0.id": "q", "cmi.entry": "resume"}
    cleaned = clean_state(
        NEW,
        {"cmi.objectives.0.score.scaled": "0.5", "cmi.objectives.1.id": "next"},
        launched=before,
    )
    assert cleaned.rejected == ()
    assert len(cleaned.values) == 2


@pytest.mark.parametrize(
    ("standard", "collection", "bound", "code"),
    [
        (OLD, "cmi.objectives", 250, 101),
        (OLD, "cmi.interactions", 500, 101),
        (NEW, "cmi.objectives", 250, 351),
        (NEW, "cmi.interactions", 500, 351),
    ],
)
def test_collections_end_at_their_bound(standard, collection, bound, code):
    sent = {f"{collection}.{index}.id": f"n{index}" for index in range(bound + 2)}
    cleaned = clean_state(standard, sent)
    last = [f"{collection}.{bound}.id", f"{collection}.{bound + 1}.id"]
    order = model_of(standard).codes.order
    assert len(cleaned.values) == bound
    assert cleaned.rejected == (Refusal(last[0], code), Refusal(last[1], order))


def test_inner_collections_end_at_their_bound():
    sent = {"cmi.interactions.0.id": "q"}
    sent |= {f"cmi.interactions.0.objectives.{index}.id": f"n{index}" for index in range(51)}
    cleaned = clean_state(NEW, sent)
    assert cleaned.rejected == (Refusal("cmi.interactions.0.objectives.50.id", 351),)


def test_a_state_that_is_too_large_keeps_what_decides_and_leaves_the_rest():
    sent = {f"cmi.comments_from_learner.{index}.comment": "x" * 4000 for index in range(250)}
    sent |= {f"cmi.interactions.{index}.id": f"q{index}" * 500 for index in range(250)}
    sent |= {"cmi.completion_status": "completed", "cmi.suspend_data": "x" * 64_000}
    cleaned = clean_state(NEW, sent)
    kept = sum(len(name) + len(value) for name, value in cleaned.values.items())
    assert kept <= 1_000_000
    assert cleaned.values["cmi.completion_status"] == "completed"
    assert len(cleaned.values["cmi.suspend_data"]) == 64_000
    assert {each.code for each in cleaned.rejected} == {351}


@pytest.mark.parametrize("value", ["a\0b", "\ud800", None, 5, True, ["a"], {"a": 1}])
def test_what_no_database_can_keep_is_of_the_wrong_type(value):
    codes = [
        clean_state(standard, {name: value}).rejected[0].code
        for standard, name in ((OLD, "cmi.suspend_data"), (NEW, "cmi.suspend_data"))
    ]
    assert codes == [405, 406]


@pytest.mark.parametrize(
    "name",
    ["__proto__", "cmi", "cmi.", "x" * 5000, "cmi.objectives.9999999.id", "cmi.objectives.-1.id"],
)
def test_names_that_are_none_are_unknown(name):
    for standard in (OLD, NEW):
        cleaned = clean_state(standard, {name: "1"})
        assert cleaned.values == {}
        assert [each.element for each in cleaned.rejected] == [name[:255]]


NAMES = st.sampled_from(
    sorted(
        name.replace(".n", f".{index}")
        for standard in (OLD, NEW)
        for name in model_of(standard).elements
        for index in (0, 1, 7)
    )
)


@given(st.sampled_from([OLD, NEW]), st.dictionaries(NAMES | st.text(max_size=30), st.text()))
def test_no_commit_breaks_the_check_and_a_cleaned_one_stays_clean(standard, sent):
    cleaned = clean_state(standard, sent)
    again = clean_state(standard, cleaned.values)
    assert (again.values, again.rejected) == (cleaned.values, ())
    assert set(cleaned.values).isdisjoint({each.element for each in cleaned.rejected})


def test_nothing_that_content_may_only_read_is_ever_kept():
    for standard in (OLD, NEW):
        elements = model_of(standard).elements.values()
        read_only = {
            each.name.replace(".n", ".0") for each in elements if each.access is Access.READ
        }
        assert clean_state(standard, dict.fromkeys(read_only, "1")).values == {}


def test_the_code_of_one_value_is_what_a_set_value_would_answer():
    stored = {"cmi.interactions.0.id": "q", "cmi.interactions.0.type": "numeric"}
    codes = {
        value: error_of(NEW, "cmi.interactions.0.learner_response", value, stored=stored)
        for value in ("3", "three")
    }
    assert codes == {"3": 0, "three": 406}
