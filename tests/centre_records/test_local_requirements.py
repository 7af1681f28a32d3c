"""What a centre asks of its own people: added, counted, ended; apart from every standard."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from credentials.models import LocalRequirement
from credentials.queries.coverage import view_of
from credentials.services.local_requirements import (
    Asked,
    AskedAlreadyError,
    EndsTooEarlyError,
    add_local_requirement,
    end_local_requirement,
)
from passport.audit.models import AuditEntry
from tests.centre_factories import join
from tests.coverage.rows import ask_locally, attest

pytestmark = pytest.mark.django_db
LIST = "credentials:local_requirements"


def words(response):
    return " ".join(strip_tags(response.text).split())


def filled(**more):
    return {
        "label": "Yearly drill", "roles": ["NUR", "PHY"], "evidence_kind": "yearly_competence",
        "validity_months": "12", **more,
    }  # fmt: skip


def add(desk, at, label="Yearly drill"):
    asked = Asked(label, ["all"], "orientation")
    return add_local_requirement(centre=desk.centre, asked=asked, by=desk.lead.user, at=at)


def mark(centre):
    centre.refresh_from_db()
    return centre.mark


def test_something_is_asked_from_today_on(desk, now):
    before = mark(desk.centre)
    response = desk.post(LIST, data=filled())
    row = LocalRequirement.objects.get()
    assert (row.centre, row.label, row.roles, row.evidence_kind, row.validity_months) == (
        desk.centre, "Yearly drill", ["NUR", "PHY"], "yearly_competence", 12,
    )  # fmt: skip
    assert (row.starts_on, row.ends_on, row.created_by, row.created_at) == (
        now.date(), None, desk.lead.user, now,
    )  # fmt: skip
    assert mark(desk.centre) > before
    assert AuditEntry.objects.get(action="local_requirement_added").subject == (
        f"local_requirement:{row.public_id}"
    )
    said = words(response)
    assert "Yearly drill Ward nurse, Treating physician Yearly competence 12 months" in said


def test_everybody_stands_alone(desk):
    desk.post(LIST, data=filled(roles=["all", "NUR"], validity_months=""))
    row = LocalRequirement.objects.get()
    assert (row.roles, row.validity_months) == (["all"], None)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"label": ""}, "Say in a few words what you ask."),
        ({"roles": []}, "Choose at least one role, or everybody."),
        ({"evidence_kind": ""}, "Choose how it is shown."),
        ({"validity_months": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_is_missing_is_said(desk, fields, text):
    response = desk.post(LIST, data=filled(**fields))
    assert response.status_code == 422
    assert text in words(response)
    assert LocalRequirement.objects.count() == 0


def test_the_same_words_are_asked_once_at_a_time(desk, now):
    row = add(desk, now)
    with pytest.raises(AskedAlreadyError):
        add(desk, now, "YEARLY drill")
    said = words(desk.post(LIST, data=filled(label="yearly Drill")))
    assert "You ask this already. Use other words, or end the other one." in said
    end_local_requirement(requirement=row, last_day=now.date(), by=desk.lead.user, at=now)
    add(desk, now)
    assert LocalRequirement.objects.count() == 2


def test_the_list_counts_who_has_it_in_force(desk, nurse, standard, now):
    local = ask_locally(desk.centre, "Yearly drill", roles=["NUR"])
    join(desk.centre)
    attest(nurse, desk.centre, local, date(2026, 3, 2))
    assert "Yearly drill Ward nurse Yearly competence 12 months 1 of 2" in words(desk.get(LIST))


def test_it_ends_after_a_day_that_is_not_past(desk, nurse, standard, now):
    local = ask_locally(desk.centre, "Yearly drill")
    before = mark(desk.centre)
    for day in ("2026-11-20", "2031-11-22", ""):
        refused = desk.post(
            "credentials:end_local_requirement", local.public_id, data={"last_day": day}
        )
        assert refused.status_code == 422
    with pytest.raises(EndsTooEarlyError):
        end_local_requirement(
            requirement=local, last_day=date(2026, 11, 20), by=desk.lead.user, at=now
        )
    desk.post("credentials:end_local_requirement", local.public_id, data={"last_day": "2026-11-30"})
    local.refresh_from_db()
    assert (local.ends_on, mark(desk.centre) > before) == (date(2026, 11, 30), True)
    entry = AuditEntry.objects.get(action="local_requirement_ended")
    assert entry.details == {"last_day": "2026-11-30"}

    def asked(on):
        return [each.label for each in view_of(desk.centre, "standard", on).columns if each.local]

    assert (asked(date(2026, 11, 30)), asked(date(2026, 12, 1))) == (["Yearly drill"], [])


def test_what_ended_is_listed_apart(desk, now):
    ask_locally(desk.centre, "Old drill", ends_on=now.date() - timedelta(days=1))
    said = words(desk.get(LIST))
    assert "Your own requirements will be listed here" in said
    assert "No longer asked Old drill: 5 January 2026 to 20 November 2026" in said


def test_another_centre_neither_sees_nor_ends_it(desk, other_desk, now):
    local = add(desk, now)
    assert "Yearly drill" not in words(other_desk.get(LIST)).replace(
        "For example: yearly drill", ""
    )
    name = "credentials:end_local_requirement"
    data = {"last_day": "2026-11-30"}
    assert other_desk.get(name, local.public_id).status_code == 404
    assert other_desk.post(name, local.public_id, data=data).status_code == 404
    assert other_desk.client.post(desk.path(name, local.public_id), data).status_code == 404
    assert other_desk.client.post(desk.path(LIST), filled()).status_code == 404
    local.refresh_from_db()
    assert (local.ends_on, LocalRequirement.objects.count()) == (None, 1)


def test_the_list_costs_the_same_for_one_and_for_three(desk, nurse, standard):
    def cost():
        with CaptureQueriesContext(connection) as spent:
            assert desk.get(LIST).status_code == 200
        return len(spent)

    ask_locally(desk.centre, "Drill 1")
    cost()
    one = cost()
    for number in (2, 3):
        ask_locally(desk.centre, f"Drill {number}")
    cost()
    assert cost() == one
