"""Answers: two yeses make a placement, a no or silence frees the place."""

import pytest

from observership.domain.answers import Closed
from observership.domain.codes import Side
from observership.models import Placement
from observership.services.answers import (
    MatchClosedError,
    ReasonMissingError,
    SideError,
    WindowFullError,
    accept_match,
    decline_match,
    lapse_matches,
    release_match,
)
from observership.services.placements import OwnVisitError
from passport.jobs.models import Job
from passport.notices.models import Notice
from tests.observership_factories import make_application, make_call, make_placement

pytestmark = pytest.mark.django_db


def decline(stage, application, side, *, reason="It does not suit.", stay=True):
    match = stage.offer(application)
    return decline_match(
        match=match, side=side, by=stage.person(match, side), reason=reason, stay=stay, at=stage.at
    )


def freed() -> int:
    return Job.objects.filter(kind="match_freed").count()


def kinds(match) -> list[tuple[str, str]]:
    return [(event.kind, event.side) for event in match.events.all()]


@pytest.mark.parametrize("order", [(Side.TRAINEE, Side.HOST), (Side.HOST, Side.TRAINEE)])
def test_two_yeses_make_a_placement_whoever_answers_first(published, order):
    first = published.applications[0]
    match = published.accept(first, order[0])
    assert (match.state, Placement.objects.count()) == ("proposed", 0)
    match = published.accept(first, order[1])
    assert match.state == "accepted"
    assert kinds(match) == [
        ("proposed", ""), ("side_accepted", order[0]), ("side_accepted", order[1]),
        ("accepted", ""),
    ]  # fmt: skip
    assert published.places()[first.number] == ("placed", "Lyon")
    assert Placement.objects.get().match_id == match.pk


def test_a_second_yes_of_the_same_side_changes_nothing(published):
    first = published.applications[0]
    published.accept(first, Side.HOST)
    published.later(hours=1)
    match = published.accept(first, Side.HOST)
    assert kinds(match) == [("proposed", ""), ("side_accepted", "host")]
    published.accept(first, Side.TRAINEE)
    published.accept(first, Side.TRAINEE)
    assert Placement.objects.count() == 1


def test_only_trainee_and_host_answer(published):
    match = published.offer(published.applications[0])
    with pytest.raises(SideError):
        accept_match(match=match, side=Side.HOME, by=published.coordinator, at=published.at)


def test_a_full_window_takes_nobody_and_keeps_what_was_said_before(published):
    first, second, _third = published.applications
    published.accept(first)
    bonn = published.offer(second)
    bonn.window = published.offer(first).window
    bonn.save()
    published.accept(second, Side.TRAINEE)
    with pytest.raises(WindowFullError):
        published.accept(second, Side.HOST)
    bonn.refresh_from_db()
    assert (bonn.state, bonn.host_accepted_at, Placement.objects.count()) == ("proposed", None, 1)


@pytest.mark.parametrize("side", [Side.TRAINEE, Side.HOST])
def test_nobody_accepts_days_of_another_visit_in_whichever_call(published, side):
    first = published.applications[0]
    elsewhere = make_application(make_call(), "placed", trainee=first.trainee)
    make_placement(elsewhere.call, application=elsewhere)
    with pytest.raises(OwnVisitError):
        published.accept(first, side)
    match = published.offer(first)
    assert (match.state, kinds(match)) == ("proposed", [("proposed", "")])


def test_a_trainee_who_declines_stays_in_the_call(published):
    first = published.applications[0]
    match = decline(published, first, Side.TRAINEE)
    assert (match.state, match.declined_by, match.reason) == (
        "declined", "trainee", "It does not suit.",
    )  # fmt: skip
    assert (match.closed_at, freed()) == (published.at, 1)
    assert published.places()[first.number] == ("eligible", "")
    supervisor = match.window.opening.supervisor.user.email
    told = Notice.objects.get(kind="observership_offer_closed")
    assert (told.recipient, told.context["why"]) == (supervisor, "declined")


def test_a_trainee_who_declines_may_leave_the_call(published):
    first = published.applications[0]
    decline(published, first, Side.TRAINEE, stay=False)
    assert published.places()[first.number] == ("withdrawn", "")


def test_a_trainee_stays_in_the_call_when_the_host_declines(published):
    first = published.applications[0]
    decline(published, first, Side.HOST, stay=False)
    assert published.places()[first.number] == ("eligible", "")
    told = Notice.objects.get(kind="observership_offer_closed")
    assert told.recipient == first.trainee.user.email
    assert "suit" not in str(told.context)


def test_who_declines_says_why(published):
    with pytest.raises(ReasonMissingError):
        decline(published, published.applications[0], Side.HOST, reason=" ")


def test_what_was_accepted_by_both_is_not_declined(published):
    first = published.applications[0]
    published.accept(first)
    with pytest.raises(MatchClosedError) as refusal:
        decline(published, first, Side.TRAINEE)
    assert refusal.value.why == Closed.ACCEPTED


def test_an_offer_can_be_answered_until_the_last_second_of_its_day(published):
    first, second, _third = published.applications
    published.at = published.offer(first).answer_by
    published.accept(first, Side.TRAINEE)
    published.later(seconds=1)
    with pytest.raises(MatchClosedError) as refusal:
        published.accept(second, Side.TRAINEE)
    assert refusal.value.why == Closed.LATE


def test_offers_lapse_after_their_day_and_only_once(published):
    first, second, _third = published.applications
    published.accept(first)
    published.accept(second, Side.TRAINEE)
    published.at = published.offer(second).answer_by
    assert lapse_matches(at=published.at) == 0
    published.later(seconds=1)
    assert lapse_matches(at=published.at) == 1
    assert lapse_matches(at=published.at) == 0
    assert published.offer(second).state == "lapsed"
    assert published.places() == {
        first.number: ("placed", "Lyon"),
        second.number: ("eligible", ""),
        published.applications[2].number: ("not_placed", ""),
    }
    assert freed() == 1


@pytest.mark.parametrize(("stay", "state"), [(True, "eligible"), (False, "withdrawn")])
def test_a_place_that_is_given_back_is_free_again(published, stay, state):
    first = published.applications[0]
    match = published.accept(first)
    release_match(match=match, at=published.at, stay=stay)
    match.refresh_from_db()
    assert (match.state, match.closed_at, freed()) == ("ended", published.at, 1)
    assert published.places()[first.number] == (state, "")
