"""The forms with which a quality manager records what was shown, and takes it back."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from credentials.models import Attestation, AttestationWithdrawal
from credentials.queries.standards import local_key
from tests.centre_factories import join, make_lead
from tests.coverage.rows import ask_locally, attest
from tests.factories import make_learner, make_programme

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(strip_tags(response.text).split())


def filled(**more):
    return {
        "asked": "team.licence", "kind": "", "shown_on": "2026-03-02", "hours": "",
        "reference": "Binder 3", **more,
    }  # fmt: skip


def send(desk, person, **more):
    return desk.post("credentials:attest", person.public_id, data=filled(**more))


def test_the_form_offers_what_is_asked_of_this_person_and_can_be_attested(desk, nurse, standard):
    ask_locally(desk.centre, "Yearly drill", roles=["NUR"])
    ask_locally(desk.centre, "Doctors only", roles=["PHY"])
    said = words(desk.get("credentials:attest", nurse.public_id))
    for text in (
        "Licence (qualification)",
        "Orientation (orientation, yearly competence)",
        "Education (continuing education)",
        "Yearly drill (yearly competence)",
    ):
        assert text in said
    for text in ("Drill (", "Policy", "Physicians", "Doctors only"):
        assert text not in said.replace("Yearly drill (", "")


def test_what_is_sent_is_recorded_and_the_person_page_shows_it(desk, nurse, standard, now):
    response = send(desk, nurse)
    row = Attestation.objects.get()
    assert (row.kind, row.shown_on, row.reference, row.attested_by, row.attested_at) == (
        "qualification", date(2026, 3, 2), "Binder 3", desk.lead.user, now,
    )  # fmt: skip
    said = words(response)
    assert response.redirect_chain[-1][0] == (
        desk.path("credentials:person", nurse.public_id) + "?framework=standard"
    )
    assert "Recorded for 1 person." in said
    assert "Recorded by Quentin Sample on 21 November 2026" in said


def test_an_own_requirement_is_recorded_in_its_own_way(desk, nurse, standard):
    local = ask_locally(desk.centre, "Yearly drill", evidence_kind="observed")
    send(desk, nurse, asked=local_key(local.public_id))
    assert Attestation.objects.get().kind == "observed"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"asked": ""}, "Choose what was shown."),
        ({"asked": "team.policy"}, "Choose one of the entries in the list."),
        ({"asked": "team.orientation"},
         "This is shown by: Orientation, Yearly competence. Choose one."),
        ({"kind": "orientation"}, "This is shown by: Qualification. Choose one."),
        ({"asked": "team.education"}, "Enter the hours of continuing education."),
        ({"hours": "3"}, "Hours belong to continuing education. Leave them out."),
        ({"shown_on": "2026-11-22"}, "Choose a day of the last 10 years, today at the latest."),
        ({"shown_on": "2016-11-20"}, "Choose a day of the last 10 years, today at the latest."),
        ({"shown_on": "yesterday"}, "Enter a day as year, month and day"),
        ({"reference": "born 4.2.1981"}, "Leave the date out: the day stands in its own field."),
        ({"reference": "file 810204/1234"},
         "This looks like a personal or record number. Name the binder, page or system instead."),
        ({"reference": "copy of her passport"},
         "Say nothing about identity papers or patients."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_remedy(desk, nurse, standard, fields, text):
    response = send(desk, nurse, **fields)
    assert response.status_code == 422
    assert text in words(response)
    assert Attestation.objects.count() == 0


def test_continuing_education_keeps_its_hours(desk, nurse, standard):
    send(desk, nurse, asked="team.education", hours="6")
    assert Attestation.objects.get().hours == 6
    assert "Continuing education, 2 March 2026, 6 hours" in words(
        desk.get("credentials:person", nurse.public_id)
    )


def test_nobody_opens_the_form_for_oneself(desk, standard):
    response = desk.post("credentials:attest", desk.lead.public_id, data=filled())
    assert "Another quality manager attests for you." in words(response)
    assert Attestation.objects.count() == 0


def test_our_own_programme_is_not_offered(desk, nurse):
    make_programme()
    said = words(desk.get("credentials:attest", nurse.public_id, query="?framework=cart-passport"))
    assert "Nothing here can be attested" in said


def test_several_people_are_recorded_at_once(desk, nurse, standard, now):
    other = join(desk.centre, roles=("PHY",))
    chosen = [str(nurse.public_id), str(other.public_id)]
    data = filled(asked="team.orientation", kind="orientation", people=chosen)
    response = desk.post("credentials:attest_many", data=data)
    assert "Recorded for 2 people." in words(response)
    rows = Attestation.objects.values_list("professional_id", flat=True)
    assert set(rows) == {nurse.pk, other.pk}
    again = desk.post("credentials:attest_many", data=data)
    assert "2 people had the very same before: nothing was added." in words(again)


def test_the_list_can_be_narrowed_and_holds_everybody_but_oneself(desk, nurse, standard):
    doctor = join(desk.centre, make_learner(), roles=("PHY",), unit="Clinic")
    every = words(desk.get("credentials:attest_many"))
    assert "Jana Nováková: Ward nurse" in every
    assert "Quentin Sample: " not in every
    narrowed = words(desk.get("credentials:attest_many", query="?unit=Clinic"))
    assert f"{doctor.user.get_full_name()}: Treating physician" in narrowed
    assert "Jana Nováková: " not in narrowed
    assert "Nobody fits" in words(
        desk.get("credentials:attest_many", query="?unit=Clinic&role=NUR")
    )


@pytest.mark.parametrize("who", ["foreign", "self"])
def test_people_who_are_not_listed_are_refused(desk, other_desk, nurse, standard, who):
    person = desk.lead if who == "self" else join(other_desk.centre)
    data = filled(people=[str(nurse.public_id), str(person.public_id)])
    response = desk.post("credentials:attest_many", data=data)
    assert response.status_code == 422
    assert "Choose colleagues from the list only." in words(response)
    assert Attestation.objects.count() == 0


def test_what_some_are_not_asked_for_is_said_by_name(desk, nurse, standard):
    doctor = join(desk.centre, roles=("PHY",))
    chosen = [str(nurse.public_id), str(doctor.public_id)]
    response = desk.post(
        "credentials:attest_many", data=filled(asked="team.physicians", people=chosen)
    )
    assert "This is not asked of: Jana Nováková." in words(response)
    assert Attestation.objects.count() == 0


def test_links_may_choose_people_and_requirement(desk, nurse, standard):
    query = f"?people={nurse.public_id}&asked=team.licence"
    seen = desk.get("credentials:attest_many", query=query).text
    assert f'value="{nurse.public_id}"' in seen
    assert seen.count(" checked") == 1
    assert '<option value="team.licence" selected>' in seen


def test_a_record_is_taken_back_with_a_reason(desk, nurse, standard):
    row = attest(nurse, desk.centre, "team.licence", date(2026, 3, 2), kind="qualification")
    name = "credentials:withdraw_attestation"
    refused = desk.post(name, row.public_id, data={"reason": " "})
    assert "Give a reason: it stays with the record." in words(refused)
    response = desk.post(name, row.public_id, data={"reason": "Wrong colleague."})
    withdrawal = AttestationWithdrawal.objects.get()
    assert (withdrawal.reason, withdrawal.withdrawn_by) == ("Wrong colleague.", desk.lead.user)
    said = words(response)
    assert "Taken back on 21 November 2026: Wrong colleague." in said
    assert "Licence missing" in words(
        desk.get("credentials:person", nurse.public_id, query="?framework=standard")
    )
    again = desk.post(name, row.public_id, data={"reason": "Twice."})
    assert "This was taken back before." in words(again)


def test_another_centre_reaches_neither_form_nor_record(desk, other_desk, nurse, standard):
    row = attest(nurse, desk.centre, "team.licence", date(2026, 3, 2))
    assert send(other_desk, nurse).status_code == 404
    withdraw = "credentials:withdraw_attestation"
    assert other_desk.get(withdraw, row.public_id).status_code == 404
    answer = other_desk.post(withdraw, row.public_id, data={"reason": "Mine."})
    assert answer.status_code == 404
    address = desk.path("credentials:attest", nurse.public_id)
    assert other_desk.client.post(address, filled()).status_code == 404
    assert (Attestation.objects.count(), AttestationWithdrawal.objects.count()) == (1, 0)


def test_a_record_of_somebody_who_left_is_not_opened(desk, standard, now):
    left = join(desk.centre, until=now.date() - timedelta(days=1))
    row = attest(left, desk.centre, "team.licence", date(2026, 3, 2))
    assert desk.get("credentials:withdraw_attestation", row.public_id).status_code == 404


def test_a_second_quality_manager_attests_for_the_first(desk, standard, clock):
    second = make_lead(desk.centre)
    send(desk, second)
    assert Attestation.objects.get().professional == second


def test_the_form_for_many_costs_the_same_for_one_and_for_three(desk, nurse, standard):
    def cost():
        with CaptureQueriesContext(connection) as spent:
            assert desk.get("credentials:attest_many").status_code == 200
        return len(spent)

    cost()
    one = cost()
    for _ in range(2):
        join(desk.centre)
    cost()
    assert cost() == one
