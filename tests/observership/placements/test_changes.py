"""Placements are cancelled, moved and supervised by somebody else, and incidents are told."""

from datetime import date

import pytest

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.models import FundingStep
from observership.queries.agreements import content_of, newest_agreement
from observership.services.agreements import Author, first_agreement
from observership.services.changes import (
    Cancelling,
    DatesRefusedError,
    DaysAttendedError,
    Incident,
    NotAMemberError,
    PlacementOverError,
    ReasonMissingError,
    cancel_placement,
    change_dates,
    extend_placement,
    replace_supervisor,
    report_incident,
    shorten_placement,
)
from observership.services.placement_moves import move_placement
from observership.services.visits import PatientLikeError
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.notices.models import Notice
from tests.factories import EPOCH
from tests.observership_factories import (
    at,
    make_coordinator,
    make_objective,
    make_placement,
    make_supervisor,
    make_window,
)

pytestmark = pytest.mark.django_db
BEFORE = at("2026-05-07")
DAY_THREE = at("2026-06-03")


@pytest.fixture
def placement():
    """Five days from 1 June in a window until 14 June, with its four payments."""
    found = make_placement()
    found.opening.objectives.set([make_objective("thaw")])
    first_agreement(placement=found, at=EPOCH)
    for payee in ("visitor", "host"):
        for step in (1, 2):
            FundingStep.objects.create(
                placement=found, payee=payee, step=step, amount=500, changed_at=EPOCH
            )
    return found


@pytest.fixture
def underway(placement):
    """The same, on its third day."""
    move_placement(placement=placement, to=PlacementState.AGREED, at=BEFORE)
    return move_placement(placement=placement, to=PlacementState.UNDERWAY, at=DAY_THREE)


def host(placement, why="The ward is being rebuilt."):
    return Author(placement.supervisor.user, Side.HOST, why)


def cancel(placement, moment=BEFORE, side=Side.TRAINEE, **said):
    by = placement.trainee.user if side is Side.TRAINEE else placement.supervisor.user
    given = Cancelling(**{"reason": "Ill.", **said})
    return cancel_placement(placement=placement, side=side, by=by, said=given, at=moment)


def events(placement):
    """Kinds and facts of everything that happened."""
    return list(placement.events.values_list("kind", "facts"))


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
    assert AuditEntry.objects.get().action == "observership_cancelled"


def test_other_days_make_a_new_version(placement):
    days = Period(date(2026, 6, 8), date(2026, 6, 12))
    change_dates(placement=placement, days=days, author=host(placement), at=BEFORE)
    said = content_of(newest_agreement(placement))
    assert (said["starts_on"], said["ends_on"]) == ("2026-06-08", "2026-06-12")
    assert events(placement)[0] == (
        "dates_changed",
        {"before_first": "2026-06-01", "before_last": "2026-06-05"},
    )


def test_other_days_of_an_agreed_visit_need_new_signatures(placement):
    move_placement(placement=placement, to=PlacementState.AGREED, at=BEFORE)
    moved = extend_placement(
        placement=placement, ends_on=date(2026, 6, 7), author=host(placement), at=BEFORE
    )
    assert moved.state == "preparing"


def test_a_visit_under_way_is_shortened_without_a_new_version(underway):
    shorten_placement(
        placement=underway, ends_on=date(2026, 6, 3), author=host(underway), at=DAY_THREE
    )
    assert newest_agreement(underway).version == 1
    assert events(underway)[-1][0] == "shortened"


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-06-01", "2026-06-05", "same"),
        ("2026-05-30", "2026-06-05", "outside_window"),
        ("2026-06-08", "2026-06-16", "outside_window"),
        ("2026-06-01", "2026-06-04", "too_short"),
        ("2026-05-04", "2026-05-08", "passed"),
    ],
)
def test_other_days_fit_window_and_call(placement, first, last, why):
    days = Period(date.fromisoformat(first), date.fromisoformat(last))
    with pytest.raises(DatesRefusedError) as refused:
        change_dates(placement=placement, days=days, author=host(placement), at=BEFORE)
    assert refused.value.refusal == why


def test_a_visit_under_way_keeps_its_first_day(underway):
    days = Period(date(2026, 6, 2), date(2026, 6, 5))
    with pytest.raises(DatesRefusedError) as refused:
        change_dates(placement=underway, days=days, author=host(underway), at=DAY_THREE)
    assert refused.value.refusal == "begun"


def test_a_visit_is_not_extended_into_another_one_of_a_full_window():
    window = make_window(make_placement().application.call)
    here = make_placement(window=window)
    other = make_placement(window=window)
    other.starts_on, other.ends_on = date(2026, 6, 8), date(2026, 6, 12)
    other.save()
    with pytest.raises(DatesRefusedError) as refused:
        extend_placement(placement=here, ends_on=date(2026, 6, 8), author=host(here), at=BEFORE)
    assert refused.value.refusal == "full"


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
