"""The portal's pages about add-ons: what they show, what they take, and what stays."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from curriculum.models import (
    AddOnVersion,
    ProductAddOn,
    QuestionImport,
    ReviewAssignment,
    ReviewComment,
    ReviewDecision,
)
from curriculum.services.bundles import keep_bundle
from curriculum.services.version_moves import submit_version
from tests.factories import make_user
from tests.partner_portal.test_question_imports import GIFT
from tests.product_factories import (
    make_add_on,
    make_package,
    make_partner,
    make_product_programme,
    make_version,
)

DECLARED = {
    "title": "Handle fictoleucel", "notes": "New.", "countries": ["CZ", "DE"],
    "label_on": "2026-10-01", "label_ends_on": "", "label_url": "https://label.example/x",
    "rmp_version": "3.1", "authority_agreed": "no", "approval_reference": "",
    "approval_ends_on": "", "authors-TOTAL_FORMS": "1", "authors-INITIAL_FORMS": "0",
    "authors-0-name": "Alex Author", "authors-0-affiliation": "A", "authors-0-interests": "none",
}  # fmt: skip


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_an_empty_home_explains_and_begins(home, editor):
    answer = editor.get(f"/partner/{home.partner.public_id}/")
    assert answer.status_code == 200
    assert "How a module comes about" in text_of(answer)
    assert "New product module" in text_of(answer)


def test_home_names_modules_their_versions_and_what_ends(home, editor, sample):
    version = home.complete(sample)
    make_version(
        version.add_on, number=7, state="in_review", language="de", title="German",
    )  # fmt: skip
    said = text_of(editor.get(f"/partner/{home.partner.public_id}/"))
    assert "Handle fictoleucel FIC-01" in said
    assert "Version 1, EN Draft" in said
    assert "Version 7, DE In review" in said
    assert "nothing ends" in said


def test_a_module_is_opened_by_its_product(home, editor):
    address = f"/partner/{home.partner.public_id}/add-ons/new/"
    assert "fictoleucel" in text_of(editor.get(address))
    answer = editor.post(address, {"programme": home.programme.key, "title": "Handle it"})
    add_on = ProductAddOn.objects.get()
    assert answer["Location"].endswith(f"/add-ons/{add_on.public_id}/")
    assert (add_on.module.code, add_on.module.title) == ("FIC-01", "Handle it")


def test_a_module_without_title_is_refused_and_the_choice_stays(home, editor):
    address = f"/partner/{home.partner.public_id}/add-ons/new/"
    answer = editor.post(address, {"programme": home.programme.key, "title": ""})
    assert answer.status_code == 422
    assert "Enter a title." in text_of(answer)
    assert re.search(rf'value="{home.programme.key}"[^>]*checked', answer.content.decode())


def test_a_version_is_opened_once_for_each_language(home, editor):
    add_on = home.add_on()
    address = f"/partner/{home.partner.public_id}/add-ons/{add_on.public_id}/versions/new/"
    assert editor.post(address, {"language": "en"}).status_code == 302
    again = editor.post(address, {"language": "en"})
    assert again.status_code == 422
    assert "is on its way" in text_of(again)


def test_the_desk_counts_what_is_missing_and_links_to_its_place(home, editor, page):
    version = home.draft()
    answer = editor.get(page(version))
    said, html = text_of(answer), answer.content.decode()
    assert "8 things are missing" in said
    assert f"{page(version, 'metadata/')}#id_countries" in html
    assert f'{page(version, "bundle/")}"' in html
    assert "Submit for review" not in said


def test_a_complete_version_offers_submission_to_managers_only(home, manager, editor, sample, page):
    version = home.complete(sample)
    assert "Nothing is missing" in text_of(manager.get(page(version)))
    assert "Submit for review" in text_of(manager.get(page(version)))
    said = text_of(editor.get(page(version)))
    assert "Submit for review" not in said
    assert "Ask one of your managers" in said
    assert editor.post(page(version, "submit/")).status_code == 403
    assert manager.post(page(version, "submit/")).status_code == 302
    version.refresh_from_db()
    assert version.state == "in_review"
    assert "In review since" in text_of(manager.get(page(version)))


def test_submitting_what_lacks_something_says_how_much(home, manager, page):
    version = home.draft()
    answer = manager.post(page(version, "submit/"), follow=True)
    assert "8 things are missing." in text_of(answer)


def test_taking_back_and_giving_up_are_the_managers(home, manager, editor, sample, page):
    version = home.complete(sample)
    submit_version(version=version, by=home.manager, at=home.at)
    assert editor.post(page(version, "withdraw/")).status_code == 403
    manager.post(page(version, "withdraw/"))
    version.refresh_from_db()
    assert version.state == "draft"
    assert editor.post(page(version, "give-up/")).status_code == 403
    manager.post(page(version, "give-up/"))
    version.refresh_from_db()
    assert version.state == "retired"


def test_findings_of_the_text_stand_on_the_desk(home, editor, sample, workshop, page):
    workshop.change("module.md", "Rock it gently;", "This is the best bag of all. Rock it gently;")
    version = home.complete(sample)
    keep_bundle(version=version, bundle=workshop.read()[0], by=home.editor, at=home.at)
    said = text_of(editor.get(page(version)))
    assert "“best” praises without a reference." in said
    assert "chapter thaw-and-give" in said


def test_the_reviewers_reason_stands_on_the_desk(home, editor, sample, page):
    version = home.complete(sample)
    reviewer = make_user(first_name="Rhea", last_name="Hidden")
    seat = ReviewAssignment.objects.create(
        version=version, reviewer=reviewer, content_hash="1" * 64, no_interest_at=home.at,
        assigned_at=home.at, due_on=home.at.date(),
    )  # fmt: skip
    ReviewDecision.objects.create(
        assignment=seat, version=version, reviewer=reviewer, content_hash="1" * 64,
        approved=False, reason="Cite the thaw time.", decided_at=home.at,
    )  # fmt: skip
    AddOnVersion.objects.filter(pk=version.pk).update(state="changes_asked")
    said = text_of(editor.get(page(version)))
    assert "The reviewers ask for changes" in said
    assert "Cite the thaw time." in said
    assert "Hidden" not in said


def test_declarations_are_saved(home, editor, page):
    version = home.draft()
    assert editor.post(page(version, "metadata/"), DECLARED).status_code == 302
    version.refresh_from_db()
    assert (version.countries, version.authority_agreed) == (["CZ", "DE"], False)
    assert version.authors == [{"name": "Alex Author", "affiliation": "A", "interests": "none"}]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"label_url": "http://label.example/x"}, "begins with https://"),
        ({"title": ""}, "Enter a title."),
        ({"label_ends_on": "2026-09-01"}, "lies before the date of the label"),
        ({"authors-0-name": ""}, "Enter the name of this author."),
        ({"countries": ["XX"]}, "XX"),
    ],
)
def test_wrong_declarations_are_refused_and_nothing_typed_is_lost(home, editor, page, change, said):
    version = home.draft()
    answer = editor.post(page(version, "metadata/"), {**DECLARED, **change})
    assert answer.status_code == 422
    assert said in text_of(answer)
    html = answer.content.decode()
    assert 'value="3.1"' in html
    assert 'value="none"' in html
    version.refresh_from_db()
    assert version.rmp_version == ""


def test_one_more_author_keeps_what_was_typed_and_saves_nothing(home, editor, page):
    version = home.draft()
    sent = {**DECLARED, "label_url": "no address", "add_author": "1"}
    answer = editor.post(page(version, "metadata/"), sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="authors-1-name"' in html
    for typed in ("Alex Author", "no address", "3.1", "2026-10-01"):
        assert f'value="{typed}"' in html
    assert re.search(r'value="CZ"[^>]*checked', html)
    version.refresh_from_db()
    assert (version.rmp_version, version.authors) == ("", [])


def test_what_is_in_review_shows_its_declarations_without_a_button(home, editor, sample, page):
    version = home.complete(sample)
    submit_version(version=version, by=home.manager, at=home.at)
    assert "Save the declarations" not in text_of(editor.get(page(version, "metadata/")))
    editor.post(page(version, "metadata/"), {**DECLARED, "rmp_version": "9"})
    version.refresh_from_db()
    assert version.rmp_version == "3.1"


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


def test_the_preview_shows_what_each_role_is_asked(home, editor, sample, page):
    version = home.complete(sample)
    said = text_of(editor.get(page(version, "preview/NUR/")))
    assert "Preview as Ward nurse" in said
    assert "8 outcomes" in said
    assert "6 outcomes" in said
    assert "Preview Handle and give fictoleucel" in said
    other = text_of(editor.get(page(version, "preview/PHA/")))
    assert "asks nothing of this role" in other
    assert editor.get(page(version, "preview/XXX/")).status_code == 404


def test_changes_since_the_last_approved_version_are_marked(home, editor, sample, page):
    first = home.complete(sample)
    assert "everything is new" in text_of(editor.get(page(first, "diff/")))
    AddOnVersion.objects.filter(pk=first.pk).update(state="retired", live_at=home.at)
    second = home.draft(add_on=first.add_on)
    AddOnVersion.objects.filter(pk=second.pk).update(rmp_version="4.0")
    answer = editor.get(page(second, "diff/"))
    said = text_of(answer)
    assert "Changes since version 1" in said
    assert "Removed: 3.1 Added: 4.0" in said


def test_the_thread_names_colleagues_and_numbers_reviewers(home, editor, page):
    version = home.draft()
    reviewer = make_user(first_name="Rhea", last_name="Hidden")
    ReviewComment.objects.create(
        version=version, author=reviewer, from_partner=False, anchor="field:rmp_version",
        body="Which plan?", written_at=home.at,
    )  # fmt: skip
    address = page(version, "thread/")
    assert editor.post(address, {"anchor": "", "body": "Plan 3.1."}).status_code == 302
    said = text_of(editor.get(address))
    assert "Reviewer 1" in said
    assert "Version of the risk management plan" in said
    assert f"{home.editor} (you)" in said
    assert "Hidden" not in said
    empty = editor.post(address, {"anchor": "", "body": ""})
    assert empty.status_code == 422
    assert "Write something." in text_of(empty)


def test_a_suspended_partner_reads_and_writes_nothing(home, manager, sample, page):
    version = home.complete(sample)
    home.partner.suspended_at, home.partner.suspension_reason = home.at, "Looked at."
    home.partner.save()
    for rest in ("", "metadata/", "bundle/", "questions/", "packages/", "diff/", "thread/"):
        said = text_of(manager.get(page(version, rest)))
        assert "Suspended since" in said
        for button in ("Save the", "Upload and check", "Import questions", "Send to the"):
            assert button not in said
    assert manager.post(page(version, "submit/")).status_code == 403


def test_another_partners_version_is_not_there(home, manager, page):
    foreign = make_version(make_add_on(make_partner(), home.programme))
    for rest in ("", "metadata/", "bundle/", "questions/", "packages/", "diff/", "thread/"):
        assert manager.get(page(foreign, rest)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_same_however_many_modules_there_are(
    home, editor, count, django_assert_num_queries
):
    for number in range(count):
        add_on = make_add_on(home.partner, make_product_programme(f"leucel-{number}"))
        make_version(add_on, state="in_review")
        make_version(add_on, language="de")
    address = f"/partner/{home.partner.public_id}/"
    editor.get(address)
    with django_assert_num_queries(QUERIES["home"]):
        editor.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_a_module_asks_the_same_however_many_versions_there_are(
    home, editor, count, django_assert_num_queries
):
    add_on = home.add_on()
    for number in range(count):
        make_version(add_on, state="retired", language="en", number=number + 1)
    address = f"/partner/{home.partner.public_id}/add-ons/{add_on.public_id}/"
    editor.get(address)
    with django_assert_num_queries(QUERIES["add_on"]):
        editor.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_desk_and_packages_ask_the_same_however_many_packages_there_are(
    home, editor, sample, page, count, django_assert_num_queries
):
    version = home.complete(sample)
    for place in range(count):
        package = make_package(home.partner)
        version.packages.create(package=package, position=place + 1, minutes=5)
    for rest in ("", "packages/"):
        editor.get(page(version, rest))
        with django_assert_num_queries(QUERIES[rest or "desk"]):
            editor.get(page(version, rest))


@pytest.mark.parametrize("count", [1, 3])
def test_a_thread_asks_the_same_however_long_it_is(
    home, editor, page, count, django_assert_num_queries
):
    version = home.draft()
    for _ in range(count):
        ReviewComment.objects.create(
            version=version, author=make_user(), from_partner=False, body="?", written_at=home.at
        )
    editor.get(page(version, "thread/"))
    with django_assert_num_queries(QUERIES["thread"]):
        editor.get(page(version, "thread/"))


QUERIES = {"home": 8, "add_on": 7, "desk": 14, "packages/": 10, "thread": 8}
