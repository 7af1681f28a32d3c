"""The gap list between two editions, and the certificate that chooses them."""

import pytest

from passport.audit.models import AuditEntry
from passport.standards.models import Certification, Clause, CrosswalkEntry, Framework, Requirement
from tests.centre_factories import day
from tests.coverage_pages.conftest import queries_of, tables

pytestmark = pytest.mark.django_db
PAGE = "credentials:gaps"


@pytest.fixture
def editions(standard):
    """Edition 2 keeps CRS (changed), ICANS (not compared), drops collecting, asks for ethics."""
    later = Framework.objects.create(
        key="standard-2",
        kind="accreditation",
        title="Standard standard",
        owner="Tests",
        edition="2",
        jurisdiction=standard.jurisdiction,
        replaces=standard,
        valid_from=day("2026-01-01"),
        groups=[["care", "Care"]],
    )
    Requirement.objects.create(key="std.ethics", label="Know the ethics", roles=["NUR"])
    for place, key in enumerate(("std.crs", "std.icans", "std.ethics")):
        requirement = Requirement.objects.get(key=key)
        Clause.objects.create(
            framework=later, requirement=requirement, group="care", position=place
        )
    CrosswalkEntry.objects.create(
        earlier=standard,
        later=later,
        requirement=Requirement.objects.get(key="std.crs"),
        relation="changed",
        note="Now every year.",
        verified=True,
    )
    return standard, later


def parts(page):
    """Lines of each part of the list."""
    return [table[1:] for table in tables(page)]


def test_new_changed_and_unchecked_requirements_are_listed_with_who_lacks_them(
    desk, editions, person
):
    person("Anna", shown={"std.crs": "2026-10-01"})
    person("Berta")
    page = desk.get(PAGE).text
    assert parts(page) == [
        [["Know the ethics Not verified", "–", "2 of 2 people"]],
        [["Recognise CRS Now every year.", "–", "1 of 2 people"]],
        [["Grade ICANS", "–", "2 of 2 people"]],
    ]
    assert "Collect cells" not in page
    query = "framework=standard-2&amp;requirement=std.ethics&amp;gaps=on"
    assert f'href="{desk.path("credentials:coverage_people")}?{query}"' in page


def test_what_nobody_here_is_asked_says_why(desk, editions, person):
    person("Anna")
    Requirement.objects.filter(key="std.icans").update(roles=["PSY"])
    Requirement.objects.filter(key="std.ethics").update(roles=[])
    assert parts(desk.get(PAGE).text) == [
        [["Know the ethics Not verified", "–", "Asked of the programme, not of people"]],
        [["Recognise CRS Now every year.", "–", "1 of 1 people"]],
        [["Grade ICANS", "–", "Asked of roles that nobody has here"]],
    ]


def test_the_link_leads_to_exactly_those_people(desk, editions, person):
    person("Anna", shown={"std.crs": "2026-10-01"})
    person("Berta")
    query = "?framework=standard-2&requirement=std.crs&gaps=on"
    page = desk.get("credentials:coverage_people", query=query).text
    assert "OfBerta" in page
    assert "OfAnna" not in page


def test_the_certificate_chooses_the_editions(desk, editions, person):
    Certification.objects.create(
        centre=desk.centre,
        framework=editions[0],
        certified_on=day("2024-05-01"),
        entered_by=desk.lead.user,
        entered_at=desk.centre.confirmed_at,
    )
    page = desk.get(PAGE).text
    assert "Certified under edition 1: what is missing under edition 2" in page
    assert "certified on 1 May 2024" in page


def test_other_editions_may_be_chosen(desk, editions):
    page = desk.get(PAGE, query="?earlier=standard-2&later=standard").text
    assert "From edition 2 to edition 1: what is missing" in page
    assert "Certified under edition" not in page
    same = desk.get(PAGE, query="?earlier=standard&later=standard").text
    assert "Choose two different editions" in same
    unknown = desk.get(PAGE, query="?earlier=nothing").text
    assert "Choose one of the list." in unknown


def record(desk, **fields):
    data = {"framework": "standard", "certified_on": "2024-05-01", **fields}
    return desk.client.post(desk.path(PAGE), data)


def test_a_quality_manager_records_a_certificate(desk, editions):
    assert record(desk, interim_audit_on="2026-12-01").status_code == 302
    row = desk.centre.certifications.get()
    assert (row.framework, row.certified_on, row.interim_audit_on, row.entered_by) == (
        editions[0],
        day("2024-05-01"),
        day("2026-12-01"),
        desk.lead.user,
    )
    entry = AuditEntry.objects.get(action="certification_recorded")
    assert entry.subject == f"centre:{desk.centre.public_id}"
    assert entry.actor_id == desk.lead.user.public_id
    assert entry.details == {"framework": "standard", "certified_on": "2024-05-01"}


def test_saying_it_again_changes_the_day_of_the_audit(desk, editions):
    record(desk, interim_audit_on="2026-12-01")
    record(desk, interim_audit_on="2027-01-15")
    assert desk.centre.certifications.get().interim_audit_on == day("2027-01-15")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"framework": ""}, "Choose the standard and its edition."),
        ({"framework": "cart-passport"}, "Choose one of the list."),
        ({"certified_on": ""}, "Enter the day on the certificate."),
        ({"certified_on": "2026-11-22"}, "This day is still to come."),
        ({"interim_audit_on": "2024-05-01"}, "Enter a day after the certificate."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, editions, fields, said):
    response = record(desk, **fields)
    assert response.status_code == 422
    assert said in response.text
    assert desk.centre.certifications.count() == 0


def test_before_any_edition_is_loaded_the_page_stands(desk):
    assert "What the next edition asks" in desk.get(PAGE).text


def test_one_page_costs_the_same_for_one_and_for_many(desk, editions, person):
    person("Anna")
    one = queries_of(desk, PAGE)
    for name in ("Berta", "Cyril"):
        person(name, shown={"std.crs": "2026-10-01"})
    assert queries_of(desk, PAGE) == one
