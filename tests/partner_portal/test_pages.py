"""The portal's pages about add-ons: what they show, what they take, and what stays."""

import re

import pytest

from curriculum.models import (
    AddOnVersion,
    ProductAddOn,
    ReviewAssignment,
    ReviewDecision,
)
from curriculum.services.bundles import keep_bundle
from curriculum.services.version_moves import submit_version
from tests.factories import make_user
from tests.partner_portal.reading import DECLARED, text_of
from tests.product_factories import (
    make_version,
)


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
    assert "9 things are missing" in said
    assert f"{page(version, 'metadata/')}#id_countries" in html
    assert f'{page(version, "bundle/")}"' in html
    assert "Submit for review" not in said


def test_packages_that_nobody_needs_are_not_called_complete(home, editor, page):
    said = text_of(editor.get(page(home.draft())))
    assert "Packages None: not needed" in said
    assert "0 packages" not in said


def test_what_a_submission_needs_is_not_called_optional(home, editor, page):
    said = text_of(editor.get(page(home.draft(), "metadata/")))
    authors = said.partition("Author 1")[2]
    assert "Name (optional)" not in authors
    assert "Interests (optional)" not in authors
    assert "Affiliation (optional)" in authors


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
    assert "9 things are missing." in text_of(answer)


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
