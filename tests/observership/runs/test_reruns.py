"""After an answer only what is free is matched again: a yes stays, open offers only get better."""

from datetime import date

import pytest

from observership.domain.codes import Side
from observership.models import HostPreference, Match, MatchRun, Placement
from observership.services.answers import (
    decline_match,
    lapse_matches,
    release_match,
)
from observership.services.reruns import rerun_call
from passport.notices.models import Notice
from tests.factories import EPOCH
from tests.observership.runs.conftest import keep
from tests.observership.runs.reading import (
    desk,
    host,
    reasons,
    shown_offer,
    stop_clock,
    text_of,
    trainee,
)
from tests.observership_factories import make_opening

pytestmark = pytest.mark.django_db


def decline(stage, application, *, side=Side.TRAINEE, stay=True):
    match = stage.offer(application)
    decline_match(
        match=match, side=side, by=stage.person(match, side), reason="No.", stay=stay, at=stage.at
    )
    return match


def rerun(stage):
    return rerun_call(call_id=stage.call.pk, at=stage.later(hours=1))


def test_nothing_is_matched_again_before_publication(market):
    assert rerun(market()) is None


def test_an_open_offer_is_replaced_by_a_better_one_and_the_next_moves_up(published):
    first, second, third = published.applications
    decline(published, first, stay=False)
    old = published.offer(second)
    run = rerun(published)

    assert published.places() == {
        first.number: ("withdrawn", ""),
        second.number: ("offered", "Lyon"),
        third.number: ("offered", "Bonn"),
    }
    old.refresh_from_db()
    assert (old.state, old.closed_at) == ("superseded", published.at)
    assert [event.kind for event in old.events.all()] == ["proposed", "superseded"]
    assert (run.kind, run.number, run.published_at) == ("rerun", 2, published.at)
    assert {match.run_id for match in (published.offer(second), published.offer(third))} == {run.pk}
    assert published.offer(third).answer_by.isoformat() == "2026-05-11T21:59:59+00:00"


def test_an_offer_that_does_not_change_keeps_its_row_and_its_deadline(published):
    first, second, third = published.applications
    decline(published, second, stay=False)
    before = Match.objects.filter(pk=published.offer(first).pk).values().get()
    rerun(published)
    assert Match.objects.filter(pk=published.offer(first).pk).values().get() == before
    assert published.places()[third.number] == ("offered", "Bonn")


@pytest.mark.parametrize("side", [Side.TRAINEE, Side.HOST])
def test_what_one_side_accepted_stays(published, side):
    first, second, third = published.applications
    published.accept(second, side)
    decline(published, first, stay=False)
    rerun(published)
    assert published.places() == {
        first.number: ("withdrawn", ""),
        second.number: ("offered", "Bonn"),
        third.number: ("offered", "Lyon"),
    }


def test_what_both_accepted_stays(published):
    first, second, _third = published.applications
    published.accept(second)
    decline(published, first, stay=False)
    rerun(published)
    assert published.places()[second.number] == ("placed", "Bonn")


@pytest.mark.parametrize("side", [Side.TRAINEE, Side.HOST])
def test_a_department_that_was_declined_is_not_offered_again(published, side):
    first, second, third = published.applications
    lyon = published.offer(first).window.opening
    published.window(opening=lyon, starts_on=date(2026, 6, 20), ends_on=date(2026, 6, 28))
    decline(published, first, side=side)
    rerun(published)
    assert published.places() == {
        first.number: ("offered", "Bonn"),
        second.number: ("offered", "Lyon"),
        third.number: ("offered", "Lyon"),
    }
    decline(published, first, side=side)
    rerun(published)
    assert published.places()[first.number] == ("not_placed", "")
    told = Notice.objects.filter(kind="observership_not_placed")
    assert [each.recipient for each in told] == [first.trainee.user.email]


def test_who_declined_takes_nobodys_open_offer_away(market):
    stage = market()
    first, second, third = stage.applications
    second.preferences.filter(rank=1).delete()
    second.any_host = False
    second.save()
    stage.publish()
    decline(stage, first)
    rerun(stage)
    assert stage.places() == {
        first.number: ("not_placed", ""),
        second.number: ("offered", "Bonn"),
        third.number: ("offered", "Lyon"),
    }


def test_a_hosts_later_word_takes_no_open_offer_away(published):
    first, second, third = published.applications
    bonn = published.offer(second).window.opening
    HostPreference.objects.create(
        opening=bonn, application=second, refused=True, reason="No.",
        by=published.coordinator, at=EPOCH,
    )  # fmt: skip
    decline(published, first, stay=False)
    rerun(published)
    assert published.places()[second.number] == ("offered", "Bonn")
    assert published.places()[third.number] == ("offered", "Lyon")


def test_a_place_that_was_given_back_goes_to_somebody_else(published):
    first, _second, third = published.applications
    match = published.accept(first)
    published.accept(published.applications[1])
    release_match(match=match, at=published.at, stay=False)
    rerun(published)
    assert published.places()[third.number] == ("offered", "Lyon")


def test_places_are_not_offered_for_days_that_are_too_near(published):
    first, _second, third = published.applications
    decline(published, first, stay=False)
    published.accept(published.applications[1], Side.HOST)
    published.later(days=30)
    rerun(published)
    assert published.places()[third.number] == ("not_placed", "")


def test_a_late_offer_is_for_days_after_its_time_to_answer(round_):
    june = round_.window(ends_on=date(2026, 6, 30))
    first = round_.apply(june)
    second = round_.apply(june, dates=[{"from": "2026-06-01", "until": "2026-06-30"}])
    round_.fix_order()
    round_.publish()
    round_.accept(first, Side.HOST)
    round_.later(days=24)
    Match.objects.update(answer_by=round_.at)
    decline(round_, first, stay=False)
    rerun(round_)
    assert round_.offer(second).answer_by.isoformat() == "2026-06-04T21:59:59+00:00"
    round_.later(days=6)
    round_.accept(second)
    placement = Placement.objects.get()
    assert (placement.starts_on, placement.ends_on) == (date(2026, 6, 5), date(2026, 6, 9))


def test_an_offer_whose_days_are_too_near_by_now_is_told_as_the_offer_that_it_is(
    round_, monkeypatch
):
    round_.call.answer_days = 20
    round_.call.save()
    lyon = round_.window(opening=make_opening(department="Lyon"), ends_on=date(2026, 6, 30))
    first = round_.apply(lyon, dates=[{"from": "2026-06-01", "until": "2026-06-10"}])
    second = round_.apply(lyon)
    round_.fix_order()
    round_.publish()
    stop_clock(monkeypatch, round_.later(days=19))
    rerun(round_)

    assert round_.places()[first.number] == ("offered", "Lyon")
    own = round_.offer(first)
    stands = "This place was offered before. The offer stands. Language in common: English."
    assert f"Why this place {stands}" in shown_offer(first)
    assert f"Why this visitor {stands}" in text_of(host(own).get(desk(own)))
    shown = text_of(trainee(second).get(reasons(second)))
    assert "Full Wish number 1. 1 place was offered to somebody before." in shown


def test_lapsed_offers_are_matched_again_by_their_job(published, run_jobs, monkeypatch):
    run_jobs()
    published.at = published.offer(published.applications[0]).answer_by
    monkeypatch.setattr("django.utils.timezone.now", lambda: published.later(seconds=1))
    published.accept(published.applications[0])
    lapse_matches(at=published.later(days=1))
    assert "match_freed" in run_jobs()
    assert MatchRun.objects.filter(kind="rerun").count() == 1
    assert [state for state, _ in published.places().values()] == [
        "placed", "not_placed", "offered",
    ]  # fmt: skip


def test_what_a_coordinator_ruled_out_stays_ruled_out(market):
    stage = market()
    first, _second, third = stage.applications
    lyon, bonn = stage.call.windows.order_by("pk")
    stage.publish(stage.run(forbids=[keep(third, lyon, "Tie."), keep(third, bonn, "Tie.")]))
    decline(stage, first, stay=False)
    run = rerun(stage)
    assert stage.places()[third.number] == ("not_placed", "")
    assert [each["reason"] for each in run.forbids] == ["Tie.", "Tie."]


def test_a_rule_set_aside_stays_set_aside(market):
    stage = market()
    first, second, _third = stage.applications
    german = stage.window(
        opening=make_opening(department="Ulm", languages=[{"code": "de", "level": "B2"}])
    )
    stage.publish(stage.run(pins=[keep(second, german, "An interpreter comes along.")]))
    decline(stage, first, stay=False)
    rerun(stage)
    assert stage.places()[second.number] == ("offered", "Ulm")


def test_nothing_changes_when_nothing_is_free(published):
    before = list(Match.objects.values())
    rerun(published)
    assert list(Match.objects.values()) == before
