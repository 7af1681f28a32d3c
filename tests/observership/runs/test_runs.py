"""Runs: asked for after the order is fixed, made by a job, with reasons for what breaks rules."""

from datetime import date

import pytest

from observership.domain.candidates import Candidate, HostWord, Period, Place, Spoken
from observership.domain.runs import inputs_hash, kept_inputs, outcome_in, summary_in
from observership.domain.wishes import WishFault
from observership.models import HostPreference, MatchRun
from observership.queries.rounds import round_of
from observership.queries.runs import jobs_behind
from observership.services.matching import (
    NobodyToMatchError,
    OrderMissingError,
    PublishedAlreadyError,
    WishesRefusedError,
    ask_run,
)
from passport.audit.models import AuditEntry
from tests.centre_factories import join, make_centre
from tests.factories import EPOCH
from tests.observership.runs.conftest import AT, keep
from tests.observership_factories import make_application, make_call, make_objective, make_opening

pytestmark = pytest.mark.django_db


TODAY = AT.date()
PLAIN = {
    "role": "PHY",
    "setting": "adult",
    "languages": (Spoken("en", "C1"),),
    "dates": (Period(date(2026, 6, 1), date(2026, 7, 31)),),
    "length": 5,
    "country": "CZ",
}


def test_a_round_says_what_applicants_said(round_):
    goal, home, window = make_objective("ward-round"), make_centre(), round_.window()
    first, second = round_.apply(centre=home), round_.apply(window, any_host=False)
    second.objectives.add(goal)
    assert round_of(round_.call, TODAY).candidates == (
        Candidate(
            id=str(first.public_id), number=first.number,
            homes=frozenset({str(home.public_id)}), **PLAIN,
        ),
        Candidate(
            id=str(second.public_id), number=second.number, homes=frozenset(),
            ranks=((str(window.opening.public_id), 1),), any_host=False,
            goals=frozenset({"ward-round"}), **PLAIN,
        ),
    )  # fmt: skip


def test_a_round_says_what_hosts_offer(round_):
    window = round_.window(places=2)
    window.opening.objectives.add(make_objective("ward-round"))
    assert round_of(round_.call, TODAY).places == (
        Place(
            id=str(window.public_id), opening=str(window.opening.public_id),
            centre=str(window.opening.centre.public_id), country="FR",
            roles=frozenset({"PHY"}), setting="adult", languages=(Spoken("en", "B2"),),
            period=Period(window.starts_on, window.ends_on), capacity=2,
            objectives=frozenset({"ward-round"}),
        ),
    )  # fmt: skip


def test_a_round_holds_the_word_of_hosts_and_the_order(round_):
    window = round_.window()
    first, second = round_.apply(), round_.apply()
    round_.fix_order(second)
    HostPreference.objects.create(
        opening=window.opening, application=first, tier=1, by=round_.coordinator, at=EPOCH
    )
    given = round_of(round_.call, TODAY)
    word = HostWord(str(window.opening.public_id), str(first.public_id), 1, refused=False)
    assert given.words == (word,)
    assert given.order == (str(second.public_id), str(first.public_id))


def test_nobody_goes_to_a_centre_or_an_opening_of_the_own(round_):
    own, seen, left = (round_.window(opening=make_opening(department=each)) for each in "ABC")
    first = round_.apply(own, seen, left)
    join(own.opening.centre, first.trainee)
    join(left.opening.centre, first.trainee, until=date(2026, 4, 30))
    seen.opening.supervisor = first.trainee
    seen.opening.save()
    make_application(make_call(), trainee=first.trainee)
    (candidate,) = round_of(round_.call, TODAY).candidates
    assert candidate.homes == {str(own.opening.centre.public_id)}
    assert candidate.supervised == {str(seen.opening.public_id)}
    round_.fix_order()
    round_.publish()
    assert round_.places()[first.number] == ("offered", "C")


@pytest.mark.parametrize("size", [1, 3])
def test_a_round_takes_the_same_number_of_questions_for_any_size(
    round_, size, django_assert_num_queries
):
    for _ in range(size):
        round_.apply(round_.window())
    round_.fix_order()
    with django_assert_num_queries(12):
        round_of(round_.call, TODAY)


def test_closed_windows_paused_openings_and_drafts_stay_out(round_):
    round_.window(closed_at=EPOCH)
    round_.window(opening=make_opening(paused_at=EPOCH))
    for state in ("submitted", "ineligible"):
        make_application(round_.call, state)
    given = round_of(round_.call, TODAY)
    assert (given.candidates, given.places) == ((), ())


def test_nothing_runs_before_the_order_is_fixed(market):
    with pytest.raises(OrderMissingError):
        market(order=False).run()
    assert MatchRun.objects.count() == 0


def test_nothing_runs_without_an_eligible_application(round_):
    round_.window()
    round_.fix_order()
    with pytest.raises(NobodyToMatchError):
        round_.run()


def test_nothing_is_tried_after_publication(market):
    stage = market()
    stage.publish()
    with pytest.raises(PublishedAlreadyError):
        stage.run()


def test_a_job_makes_the_run_and_keeps_what_went_in(market, run_jobs):
    stage = market()
    run = ask_run(
        call=stage.call, title="As it is", pins=(), forbids=(), by=stage.coordinator, at=stage.at
    )
    assert jobs_behind([run])[run.pk].owner_id == stage.coordinator.public_id
    assert run_jobs() == ["match_run_asked"]
    run.refresh_from_db()
    first, second, _third = stage.applications
    placed = outcome_in(run.result).placed
    windows = {str(each.public_id): each.opening.department for each in stage.call.windows.all()}
    assert {key: windows[place] for key, place in placed.items()} == {
        str(first.public_id): "Lyon",
        str(second.public_id): "Bonn",
    }
    assert run.inputs == kept_inputs(round_of(stage.call, TODAY))
    assert run.inputs_hash == inputs_hash(run.inputs)
    found = summary_in(run.result)
    assert (found.applicants, found.placed, found.unplaced) == (3, 2, 1)
    assert (found.ranked, found.first, found.places) == (3, 1, 2)


def test_runs_of_a_call_are_numbered(market):
    stage = market()
    assert [stage.run().number, stage.run().number] == [1, 2]


def test_what_is_kept_and_what_is_ruled_out_holds(market):
    stage = market()
    first, second, third = stage.applications
    lyon, bonn = stage.call.windows.order_by("pk")
    run = stage.run(
        pins=[keep(third, bonn, "Speaks with the team already.")],
        forbids=[keep(first, lyon, "Works with this department.")],
    )
    assert outcome_in(run.result).placed == {
        str(second.public_id): str(lyon.public_id),
        str(third.public_id): str(bonn.public_id),
    }
    assert run.pins[0]["broken"] == []


def test_keeping_a_pair_that_breaks_a_rule_needs_a_reason(market):
    stage = market()
    german = stage.window(opening=make_opening(languages=[{"code": "de", "level": "B2"}]))
    with pytest.raises(WishesRefusedError) as refusal:
        stage.run(pins=[keep(stage.applications[0], german)])
    (fault,) = refusal.value.refused
    assert (fault.fault, [each.value for each in fault.broken]) == (WishFault.REASON, ["language"])
    assert MatchRun.objects.count() == 0


def test_a_rule_set_aside_with_a_reason_is_kept_and_noted(market):
    stage = market()
    german = stage.window(opening=make_opening(languages=[{"code": "de", "level": "B2"}]))
    run = stage.run(pins=[keep(stage.applications[0], german, "An interpreter comes along.")])
    assert run.pins[0]["broken"] == ["language"]
    entry = AuditEntry.objects.get(action="matching_rule_set_aside")
    assert entry.details["reason"] == "An interpreter comes along."


def test_wishes_that_contradict_each_other_are_told_apart(market):
    stage = market()
    first, second, _third = stage.applications
    lyon, bonn = stage.call.windows.order_by("pk")
    with pytest.raises(WishesRefusedError) as refusal:
        stage.run(
            pins=[keep(first, lyon), keep(first, bonn), keep(second, lyon)],
            forbids=[keep(first, lyon, "No."), keep(second, bonn)],
        )
    assert [(each.is_pin, each.index, each.fault) for each in refusal.value.refused] == [
        (True, 0, WishFault.BOTH),
        (True, 1, WishFault.TWICE),
        (True, 2, WishFault.FULL),
        (False, 1, WishFault.REASON),
    ]
