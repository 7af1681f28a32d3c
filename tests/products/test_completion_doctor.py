"""The completion doctor reads what happened and says it to the learner, and to support by link."""

from datetime import timedelta

import pytest
from django.test import Client

from curriculum.models import PackageRegistration, UnitState
from tests.factories import complete, make_user
from tests.people.sign_in import strong_sign_in
from tests.product_factories import OWN, make_package, make_rule, use_package
from tests.products.conftest import LATER
from tests.products.reading import page, with_package, words
from tests.products.test_product_pages import pass_exam

pytestmark = pytest.mark.django_db
DEMONSTRATION = "Demonstration: no clinician has reviewed this module yet."


def address(version) -> str:
    return f"/products/{version.add_on.module.code}/doctor/"


def said(client, version) -> str:
    """What the doctor says, without heading and link."""
    text = page(client, address(version))
    return text.partition("or does not yet. ")[2].partition(" Ask support")[0]


def opened(nurse, package, cmi, *, ended=True):
    registration = PackageRegistration.objects.create(
        package=package, user=nurse.user, learner=nurse, purpose="learn", pseudonym="p",
        created_at=LATER, launched_at=LATER,
    )  # fmt: skip
    UnitState.objects.create(
        registration=registration, unit="unit-1", cmi=cmi, saved_at=LATER,
        ended_at=LATER if ended else None,
    )  # fmt: skip


def test_before_anything_was_done(reader, nurse, version):
    with_package(version, (OWN,))
    assert said(reader, version) == (
        "This does not count yet “Thawing” was not opened yet."
        f" The exam was not taken. A package alone never counts. {DEMONSTRATION}"
        " Next: Open “Thawing”."
    )


def test_a_package_that_is_not_complete_is_named(reader, nurse, version):
    package = with_package(version, (OWN,))
    opened(nurse, package, {"cmi.core.lesson_status": "incomplete"})
    pass_exam(reader, version)
    assert said(reader, version) == (
        f"This does not count yet “Thawing” says that it is not complete. {DEMONSTRATION}"
        " Next: Go on in “Thawing” to its end, then close it."
    )


def test_a_package_that_needs_nobody_is_not_looked_at(reader, nurse, version):
    with_package(version, ("crs-recognise",))
    complete(nurse, "COR-04")
    assert "Thawing" not in said(reader, version)


def test_a_cmi5_package_is_judged_by_what_was_kept(reader, nurse, version):
    package = make_package(version.add_on.partner, standard="cmi5")
    use_package(version, package, (OWN,))
    opened(nurse, package, {})
    assert "“Thawing” says that it is not complete." in said(reader, version)


def test_what_was_completed_counts_whatever_comes_later(reader, nurse, version):
    complete(nurse, "COR-04")
    pass_exam(reader, version)
    make_rule(version.add_on, lines={}, number=2, valid_from=LATER.date() - timedelta(days=1))
    assert said(reader, version) == (
        "This counts This module counts since Feb. 4, 2026."
        " The partner has a newer rule. What was earned before stays."
        f" {DEMONSTRATION} Next: Nothing is left to do."
    )


def test_a_version_that_was_taken_back_says_so(reader, nurse, version):
    version.state, version.retired_at = "retired", LATER
    version.save()
    text = said(reader, version)
    assert "This version was taken back, so nothing new done in it counts." in text


def test_another_country_is_told(reader, nurse, version):
    version.countries = ["KR"]
    version.save()
    assert "This module is not offered in this country." in said(reader, version)


def test_what_only_the_core_teaches_is_counted(reader, nurse, version):
    version.add_on.module.outcomes.filter(outcome__key="crs-recognise").delete()
    assert "1 outcome is taught by the core only." in said(reader, version)


def link_of(client, version) -> str:
    text = page(client, address(version))
    link = next(each for each in text.split() if "/review/doctor/" in each)
    return link[link.index("/review/") :]


def test_support_reads_the_same_by_the_learners_link(reader, nurse, version):
    staff = strong_sign_in(Client(), make_user(is_staff=True))
    text = words(staff.get(link_of(reader, version)).text)
    assert f"Why the work of Jana {nurse.user.last_name} on" in text
    assert "This does not count yet" in text
    assert "Next: Explain this to the learner." in text
    assert "Send support this link" not in text


def test_the_link_opens_for_staff_only_and_for_seven_days(reader, version, monkeypatch):
    link = link_of(reader, version)
    assert strong_sign_in(Client(), make_user()).get(link).status_code == 404
    assert Client().get(link).status_code == 302
    staff = strong_sign_in(Client(), make_user(is_staff=True))
    assert staff.get(link[:-3] + "x/").status_code == 404
    monkeypatch.setattr("curriculum.views.doctor.LINK_DAYS", -1)
    assert staff.get(link).status_code == 404


def test_an_unknown_product_has_no_doctor(reader, version):
    assert reader.get("/products/COR-04/doctor/").status_code == 404
    assert reader.get("/products/NOTHING/doctor/").status_code == 404
