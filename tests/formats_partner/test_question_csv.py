"""Our table of questions: read, written, and inert in a spreadsheet."""

import csv
import random
from dataclasses import replace
from io import StringIO

import pytest

from curriculum.domain.content import Basis, Option, Pool, QuestionKind
from curriculum.domain.question_imports import Imported, ImportPlan, ImportRefusedError, Reason
from curriculum.formats.question_csv import read_question_csv, template_csv, write_csv
from tests.formats_partner.records import EXAM, OBJECTIVES, PLAN, random_question, right, skipped

HEAD = "id;pool;objective;kind;stem;right;option_1;option_2;option_3"


def read(*rows: str, plan: ImportPlan = EXAM) -> Imported:
    return read_question_csv("\n".join((HEAD, *rows)).encode(), plan)


def test_a_row_becomes_a_question():
    (question,) = read("E7;exam;O2;single;When?;2;now;later;never").questions
    assert (question.key, question.pool, question.objective, question.stem) == (
        "E7", Pool.EXAM, "O2", "When?",
    )  # fmt: skip
    assert question.options == (Option("now", False), Option("later", True), Option("never", False))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_byte_order_mark_are_recognised(delimiter, mark, end):
    text = mark + end.join((HEAD, "E7;exam;O2;single;When?;2;now;later;never"))
    (question,) = read_question_csv(text.replace(";", delimiter).encode(), EXAM).questions
    assert right(question) == ["later"]


def test_several_right_numbers_make_a_question_with_several_answers():
    questions = read(";;;;A?;1 3;a;b;c", ';;;multiple;B?;"1,2";a;b;c').questions
    assert [(each.kind, right(each)) for each in questions] == [
        (QuestionKind.MULTIPLE, ["a", "c"]),
        (QuestionKind.MULTIPLE, ["a", "b"]),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";;;;A?;4;a;b;c", Reason.VALUE),
        (";;;;A?;;a;b;c", Reason.VALUE),
        (";;;;A?;x;a;b;c", Reason.VALUE),
        (";oral;;;A?;1;a;b;c", Reason.VALUE),
        (";;;some;A?;1;a;b;c", Reason.VALUE),
        (";;;;A?;1;a;b;c;d", Reason.SYNTAX),
        (";;O9;;A?;1;a;b;c", Reason.FAULTS),
        (";;;;;1;a;b;c", Reason.FAULTS),
        (";;;;A?;1;a;;c", Reason.FAULTS),
        (";;;;A?;1;a;a;c", Reason.FAULTS),
        ("7;;;;A?;1;a;b;c", Reason.FAULTS),
        (f";;;;{'x' * 4001};1;a;b;c", Reason.FAULTS),
    ],
)
def test_a_row_that_does_not_fit_is_named(row, reason):
    assert skipped(read(row)) == [(1, reason)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        (HEAD, Reason.EMPTY),
        (HEAD + ";colour\n", Reason.COLUMN_UNKNOWN),
        (HEAD + ";stem\n", Reason.COLUMN_UNKNOWN),
        ("stem;right;option_1\nA?;1;a", Reason.COLUMN_MISSING),
        (HEAD + '\n;;;;"open', Reason.NOT_TABLE),
    ],
)
def test_a_table_of_another_shape_is_refused(text, reason):
    with pytest.raises(ImportRefusedError) as error:
        read_question_csv(text.encode(), EXAM)
    assert error.value.reason == reason


def test_a_formula_stays_text_when_read_and_is_inert_when_written():
    formulas = ['=HYPERLINK("x")', "+1", "-80 °C", "@now", "'=odd", "＝wide"]
    out = StringIO()
    csv.writer(out, delimiter=";").writerows(
        ["", "", "", "", formula, "1", formula, "b", "c"] for formula in formulas
    )
    questions = read(*out.getvalue().splitlines()).questions
    assert [each.stem for each in questions] == [*formulas[:4], "=odd", "＝wide"]
    written = write_csv(questions).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(written)))
    assert {row[name][0] for row in rows for name in ("stem", "option_1")} == {"'"}


def test_the_template_can_be_read_as_it_is():
    imported = read_question_csv(template_csv(), replace(PLAN, basis=Basis.VERIFIED))
    assert [(each.key, str(each.pool), str(each.kind)) for each in imported.questions] == [
        ("P1", "practice", "single"),
        ("E01", "exam", "multiple"),
    ]
    assert imported.skipped == ()


def test_what_is_written_is_read_again_word_for_word():
    seeded = random.Random(42)  # noqa: S311
    for _ in range(60):
        questions = tuple(
            replace(
                random_question(seeded, number), facts=("F01",), references=("FICT-A", "FICT-B")
            )
            for number in range(1, 8)
        )
        plan = ImportPlan(objectives=OBJECTIVES)
        assert read_question_csv(write_csv(questions), plan) == Imported(questions, ())
