"""What a centre sees of one of its people: exactly a fixed list, as of any day it may ask for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from credentials.models import Edition, Revocation
from tests.centre_factories import join, make_framework, noon
from tests.centre_records.conftest import issue_passport
from tests.coverage.rows import align, ask_locally, attest, make_task, recognise, sign_off
from tests.factories import complete, make_learner, make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


def page(desk, nurse, query=""):
    return desk.get("credentials:person", nurse.public_id, query=query)


def words(response):
    return " ".join(strip_tags(response.text).split())


def test_stamps_show_version_language_hours_dates_and_verified_numbers(desk, passported):
    said = words(page(desk, passported))
    number = passported.passport.number
    for text in (
        "Jana Nováková", "Nurse · Ward 5", "Ward nurse", "Here since 5 January 2026",
        f"{number}: until 21 November 2027", "Core: knowledge", "2 modules, 22 minutes",
        "COR-01 Module COR-01 1.0 (1) EN 21 November 2026",
    ):  # fmt: skip
        assert text in said


def test_requirements_show_how_each_is_shown_and_local_ones_apart(desk, nurse, standard, now):
    align("COR-01", "team.education")
    complete(nurse, "COR-01", at=now - timedelta(days=3))
    attest(nurse, desk.centre, "team.licence", date(2026, 3, 2), kind="qualification",
           reference="Binder 3")  # fmt: skip
    local = ask_locally(desk.centre, "Yearly drill")
    attest(nurse, desk.centre, local, date(2026, 4, 2))
    said = words(page(desk, nurse, "?framework=standard"))
    assert "Education valid until 18 November 2027 Module: Module COR-01, 18 November 2026" in said
    assert "version 1.0, EN 11 minutes" in said
    assert "Qualification, 2 March 2026 by Quinn Quality Binder 3" in said
    assert "Physicians" not in said
    apart = said.index("Asked by this centre These are your own requirements")
    assert said.index("Requirements of Standard standard") < apart < said.index("Yearly drill")
    assert said[apart:].index("Yearly drill valid until 2 April 2027") > 0


def test_tasks_and_prior_learning_are_listed(desk, nurse, standard, now):
    sign_off(nurse, make_task(), desk.centre, now)
    recognise(nurse, "team.education", date(2025, 5, 6))
    recognise(nurse, "team.licence", date(2025, 5, 7), accepted=False)
    said = words(page(desk, nurse))
    unreviewed = "Demonstration: not clinically reviewed"
    assert f"Task ice-score {unreviewed} 1.0 21 November 2026 Alan Assessor" in said
    assert "A course elsewhere, Fictional Academy, 6 May 2025" in said
    assert "FA-7" not in said
    assert "7 May 2025" not in said


def test_nothing_of_another_centre_is_seen(desk, other_desk, nurse, standard, now):
    join(other_desk.centre, nurse, roles=("PHY",), unit="Far unit")
    ask_locally(other_desk.centre, "Their own drill")
    attest(nurse, other_desk.centre, "team.licence", date(2026, 3, 2), reference="Their binder")
    sign_off(nurse, make_task("far-task", team_drill="full"), other_desk.centre, now)
    said = words(page(desk, nurse, "?framework=standard"))
    for text in ("Elsewhere", "Far unit", "Treating physician", "Their", "far-task", "Physicians"):
        assert text not in said
    assert "Far unit" in words(page(other_desk, nurse))


def test_practice_observed_elsewhere_stays_out_of_the_stamps(
    desk, other_desk, nurse, now, key_dir, run_jobs
):
    make_framework("practice", {"task.ice-score": {"group": "NUR"}}, kind="practice")
    sign_off(nurse, make_task(), other_desk.centre, now - timedelta(days=1))
    issue_passport(nurse, now, run_jobs)
    assert "Hospital Elsewhere" in Edition.objects.get().content
    assert "Elsewhere" not in page(desk, nurse).text


def test_a_day_may_be_chosen(desk, nurse, standard, now):
    attest(nurse, desk.centre, "team.licence", date(2026, 6, 1), kind="qualification")
    before = words(page(desk, nurse, "?framework=standard&on=2026-05-31"))
    after = words(page(desk, nurse, "?framework=standard&on=2026-06-01"))
    later = words(page(desk, nurse, "?framework=standard&on=2027-06-02"))
    assert "Status on 31 May 2026" in before
    assert "Licence missing" in before
    assert "Licence valid until 1 June 2027" in after
    assert "Licence expired until 1 June 2027" in later


def test_the_passport_of_a_past_day_is_the_edition_of_that_day(desk, passported, clock, now):
    assert "No passport was issued by this day" in words(page(desk, passported, "?on=2026-11-20"))
    Revocation.objects.create(
        passport=passported.passport,
        change="revoked",
        reason="Copied.",
        decided_at=now + timedelta(days=9),
        decided_by=make_user(),
    )
    assert "Valid passport" in words(page(desk, passported, "?on=2026-11-29"))
    withdrawn = words(page(desk, passported, "?on=2026-11-30"))
    assert "Withdrawn by the issuer" in withdrawn
    assert "Copied." not in withdrawn


def test_a_framework_that_is_not_offered_is_refused(desk, nurse, standard):
    response = page(desk, nurse, "?framework=elsewhere")
    assert response.status_code == 422
    assert "Choose one of the list." in words(response)


@pytest.mark.parametrize("on", ["2016-11-20", "2028-11-22", "soon"])
def test_other_days_are_refused_with_what_is_possible(desk, nurse, standard, on):
    response = page(desk, nurse, f"?on={on}")
    assert response.status_code == 422
    said = words(response)
    assert "Choose a day of the last 10 years" in said or "Enter a day as year" in said


def test_before_the_person_came_nothing_is_shown(desk, standard, now):
    late = join(desk.centre, on=date(2026, 10, 1))
    said = words(page(desk, late, "?on=2026-09-30"))
    assert "Not at your centre on that day" in said
    assert "Requirements of" not in said


def test_leavers_people_of_others_and_strangers_are_not_there(desk, other_desk, nurse, now):
    left = join(desk.centre, until=now.date() - timedelta(days=1))
    future = join(desk.centre, on=now.date() + timedelta(days=1))
    foreign = join(other_desk.centre)
    for person in (left, future, foreign, make_learner()):
        assert page(desk, person).status_code == 404
    assert page(other_desk, nurse).status_code == 404


def test_staff_of_the_centre_do_not_see_it(client, desk, nurse, clock):
    colleague = join(desk.centre, kind="supervisor")
    address = desk.path("credentials:person", nurse.public_id)
    strong_sign_in(client, colleague.user)
    assert client.get(address).status_code == 404


def test_a_centre_that_was_not_confirmed_is_led_to_its_overview(desk, nurse):
    desk.centre.confirmed_at = None
    desk.centre.save()
    assert page(desk, nurse)["Location"] == desk.path("dashboard:centre")


def test_the_page_leads_to_recording_and_to_packs(desk, nurse, standard):
    seen = page(desk, nurse, "?framework=standard").text
    assert desk.path("credentials:attest", nurse.public_id) + "?framework=standard" in seen
    assert desk.path("credentials:packs") in seen
    own = page(desk, desk.lead).text
    assert desk.path("credentials:attest", desk.lead.public_id) not in own


def test_the_page_costs_the_same_for_one_record_and_for_many(desk, passported, standard, now):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as spent:
            assert page(desk, passported, "?framework=standard").status_code == 200
        return len(spent)

    task = make_task()

    def more(number):
        attest(passported, desk.centre, "team.licence", date(2026, 3, number))
        attest(passported, desk.centre, ask_locally(desk.centre, f"Drill {number}"),
               date(2026, 3, number))  # fmt: skip
        sign_off(passported, task, desk.centre, noon(f"2026-03-0{number}"))
        recognise(passported, "team.education", date(2025, 5, number))

    more(1)
    cost()
    one = cost()
    for number in (2, 3, 4):
        more(number)
    cost()
    assert cost() == one


def test_a_centre_without_standards_says_so(desk, nurse):
    assert "asks nothing of the roles held here" in words(page(desk, nurse))
