"""What an edition says, and how strictly it is read back."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.domain.canonical import NotCanonicalError, canonical, leaf_hash, read_canonical
from credentials.domain.content import (
    Besides,
    Subject,
    complete,
    compose,
    says_the_same,
    shown_earnings,
)
from credentials.domain.coverage import assess
from credentials.domain.edition import WrongContentError, read_content, write_content
from credentials.domain.evidence import ClauseNumber, RequirementLabel, Strength
from tests.credentials.domain.records import group, programme, shown

JAN, FEB, MAR = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
SUBJECT = Subject(
    issuer={"name": "Issuer", "contact": "a@b.c", "url": "https://b.c", "disclaimer": "None."},
    number="CTP-0000-0000",
    holder={"name": "Jana Nováková", "family_name": "Nováková", "given_names": "Jana"},
    profession="nurse",
)
LABELS = {
    "care.iec": RequirementLabel(
        "care.iec", "Policy", (ClauseNumber("HCT", "6.1", "B7"),), ("A", "C")
    )
}
CORE, MINI, ROLE = group("core", "A", "B"), group("core-mini", "A"), group("NUR", "C")


def draft(*evidence, groups=(CORE, ROLE), on=MAR, labels=LABELS):
    whole = programme(*groups)
    earnings = shown_earnings(assess(whole, evidence, on))
    return compose(
        subject=SUBJECT, programme=whole, earnings=earnings, labels=labels, besides=Besides(), on=on
    )


def finished(**changes):
    content = complete(
        draft(shown("A", JAN), shown("B", JAN)),
        edition=1,
        first_issued_on="2026-01-10",
        issued_at="2026-01-10T08:00:00+00:00",
        key_id="k",
    )
    return {**content, **changes}


def test_a_passport_is_dated_by_its_earliest_stamp():
    found = draft(shown("A", JAN), shown("B", JAN), shown("C", FEB))
    assert [stamp["expires_on"] for stamp in found["stamps"]] == ["2027-01-10", "2027-02-10"]
    assert found["expires_on"] == "2027-01-10"


def test_a_stamp_says_what_was_shown_by_which_release_in_which_language():
    (stamp,) = draft(shown("A", JAN, language="de"), shown("B", FEB, release=3))["stamps"]
    assert (stamp["key"], stamp["kind"], stamp["title"], stamp["shown"]) == (
        "core", "core", "core: knowledge", "knowledge",
    )  # fmt: skip
    assert (stamp["earned_on"], stamp["grace_days"], stamp["minutes"]) == ("2026-02-10", 60, 60)
    assert stamp["modules"][0] == {
        "code": "A",
        "title": "Module A",
        "release": 1,
        "version": "1.0",
        "language": "de",
        "completed_on": "2026-01-10",
    }


def test_the_small_core_is_shown_only_where_the_core_is_not_held():
    groups = (CORE, MINI)
    alone = draft(shown("A", JAN), groups=groups)
    both = draft(shown("A", JAN), shown("B", JAN), groups=groups)
    assert [stamp["key"] for stamp in alone["stamps"]] == ["core-mini"]
    assert [stamp["key"] for stamp in both["stamps"]] == ["core"]


def test_one_release_without_review_makes_a_demonstration():
    assert draft(shown("A", JAN), shown("B", JAN))["demonstration"] is False
    assert draft(shown("A", JAN, reviewed=False), shown("B", JAN))["demonstration"] is True


def test_requirements_come_with_verified_clauses_and_only_those_we_have_labels_for():
    evidence = shown(
        "A", JAN, alignments=(("care.iec", Strength.FULL), ("module.A", Strength.FULL))
    )
    (stamp,) = draft(evidence, shown("B", JAN))["stamps"]
    assert stamp["requirements"] == [
        {
            "key": "care.iec",
            "label": "Policy",
            "strength": "partial",
            "clauses": [{"framework": "HCT", "edition": "6.1", "number": "B7"}],
        }
    ]


def test_a_requirement_is_full_only_with_every_module_it_needs():
    full = (("care.iec", Strength.FULL),)
    groups = (group("core", "A", "C"),)
    (stamp,) = draft(
        shown("A", JAN, alignments=full), shown("C", JAN, alignments=full), groups=groups
    )["stamps"]
    assert stamp["requirements"][0]["strength"] == "full"


def test_a_passport_that_shows_nothing_any_more_ended_yesterday():
    found = draft(on=MAR)
    assert (found["stamps"], found["expires_on"]) == ([], "2026-03-09")


def test_number_times_and_key_do_not_make_an_edition_new():
    same = draft(shown("A", JAN), shown("B", JAN))
    assert says_the_same(same, finished(edition=7, issued_at="2030-01-01T00:00:00+00:00"))
    assert not says_the_same(same, finished(profession="physician"))


def test_two_empty_passports_say_the_same_on_every_day():
    empty = complete(
        draft(on=MAR), edition=2, first_issued_on="2026-01-10", issued_at="x", key_id="k"
    )
    assert says_the_same(draft(on=date(2026, 9, 1)), empty)


def test_content_reads_back_as_it_was_written():
    content = finished()
    assert read_content(write_content(content)) == content


def changed(content, path, value):
    copy = json.loads(json.dumps(content))
    spot = copy
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    return copy


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["extra"], "x"),
        (["stamps", 0, "extra"], "x"),
        (["edition"], "1"),
        (["edition"], True),
        (["demonstration"], 1),
        (["type"], "something-else"),
        (["schema"], 5),
        (["schema"], 3),
        (["schema"], 2),
        (["schema"], 1),
        (["holder"], None),
        (["stamps"], {}),
        (["stamps", 0, "modules", 0, "release"], "1"),
        (["holder", "name"], ["Jana"]),
    ],
)
def test_unknown_fields_wrong_types_and_other_types_are_refused(path, value):
    with pytest.raises(WrongContentError):
        read_content(canonical(changed(finished(), path, value)))


@pytest.mark.parametrize("field", sorted(finished()))
def test_a_missing_field_is_refused(field):
    content = finished()
    content.pop(field)
    with pytest.raises(WrongContentError):
        read_content(canonical(content))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}{}",
        "[1,2",
        '{"b":1,"a":2}',
        '{ "a":1}',
        '{"a":1,"a":1}',
        '{"a":1.0}',
        '{"a":1e3}',
        '{"a":NaN}',
        '{"a":"\\u0061"}',
        '{"a":1}\n',
        '{"a":-0}',
        '{"a":9007199254740993}',
        '{"ä":1}',
        "[" * 100_000,
    ],
)
def test_a_text_that_is_not_canonical_is_refused(text):
    with pytest.raises(NotCanonicalError):
        read_canonical(text)


ours = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(ours)
def test_what_is_written_as_rfc_8785_asks_reads_back_and_nothing_else_does(value):
    text = canonical(value)
    assert read_canonical(text) == value
    with pytest.raises(NotCanonicalError):
        read_canonical(f"{text} ")


def test_content_signed_out_of_order_is_refused():
    content = finished()
    with pytest.raises(WrongContentError):
        read_content(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + " ")


def test_the_leaf_hash_binds_salt_and_content():
    first = leaf_hash("00" * 32, "text")
    assert first == leaf_hash("00" * 32, "text")
    assert first not in {leaf_hash("01" + "00" * 31, "text"), leaf_hash("00" * 32, "text2")}
