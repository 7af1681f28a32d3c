"""GIFT: every item becomes a question or is named with its reason."""

import random
from dataclasses import replace

import pytest

from curriculum.domain.content import Basis, Option, Pool, QuestionKind
from curriculum.domain.question_imports import Imported, ImportPlan, ImportRefusedError, Reason
from curriculum.formats.gift import read_gift, write_gift
from tests.formats_partner.records import EXAM, OBJECTIVES, PLAN, random_question, right, skipped


def read(text: str, plan: ImportPlan = EXAM) -> Imported:
    return read_gift(text.encode(), plan)


def test_a_single_choice_keeps_title_options_and_feedback():
    text = "::P7::How warm is the bath?{=37 °C#Body warmth. ~20 °C#Too cold. ~60 °C#Too hot.}"
    (question,) = read(text, PLAN).questions
    assert (question.key, question.stem, question.kind) == (
        "P7",
        "How warm is the bath?",
        QuestionKind.SINGLE,
    )
    assert question.options == (
        Option("37 °C", True, "Body warmth."),
        Option("20 °C", False, "Too cold."),
        Option("60 °C", False, "Too hot."),
    )


def test_an_exam_question_moves_its_feedback_to_the_reviewer():
    (question,) = read("How?{=so#It is. ~not so####See the label.}").questions
    assert [option.explanation for option in question.options] == ["", ""]
    assert question.rationale == "See the label. so: It is."


def test_general_feedback_explains_options_without_their_own():
    (question,) = read("How?{=so#It is. ~not so####See the label.}", PLAN).questions
    assert [option.explanation for option in question.options] == ["It is.", "See the label."]


def test_several_right_answers_are_known_by_their_weights():
    (question,) = read("Which?{~%50%a ~%50%b ~%-100%c ~d}").questions
    assert (question.kind, right(question)) == (QuestionKind.MULTIPLE, ["a", "b"])


@pytest.mark.parametrize(
    ("answers", "truth"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)]
)
def test_true_and_false_become_two_options(answers, truth):
    (question,) = read(f"Is it?{{{answers}}}").questions
    assert question.options == (Option("True", truth), Option("False", not truth))


def test_feedback_of_true_and_false_stands_with_wrong_first():
    (question,) = read("Is it?{FALSE#wrong####all}", replace(PLAN)).questions
    assert question.options == (Option("True", False, "wrong"), Option("False", True, "all"))


def test_escaped_characters_lose_their_backslash_only():
    (question,) = read("Is 1 \\+ 2 \\= \\{3\\}\\: \\~x \\#y \\\\z\\nnext?{=a ~b}").questions
    assert question.stem == "Is 1 \\+ 2 = {3}: ~x #y \\z next?"


def test_a_category_or_a_tag_names_the_objective():
    text = (
        "$CATEGORY: $course$/top/O2\n\nOne?{=a ~b}\n\n// [tag:O1] [tag:practice]\nTwo?{=a#x ~b#y}"
    )
    questions = read(text, replace(EXAM, objective="")).questions
    assert [(each.objective, each.pool) for each in questions] == [
        ("O2", Pool.EXAM),
        ("O1", Pool.PRACTICE),
    ]


def test_a_category_may_be_mapped_to_an_objective():
    plan = replace(EXAM, objective="", categories={"Thawing": "O1"})
    (question,) = read("$CATEGORY: top/Thawing\n\nOne?{=a ~b}", plan).questions
    assert question.objective == "O1"


def test_html_and_markdown_become_plain_words():
    text = "[html]<p>How <b>many</b> cells: 10<sup>6</sup>?</p>{=[markdown]**one** ~[plain]<two>}"
    (question,) = read(text).questions
    assert question.stem == "How many cells: 10^6?"
    assert [option.text for option in question.options] == ["one", "<two>"]


@pytest.mark.parametrize(
    ("text", "reason", "details"),
    [
        ("Write about it.{}", Reason.TYPE, {"type": "essay"}),
        ("How many?{#5:1}", Reason.TYPE, {"type": "numerical"}),
        ("Who?{=one =two}", Reason.TYPE, {"type": "shortanswer"}),
        ("Match.{=a -> b =c -> d =e -> f}", Reason.TYPE, {"type": "match"}),
        ("Only words.", Reason.DESCRIPTION, {}),
        ("It is {~warm =cold} today.", Reason.MISSING_WORD, {}),
        ("Which?{=a ~%50%b ~c}", Reason.PARTIAL_CREDIT, {"option": "b"}),
        ("Which?{~%50%a ~%20%b ~c}", Reason.WEIGHTS, {"sum": "70"}),
        ("[html]Which <img src=x>?{=a ~b}", Reason.EMBEDDED, {"name": "img"}),
        ("[html]Which <script>x</script>?{=a ~b}", Reason.EMBEDDED, {"name": "script"}),
        ("[html]Do <s>not</s> thaw?{=a ~b}", Reason.MARKUP, {"name": "s"}),
        ("[html]<a href\\='x'>which</a>?{=a ~b}", Reason.LINK, {}),
        ("[html]<table><tr><td>x</td></tr></table>{=a ~b}", Reason.TABLE, {}),
        ("[markdown]![a](b)?{=a ~b}", Reason.EMBEDDED, {"name": "img"}),
        ("What is $$x$$?{=a ~b}", Reason.FORMULA, {}),
    ],
)
def test_what_is_not_taken_is_named_with_its_reason(text, reason, details):
    imported = read(text)
    (item,) = imported.skipped
    assert imported.questions == ()
    assert (item.position, item.reason, item.details) == (1, reason, details)
    assert item.sentence


@pytest.mark.parametrize("text", ["Which?{=a ~b", "Which? =a ~b}", "A?{=a ~b}{=c ~d}", "A?{x~b}"])
def test_broken_braces_are_named(text):
    assert skipped(read(text)) == [(1, "syntax")]


def test_an_item_without_objective_is_named():
    assert skipped(read("A?{=a ~b}", replace(EXAM, objective=""))) == [(1, "no_objective")]


def test_an_item_that_breaks_the_rules_says_which():
    (item,) = read("A?{=a =b ~c}").skipped
    assert item.reason == Reason.FAULTS
    assert [fault.rule for fault in item.faults] == ["single_right"]
    assert "Mark exactly one" in item.sentence
    assert item.record == {
        "position": 1,
        "name": "A?",
        "reason": "faults",
        "details": {},
        "faults": [{"rule": "single_right", "values": {"count": "2"}}],
    }


def test_practice_without_explanation_is_named():
    (item,) = read("A?{=a#yes ~b}", PLAN).skipped
    assert [fault.rule for fault in item.faults] == ["explanation"]


def test_every_item_is_taken_or_named_and_the_rest_goes_on():
    imported = read("A?{=a ~b}\n\nonly words\n\nB?{=a ~b}\n\nC?{}\n\n// no item\n\nD?{=a ~b}")
    assert [question.key for question in imported.questions] == ["E01", "E02", "E03"]
    assert skipped(imported) == [(2, "description"), (4, "type")]


def test_the_same_question_is_taken_once_even_from_a_second_file():
    first = read("A?{=a ~b}\n\nA?{~b =a}")
    again = read("A?{=a ~b}", replace(EXAM, existing=first.questions))
    assert [len(first.questions), skipped(first), skipped(again)] == [
        1, [(2, "doubled")], [(1, "doubled")],
    ]  # fmt: skip


def test_ids_in_use_are_passed_over_and_an_own_id_in_use_is_named():
    plan = replace(EXAM, taken=frozenset({"E1", "E02"}))
    text = "A?{=a ~b}\n\n// [id:E02]\nB?{=a ~b}\n\n// [id:E03]\nC?{=a ~b}\n\n::E3::D?{=a ~b}"
    imported = read(text, plan)
    assert [question.key for question in imported.questions] == ["E04", "E03", "E3"]
    assert skipped(imported) == [(2, "key_taken")]


def test_an_exam_question_needs_a_sure_basis():
    (item,) = read("A?{=a ~b}", replace(EXAM, basis=Basis.PRACTICE)).skipped
    assert [fault.rule for fault in item.faults] == ["basis"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a" * 1_000_001, Reason.TOO_LARGE),
        (b"\xff\xfeA", Reason.NOT_UTF8),
        (b"A?{=a\x01 ~b}", Reason.CONTROL_CHARACTERS),
        (b"// nothing", Reason.EMPTY),
        (b"A?{=a ~b}\n\n" * 501, Reason.TOO_MANY_ITEMS),
    ],
)
def test_a_file_as_a_whole_is_refused_with_a_reason(data, reason):
    with pytest.raises(ImportRefusedError) as error:
        read_gift(data, EXAM)
    assert error.value.reason == reason
    assert error.value.sentence


def test_what_is_written_is_read_again_word_for_word():
    seeded = random.Random(41)  # noqa: S311
    for _ in range(60):
        questions = tuple(random_question(seeded, number) for number in range(1, 8))
        plan = ImportPlan(objectives=OBJECTIVES, basis=Basis.VERIFIED)
        assert read_gift(write_gift(questions), plan) == Imported(questions, ())
