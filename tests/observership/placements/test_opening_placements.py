"""When both sides accepted, everything that the visit needs is there."""

from datetime import date

import pytest
from django.core import mail

from observership.domain.agreement import hash_of
from observership.models import GuestLink, SupportLetter
from observership.queries.agreements import content_of, newest_agreement
from observership.services.placements import NoDaysLeftError, OwnVisitError, open_placement
from tests.factories import EPOCH
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_match,
    make_objective,
    make_opening,
    make_placement,
    make_window,
)

pytestmark = pytest.mark.django_db
OPENED_AT = at("2026-05-06")


def accepted_match(**application):
    """A match that both sides accepted, of a visit in June; money 2001 and 999, 60 % first."""
    call = make_call(visitor_amount=2001, host_amount=999, first_step_percent=60)
    opening = make_opening(paperwork=["observation_only", "insurance"], house_rules="Be on time.")
    opening.objectives.set([make_objective("thaw"), make_objective("icans")])
    return make_match(
        make_application(call, "placed", **application), make_window(call, opening), "accepted"
    )


def answered_letter(application, **fields):
    """The word of a head of department."""
    given = {
        "head_name": "Head Asked",
        "head_email": "head@home.example.org",
        "token_hash": "a" * 64,
        "asked_at": EPOCH,
        "expires_at": EPOCH,
        "answered_at": EPOCH,
        "supports": True,
        "signed_name": "Prof. Head Signed",
    }
    return SupportLetter.objects.create(application=application, **{**given, **fields})


def test_days_are_the_first_stretch_that_suits_both():
    match = accepted_match(
        dates=[
            {"from": "2026-06-12", "until": "2026-06-20"},
            {"from": "2026-06-03", "until": "2026-06-09"},
        ],
        length=6,
    )
    placement = open_placement(match=match, at=OPENED_AT)
    assert (placement.starts_on, placement.ends_on) == (date(2026, 6, 3), date(2026, 6, 8))


AUGUST = {"dates": [{"from": "2026-08-01", "until": "2026-08-20"}], "length": 20}


def test_where_the_dates_were_set_aside_the_window_begins_it():
    match = accepted_match(**AUGUST)
    match.override = "She moves her leave."
    placement = open_placement(match=match, at=OPENED_AT)
    assert (placement.starts_on, placement.ends_on) == (date(2026, 6, 1), date(2026, 6, 14))


def test_without_days_that_suit_both_nothing_is_opened():
    with pytest.raises(NoDaysLeftError):
        open_placement(match=accepted_match(**AUGUST), at=OPENED_AT)


@pytest.mark.parametrize(
    ("opened", "answer_by", "begins"),
    [
        ("2026-06-03", "2026-06-02", date(2026, 6, 4)),
        ("2026-06-03", "2026-06-05", date(2026, 6, 6)),
    ],
)
def test_a_visit_begins_after_all_the_time_to_answer(opened, answer_by, begins):
    match = accepted_match()
    match.answer_by = at(answer_by)
    assert open_placement(match=match, at=at(opened)).starts_on == begins


def test_a_window_that_is_over_opens_nothing_even_where_a_rule_was_set_aside():
    match = accepted_match()
    match.override = "She asked for it."
    with pytest.raises(NoDaysLeftError):
        open_placement(match=match, at=at("2026-06-14"))


@pytest.mark.parametrize(("state", "is_free"), [("preparing", False), ("cancelled", True)])
def test_nobody_is_at_two_places_on_the_same_days(state, is_free):
    match = accepted_match()
    closed = {"closed_at": EPOCH} if state == "cancelled" else {}
    elsewhere = make_application(make_call(), "placed", trainee=match.application.trainee)
    make_placement(elsewhere.call, application=elsewhere, state=state, **closed)
    if is_free:
        assert open_placement(match=match, at=OPENED_AT).starts_on == date(2026, 6, 1)
    else:
        with pytest.raises(OwnVisitError):
            open_placement(match=match, at=OPENED_AT)


def test_the_head_who_answered_signs_for_the_home_department():
    match = accepted_match()
    answered_letter(match.application)
    placement = open_placement(match=match, at=OPENED_AT)
    assert (placement.home_name, placement.home_email) == (
        "Prof. Head Signed",
        "head@home.example.org",
    )


def test_lists_follow_the_paperwork_of_the_opening():
    placement = open_placement(match=accepted_match(), at=OPENED_AT)
    assert list(placement.tasks.values_list("side", "key")) == [
        ("host", "insurance"),
        ("host", "observation_only"),
        ("host", "named_contact"),
        ("host", "access_badge"),
        ("trainee", "leave_agreed"),
        ("trainee", "travel_booked"),
        ("trainee", "accommodation"),
        ("trainee", "travel_insurance"),
        ("trainee", "papers_sent"),
    ]


def test_money_is_split_into_two_steps_that_make_up_the_sums():
    placement = open_placement(match=accepted_match(), at=OPENED_AT)
    assert list(placement.funding.values_list("payee", "step", "amount", "state")) == [
        ("host", 1, 599, "planned"),
        ("host", 2, 400, "planned"),
        ("visitor", 1, 1200, "planned"),
        ("visitor", 2, 801, "planned"),
    ]


def test_the_first_version_takes_what_the_trainee_wants_of_the_offer():
    match = accepted_match()
    match.application.objectives.set([match.window.opening.objectives.get(key="icans")])
    agreement = newest_agreement(open_placement(match=match, at=OPENED_AT))
    said = content_of(agreement)
    assert agreement.version == 1
    assert agreement.content_hash == hash_of(agreement.content)
    assert [each["key"] for each in said["objectives"]] == ["icans"]
    assert (said["starts_on"], said["rules"]) == ("2026-06-01", "Be on time.")


def test_without_goals_among_the_offer_the_offer_is_the_first_version():
    agreement = newest_agreement(open_placement(match=accepted_match(), at=OPENED_AT))
    assert {each["key"] for each in content_of(agreement)["objectives"]} == {"icans", "thaw"}


def test_all_three_sides_are_told(run_jobs):
    match = accepted_match()
    answered_letter(match.application)
    placement = open_placement(match=match, at=OPENED_AT)
    run_jobs()
    assert {mail.to[0] for mail in mail.outbox} == {
        placement.trainee.user.email,
        placement.supervisor.user.email,
        "head@home.example.org",
    }
    assert [len(mail.subject) < 60 for mail in mail.outbox] == [True] * 3
    assert GuestLink.objects.get().expires_at == at("2026-06-05")


def test_the_supervisor_of_a_visit_is_never_its_trainee():
    match = accepted_match()
    opening = match.window.opening
    opening.supervisor = match.application.trainee
    opening.save()
    assert open_placement(match=match, at=OPENED_AT).supervisor is None
