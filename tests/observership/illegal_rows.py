"""For each named constraint of the observerships: a row, and what makes another one illegal."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import models

from observership.domain.lifecycle import MatchState
from observership.models import (
    Agreement,
    AgreementSignature,
    CommitteeMember,
    CommitteeReview,
    FollowUp,
    FundingStep,
    GuestLink,
    HostPreference,
    Mentorship,
    ObjectiveAlignment,
    ObservedItem,
    OutcomeSummary,
    PlacementTask,
    Preference,
    Rating,
    SignOff,
    StepReminder,
    SupportLetter,
)
from passport.standards.models import Requirement
from tests.factories import EPOCH, make_user
from tests.observership_factories import (
    make_application,
    make_call,
    make_match,
    make_objective,
    make_opening,
    make_placement,
    make_run,
    make_window,
)

Made = tuple[models.Model, dict[str, Any]]

DAY = date(2026, 6, 1)
LATER = EPOCH + timedelta(days=1)
HASH, OTHER_HASH = "a" * 64, "b" * 64
MADE = {"made_at": EPOCH, "result": {}}


def another(row: models.Model, changes: dict[str, Any]) -> models.Model:
    """A new row like this one but for some changes."""
    fields = row._meta.concrete_fields
    kept = {each.attname: getattr(row, each.attname) for each in fields if not each.primary_key}
    if "public_id" in kept:
        kept["public_id"] = uuid.uuid4()
    made = type(row)(**kept)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _row(made: Callable[[], models.Model], **changes: Any) -> Callable[[], Made]:
    return lambda: (made(), changes)


def _alignment() -> ObjectiveAlignment:
    requirement = Requirement.objects.create(key="fictional", label="Fictional")
    return ObjectiveAlignment.objects.create(
        objective=make_objective(), requirement=requirement, strength="partial"
    )


def _application() -> models.Model:
    return make_application(make_call())


def _preference() -> Preference:
    return Preference.objects.create(
        application=make_application(make_call()), opening=make_opening(), rank=1
    )


def _letter() -> SupportLetter:
    return SupportLetter.objects.create(
        application=make_application(make_call()),
        head_name="Sample Head",
        head_email="head@home.example.org",
        token_hash=HASH,
        asked_at=EPOCH,
        expires_at=LATER,
    )


def _word() -> HostPreference:
    return HostPreference.objects.create(
        application=make_application(make_call()), opening=make_opening(), by=make_user(), at=EPOCH
    )


def _member() -> CommitteeMember:
    user = make_user()
    return CommitteeMember.objects.create(
        call=make_call(), user=user, named_by=user, named_at=EPOCH
    )


def _review() -> CommitteeReview:
    return CommitteeReview.objects.create(
        application=make_application(make_call()), reviewer=make_user(), assigned_at=EPOCH
    )


def _run() -> models.Model:
    return make_run(make_call())


def _published() -> models.Model:
    return make_run(make_call(), kind="published", published_at=EPOCH, **MADE)


def _match() -> models.Model:
    call = make_call()
    return make_match(make_application(call), make_window(call))


def _supervised_by_trainee() -> Made:
    placement = make_placement()
    return placement, {"supervisor": placement.trainee}


def _live_twice() -> Made:
    placement = make_placement()
    match = make_match(placement.application, placement.match.window, MatchState.SUPERSEDED)
    return placement, {"match": match}


def _task() -> PlacementTask:
    return PlacementTask.objects.create(placement=make_placement(), side="host", key="own")


def _payment() -> FundingStep:
    return FundingStep.objects.create(
        placement=make_placement(), payee="host", step=1, amount=500, changed_at=EPOCH
    )


def _link() -> GuestLink:
    return GuestLink.objects.create(
        placement=make_placement(),
        purpose="home_signature",
        token_hash=HASH,
        made_at=EPOCH,
        expires_at=LATER,
    )


def _sign_off() -> SignOff:
    placement = make_placement()
    return SignOff.objects.create(
        placement_public_id=placement.public_id,
        trainee=placement.trainee,
        host=placement.host,
        department="Fictional Department",
        supervisor=placement.supervisor,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        days_attended=5,
        setting="adult",
        attested_at=EPOCH,
    )


def _attested_by_trainee() -> Made:
    attested = _sign_off()
    return attested, {"placement_public_id": uuid.uuid4(), "supervisor": attested.trainee}


def _rating() -> Rating:
    return Rating.objects.create(
        placement=make_placement(), side="host", by=make_user(), rated_at=EPOCH
    )


def _follow_up() -> FollowUp:
    return FollowUp.objects.create(placement=make_placement(), months=3, due_on=DAY)


def _mentorship() -> Mentorship:
    placement = make_placement()
    return Mentorship.objects.create(
        placement=placement, mentor=placement.supervisor, asked_at=EPOCH
    )


def _reminder() -> StepReminder:
    return StepReminder.objects.create(
        subject="placement:1", step="sign", level=1, due_on=DAY, sent_at=EPOCH
    )


def _summary() -> OutcomeSummary:
    return OutcomeSummary.objects.create(
        call=make_call(), counts={}, published_by=make_user(), published_at=EPOCH
    )


def _agreement() -> Agreement:
    return Agreement.objects.create(
        placement=make_placement(), version=1, content="{}", content_hash=HASH, made_at=EPOCH
    )


def _signature() -> AgreementSignature:
    return AgreementSignature.objects.create(
        agreement=_agreement(), side="home", name="Sample", content_hash=HASH, signed_at=EPOCH
    )


def make_item() -> ObservedItem:
    """Something that a trainee watched and nobody confirmed yet."""
    return ObservedItem.objects.create(
        placement=make_placement(), text="Leukapheresis", on=DAY, trainee_signed_at=EPOCH
    )


def _confirmed_early() -> Made:
    item = make_item()
    early = EPOCH - timedelta(days=1)
    return item, {"supervisor": item.placement.supervisor, "supervisor_signed_at": early}


def _confirmed_and_withdrawn() -> Made:
    item = make_item()
    signed = {"supervisor": item.placement.supervisor, "supervisor_signed_at": EPOCH}
    return item, {**signed, "withdrawn_at": LATER}


ILLEGAL: dict[str, Callable[[], Made]] = {
    "call_days_in_order": _row(make_call, closes_on=date(2025, 12, 31)),
    "call_lengths_in_order": _row(make_call, days_min=0),
    "call_first_step_is_a_share": _row(make_call, first_step_percent=101),
    "call_gives_time_to_answer": _row(make_call, answer_days=0),
    "objective_alignment_once": _row(_alignment),
    "objective_alignment_is_partial": _row(_alignment, strength="full"),
    "opening_once": _row(make_opening),
    "window_in_order": _row(lambda: make_window(make_call()), ends_on=date(2026, 5, 31)),
    "window_has_places": _row(lambda: make_window(make_call()), places=0),
    "window_once": _row(lambda: make_window(make_call())),
    "application_once_per_call": _row(_application, number="other"),
    "application_submitted_has_number": _row(_application, number=None),
    "application_has_trainee": _row(_application, number="other", trainee=None),
    "preference_once": _row(_preference),
    "preference_from_one": _row(_preference, rank=0),
    "letter_open_once": _row(_letter, token_hash=OTHER_HASH),
    "letter_answered_says_what": _row(_letter, token_hash=OTHER_HASH, answered_at=EPOCH),
    "host_preference_once": _row(_word),
    "host_preference_tier": _row(_word, tier=4),
    "host_preference_refusal_has_reason": _row(_word, refused=True),
    "committee_member_once": _row(_member),
    "committee_review_once": _row(_review),
    "committee_review_free_of_conflict": _row(_review, conflict_at=EPOCH, scores={"need": 5}),
    "committee_review_after_declaration": _row(_review, submitted_at=EPOCH),
    "run_number_once": _row(_run),
    "run_published_once_per_call": _row(_published, number=2),
    "run_published_has_time": _row(_run, number=2, kind="rerun", **MADE),
    "run_made_has_result": _row(_run, number=2, made_at=EPOCH),
    "run_published_is_made": _row(_run, number=2, kind="published", published_at=EPOCH),
    "match_open_once_per_application": _row(_match),
    "match_accepted_by_both": _row(_match, state="accepted", host_accepted_at=EPOCH),
    "match_declined_by_somebody": _row(_match, state="declined"),
    "placement_period_in_order": _row(make_placement, ends_on=date(2026, 5, 31)),
    "placement_closed_has_outcome": _row(make_placement, outcome="signed_off"),
    "placement_over_has_time": _row(make_placement, closed_at=EPOCH),
    "placement_has_trainee": _row(make_placement, trainee=None),
    "placement_live_once_per_application": _live_twice,
    "placement_supervised_by_somebody_else": _supervised_by_trainee,
    "placement_task_once": _row(_task),
    "funding_once": _row(_payment),
    "funding_in_two_steps": _row(_payment, step=3),
    "funding_paid_has_reference": _row(_payment, step=2, state="paid"),
    "guest_link_leads_somewhere": _row(_link, token_hash=OTHER_HASH, purpose="calendar"),
    "placement_signed_off_by_somebody_else": _attested_by_trainee,
    "sign_off_period_in_order": _row(_sign_off, ends_on=date(2026, 5, 31)),
    "sign_off_of_a_visit": _row(_sign_off, days_attended=0),
    "rating_once_per_side": _row(_rating),
    "rating_by_trainee_or_host": _row(_rating, side="home"),
    "follow_up_once": _row(_follow_up),
    "mentorship_open_once": _row(_mentorship),
    "step_reminder_once": _row(_reminder),
    "summary_live_once_per_call": _row(_summary),
    "agreement_version_once": _row(_agreement),
    "signature_once_per_side": _row(_signature),
    "signature_by_account_or_home": _row(_signature, side="host"),
    "placement_day_once": _row(lambda: make_placement().days.create(on=DAY)),
    "item_signed_by_both": _confirmed_early,
    "item_confirmed_stays": _confirmed_and_withdrawn,
}
