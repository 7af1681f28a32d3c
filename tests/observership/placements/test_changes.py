"""Placements are cancelled and supervised by somebody else, and incidents are told."""

import pytest

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.queries.agreements import content_of, newest_agreement
from observership.services.agreements import Author
from observership.services.changes import (
    Cancelling,
    DaysAttendedError,
    Incident,
    NotAMemberError,
    PlacementOverError,
    ReasonMissingError,
    cancel_placement,
    replace_supervisor,
    report_incident,
)
from observership.services.erasing import blank_placement
from observership.services.placement_moves import move_placement
from observership.services.visits import PatientLikeError
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.notices.models import Notice
from tests.observership.placements.changing import (
    BEFORE,
    DAY_THREE,
    cancel,
    events,
    host,
)
from tests.observership_factories import (
    make_coordinator,
    make_placement,
    make_supervisor,
)

pytestmark = pytest.mark.django_db


def payments(placement):
    """Step and state of every payment."""
    return sorted(placement.funding.values_list("step", "state"))


@pytest.mark.parametrize(("stay", "state"), [(True, "eligible"), (False, "withdrawn")])
def test_cancelling_before_the_visit_frees_the_place(placement, stay, state):
    cancel(placement, stay=stay)
    for row in (placement, placement.match, placement.application):
        row.refresh_from_db()
    assert (placement.state, placement.match.state) == ("cancelled", "ended")
    assert placement.application.state == state
    assert payments(placement) == [
        (1, "withheld"),
        (1, "withheld"),
        (2, "withheld"),
        (2, "withheld"),
    ]
    assert Job.objects.filter(kind="match_freed").count() == 1


def test_all_three_sides_hear_that_a_visit_is_off(placement):
    cancel(placement)
    told = Notice.objects.filter(kind="observership_cancelled")
    assert set(told.values_list("recipient", flat=True)) == {
        placement.trainee.user.email, placement.supervisor.user.email, placement.home_email,
    }  # fmt: skip


def test_a_visit_that_is_stopped_keeps_its_days_and_its_first_payment(underway):
    cancel(underway, DAY_THREE, attended=2)
    underway.refresh_from_db()
    underway.application.refresh_from_db()
    assert (underway.state, underway.application.state) == ("cancelled", "placed")
    assert ("stopped", {"days_attended": 2}) in events(underway)
    assert payments(underway) == [(1, "planned"), (1, "planned"), (2, "withheld"), (2, "withheld")]


@pytest.mark.parametrize("attended", [-1, 4])
def test_nobody_attended_more_days_than_there_were(underway, attended):
    with pytest.raises(DaysAttendedError):
        cancel(underway, DAY_THREE, attended=attended)


def test_cancelling_says_why(placement):
    with pytest.raises(ReasonMissingError):
        cancel(placement, reason=" ")


def test_what_is_over_is_not_cancelled(placement):
    cancel(placement)
    with pytest.raises(PlacementOverError):
        cancel(placement)


def test_a_coordinator_who_cancels_stands_in_the_audit_trail(placement):
    coordinator = make_coordinator()
    said = Cancelling(reason="Both asked for it.")
    cancel_placement(
        placement=placement, side=Side.COORDINATOR, by=coordinator, said=said, at=BEFORE
    )
    actions = AuditEntry.objects.order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["observership_funding_withheld"] * 4 + ["observership_cancelled"]


def test_another_member_of_the_host_supervises_and_all_are_told(placement):
    before, after = placement.supervisor, make_supervisor(placement.host)
    replace_supervisor(placement=placement, supervisor=after, author=host(placement), at=BEFORE)
    placement.refresh_from_db()
    assert placement.supervisor == after
    assert content_of(newest_agreement(placement))["supervisor"] == str(after)
    told = Notice.objects.filter(kind="observership_supervisor_changed")
    assert set(told.values_list("recipient", flat=True)) == {
        before.user.email, after.user.email, placement.trainee.user.email,
    }  # fmt: skip


def test_an_agreed_visit_stays_agreed_with_another_supervisor(placement):
    move_placement(placement=placement, to=PlacementState.AGREED, at=BEFORE)
    after = make_supervisor(placement.host)
    replace_supervisor(placement=placement, supervisor=after, author=host(placement), at=BEFORE)
    placement.refresh_from_db()
    assert (placement.state, newest_agreement(placement).version) == ("agreed", 1)


def test_nobody_from_elsewhere_supervises(placement):
    stranger = make_placement().supervisor
    with pytest.raises(NotAMemberError):
        replace_supervisor(
            placement=placement, supervisor=stranger, author=host(placement), at=BEFORE
        )


def test_coordinators_hear_of_an_incident_at_once(underway):
    coordinator = make_coordinator()
    report_incident(
        placement=underway,
        kind=Incident.SAFETY,
        words="A needle lay open on a trolley.",
        reporter=Author(underway.trainee.user, Side.TRAINEE, ""),
        at=DAY_THREE,
    )
    event = underway.events.get(kind="incident")
    assert (event.note, event.facts) == ("A needle lay open on a trolley.", {"incident": "safety"})
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("observership_incident", coordinator.email)
    assert "needle" not in str(notice.context)


def test_words_that_may_be_about_a_patient_are_asked_about(underway):
    given = {
        "placement": underway,
        "kind": Incident.DATA,
        "words": "Patient Novakova, born 3.4.1961, was named aloud.",
        "reporter": Author(underway.trainee.user, Side.TRAINEE, ""),
        "at": DAY_THREE,
    }
    with pytest.raises(PatientLikeError):
        report_incident(**given)
    report_incident(**given, knowingly=True)
    assert underway.events.filter(kind="incident").count() == 1


def test_what_is_erased_takes_no_more_words(placement):
    over = cancel(placement)
    blank_placement(placement=over, at=DAY_THREE)
    with pytest.raises(PlacementOverError):
        report_incident(
            placement=over,
            kind=Incident.CONDUCT,
            words="Somebody shouted.",
            reporter=host(placement),
            at=DAY_THREE,
        )
    assert set(over.events.values_list("note", flat=True)) == {""}
