"""The people page: found by name, unit and role; what a lead may change about a member."""

from datetime import date, timedelta

import pytest
from django.test import Client

from passport.audit.models import AuditEntry
from passport.people.models import CentreMembership, ProfessionalRole
from passport.people.queries.centres import leads_of, member_of
from tests.centre_factories import join, make_centre, make_lead
from tests.coverage_pages.conftest import tables
from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


def person(first: str, last: str):
    return make_learner(make_user(first_name=first, last_name=last))


@pytest.fixture
def team(desk):
    """Three colleagues beside Quentin."""
    ana = join(desk.centre, person("Ana", "Černá"), roles=("NUR", "TRN"), unit="Ward 5")
    bo = join(desk.centre, person("Bo", "Novák"), roles=("PHA",), unit="Pharmacy")
    cy = join(desk.centre, person("Cyril", "Nováček"), roles=("NUR",), unit="Ward 5")
    return ana, bo, cy


@pytest.fixture
def path(desk, jana):
    join(desk.centre, jana, roles=("NUR",), unit="Ward 5")
    return ("people:membership", jana.public_id)


def names(desk, query: str = "") -> list[str]:
    found = tables(desk.get("people:members", query=query).text)
    return [row[0] for row in found[0][1:]] if found else []


def test_the_page_lists_name_roles_unit_kind_and_since(desk, team):
    assert tables(desk.get("people:members").text) == [
        [
            ["Name", "Roles", "Unit", "As", "Since", "Change"],
            ["Ana Černá", "Ward nurse, Local trainer or assessor", "Ward 5", "Staff",
             "5 January 2026", "Change Ana Černá"],
            ["Cyril Nováček", "Ward nurse", "Ward 5", "Staff", "5 January 2026",
             "Change Cyril Nováček"],
            ["Bo Novák", "Hospital pharmacist", "Pharmacy", "Staff", "5 January 2026",
             "Change Bo Novák"],
            ["Quentin Sample", "Quality manager", "–", "Quality manager", "5 January 2026",
             "Change Quentin Sample"],
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?name=novac", {"Cyril Nováček"}),
        ("?name=NOVÁK", {"Bo Novák"}),
        ("?name=cerna+ana", {"Ana Černá"}),
        ("?unit=Ward+5", {"Ana Černá", "Cyril Nováček"}),
        ("?role=PHA", {"Bo Novák"}),
        ("?unit=Ward+5&role=TRN", {"Ana Černá"}),
        ("?name=Zoe", set()),
    ],
)
def test_members_are_found_by_name_unit_and_role(desk, team, query, found):
    assert set(names(desk, query)) == found


def test_a_search_that_finds_nobody_says_how_to_go_on(desk, team):
    assert "Nobody fits all three filters" in desk.get("people:members", query="?name=Zoe").text


def test_members_of_other_centres_and_former_and_future_ones_are_not_listed(desk, other_desk, now):
    join(other_desk.centre, person("Otto", "Other"))
    join(desk.centre, person("Lea", "Left"), until=now.date() - timedelta(days=1))
    join(desk.centre, person("Fia", "Future"), on=now.date() + timedelta(days=1))
    assert names(desk) == ["Quentin Sample"]


def test_fifty_stand_on_a_page(desk):
    for number in range(51):
        join(desk.centre, person("Pat", f"Sample{number:02}"), unit="Ward 5")
    assert len(names(desk)) == 50
    assert len(names(desk, "?page=2")) == 2
    assert "?unit=Ward+5&amp;page=2" in desk.get("people:members", query="?unit=Ward+5").text


def test_the_page_costs_the_same_for_one_and_for_three(desk, queries):
    one = queries(lambda: desk.get("people:members"))
    for number in range(3):
        join(desk.centre, person("Pat", f"Sample{number}"), roles=("NUR", "ICU"))
    assert queries(lambda: desk.get("people:members")) == one


def test_a_name_leads_to_the_person(desk, team):
    page = desk.get("people:members").text
    assert f'/centre/{desk.centre.public_id}/people/{team[0].public_id}/"' in page


# --- changing a member ---


def test_a_lead_changes_roles_unit_and_kind(desk, jana, path, now):
    mark = desk.centre.mark
    data = {"roles": ["NUR", "ICU"], "unit": " Ward  6 ", "kind": "supervisor"}
    desk.post(*path, data=data)
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit) == (("NUR", "ICU"), "Ward 6")
    assert set(member.kinds) == {"staff", "supervisor"}
    assert member.since == date(2026, 1, 5)
    desk.centre.refresh_from_db()
    assert desk.centre.mark > mark
    entry = AuditEntry.objects.get(action="membership.changed")
    assert entry.details == {
        "professional": str(jana.public_id), "kind": "supervisor", "roles": ["NUR", "ICU"],
    }  # fmt: skip


def test_a_role_that_is_taken_away_ended_yesterday_and_stays_in_history(desk, jana, path, now):
    desk.post(*path, data={"roles": ["ICU"], "unit": "", "kind": "staff"})
    old = ProfessionalRole.objects.get(professional=jana, role="NUR")
    assert (old.ends_on, old.cancelled_at) == (now.date() - timedelta(days=1), None)
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit) == (("ICU",), "")
    before = member_of(desk.centre, jana.public_id, now.date() - timedelta(days=1))
    assert before.roles == ("NUR",)


def test_a_role_corrected_on_its_first_day_never_held(desk, jana, path, now):
    desk.post(*path, data={"roles": ["NUR", "ICU"], "unit": "", "kind": "staff"})
    desk.post(*path, data={"roles": ["NUR"], "unit": "", "kind": "staff"})
    assert member_of(desk.centre, jana.public_id, now.date()).roles == ("NUR",)
    desk.post(*path, data={"roles": ["NUR", "ICU"], "unit": "", "kind": "staff"})
    assert member_of(desk.centre, jana.public_id, now.date()).roles == ("NUR", "ICU")


def test_roles_elsewhere_stay_untouched(desk, jana, path, now):
    elsewhere = make_centre()
    join(elsewhere, jana, roles=("PHY",))
    ProfessionalRole.objects.create(professional=jana, role="REF", starts_on=now.date())
    before = list(ProfessionalRole.objects.exclude(centre=desk.centre).values())
    desk.post(*path, data={"roles": ["ICU"], "unit": "", "kind": "staff"})
    desk.post(*path, data={"end": "now"})
    kept = [each["id"] for each in before]
    assert list(ProfessionalRole.objects.filter(pk__in=kept).values()) == before


def test_a_quality_manager_can_be_made_and_unmade_while_one_remains(desk, jana, path, now):
    data = {"roles": ["NUR"], "unit": "", "kind": "lead"}
    desk.post(*path, data=data)
    assert leads_of(desk.centre, now.date()) == [desk.lead, jana]
    desk.post(*path, data={**data, "kind": "staff"})
    assert leads_of(desk.centre, now.date()) == [desk.lead]
    assert member_of(desk.centre, jana.public_id, now.date()).kinds == ("staff",)


def test_the_last_quality_manager_can_neither_step_down_nor_end(desk, now):
    path = ("people:membership", desk.lead.public_id)
    page = desk.post(*path, data={"roles": ["QMA"], "unit": "", "kind": "staff"})
    assert page.status_code == 422
    words = "Your centre needs a quality manager. Name another one first."
    assert page.context["form"].errors["kind"] == [words]
    assert words in desk.post(*path, data={"end": "now"}).text
    assert leads_of(desk.centre, now.date()) == [desk.lead]
    assert AuditEntry.objects.count() == 0


def test_one_of_two_leads_may_step_down_and_loses_the_desk(desk, now):
    make_lead(desk.centre)
    path = ("people:membership", desk.lead.public_id)
    answer = desk.post(*path, data={"roles": ["QMA"], "unit": "", "kind": "staff"})
    assert answer.status_code == 404
    member = member_of(desk.centre, desk.lead.public_id, now.date())
    assert member.kinds == ("staff",)


def test_a_role_must_be_chosen(desk, path):
    page = desk.post(*path, data={"kind": "staff"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["roles"]


def test_units_in_use_are_offered(desk, team, path):
    assert '<option value="Pharmacy">' in desk.get(*path).text


# --- one centre against another ---


def test_another_centre_reads_and_changes_nobody(desk, other_desk, jana, path, now):
    before = list(CentreMembership.objects.values())
    for data in ({"roles": ["ICU"], "unit": "", "kind": "lead"}, {"end": "now"}):
        assert other_desk.post(*path, data=data).status_code == 404
        assert other_desk.client.post(desk.path(*path), data).status_code == 404
    for name in ("people:members", "people:leavers", "people:invite"):
        assert other_desk.client.get(desk.path(name)).status_code == 404
        assert "Jana" not in other_desk.get(name).text
    assert other_desk.get(*path).status_code == 404
    assert list(CentreMembership.objects.values()) == before


def test_staff_and_supervisors_do_not_enter(desk, jana, clock):
    join(desk.centre, jana, kind="supervisor")
    browser = strong_sign_in(Client(), jana.user)
    assert browser.get(desk.path("people:members")).status_code == 404


def test_of_two_kinds_the_higher_is_shown(desk, jana):
    join(desk.centre, jana)
    CentreMembership.objects.create(
        professional=jana, centre=desk.centre, kind="supervisor", starts_on=date(2026, 2, 1)
    )
    rows = tables(desk.get("people:members").text)[0]
    assert ["Jana Nováková", "Ward nurse", "–", "Supervisor", "5 January 2026",
            "Change Jana Nováková"] in rows  # fmt: skip
