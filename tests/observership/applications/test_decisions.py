"""The rules decide what was handed in; a coordinator can decide otherwise, with a note."""

from dataclasses import replace
from datetime import date

import pytest

from observership.domain.codes import Section
from observership.domain.eligibility import Finding, Rule, reason_of
from observership.domain.lifecycle import ApplicationState, IllegalMoveError
from observership.models import Application, SignOff
from observership.queries.eligibility import reasons_of
from observership.services.applications import Answers, save_section, submit_application
from observership.services.eligibility import (
    NoteMissingError,
    OwnApplicationError,
    assess_application,
    decide_eligibility,
)
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from tests.observership.applications.conftest import OPEN, YES, supported, write
from tests.observership_factories import (
    at,
    make_call,
    make_coordinator,
    make_opening,
    make_supervisor,
    make_window,
)

ELIGIBLE, INELIGIBLE = ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE


def unmet(application):
    """Rules that the last decision found not met, with the finding."""
    reasons = [reason_of(code) for code in application.events.last().reasons]
    return [(reason.rule, reason.finding) for reason in reasons if not reason.met]


def test_the_job_decides_and_tells(whole, run_jobs):
    submit_application(application=whole, at=OPEN)
    run_jobs()
    found = Application.objects.get()
    assert found.state == "eligible"
    assert unmet(found) == []
    assert len(found.events.last().reasons) == len(Rule)
    kinds = Notice.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "observership_letter_answered", "observership_submitted", "observership_eligible",
    ]  # fmt: skip


def test_a_job_that_runs_twice_decides_once(whole):
    submitted = submit_application(application=whole, at=OPEN)
    assert len(assess_application(application=submitted, at=OPEN)) == len(Rule)
    assert assess_application(application=submitted, at=OPEN) == ()
    assert Notice.objects.filter(kind="observership_eligible").count() == 1


def test_every_rule_that_is_not_met_is_kept_as_a_reason(world, draft):
    draft = write(draft, world)
    said = Answers({}, {"per_year": 60, "jacie": "accredited", "needs": "Practice"})
    save_section(application=draft, section=Section.CENTRE, answers=said, at=OPEN)
    slow = Answers({"languages": [{"code": "en", "level": "B1"}]})
    save_section(application=draft, section=Section.LANGUAGES, answers=slow, at=OPEN)
    supported(draft, replace(YES, gives_leave=False))
    make_window(world.call, make_opening(world.home))
    submitted = submit_application(application=draft, at=OPEN)
    assess_application(application=submitted, at=OPEN)
    found = Application.objects.get()
    assert found.state == "ineligible"
    assert unmet(found) == [
        (Rule.EMERGING, Finding.TOO_MANY),
        (Rule.LANGUAGE, Finding.LEVEL),
        (Rule.LETTER, Finding.NO_LEAVE),
        (Rule.NOT_HOST, Finding.IS_HOST),
    ]
    assert Notice.objects.filter(kind="observership_ineligible").count() == 1


def finding(rule, application):
    """What a rule finds as things stand."""
    reasons = reasons_of(application, OPEN.date())
    return next(reason.finding for reason in reasons if reason.rule is rule)


def test_a_host_is_known_by_centre_by_membership_and_as_supervisor(world, whole):
    assert finding(Rule.NOT_HOST, whole) is Finding.MET
    other = make_window(make_call(), make_opening(world.home))
    assert finding(Rule.NOT_HOST, whole) is Finding.MET
    other.call = world.call
    other.save()
    assert finding(Rule.NOT_HOST, whole) is Finding.IS_HOST
    whole.centre = None
    whole.save()
    assert finding(Rule.NOT_HOST, whole) is Finding.IS_HOST
    other.closed_at = OPEN
    other.save()
    assert finding(Rule.NOT_HOST, whole) is Finding.MET
    make_window(world.call, make_opening(supervisor=world.trainee))
    assert finding(Rule.NOT_HOST, whole) is Finding.IS_HOST


def test_a_visit_that_was_signed_off_counts_until_it_is_long_enough_ago(world, whole):
    host = make_opening().centre
    SignOff.objects.create(
        placement_public_id=world.call.public_id,
        trainee=world.trainee,
        host=host,
        department="Fictional",
        supervisor=make_supervisor(host),
        starts_on=date(2025, 3, 3),
        ends_on=date(2025, 3, 7),
        days_attended=5,
        setting="adult",
        attested_at=at("2025-03-07"),
    )
    assert finding(Rule.PAUSE, whole) is Finding.RECENT
    world.call.eligibility = {"months_between": 6}
    world.call.save()
    whole.refresh_from_db()
    assert finding(Rule.PAUSE, whole) is Finding.MET


@pytest.mark.parametrize(("first", "then"), [(INELIGIBLE, ELIGIBLE), (ELIGIBLE, INELIGIBLE)])
def test_a_coordinator_sets_the_rule_aside_with_a_note(whole, first, then):
    submitted = submit_application(application=whole, at=OPEN)
    coordinator = make_coordinator()
    decide_eligibility(application=submitted, to=first, by=coordinator, note="First", at=OPEN)
    moved = decide_eligibility(
        application=submitted, to=then, by=coordinator, note=" By telephone ", at=OPEN
    )
    assert (moved.state, moved.events.last().note) == (then, "By telephone")
    entry = AuditEntry.objects.filter(action="observership.eligibility_decided").last()
    assert (entry.actor_id, entry.details["to"], entry.details["note"]) == (
        coordinator.public_id, then, "By telephone",
    )  # fmt: skip
    assert Notice.objects.filter(kind=f"observership_{then}").count() == 1


def test_a_decision_by_hand_keeps_what_the_rules_said(whole):
    submitted = submit_application(application=whole, at=OPEN)
    assess_application(application=submitted, at=OPEN)
    before = submitted.events.last().reasons
    moved = decide_eligibility(
        application=submitted, to=INELIGIBLE, by=make_coordinator(), note="No visa", at=OPEN
    )
    assert moved.events.last().reasons == before


def test_a_decision_needs_a_note_a_legal_move_and_somebody_else(whole, world):
    submitted = submit_application(application=whole, at=OPEN)
    coordinator = make_coordinator()
    for by, to, note, error in (
        (coordinator, ELIGIBLE, " ", NoteMissingError),
        (world.user, ELIGIBLE, "I am fit", OwnApplicationError),
        (coordinator, ApplicationState.PLACED, "Quick", ValueError),
    ):
        with pytest.raises(error):
            decide_eligibility(application=submitted, to=to, by=by, note=note, at=OPEN)
    decide_eligibility(application=submitted, to=ELIGIBLE, by=coordinator, note="Fit", at=OPEN)
    with pytest.raises(IllegalMoveError):
        decide_eligibility(application=submitted, to=ELIGIBLE, by=coordinator, note="Fit", at=OPEN)
    assert Application.objects.get().events.count() == 2
