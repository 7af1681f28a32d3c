"""One run is published once, while nothing changed; everybody hears."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from observership.domain.lifecycle import ApplicationState
from observership.domain.runs import Change, Part
from observership.models import Application, Call, Match, MatchEvent, MatchRun, Placement
from observership.services.applications import (
    CallClosedError,
    submit_application,
    withdraw_application,
)
from observership.services.eligibility import assess_application, decide_eligibility
from observership.services.match_notices import tell_run
from observership.services.publishing import (
    PublishedAlreadyError,
    ReasonsMissingError,
    RoundChangedError,
    RunNotMadeError,
    TooEarlyError,
    changes_since,
)
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from tests.centre_factories import make_lead
from tests.observership.runs.conftest import keep
from tests.observership_factories import make_application, make_opening, make_run

pytestmark = pytest.mark.django_db


def test_publishing_offers_places_and_tells_who_has_none(market):
    stage = market()
    first, second, third = stage.applications
    run = stage.publish()

    assert stage.places() == {
        first.number: ("offered", "Lyon"),
        second.number: ("offered", "Bonn"),
        third.number: ("not_placed", ""),
    }
    match = stage.offer(first)
    assert (match.run_id, match.state, match.override) == (run.pk, "proposed", "")
    assert match.answer_by.isoformat() == "2026-05-11T21:59:59+00:00"
    assert [event.kind for event in match.events.all()] == ["proposed"]
    assert (run.kind, run.published_at, run.published_by) == (
        "published", stage.at, stage.coordinator,
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="matching_published")
    assert entry.details == {"call": stage.call.key, "run": 1, "inputs": run.inputs_hash}


def test_everybody_hears_once_however_often_the_job_runs(market, run_jobs):
    stage = market()
    lead = make_lead(stage.call.windows.order_by("pk")[0].opening.centre)
    run = stage.publish()
    run_jobs()
    tell_run(run_id=run.pk, at=stage.at)

    first, second, third = stage.applications
    told = {(each.kind, each.recipient) for each in Notice.objects.all()}
    lyon, bonn = (each.opening.supervisor.user.email for each in stage.call.windows.order_by("pk"))
    assert told == {
        ("observership_offer", first.trainee.user.email),
        ("observership_offer", second.trainee.user.email),
        ("observership_not_placed", third.trainee.user.email),
        ("observership_host_offer", lyon),
        ("observership_host_offer", lead.user.email),
        ("observership_host_offer", bonn),
    }
    assert Notice.objects.count() == 6


def test_a_call_is_published_once(market):
    stage = market()
    other = stage.run()
    stage.publish()
    with pytest.raises(PublishedAlreadyError):
        stage.publish(other)
    assert Match.objects.count() == 2


def test_places_are_not_published_before_the_day_that_was_told(market):
    stage = market()
    run = stage.run()
    stage.later(days=-1)
    with pytest.raises(TooEarlyError) as refusal:
        stage.publish(run)
    assert refusal.value.publish_on == stage.call.publish_on
    assert (Match.objects.count(), MatchRun.objects.get(pk=run.pk).kind) == (0, "trial")


def test_what_is_published_leaves_all_the_time_to_answer(round_):
    round_.call.answer_days = 40
    round_.call.save()
    short, long = round_.window(), round_.window(ends_on=date(2026, 6, 30))
    _first, second = round_.apply(short, any_host=False), round_.apply(long)
    round_.fix_order()
    early = round_.later(days=-20)
    run = round_.run()
    round_.at = early + timedelta(days=20)
    round_.publish(run)
    assert [state for state, _ in round_.places().values()] == ["not_placed", "offered"]
    assert round_.offer(second).answer_by.isoformat() == "2026-06-13T21:59:59+00:00"
    round_.accept(second)
    assert Placement.objects.get().starts_on == date(2026, 6, 14)


def test_a_run_is_made_again_when_days_that_it_gave_are_too_near(round_):
    round_.call.answer_days = 40
    round_.call.save()
    application = round_.apply(round_.window(ends_on=date(2026, 6, 30)))
    round_.fix_order()
    run = round_.run()
    round_.later(days=1)
    with pytest.raises(RoundChangedError) as refusal:
        round_.publish(run)
    assert refusal.value.changes == (Change(Part.APPLICATION, str(application.public_id)),)


def decide(application, by, at):
    to = ApplicationState.INELIGIBLE
    decide_eligibility(application=application, to=to, by=by, note="No visa", at=at)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("eligible", lambda one, by, at: withdraw_application(application=one, reason="", at=at)),
        ("eligible", decide),
        ("submitted", lambda one, by, at: assess_application(application=one, at=at)),
        ("draft", lambda one, by, at: submit_application(application=one, at=at)),
    ],
)
def test_who_moves_an_application_waits_for_the_call_before_it(round_, state, act, monkeypatch):
    application = make_application(round_.call, state)
    locked, lock = [], QuerySet.select_for_update

    def noted(rows, **how):
        locked.append(rows.model)
        return lock(rows, **how)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    with suppress(CallClosedError):
        act(application, round_.coordinator, round_.at)
    assert locked[:2] == [Call, Application]


def test_a_run_without_a_result_is_not_published(market):
    stage = market()
    with pytest.raises(RunNotMadeError):
        stage.publish(make_run(stage.call))


def test_what_is_published_has_a_reason_for_every_wish(market):
    stage = market()
    run = stage.run(pins=[keep(stage.applications[2], stage.call.windows.first())])
    with pytest.raises(ReasonsMissingError):
        stage.publish(run)


def test_a_run_is_not_published_after_something_changed(market):
    stage = market()
    run = stage.run()
    application = stage.applications[0]
    window = stage.call.windows.order_by("pk")[1]
    application.any_host = False
    application.save()
    window.places = 2
    window.save()
    late = stage.apply()

    with pytest.raises(RoundChangedError) as refusal:
        stage.publish(run)

    assert set(refusal.value.changes) == {
        Change(Part.APPLICATION, str(application.public_id)),
        Change(Part.APPLICATION, str(late.public_id), is_new=True),
        Change(Part.WINDOW, str(window.public_id)),
    }
    assert (Match.objects.count(), MatchEvent.objects.count()) == (0, 0)
    assert MatchRun.objects.get(pk=run.pk).kind == "trial"


def test_nothing_changed_since_a_run_that_was_just_made(market):
    stage = market()
    assert changes_since(stage.run(), stage.at.date()) == ()


def test_a_rule_set_aside_is_said_on_the_match(market):
    stage = market()
    german = stage.window(opening=make_opening(languages=[{"code": "de", "level": "B2"}]))
    third = stage.applications[2]
    stage.publish(stage.run(pins=[keep(third, german, "An interpreter comes along.")]))
    assert stage.offer(third).override == "An interpreter comes along."
    assert stage.offer(stage.applications[0]).override == ""
