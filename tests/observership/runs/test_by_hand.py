"""What hosts suggest instead of yes or no, and what coordinators propose by hand."""

from datetime import date

import pytest

from observership.domain.answers import DatesRefusal
from observership.domain.codes import Side
from observership.models import Match, Placement
from observership.queries.matches import suggestion_of
from observership.services.answers import (
    MatchClosedError,
    ReasonMissingError,
    WindowFullError,
)
from observership.services.overrides import (
    NotInMatchingError,
    NotPublishedError,
    WindowOverError,
    broken_rules,
    propose_match,
)
from observership.services.suggestions import (
    DatesRefusedError,
    suggest_days,
    suggest_window,
)
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_opening,
    make_placement,
)

pytestmark = pytest.mark.django_db


def suggest(stage, application, first, words=""):
    match = stage.offer(application)
    return suggest_days(
        match=match, first=first, words=words, by=stage.person(match, Side.HOST), at=stage.at
    )


def propose(stage, application, window, reason="She asked for it."):
    return propose_match(
        application=application, window=window, reason=reason, by=stage.coordinator, at=stage.at
    )


def test_days_that_a_host_suggests_are_those_of_the_placement(published):
    first = published.applications[0]
    published.accept(first, Side.TRAINEE)
    match = suggest(published, first, date(2026, 6, 8), "The ward is closed before.")

    said = suggestion_of(match)
    assert (said.days.first, said.days.last) == (date(2026, 6, 8), date(2026, 6, 12))
    assert said.words == "The ward is closed before."
    assert (match.trainee_accepted_at, match.host_accepted_at) == (None, published.at)
    told = Notice.objects.get(kind="observership_dates_suggested")
    assert (told.recipient, told.context["first"]) == (first.trainee.user.email, "2026-06-08")

    published.accept(first, Side.TRAINEE)
    placement = Placement.objects.get()
    assert (placement.starts_on, placement.ends_on) == (date(2026, 6, 8), date(2026, 6, 12))
    first.refresh_from_db()
    assert first.dates == [{"from": "2026-06-01", "until": "2026-07-31"}]


def test_a_suggestion_leaves_three_days_to_answer(published):
    first = published.applications[0]
    published.at = published.offer(first).answer_by
    match = suggest(published, first, date(2026, 6, 8))
    assert match.answer_by.isoformat() == "2026-05-14T23:59:59+02:00"


def test_other_days_give_more_time_to_answer_once(published):
    first = published.applications[0]
    published.at = published.offer(first).answer_by
    suggest(published, first, date(2026, 6, 8))
    published.later(days=2)
    match = suggest(published, first, date(2026, 6, 9))
    assert match.answer_by.isoformat() == "2026-05-14T21:59:59+00:00"
    assert suggestion_of(match).days.first == date(2026, 6, 9)


def test_days_that_begin_before_the_last_day_to_answer_are_not_suggested(published):
    first = published.applications[0]
    Match.objects.update(answer_by=at("2026-06-02"))
    with pytest.raises(DatesRefusedError) as refusal:
        suggest(published, first, date(2026, 6, 2))
    assert refusal.value.why == DatesRefusal.SOON
    assert suggestion_of(suggest(published, first, date(2026, 6, 3))).days.first == date(2026, 6, 3)


def test_days_on_which_the_trainee_is_elsewhere_are_not_suggested(published):
    first = published.applications[0]
    elsewhere = make_application(make_call(), "placed", trainee=first.trainee)
    make_placement(elsewhere.call, application=elsewhere)
    with pytest.raises(DatesRefusedError) as refusal:
        suggest(published, first, date(2026, 6, 5))
    assert refusal.value.why == DatesRefusal.TRAINEE
    assert suggestion_of(suggest(published, first, date(2026, 6, 6))).days.first == date(2026, 6, 6)


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2026, 5, 31), DatesRefusal.WINDOW), (date(2026, 6, 11), DatesRefusal.WINDOW)],
)
def test_days_outside_the_window_are_not_suggested(published, day, why):
    with pytest.raises(DatesRefusedError) as refusal:
        suggest(published, published.applications[0], day)
    assert refusal.value.why == why


def test_days_on_which_the_trainee_cannot_come_are_not_suggested(published):
    first = published.applications[0]
    first.dates = [{"from": "2026-06-01", "until": "2026-06-06"}]
    first.save()
    with pytest.raises(DatesRefusedError) as refusal:
        suggest(published, first, date(2026, 6, 8))
    assert refusal.value.why == DatesRefusal.TRAINEE


def test_another_window_is_a_word_to_coordinators_and_nothing_else(published):
    match = published.offer(published.applications[0])
    other = published.window(
        opening=match.window.opening, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 14)
    )
    host = published.person(match, Side.HOST)
    after = suggest_window(match=match, window=other, words="Better.", by=host, at=published.at)
    assert (after.state, after.window_id, after.answer_by) == (
        "proposed", match.window_id, match.answer_by,
    )  # fmt: skip
    event = match.events.last()
    assert (event.kind, event.note) == ("window_suggested", "2026-09-01/2026-09-14 Better.")
    told = Notice.objects.get(kind="observership_window_suggested")
    assert told.recipient == published.coordinator.email


def test_a_free_place_is_proposed_by_hand(published):
    third = published.applications[2]
    window = published.window(opening=make_opening(department="Ulm"))
    run = propose(published, third, window)
    assert published.places()[third.number] == ("offered", "Ulm")
    assert (run.kind, run.asked_by, published.offer(third).override) == (
        "rerun", published.coordinator, "",
    )  # fmt: skip
    assert AuditEntry.objects.get(action="match_proposed_by_hand").details["reason"]


def test_a_proposal_by_hand_replaces_an_offer_that_waits(published):
    first, second, third = published.applications
    window = published.window(opening=make_opening(department="Ulm"))
    propose(published, first, window)
    assert published.places() == {
        first.number: ("offered", "Ulm"),
        second.number: ("offered", "Lyon"),
        third.number: ("offered", "Bonn"),
    }


def test_a_proposal_by_hand_may_set_a_rule_aside_and_says_so(published):
    third = published.applications[2]
    german = published.window(
        opening=make_opening(department="Ulm", languages=[{"code": "de", "level": "B2"}])
    )
    assert [each.value for each in broken_rules(third, german, published.at.date())] == ["language"]
    propose(published, third, german, "An interpreter comes along.")
    assert published.offer(third).override == "An interpreter comes along."
    assert AuditEntry.objects.filter(action="matching_rule_set_aside").count() == 1


def test_a_late_proposal_sets_the_dates_aside_and_gets_what_is_left_of_the_window(published):
    third = published.applications[2]
    window = published.window(opening=make_opening(department="Ulm"))
    published.later(days=30)
    assert [each.value for each in broken_rules(third, window, published.at.date())] == ["dates"]
    propose(published, third, window, "Three days are enough.")
    assert published.offer(third).override == "Three days are enough."
    published.accept(third)
    placement = Placement.objects.get()
    assert (placement.starts_on, placement.ends_on) == (date(2026, 6, 11), date(2026, 6, 14))


def test_a_window_that_is_over_before_the_last_answer_is_not_proposed(published):
    window = published.window(opening=make_opening(department="Ulm"))
    published.later(days=34)
    with pytest.raises(WindowOverError):
        propose(published, published.applications[2], window)


def test_a_place_that_is_offered_to_somebody_is_not_proposed(published):
    with pytest.raises(WindowFullError):
        propose(published, published.applications[2], published.call.windows.first())


def test_who_has_a_yes_is_not_moved_by_hand(published):
    first = published.applications[0]
    published.accept(first, Side.HOST)
    window = published.window(opening=make_opening(department="Ulm"))
    with pytest.raises(MatchClosedError):
        propose(published, first, window)
    published.accept(first, Side.TRAINEE)
    with pytest.raises(NotInMatchingError):
        propose(published, first, window)


def test_a_proposal_by_hand_says_why_and_comes_after_publication(market):
    stage = market()
    third = stage.applications[2]
    window = stage.window(opening=make_opening(department="Ulm"))
    with pytest.raises(NotPublishedError):
        propose(stage, third, window)
    stage.publish()
    with pytest.raises(ReasonMissingError):
        propose(stage, third, window, " ")
