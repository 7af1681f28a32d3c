"""The list of products and the page of one, as a learner reads them in every state."""

import pytest

from curriculum.models import Attempt, Completion, DeltaTaken
from curriculum.services.reading import mark_read
from tests.factories import complete
from tests.product_factories import (
    OWN,
    SHARED,
    make_add_on,
    make_live_version,
    make_package,
    make_product_programme,
    make_rule,
    use_package,
)
from tests.products.conftest import LATER
from tests.products.reading import (
    answer_exam,
    main_button,
    page,
    play,
    section,
    tags,
    with_package,
)

pytestmark = pytest.mark.django_db


def path_of(version) -> str:
    return f"/products/{version.add_on.module.code}/"


def pass_exam(client, version) -> Attempt:
    client.post(f"/learn/{version.add_on.module.code}/exam/", {"alone": "on"})
    attempt = Attempt.objects.get(submitted_at=None)
    answer_exam(client, attempt)
    attempt.refresh_from_db()
    assert attempt.passed
    return attempt


def test_the_list_says_what_is_covered_and_what_remains(reader, nurse, version):
    complete(nurse, "COR-04")
    text = page(reader, "/products/")
    assert (
        "1 product in your country Product Not begun fictoleucel Fictavia"
        " EU · label of 1 January 2026"
        " 1 of 3 already covered by your core and role modules; 2 remain, 12 minutes."
        " Outcomes of fictoleucel Show as table Outcomes of fictoleucel"
        " covered learned here remaining Together 3 outcomes 1 0 2 3"
    ) in text


def test_additional_monitoring_is_said_with_its_triangle(reader, nurse, version):
    version.additional_monitoring = True
    version.save()
    assert "▼ Under additional monitoring · EU" in page(reader, "/products/")
    assert "▼ This medicine is under additional monitoring." in page(reader, path_of(version))


def test_a_product_of_other_countries_is_named_and_not_shown(reader, nurse, version):
    version.countries = ["KR"]
    version.save()
    text = page(reader, "/products/")
    assert "Not offered in your country These products have a module for other countries." in text
    assert "fictoleucel Fictavia" in text
    assert "already covered" not in text
    notice = page(reader, path_of(version))
    assert notice == (
        "Product fictoleucel Fictavia Not offered in your country This module was made for the"
        " labels of other countries. Yours may differ, so nothing of it is shown here. What you"
        " completed before stays in your passport, with its date. Is this country wrong? You can"
        " change it in your account. Open my account See all products"
    )


def test_a_product_that_is_not_live_any_more_says_so(reader, nurse, version):
    version.state, version.retired_at = "retired", LATER
    version.save()
    assert "Not published any more The partner or the reviewers took" in page(
        reader, path_of(version)
    )
    assert "fictoleucel" not in page(reader, "/products/")


def test_what_never_was_live_does_not_exist(reader, nurse):
    code = make_add_on().module.code
    assert reader.get(f"/products/{code}/").status_code == 404
    assert reader.get("/products/COR-04/").status_code == 404


def test_whoever_has_no_role_is_led_to_choose_one(reader, nurse, version):
    nurse.roles.all().delete()
    assert "Choose your role first Products ask different things" in page(reader, "/products/")
    assert tags(reader, path_of(version)) == ["Product", "Asks nothing of your roles"]
    assert "This product asks nothing of the roles that you hold." in page(reader, path_of(version))


def test_products_are_found_by_substance_brand_and_company(reader, nurse, version):
    make_live_version(make_add_on(programme=make_product_programme("otherleucel")))
    assert "2 products in your country" in page(reader, "/products/")
    for typed in ("FICTO", "otherleucel", version.add_on.partner.name):
        assert "1 product in your country · Show all" in page(reader, f"/products/?q={typed}")
    text = page(reader, "/products/?q=nothing")
    assert "No product has this name Try the active substance, or fewer letters." in text


def test_the_list_without_products_says_why(reader, nurse):
    text = page(reader, "/products/")
    assert "Products of your country will be listed here No partner has published one" in text


def test_the_plate_says_who_made_the_module_and_on_what_it_rests(reader, version):
    version.add_on.partner.name = "Fictional Cells"
    version.add_on.partner.save()
    assert section(reader, path_of(version), "plate-title") == (
        "Made by Fictional Cells, an industry partner Label 1 January 2026, read the label"
        " Risk management plan version 3.1 Approval FICT-2026-001, until 31 December 2027"
        " Authority Not agreed with a medicines authority"
        " Authors Alex Author, Fictional Cell Company. Interests: Employee"
    )


def test_every_outcome_stands_on_the_page_with_what_covers_it(reader, nurse, version):
    complete(nurse, "COR-04")
    assert section(reader, path_of(version), "outcomes-title") == (
        "Outcomes, one by one Remaining Icans recognise Fictoleucel thaw"
        " Covered by your core and role modules What covers each outcome"
        " Outcome Shown by On By rule"
        " Crs recognise COR-04 Module COR-04 , release 1 5 January 2026 1"
    )


def test_the_rule_stands_there_with_who_signed_it_and_the_rules_before(reader, version):
    make_rule(version.add_on, number=2, valid_from=LATER.date(), signed_name="Paula Partner")
    text = section(reader, path_of(version), "rule-title")
    assert "Rule Number 2, in force since 4 February 2026" in text
    assert "Signed by Paula Partner, " in text
    assert "In their words We accept what the core teaches." in text
    assert "All 2 rules A new rule never takes away" in text
    assert "Number 1, from 5 January 2026: signed by Petra Partner on 5 January 2026" in text


def test_a_product_begins_with_its_first_needed_part(reader, nurse, version):
    complete(nurse, "COR-04")
    path = path_of(version)
    assert tags(reader, path) == ["Product", "Not begun"]
    assert main_button(reader, path) == (
        f"Begin: Chapter {OWN}",
        f"/learn/{version.add_on.module.code}/{OWN}/",
    )
    assert section(reader, path, "parts-title") == (
        f"Parts to do 12 minutes together, without the exam Chapter {OWN} 6 minutes"
        " Chapter icans-recognise 6 minutes 1 part that you may skip What they teach is covered."
        " You may still read them. Chapter crs-recognise 6 minutes"
    )
    assert section(reader, path, "exam-title") == (
        "Exam 4 questions on what remains Passed with 4 of 4 right No time limit"
        " You may take the exam without reading. Go to the exam Why does this count, or not?"
    )


def test_a_product_goes_on_with_what_was_not_read(reader, nurse, version):
    mark_read(learner=nurse, release=version.release, chapter="crs-recognise", at=LATER)
    path = path_of(version)
    assert tags(reader, path) == ["Product", "Begun"]
    assert main_button(reader, path)[0] == f"Continue: Chapter {OWN}"
    for slug in (OWN, SHARED[1]):
        mark_read(learner=nurse, release=version.release, chapter=slug, at=LATER)
    assert main_button(reader, path)[0] == "Start the exam"


def test_an_open_exam_is_continued(reader, nurse, version):
    code = version.add_on.module.code
    reader.post(f"/learn/{code}/exam/", {"alone": "on"})
    attempt = Attempt.objects.get()
    assert tags(reader, path_of(version)) == ["Product", "Exam open"]
    assert main_button(reader, path_of(version)) == (
        "Continue the exam",
        f"/exam/{attempt.public_id}/",
    )


def test_a_passed_exam_completes_and_the_page_says_so(reader, nurse, version):
    attempt = pass_exam(reader, version)
    text = page(reader, f"/exam/{attempt.public_id}/result/")
    assert "You have completed this module" in text
    assert "This product is complete. Its stamp follows in your passport within minutes." in text
    path = path_of(version)
    assert tags(reader, path) == ["Product", "Nothing to do"]
    assert "You completed this product on 4 February 2026." in page(reader, path)
    assert "; 3 learned here; nothing remains." in page(reader, path)
    assert main_button(reader, path) == ("", "")


def test_a_passed_exam_waits_for_its_packages(reader, nurse, version):
    package = with_package(version, (OWN,))
    attempt = pass_exam(reader, version)
    text = page(reader, f"/exam/{attempt.public_id}/result/")
    assert "You have passed the exam" in text
    assert "One thing is left: go through these packages." in text
    path = path_of(version)
    assert tags(reader, path) == ["Product", "Exam passed, a package is left"]
    assert main_button(reader, path) == (
        "Open what is left",
        f"{path}packages/{package.public_id}/",
    )
    text = page(reader, path)
    assert "Passed. It counts as soon as nothing else is missing." in text
    assert "0 of 3 already covered by your core and role modules; 3 remain, 6 minutes." in text


def test_what_only_the_core_teaches_is_named_with_its_module(reader, nurse, version):
    version.add_on.module.outcomes.filter(outcome__key="crs-recognise").delete()
    attempt = pass_exam(reader, version)
    text = page(reader, f"/exam/{attempt.public_id}/result/")
    assert "One thing is left: other modules teach the rest." in text
    assert "COR-04 Module COR-04" in text
    path = path_of(version)
    assert tags(reader, path) == ["Product", "Needs COR-04 first"]
    assert main_button(reader, path) == ("Open COR-04 Module COR-04", "/learn/COR-04/")


def all_covered(nurse, version):
    version.add_on.programme.clauses.filter(requirement__outcomes__outcome__key=OWN).delete()
    complete(nurse, "COR-04")
    complete(nurse, "COR-05")


def test_a_product_of_which_nothing_remains_is_recorded_by_a_button(reader, nurse, version):
    all_covered(nurse, version)
    path = path_of(version)
    assert tags(reader, path) == ["Product", "Nothing remains: ready to be recorded"]
    assert "Everything that this product asks is covered. No exam is needed." in page(reader, path)
    assert reader.get(f"{path}record/").status_code == 405
    response = reader.post(f"{path}record/", follow=True)
    assert "Recorded. The stamp follows in your passport within minutes." in response.text
    assert DeltaTaken.objects.get().completion.way == "recognised"
    assert tags(reader, path) == ["Product", "Nothing to do"]
    reader.post(f"{path}record/")
    assert Completion.objects.filter(module=version.add_on.module).count() == 1


def test_nothing_is_recorded_while_something_remains(reader, nurse, version):
    response = reader.post(f"{path_of(version)}record/", follow=True)
    assert "Something remains to be learned first. It is listed below." in response.text
    assert Completion.objects.count() == 0


def test_a_pass_whose_packages_came_later_is_recorded_by_the_button(reader, nurse, version):
    package = with_package(version, (OWN,))
    pass_exam(reader, version)
    play(nurse, package, LATER)
    path = path_of(version)
    assert tags(reader, path) == ["Product", "Nothing remains: ready to be recorded"]
    reader.post(f"{path}record/")
    assert tags(reader, path) == ["Product", "Nothing to do"]


def test_no_product_page_takes_free_text(reader, nurse, version):
    """What is typed could be an adverse reaction, which nobody here would see (THREATS E6)."""
    code = version.add_on.module.code
    for path in (
        f"/products/{code}/",
        f"/products/{code}/doctor/",
        f"/learn/{code}/{OWN}/",
        f"/learn/{code}/exam/",
    ):
        html = reader.get(path).text
        assert "<textarea" not in html
        assert 'type="text"' not in html
        assert 'type="search"' not in html
    assert (
        "Report suspected adverse reactions through the reporting system of your country"
        in page(reader, path_of(version))
    )


def test_the_pages_work_without_a_script(reader, nurse, version):
    for path in ("/products/", path_of(version)):
        assert "<script" not in reader.get(path).text.split("<main")[1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_product_and_three(
    reader, nurse, count, django_assert_num_queries
):
    for number in range(count):
        live = make_live_version(make_add_on(programme=make_product_programme(f"fict{number}")))
        make_rule(live.add_on)
        use_package(live, make_package(live.add_on.partner), SHARED)
    complete(nurse, "COR-04")
    reader.get("/products/")
    with django_assert_num_queries(22):
        page(reader, "/products/")
