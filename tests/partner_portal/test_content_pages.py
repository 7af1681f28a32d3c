"""Pages on which a version is filled: bundle, questions, packages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from curriculum.models import (
    QuestionImport,
)
from tests.partner_portal.reading import text_of
from tests.partner_portal.test_question_imports import GIFT
from tests.product_factories import (
    make_package,
)


def test_a_bundle_is_uploaded_checked_and_listed(
    home, editor, page, workshop, run_jobs, settings, tmp_path
):
    settings.QUARANTINE_DIR, settings.PARTNER_MEDIA_DIR = tmp_path / "q", tmp_path / "m"
    version = home.draft()
    sent = SimpleUploadedFile("fictoleucel.zip", workshop.zipped().read_bytes())
    assert editor.post(page(version, "bundle/"), {"file": sent}).status_code == 302
    assert "Waiting for its turn" in text_of(editor.get(page(version, "bundle/")))
    run_jobs()
    said = text_of(editor.get(page(version, "bundle/")))
    assert "fictoleucel.zip is kept since 21 November 2026" in said
    assert "Receive and keep" in said


def test_findings_of_a_bundle_are_listed_with_file_and_remedy(
    home, editor, page, run_jobs, settings, tmp_path
):
    settings.QUARANTINE_DIR = tmp_path / "q"
    version = home.draft()
    editor.post(page(version, "bundle/"), {"file": SimpleUploadedFile("b.zip", b"nothing")})
    run_jobs()
    said = text_of(editor.get(page(version, "bundle/")))
    assert "b.zip of 21 November 2026 was not kept" in said
    assert "This is no zip archive. Zip the folder again." in said


@pytest.mark.parametrize("name", ["bundle.rar", "bundle"])
def test_what_is_no_zip_by_name_is_refused_at_once(home, editor, page, name):
    version = home.draft()
    answer = editor.post(page(version, "bundle/"), {"file": SimpleUploadedFile(name, b"x")})
    assert answer.status_code == 422
    assert "This is no zip." in text_of(answer)


def test_questions_are_counted_against_the_need(home, editor, sample, page):
    said = text_of(editor.get(page(home.complete(sample), "questions/")))
    exam = sum(each.pool == "exam" for each in sample.content.questions)
    assert f"{exam} of {3 * sample.content.draw}" in said
    assert "too few" not in said


def test_an_import_leads_to_its_report(home, editor, sample, page):
    version = home.complete(sample)
    sent = {
        "file": SimpleUploadedFile("bank.gift", GIFT.encode()), "format": "gift",
        "pool": "practice", "objective": "O3", "references": ["FICT-INFO"],
    }  # fmt: skip
    answer = editor.post(page(version, "questions/"), sent, follow=True)
    said = text_of(answer)
    assert "1 question was taken. 1 item was left out." in said
    assert "Questions of the type" in said
    assert QuestionImport.objects.get().file_name == "bank.gift"


def test_an_import_that_cannot_be_read_keeps_the_choices(home, editor, sample, page):
    sent = {
        "file": SimpleUploadedFile("bank.csv", b"\xff\xfe"), "format": "csv", "pool": "exam",
        "objective": "O2",
    }  # fmt: skip
    answer = editor.post(page(home.complete(sample), "questions/"), sent)
    assert answer.status_code == 422
    assert "not UTF-8" in text_of(answer)
    html = answer.content.decode()
    assert re.search(r'value="exam"[^>]*checked', html)
    assert re.search(r'value="O2" selected', html)


@pytest.mark.parametrize(("ending", "kind"), [("csv", "text/csv"), ("gift", "text/plain")])
def test_questions_are_exported(home, editor, sample, page, ending, kind):
    version = home.complete(sample)
    answer = editor.get(page(version, f"questions/export/{ending}/"))
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith("attachment")
    assert sample.content.questions[0].stem[:30] in answer.content.decode("utf-8-sig")
    assert editor.get(page(version, "questions/export/exe/")).status_code == 404


def test_packages_are_chosen_with_outcomes_and_minutes(home, editor, page):
    version, package = home.draft(), make_package(home.partner)
    name = f"p{package.pk}"
    sent = {
        f"{name}-use": "on", f"{name}-position": "1", f"{name}-minutes": "8",
        f"{name}-outcomes": ["fictoleucel-thaw"],
    }  # fmt: skip
    assert editor.post(page(version, "packages/"), sent).status_code == 302
    line = version.packages.get()
    assert (line.package, line.minutes, line.outcomes) == (package, 8, ["fictoleucel-thaw"])
    missing = editor.post(page(version, "packages/"), {**sent, f"{name}-minutes": ""})
    assert missing.status_code == 422
    assert "Enter how many minutes it takes." in text_of(missing)
    assert version.packages.count() == 1
