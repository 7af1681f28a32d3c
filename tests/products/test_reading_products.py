"""Chapters and exams of a product: what may be skipped, what is asked, and who sees none of it."""

import re

import pytest
from django.test import Client

from curriculum.models import Attempt, ChapterRead
from curriculum.services.attempts import start_attempt
from tests.factories import complete
from tests.product_factories import OWN, SHARED, make_live_version
from tests.products.conftest import LATER
from tests.products.reading import links, page, tags, with_package, words

pytestmark = pytest.mark.django_db


def code_of(version) -> str:
    return version.add_on.module.code


def test_a_visitor_sees_no_product_and_is_asked_to_sign_in(version):
    visitor, code = Client(), code_of(version)
    for path in ("/learn/", "/learn/?q=fictoleucel", f"/learn/?q={code}"):
        assert f"/learn/{code}/" not in visitor.get(path).text
        assert version.title not in visitor.get(path).text
    assert visitor.get(f"/learn/{code}/")["Location"] == f"/products/{code}/"
    for path in (
        "/products/",
        f"/products/{code}/",
        f"/learn/{code}/{OWN}/",
        f"/learn/{code}/exam/",
    ):
        assert visitor.get(path)["Location"].startswith("/accounts/login/")


def test_the_catalogue_of_a_learner_leads_to_the_products(reader, version):
    html = reader.get("/learn/").text
    assert code_of(version) not in html
    assert "/products/" in links(html)
    assert 'value="product"' not in html
    assert reader.get(f"/learn/{code_of(version)}/")["Location"] == f"/products/{code_of(version)}/"


def test_a_chapter_says_whose_it_is_and_whether_it_may_be_skipped(reader, nurse, version):
    complete(nurse, "COR-04")
    code, partner = code_of(version), version.add_on.partner.name
    needed = page(reader, f"/learn/{code}/{OWN}/")
    assert (
        f"Product Made by {partner}, an industry partner label of 1 January 2026, read the label"
    ) in needed
    assert "you may skip this chapter" not in needed
    assert "Chapter crs-recognise Covered: you may skip" in needed
    covered = page(reader, f"/learn/{code}/crs-recognise/")
    assert "Covered: you may skip this chapter Your core and role modules, or an earlier" in covered


def test_next_passes_over_what_is_covered_and_ends_at_the_exam(reader, nurse, version):
    complete(nurse, "COR-04")
    code = code_of(version)
    chapters = [each["slug"] for each in version.release.content["chapters"]]
    assert chapters == ["crs-recognise", OWN, "icans-recognise"]
    assert reader.post(f"/learn/{code}/crs-recognise/")["Location"] == f"/learn/{code}/{OWN}/"
    complete(nurse, "COR-05")
    assert "Next: the exam" in page(reader, f"/learn/{code}/{OWN}/")
    assert reader.post(f"/learn/{code}/{OWN}/")["Location"] == f"/learn/{code}/exam/"
    assert ChapterRead.objects.filter(learner=nurse).count() == 2


def test_the_last_chapter_leads_to_packages_that_are_left(reader, nurse, version):
    with_package(version, (OWN,))
    code = code_of(version)
    assert "Next: the packages" in page(reader, f"/learn/{code}/{SHARED[1]}/")
    assert reader.post(f"/learn/{code}/{SHARED[1]}/")["Location"] == f"/products/{code}/"


def test_the_exam_says_that_it_asks_what_remains(reader, nurse, version):
    complete(nurse, "COR-04")
    complete(nurse, "COR-05")
    text = page(reader, f"/learn/{code_of(version)}/exam/")
    assert (
        "You get 4 questions on what remains for you, and pass with 4 of 4 right."
        " What your core and role modules cover is not asked."
    ) in text
    reader.post(f"/learn/{code_of(version)}/exam/", {"alone": "on"})
    assert "You get 4 questions on what remains" in page(reader, f"/learn/{code_of(version)}/exam/")


def test_an_exam_with_nothing_to_ask_leads_to_the_product(reader, nurse, version):
    version.add_on.programme.clauses.filter(requirement__outcomes__outcome__key=OWN).delete()
    complete(nurse, "COR-04")
    complete(nurse, "COR-05")
    for method in (reader.get, reader.post):
        response = method(f"/learn/{code_of(version)}/exam/", {"alone": "on"}, follow=True)
        assert response.redirect_chain == [(f"/products/{code_of(version)}/", 302)]
        assert "The exam has nothing to ask you now." in response.text
    assert Attempt.objects.filter(learner=nurse).count() == 0


def closed(version, way: str) -> str:
    """Close a product for the nurse; returns the title of the notice."""
    if way == "elsewhere":
        version.countries = ["KR"]
        version.save()
        return "Not offered in your country"
    version.state, version.retired_at = "retired", LATER
    version.save()
    return "Not published any more"


@pytest.mark.parametrize("way", ["elsewhere", "retired"])
def test_nothing_of_a_closed_product_is_shown_or_kept(reader, nurse, version, way):
    code = code_of(version)
    attempt = start_attempt(learner=nurse, release=version.release, at=LATER)
    title = closed(version, way)
    for path in (
        f"/learn/{code}/",
        f"/learn/{code}/{OWN}/",
        f"/learn/{code}/exam/",
        f"/exam/{attempt.public_id}/",
        f"/exam/{attempt.public_id}/1/",
        f"/exam/{attempt.public_id}/result/",
    ):
        response = reader.get(path, follow=True)
        assert response.redirect_chain == [(f"/products/{code}/", 302)]
        text = words(response.text)
        assert title in text
        assert "Fictional text" not in text
        assert "What about" not in text
    reader.post(f"/learn/{code}/{OWN}/")
    assert ChapterRead.objects.count() == 0


def test_a_newer_version_is_read_and_an_open_attempt_goes_on(reader, nurse, version):
    start_attempt(learner=nurse, release=version.release, at=LATER)
    version.state, version.retired_at = "retired", LATER
    version.save()
    make_live_version(version.add_on, at=LATER)
    assert tags(reader, f"/products/{code_of(version)}/") == ["Product", "Exam open"]
    attempt = Attempt.objects.get()
    assert reader.get(f"/exam/{attempt.public_id}/1/").status_code == 200


def test_core_pages_ask_the_database_no_more_than_before(
    reader, version, django_assert_num_queries
):
    reader.get("/learn/COR-04/suspect/")
    with django_assert_num_queries(4):
        reader.get("/learn/COR-04/suspect/")


def test_a_day_in_the_table_of_what_is_covered_stays_on_one_line(reader, nurse, version):
    complete(nurse, "COR-04")
    html = reader.get(f"/products/{version.add_on.module.code}/").text
    assert re.search(r'<td class="unbroken" data-label="On">\d+ \w+ \d{4}</td>', html)
