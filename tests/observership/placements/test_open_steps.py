"""What waits for whom, over many placements in a constant number of queries."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from observership.domain.lifecycle import PlacementState
from observership.models import CommitteeReview, FollowUp
from observership.queries.steps import open_steps, steps_of
from observership.services.placement_moves import Why, move_placement
from observership.services.placements import begin_and_end_visits
from observership.services.reminding import remind
from passport.notices.models import Notice
from passport.people.models import CentreMembership
from tests.centre_factories import join
from tests.factories import EPOCH, make_user
from tests.observership.placements.conftest import opened
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_coordinator,
    make_match,
    make_placement,
    make_trainee,
    make_window,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 7)


def found(on=TODAY):
    """Subject's kind, step and owners of everything that waits."""
    return {
        (each.subject.split(":")[0], each.step): {owner.email for owner in each.owners}
        for each in open_steps(on)
    }


def test_a_new_placement_waits_for_signatures_and_lists():
    placement = opened()
    trainee, host = placement.trainee.user.email, placement.supervisor.user.email
    assert found() == {
        ("placement", "sign"): {trainee, host},
        ("placement", "prepare_host"): {host},
        ("placement", "prepare_travel"): {trainee},
    }


def _leave(placement):
    """The supervisor leaves the host, which has a quality manager now; who that is."""
    CentreMembership.objects.filter(professional=placement.supervisor).update(
        ends_on=date(2026, 5, 1)
    )
    return join(placement.host, make_trainee(), kind="lead").user.email


@pytest.mark.parametrize("state", ["preparing", "agreed", "underway", "reporting"])
def test_who_left_the_host_has_no_step_and_its_leads_name_somebody_else(state):
    placement = make_placement(state=state)
    lead = _leave(placement)
    waiting = found()
    assert waiting["placement", "name_supervisor"] == {lead}
    assert ("placement", "sign_off") not in waiting
    assert placement.supervisor.user.email not in set().union(*waiting.values())


def test_who_left_the_host_hears_nothing_of_a_visit_that_is_near():
    placement = make_placement(state="agreed")
    lead = _leave(placement)
    remind(on=date(2026, 5, 25), at=at("2026-05-25"))
    told = Notice.objects.filter(kind="observership_visit_near")
    assert set(told.values_list("recipient", flat=True)) == {
        placement.trainee.user.email, lead, placement.home_email,
    }  # fmt: skip


def test_while_nobody_coordinates_the_issuer_hears_what_is_late():
    make_placement(state="agreed")
    late = date(2026, 6, 20)
    for days in range(3):
        remind(on=late + timedelta(days=days), at=at("2026-06-20"))
    told = Notice.objects.filter(kind="observership_step_escalated")
    assert set(told.values_list("recipient", flat=True)) == {settings.ISSUER["contact"]}


def test_money_waits_for_coordinators():
    coordinator = make_coordinator()
    placement = opened()
    move_placement(placement=placement, to=PlacementState.AGREED, at=at("2026-05-07"))
    assert found()[("placement", "release_first")] == {coordinator.email}


def test_a_closed_placement_waits_for_its_follow_up():
    placement = make_placement(state="reporting")
    why = Why(outcome="signed_off")
    move_placement(placement=placement, to=PlacementState.CLOSED, at=EPOCH, why=why)
    FollowUp.objects.create(placement=placement, months=3, due_on=date(2026, 9, 5))
    (step,) = [each for each in open_steps(TODAY) if each.step == "follow_up"]
    assert step.due_on == date(2026, 9, 5)
    assert step.path.endswith("/follow-up/3/")


def test_offers_letters_and_reviews_wait_too():
    call = make_call()
    window = make_window(call)
    match = make_match(make_application(call, "offered"), window, trainee_accepted_at=EPOCH)
    draft = make_application(call, "draft")
    draft.letters.create(
        head_name="H", head_email="h@example.org", token_hash="b" * 64, asked_at=EPOCH,
        expires_at=EPOCH,
    )  # fmt: skip
    reviewer = make_user()
    CommitteeReview.objects.create(
        application=make_application(call), reviewer=reviewer, assigned_at=EPOCH
    )
    assert found() == {
        ("match", "answer_host"): {match.window.opening.supervisor.user.email},
        ("letter", "letter"): {draft.trainee.user.email},
        ("review", "review"): {reviewer.email},
    }


def _queries(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_many_placements_cost_as_many_queries_as_one():
    placements = [opened()]
    one = _queries(lambda: steps_of(placements, TODAY)), _queries(lambda: open_steps(TODAY))
    placements += [opened() for _each in range(4)]
    five = _queries(lambda: steps_of(placements, TODAY)), _queries(lambda: open_steps(TODAY))
    assert one == five


def test_visits_begin_and_end_on_their_days():
    agreed = make_placement(state="agreed")
    not_agreed = make_placement()
    day = agreed.starts_on
    assert begin_and_end_visits(on=day - timedelta(days=1), at=EPOCH) == (0, 0)
    assert begin_and_end_visits(on=day, at=EPOCH) == (1, 0)
    assert begin_and_end_visits(on=agreed.ends_on, at=EPOCH) == (0, 0)
    assert begin_and_end_visits(on=agreed.ends_on + timedelta(days=1), at=EPOCH) == (0, 1)
    agreed.refresh_from_db()
    not_agreed.refresh_from_db()
    assert (agreed.state, not_agreed.state) == ("reporting", "preparing")


def test_after_days_without_a_worker_a_visit_still_arrives_at_its_reports():
    placement = make_placement(state="agreed")
    assert begin_and_end_visits(on=date(2026, 8, 1), at=EPOCH) == (1, 1)
    placement.refresh_from_db()
    assert placement.state == "reporting"
