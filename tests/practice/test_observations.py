"""Opening, signing, confirming and closing: what works, and every refusal."""

from datetime import date, timedelta

import pytest

from curriculum.domain.practice import Refusal
from curriculum.models import AssessorEndorsement, Observation, ObservationSignOff
from curriculum.services.observations import (
    ObservationRefusedError,
    close_observation,
    confirm_observation,
)
from passport.notices.models import Notice
from passport.people.models import CentreMembership
from tests.centre_factories import join, make_centre
from tests.practice.conftest import STEPS, endorse, make_task, person

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def refused(act, *args, **kwargs) -> Refusal:
    with pytest.raises(ObservationRefusedError) as caught:
        act(*args, **kwargs)
    return caught.value.refusal


def kinds() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient"))


# --- opening ---


def test_opening_freezes_the_steps_of_the_day(ward, now):
    opened = ward.open(now)
    ward.task.steps = [STEPS[0]]
    ward.task.version = "2.0"
    ward.task.save()
    opened.refresh_from_db()
    assert (opened.steps, opened.version, opened.opened_at) == (STEPS, "1.0", now)


def test_opening_again_continues_what_is_open(ward, now):
    assert ward.open(now) == ward.open(now + MINUTE)
    assert Observation.objects.count() == 1


def test_nobody_assesses_themselves(ward, now):
    assert refused(ward.open, now, learner=ward.ana) is Refusal.OWN_TASK


def test_the_learner_belongs_to_the_centre(ward, now):
    stranger = join(make_centre(), person("Olga", "Elsewhere"))
    assert refused(ward.open, now, learner=stranger) is Refusal.LEARNER_ELSEWHERE


def test_a_leaver_is_not_assessed(ward, now):
    CentreMembership.objects.filter(professional=ward.jana).update(ends_on=date(2026, 11, 20))
    assert refused(ward.open, now) is Refusal.LEARNER_ELSEWHERE


def test_an_assessor_who_left_assesses_nobody(ward, now):
    CentreMembership.objects.filter(professional=ward.ana).update(ends_on=date(2026, 11, 20))
    assert refused(ward.open, now) is Refusal.ASSESSOR_ELSEWHERE


def test_a_centre_that_was_not_confirmed_sees_nobody(ward, now):
    ward.centre.confirmed_at = None
    ward.centre.save()
    assert refused(ward.open, now) is Refusal.LEARNER_ELSEWHERE


def test_who_was_not_named_does_not_assess(ward, now):
    assert refused(ward.open, now, assessor=ward.quinn) is Refusal.NOT_ENDORSED


def test_a_named_assessor_of_another_task_does_not_assess(ward, now):
    endorse(ward.centre, ward.quinn, make_task("thaw"))
    assert refused(ward.open, now, assessor=ward.quinn) is Refusal.NOT_ENDORSED


def test_an_assessor_of_another_centre_does_not_assess_here(ward, now):
    other = make_centre()
    olga = join(ward.centre, join(other, person("Olga", "Both")))
    endorse(other, olga)
    assert refused(ward.open, now, assessor=olga) is Refusal.NOT_ENDORSED


@pytest.mark.parametrize(
    "fields", [{"starts_on": date(2026, 11, 22)}, {"ends_on": date(2026, 11, 20)}]
)
def test_an_endorsement_counts_on_its_days_only(ward, now, fields):
    AssessorEndorsement.objects.update(**fields)
    assert refused(ward.open, now) is Refusal.NOT_ENDORSED


def test_the_last_day_of_an_endorsement_counts(ward, now):
    AssessorEndorsement.objects.update(ends_on=date(2026, 11, 21))
    assert ward.open(now).assessor == ward.ana


def test_a_task_out_of_use_is_not_opened(ward, now):
    ward.task.retired_at = now
    assert refused(ward.open, now) is Refusal.RETIRED


def test_what_waits_for_the_learner_is_not_opened_anew(ward, now):
    ward.sign(ward.open(now), now)
    assert refused(ward.open, now) is Refusal.WAITS_FOR_CONFIRMATION


# --- signing ---


def test_signing_keeps_both_times_and_asks_the_learner(ward, now):
    opened = ward.open(now)
    ward.sign(opened, now + timedelta(hours=3), signed_at=now + MINUTE, ticks=["add", "ask"])
    opened.refresh_from_db()
    assert (opened.signed_at, opened.received_at) == (now + MINUTE, now + timedelta(hours=3))
    assert opened.ticks == ["ask", "add"]
    assert kinds() == [("observation_signed", ward.jana.user.email)]
    assert not ObservationSignOff.objects.exists()


def test_signing_twice_keeps_the_first_signature(ward, now):
    opened = ward.open(now)
    first = ward.sign(opened, now, ticks=["ask", "add", "say"])
    again = ward.sign(opened, now + MINUTE, ticks=["ask", "add"])
    assert (again.signed_at, again.ticks) == (first.signed_at, ["ask", "add", "say"])
    assert len(kinds()) == 1


def test_only_the_assessor_signs(ward, now):
    opened = ward.open(now)
    endorse(ward.centre, ward.quinn)
    for somebody in (ward.jana, ward.quinn):
        assert refused(ward.sign, opened, now, assessor=somebody) is Refusal.NOT_YOURS


@pytest.mark.parametrize(
    ("ticks", "refusal"),
    [(["ask"], Refusal.STEPS_MISSING), (["ask", "add", "x"], Refusal.STEPS_UNKNOWN)],
)
def test_every_critical_step_must_be_seen(ward, now, ticks, refusal):
    opened = ward.open(now)
    assert refused(ward.sign, opened, now, ticks=ticks) is refusal
    opened.refresh_from_db()
    assert (opened.signed_at, opened.ticks) == (None, [])


@pytest.mark.parametrize(
    ("signed_after", "received_after", "refusal"),
    [
        (-MINUTE, MINUTE, Refusal.BEFORE_OPENED),
        (6 * MINUTE, timedelta(0), Refusal.IN_FUTURE),
        (MINUTE, timedelta(days=8), Refusal.TOO_LATE),
    ],
)
def test_a_wrong_time_is_refused(ward, now, signed_after, received_after, refusal):
    opened = ward.open(now)
    found = refused(ward.sign, opened, now + received_after, signed_at=now + signed_after)
    assert found is refusal


def test_who_may_assess_is_asked_for_the_day_of_signing(ward, now):
    opened = ward.open(now)
    AssessorEndorsement.objects.update(ends_on=date(2026, 11, 21))
    CentreMembership.objects.filter(professional=ward.jana).update(ends_on=date(2026, 11, 21))
    received = now + timedelta(days=2)
    assert refused(ward.sign, opened, received) is Refusal.LEARNER_ELSEWHERE
    assert ward.sign(opened, received, signed_at=now + MINUTE).signed_at == now + MINUTE


def test_an_ended_endorsement_signs_nothing_on_the_days_after(ward, now):
    opened = ward.open(now)
    AssessorEndorsement.objects.update(ends_on=date(2026, 11, 21))
    assert refused(ward.sign, opened, now + timedelta(days=1)) is Refusal.NOT_ENDORSED


def test_the_day_of_signing_is_the_day_of_the_place(ward, now):
    """23:30 in universal time is the next day in the platform's zone."""
    opened = ward.open(now)
    AssessorEndorsement.objects.update(ends_on=date(2026, 11, 21))
    late = now.replace(hour=23, minute=30)
    assert refused(ward.sign, opened, late) is Refusal.NOT_ENDORSED


def test_what_was_closed_is_not_signed(ward, now):
    opened = ward.open(now)
    close_observation(observation=opened, by=ward.jana, at=now)
    assert refused(ward.sign, opened, now) is Refusal.CLOSED


# --- confirming ---


def test_both_together_are_the_lasting_sign_off(ward, now, heard, run_jobs):
    signed = ward.sign(ward.open(now), now + MINUTE)
    sign_off = confirm_observation(observation=signed, learner=ward.jana, at=now + 2 * MINUTE)
    assert (sign_off.learner, sign_off.assessor, sign_off.centre, sign_off.task) == (
        ward.jana,
        ward.ana,
        ward.centre,
        ward.task,
    )
    assert (sign_off.observed_at, sign_off.received_at, sign_off.confirmed_at) == (
        now + MINUTE,
        now + MINUTE,
        now + 2 * MINUTE,
    )
    assert [(step["key"], step["seen"]) for step in sign_off.steps] == [
        ("ask", True),
        ("add", True),
        ("say", False),
    ]
    assert run_jobs().count("observation_signed_off") == 1
    assert heard == [ward.jana.pk]


def test_confirming_twice_is_once(ward, now):
    signed = ward.sign(ward.open(now), now)
    first = confirm_observation(observation=signed, learner=ward.jana, at=now)
    assert confirm_observation(observation=signed, learner=ward.jana, at=now + MINUTE) == first
    assert ObservationSignOff.objects.count() == 1


def test_nobody_confirms_for_the_learner(ward, now):
    signed = ward.sign(ward.open(now), now)
    for somebody in (ward.ana, ward.quinn):
        found = refused(confirm_observation, observation=signed, learner=somebody, at=now)
        assert found is Refusal.NOT_YOURS


def test_nothing_is_confirmed_before_it_was_signed(ward, now):
    opened = ward.open(now)
    found = refused(confirm_observation, observation=opened, learner=ward.jana, at=now)
    assert found is Refusal.NOT_SIGNED


def test_a_declined_task_is_not_confirmed(ward, now):
    signed = ward.sign(ward.open(now), now)
    close_observation(observation=signed, by=ward.jana, at=now)
    found = refused(confirm_observation, observation=signed, learner=ward.jana, at=now)
    assert found is Refusal.CLOSED
    assert kinds()[-1] == ("observation_declined", ward.ana.user.email)


def test_a_learner_may_confirm_after_leaving(ward, now):
    signed = ward.sign(ward.open(now), now)
    CentreMembership.objects.filter(professional=ward.jana).update(ends_on=date(2026, 11, 21))
    later = now + timedelta(days=3)
    assert confirm_observation(observation=signed, learner=ward.jana, at=later).learner == ward.jana


# --- closing ---


@pytest.mark.parametrize("who", ["ana", "jana"])
def test_either_may_close_and_nothing_but_the_time_remains(ward, now, who):
    opened = ward.open(now)
    close_observation(observation=opened, by=getattr(ward, who), at=now + MINUTE)
    close_observation(observation=opened, by=ward.ana, at=now + 2 * MINUTE)
    opened.refresh_from_db()
    assert (opened.closed_at, opened.ticks, opened.signed_at) == (now + MINUTE, [], None)
    assert kinds() == []
    assert ward.open(now + 2 * MINUTE) != opened


def test_nobody_else_closes(ward, now):
    opened = ward.open(now)
    found = refused(close_observation, observation=opened, by=ward.quinn, at=now)
    assert found is Refusal.NOT_YOURS


def test_what_both_confirmed_is_not_closed(ward, now):
    observation = ward.sign_off(now).observation
    found = refused(close_observation, observation=observation, by=ward.jana, at=now)
    assert found is Refusal.CONFIRMED
