"""A visit counts by its supervisor's word alone; it closes when the word and the report are in."""

from dataclasses import replace

import pytest

from observership import api
from observership.domain.codes import Side
from observership.domain.sign_off import Attestation, Attested, Missing, Outcome
from observership.domain.visit import MetObjective
from observership.models import (
    FollowUp,
    Mentorship,
    Placement,
    PlacementEvent,
    PlacementSignOffAnnulment,
    SignOff,
)
from observership.rendering.placement_page import history
from observership.services.closing import ReasonMissingError, close_as_it_stands
from observership.services.erasing import blank_placement
from observership.services.reports import (
    HandedInError,
    ReportIncompleteError,
    hand_in_report,
    save_report,
)
from observership.services.sign_off import (
    AlreadySignedOffError,
    NotAttestedError,
    annul_sign_off,
    refuse_sign_off,
    sign_off_placement,
)
from observership.services.visits import (
    NotTheSupervisorError,
    PatientLikeError,
    VisitClosedError,
    tick_objectives,
)
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.notices.models import Notice
from tests.observership.visits.conftest import make_visit
from tests.observership_factories import at, make_coordinator, make_supervisor

pytestmark = pytest.mark.django_db
WHOLE = Attestation(frozenset(Attested), 5, "Keen and careful")
SIGNED_AT = at("2026-06-08")


def _sign(placement, attestation=WHOLE, when=SIGNED_AT):
    return sign_off_placement(
        placement=placement, supervisor=placement.supervisor, attestation=attestation, at=when
    )


def _report(placement, when=SIGNED_AT):
    for part, said in (("seen", {"seen": "Much"}), ("plans", ["A card at the bed"])):
        save_report(placement=placement, part=part, said=said, at=when)
    return hand_in_report(placement=placement, by=placement.trainee.user, at=when)


def test_a_sign_off_keeps_what_the_supervisor_ticked_and_tells_the_passport(over):
    for side, keys in ((Side.TRAINEE, {"apheresis-day"}), (Side.HOST, {"consent-talk"})):
        user = (over.trainee if side is Side.TRAINEE else over.supervisor).user
        tick_objectives(placement=over, side=side, met=keys, by=user, at=at("2026-06-05"))
    signed = _sign(over)
    (record,) = api.signed_off_placements_of(over.trainee.pk)
    assert record.objectives == (
        MetObjective("consent-talk", "How a consent talk is led", "COR-08", ("care.consent",)),
    )
    assert (record.public_id, record.host, record.days_attended, record.attested_at) == (
        signed.public_id,
        over.host.name,
        5,
        SIGNED_AT,
    )
    job = Job.objects.get(kind="placement_signed_off")
    assert job.ids == {"learner_id": over.trainee.pk}
    assert [row.recipient for row in Notice.objects.all()] == [over.trainee.user.email]


def test_what_happened_names_the_word_of_the_supervisor_and_its_end(over):
    signed = _sign(over)
    annul_sign_off(sign_off=signed, by=make_coordinator(), reason="Wrong person", at=SIGNED_AT)
    other = make_visit("reporting")
    refuse_sign_off(placement=other, supervisor=other.supervisor, reason="Away", at=SIGNED_AT)
    told = [
        line.words
        for placement in (over, other)
        for line in history(placement.events.all(), placement.trainee.user, Side.TRAINEE)
    ]
    assert told == [
        "The supervisor attested the visit",
        "The attestation was taken back",
        "The supervisor did not attest the visit",
    ]


@pytest.mark.parametrize("tick", list(Attested))
def test_each_tick_is_needed(over, tick):
    with pytest.raises(NotAttestedError) as refused:
        _sign(over, replace(WHOLE, ticks=frozenset(Attested) - {tick}))
    assert refused.value.missing == (Missing.TICKS,)
    assert SignOff.objects.count() == 0


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (5, True), (6, False)])
def test_days_attended_are_those_of_the_visit(over, days, fits):
    if fits:
        assert _sign(over, replace(WHOLE, days_attended=days)).days_attended == days
        return
    with pytest.raises(NotAttestedError) as refused:
        _sign(over, replace(WHOLE, days_attended=days))
    assert refused.value.missing == (Missing.DAYS,)


def test_a_comment_about_a_patient_is_kept_only_knowingly(over):
    told = replace(WHOLE, comment="Saw Mr Sample, born 3.5.1961")
    with pytest.raises(PatientLikeError):
        _sign(over, told)
    assert _sign(over, replace(told, knowingly=True)).comment == "Saw Mr Sample, born 3.5.1961"


def test_nobody_but_the_supervisor_signs(over):
    colleague = make_supervisor(over.host)
    with pytest.raises(NotTheSupervisorError):
        sign_off_placement(placement=over, supervisor=colleague, attestation=WHOLE, at=SIGNED_AT)


@pytest.mark.parametrize(("day", "fits"), [("2026-06-04", False), ("2026-06-05", True)])
def test_while_a_visit_lasts_it_is_signed_on_its_last_day_only(visit, day, fits):
    if fits:
        assert _sign(visit, when=at(day)).days_attended == 5
        return
    with pytest.raises(VisitClosedError):
        _sign(visit, when=at(day))


@pytest.mark.parametrize("state", ["preparing", "agreed", "closed", "cancelled"])
def test_no_other_state_is_signed_off(state):
    ended = {"closed_at": SIGNED_AT} if state in ("closed", "cancelled") else {}
    outcome = {"outcome": "not_signed_off"} if state == "closed" else {"outcome": ""}
    with pytest.raises(VisitClosedError):
        _sign(make_visit(state, **ended, **outcome))


def test_a_visit_closes_when_sign_off_and_report_are_in(over):
    _sign(over)
    assert _state(over) == ("reporting", "")
    _report(over, at("2026-06-10"))
    assert _state(over) == ("closed", Outcome.SIGNED_OFF)
    assert list(FollowUp.objects.values_list("months", "due_on")) == [
        (3, at("2026-09-05").date()),
        (6, at("2026-12-05").date()),
        (12, at("2027-06-05").date()),
    ]
    assert Mentorship.objects.get().mentor == over.supervisor


def test_both_on_the_last_day_close_a_visit_that_is_still_under_way(visit):
    _report(visit, at("2026-06-05"))
    assert _state(visit) == ("underway", "")
    _sign(visit, when=at("2026-06-05"))
    assert _state(visit) == ("closed", Outcome.SIGNED_OFF)


def test_a_refusal_with_a_reason_closes_as_not_signed_off(over):
    _report(over)
    refuse_sign_off(
        placement=over, supervisor=over.supervisor, reason="Left on day two", at=SIGNED_AT
    )
    assert _state(over) == ("closed", Outcome.NOT_SIGNED_OFF)
    assert Mentorship.objects.count() == 0
    assert PlacementEvent.objects.get(kind="sign_off_refused").note == "Left on day two"
    assert api.signed_off_placements_of(over.trainee.pk) == ()


def test_a_refusal_can_still_become_a_sign_off_while_the_report_is_out(over):
    refuse_sign_off(placement=over, supervisor=over.supervisor, reason="Not yet", at=SIGNED_AT)
    _sign(over)
    _report(over)
    assert _state(over) == ("closed", Outcome.SIGNED_OFF)


def test_a_refusal_needs_a_reason(over):
    with pytest.raises(ReasonMissingError):
        refuse_sign_off(placement=over, supervisor=over.supervisor, reason=" ", at=SIGNED_AT)


def test_a_visit_is_signed_off_once(over):
    _sign(over)
    with pytest.raises(AlreadySignedOffError):
        _sign(over)
    with pytest.raises(AlreadySignedOffError):
        refuse_sign_off(placement=over, supervisor=over.supervisor, reason="No", at=SIGNED_AT)


def test_a_sign_off_that_is_taken_back_shows_nothing_and_is_told_again(over):
    signed = _sign(over)
    _report(over)
    seen = api.placement_growth()
    by = make_coordinator()
    assert annul_sign_off(sign_off=signed, by=by, reason="Wrong person", at=SIGNED_AT) is True
    assert annul_sign_off(sign_off=signed, by=by, reason="Wrong person", at=SIGNED_AT) is False
    assert api.signed_off_placements_of_all([over.trainee.pk]) == {}
    assert api.new_placements_concern(seen, api.placement_growth(), [over.trainee.pk]) is True
    assert api.new_placements_concern(seen, api.placement_growth(), [over.supervisor.pk]) is False
    assert Job.objects.filter(kind="placement_signed_off").count() == 2
    assert _state(over) == ("closed", Outcome.NOT_SIGNED_OFF)
    assert [row.action for row in AuditEntry.objects.all()] == ["observership_sign_off_annulled"]


def test_a_visit_that_is_erased_loses_its_stamp_without_keeping_words(over):
    signed = _sign(over)
    _report(over)
    over.refresh_from_db()
    blank_placement(placement=over, at=at("2028-07-01"))
    by, when = make_coordinator(), at("2028-07-02")
    assert annul_sign_off(sign_off=signed, by=by, reason="Wrong person", at=when) is True
    assert api.signed_off_placements_of_all([signed.trainee_id]) == {}
    assert PlacementSignOffAnnulment.objects.get().reason == ""
    event = PlacementEvent.objects.get(kind="annulled")
    assert (event.note, event.by) == ("", None)


def test_what_was_taken_back_before_the_report_closes_as_not_signed_off(over):
    by = make_coordinator()
    annul_sign_off(sign_off=_sign(over), by=by, reason="Wrong person", at=SIGNED_AT)
    _report(over)
    assert _state(over) == ("closed", Outcome.NOT_SIGNED_OFF)


@pytest.mark.parametrize(("signed", "outcome"), [(True, "signed_off"), (False, "not_signed_off")])
def test_a_coordinator_closes_a_visit_whose_papers_will_not_come(over, signed, outcome):
    if signed:
        _sign(over)
    close_as_it_stands(
        placement=over, by=make_coordinator(), reason="Trainee left", at=at("2026-09-01")
    )
    assert _state(over) == ("closed", outcome)


def test_a_report_is_handed_in_whole_and_then_stays(over):
    save_report(placement=over, part="seen", said={"seen": "Much"}, at=SIGNED_AT)
    with pytest.raises(ReportIncompleteError) as refused:
        hand_in_report(placement=over, by=over.trainee.user, at=SIGNED_AT)
    assert refused.value.missing == ("plans",)
    _report(over)
    with pytest.raises(HandedInError):
        save_report(placement=over, part="seen", said={"seen": "Less"}, at=SIGNED_AT)


def _state(placement: Placement) -> tuple[str, str]:
    placement.refresh_from_db()
    return placement.state, placement.outcome
