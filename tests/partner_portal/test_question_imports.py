"""Each item of a question bank is in the draft afterwards, or named with its reason."""

import pytest

from curriculum.domain.content import Pool
from curriculum.domain.question_imports import ImportRefusedError
from curriculum.formats.gift import write_gift
from curriculum.formats.question_csv import write_csv
from curriculum.models import AddOnVersion, QuestionImport
from curriculum.services.question_imports import NoChaptersError, QuestionFile, import_questions
from curriculum.services.version_checks import bundle_of, check_of
from curriculum.services.version_moves import VersionStateError

GIFT = """::P90::[plain]What colour is the fictional label?{
  =[plain]Blue # [plain]It says so.
  ~[plain]Red # [plain]Red is another product.
}

::essay::[plain]Tell us all.{}
"""
MOODLE = """<quiz><question type="truefalse"><name><text>P91</text></name>
<questiontext format="plain_text"><text>A fictional bag is rocked.</text></questiontext>
<answer fraction="100"><text>true</text><feedback><text>Yes.</text></feedback></answer>
<answer fraction="0"><text>false</text><feedback><text>It is.</text></feedback></answer>
</question></quiz>"""


def file(data: bytes, format_: str = "gift", **fields) -> QuestionFile:
    values = {"objective": "O3", "pool": Pool.PRACTICE, "references": ("FICT-INFO",)}
    return QuestionFile("bank.txt", format_, data, **{**values, **fields})


def taken(home, version, chosen) -> QuestionImport:
    report = import_questions(version=version, file=chosen, by=home.editor, at=home.at)
    version.refresh_from_db()
    return report


def test_sound_items_come_in_and_the_others_are_named(home, sample):
    version = home.complete(sample)
    report = taken(home, version, file(GIFT.encode()))
    assert (report.imported, [(each["position"], each["reason"]) for each in report.skipped]) == (
        1, [(2, "type")],
    )  # fmt: skip
    bundle = bundle_of(version)
    new = next(each for each in bundle.content.questions if each.key == "P90")
    assert (new.objective, new.references) == ("O3", ("FICT-INFO",))
    placed = [block.key for chapter in bundle.content.chapters for block in chapter.blocks]
    assert placed.count("P90") == 1
    assert check_of(version, home.at.date()).missing == ()


def test_moodle_items_come_in_too(home, sample):
    version = home.complete(sample)
    assert taken(home, version, file(MOODLE.encode(), "moodle_xml")).imported == 1


@pytest.mark.parametrize(("write", "name"), [(write_csv, "csv"), (write_gift, "gift")])
def test_what_was_exported_is_not_taken_twice(home, sample, write, name):
    version = home.complete(sample)
    asked = sample.content.questions
    report = taken(home, version, file(write(asked), name))
    assert (report.imported, len(report.skipped)) == (0, len(asked))
    assert {each["reason"] for each in report.skipped} <= {"key_taken", "doubled"}
    assert bundle_of(version) == sample


def test_a_question_that_rests_on_nothing_is_left_out_with_the_rule(home, sample):
    version = home.complete(sample)
    report = taken(home, version, file(GIFT.encode(), references=()))
    assert report.imported == 0
    faults = [fault["rule"] for each in report.skipped for fault in each.get("faults", [])]
    assert "no_reference" in faults
    assert bundle_of(version) == sample


def test_a_file_that_cannot_be_read_changes_nothing(home, sample):
    version = home.complete(sample)
    with pytest.raises(ImportRefusedError):
        taken(home, version, file(b"\xff\xfe", "csv"))
    assert (QuestionImport.objects.count(), bundle_of(version)) == (0, sample)


def test_without_chapters_there_is_nothing_to_ask_about(home):
    with pytest.raises(NoChaptersError):
        taken(home, home.draft(), file(GIFT.encode()))


def test_what_is_no_draft_takes_no_questions(home, sample):
    version = home.complete(sample)
    AddOnVersion.objects.filter(pk=version.pk).update(state="retired")
    with pytest.raises(VersionStateError):
        taken(home, version, file(GIFT.encode()))
