"""Moodle XML: choices and true/false, the rest named, hostile files refused."""

from dataclasses import replace

import pytest

from curriculum.domain.content import Option, Pool, QuestionKind
from curriculum.domain.question_imports import Imported, ImportPlan, ImportRefusedError, Reason
from curriculum.formats.moodle_xml import read_moodle_xml
from tests.formats_partner.records import EXAM, PLAN, right, skipped


def answer(text: str, fraction: float, said: str = "") -> str:
    feedback = f"<feedback format='html'><text><![CDATA[{said}]]></text></feedback>" if said else ""
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>'
        f"{feedback}</answer>"
    )


def item(stem: str, *answers: str, kind: str = "multichoice", extra: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>Item</text></name>'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>'
        f"{extra}{''.join(answers)}</question>"
    )


def category(path: str) -> str:
    return f'<question type="category"><category><text>{path}</text></category></question>'


def read(*items: str, plan: ImportPlan = EXAM) -> Imported:
    return read_moodle_xml(f"<quiz>{''.join(items)}</quiz>".encode(), plan)


TWO = (answer("a", 100), answer("b", 0))


def test_a_single_choice_keeps_its_words_and_feedback():
    text = item("<p>How <em>warm</em>?</p>", answer("37 °C", 100, "<p>Yes.</p>"),
                answer("20&nbsp;°C", 0, "No."))  # fmt: skip
    (question,) = read(text, plan=PLAN).questions
    assert (question.stem, question.kind) == ("How warm?", QuestionKind.SINGLE)
    assert question.options == (Option("37 °C", True, "Yes."), Option("20 °C", False, "No."))


def test_a_choice_with_several_answers_is_known_by_single():
    extra = "<single>false</single>"
    answers = (answer("a", 33.33333), answer("b", 33.33333), answer("c", 33.33333), answer("d", 0))
    (question,) = read(item("Which?", *answers, extra=extra)).questions
    assert (question.kind, right(question)) == (QuestionKind.MULTIPLE, ["a", "b", "c"])


def test_true_and_false_keep_their_order():
    text = item("Is it?", answer("false", 100), answer("true", 0), kind="truefalse")
    (question,) = read(text).questions
    assert question.options == (Option("False", True), Option("True", False))


def test_categories_and_tags_name_objective_and_pool():
    tags = "<tags><tag><text>O1</text></tag><tag><text>practice</text></tag></tags>"
    said = "<generalfeedback><text>Because.</text></generalfeedback>"
    questions = read(
        category("$course$/top/O2"), item("One?", *TWO), item("Two?", *TWO, extra=tags + said),
        plan=replace(EXAM, objective=""),
    ).questions  # fmt: skip
    assert [(each.objective, each.pool) for each in questions] == [
        ("O2", Pool.EXAM),
        ("O1", Pool.PRACTICE),
    ]


def test_an_id_number_is_the_key_when_it_has_the_form_of_one():
    keys = [
        read(item("One?", *TWO, extra=f"<idnumber>{key}</idnumber>")).questions[0].key
        for key in ("E17", "17-b")
    ]
    assert keys == ["E17", "E01"]


@pytest.mark.parametrize(
    "kind",
    ["essay", "shortanswer", "numerical", "matching", "cloze", "description", "calculated",
     "ddwtos", "gapselect", "randomsamatch", ""],
)  # fmt: skip
def test_other_types_are_named(kind):
    (left,) = read(item("One?", *TWO, kind=kind)).skipped
    assert (left.name, left.reason, left.details) == ("Item", Reason.TYPE, {"type": kind})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item("<img src='@@PLUGINFILE@@/a.png'>?", *TWO), Reason.EMBEDDED),
        (item("One?", answer("<img src='x'>", 100), TWO[1]), Reason.EMBEDDED),
        (item("One?<script>alert(1)</script>", *TWO), Reason.EMBEDDED),
        (item("One?<iframe></iframe>", *TWO), Reason.EMBEDDED),
        (item("One?", *TWO, extra="<image>a.png</image>"), Reason.EMBEDDED),
        (item("<table><tr><td>One?</td></tr></table>", *TWO), Reason.TABLE),
        (item("<a href='https://x.example'>One?</a>", *TWO), Reason.LINK),
        (item("One?", answer("a", 100), answer("b", 50)), Reason.PARTIAL_CREDIT),
        (item("One?", answer("a", 60), TWO[1], extra="<single>false</single>"), Reason.WEIGHTS),
        (item("One?", "<answer><text>a</text></answer>"), Reason.SYNTAX),
        (item("One?", answer("maybe", 100), TWO[1], kind="truefalse"), Reason.SYNTAX),
        (item("One?", answer("a", 100), answer("b", 100)), Reason.FAULTS),
        (item("x" * 20_001, *TWO), Reason.SYNTAX),
        ("<note>hello</note>", Reason.TYPE),
    ],
)
def test_what_is_not_taken_is_named_with_its_reason(text, reason):
    assert skipped(read(text)) == [(1, reason)]


def test_a_file_inside_a_question_is_named():
    text = item("One?", *TWO).replace(
        "</questiontext>", "<file name='a.png'>AA</file></questiontext>"
    )
    (left,) = read(text).skipped
    assert (left.reason, left.details) == (Reason.EMBEDDED, {"name": "a.png"})


def test_markup_outside_cdata_is_named():
    text = item("One?", *TWO).replace("<![CDATA[One?]]>", "<p>One?</p>")
    assert skipped(read(text)) == [(1, "syntax")]


def test_words_of_a_question_carry_no_markup_and_no_script():
    text = item("<p onclick='x()'>Is 3 &lt; 4 &amp; <b>5</b>?</p>", *TWO)
    (question,) = read(text).questions
    assert question.stem == "Is 3 < 4 & 5?"


BOMB = "<!DOCTYPE q [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]><quiz>&b;</quiz>"
OUTSIDE = "<!DOCTYPE q [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><quiz>&a;</quiz>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, Reason.HOSTILE_XML),
        (OUTSIDE, Reason.HOSTILE_XML),
        ("<!DOCTYPE quiz><quiz/>", Reason.HOSTILE_XML),
        ("<quiz>&nothing;</quiz>", Reason.NOT_XML),
        ("<quiz>", Reason.NOT_XML),
        ("no xml", Reason.NOT_XML),
        ('<?xml version="1.0" encoding="utf-7"?><quiz/>', Reason.NOT_XML),
        ("<html/>", Reason.NOT_XML),
        ("<quiz/>", Reason.EMPTY),
        ("<quiz>" + "<a>" * 200_000, Reason.NOT_XML),
    ],
)
def test_hostile_and_foreign_xml_is_refused(data, reason):
    with pytest.raises(ImportRefusedError) as error:
        read_moodle_xml(data.encode(), EXAM)
    assert error.value.reason == reason


def test_elements_nested_without_end_do_no_harm():
    depth = 100_000
    with pytest.raises(ImportRefusedError):
        read_moodle_xml(f"<quiz>{'<a>' * depth}{'</a>' * depth}</quiz>".encode() * 2, EXAM)
    deep = read_moodle_xml(f"<quiz>{'<a>' * depth}{'</a>' * depth}</quiz>".encode(), EXAM)
    assert skipped(deep) == [(1, "type")]
