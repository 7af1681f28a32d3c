"""On its day exactly what is due goes; the sign-off, numbers and countries stay."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from observership import api
from observership.domain.after_visit import YesNo
from observership.domain.codes import Side
from observership.domain.lifecycle import MatchState
from observership.domain.sign_off import Attested
from observership.domain.visit import Lines, PlannedDay
from observership.models import (
    AccessNeeds,
    Agreement,
    AgreementSignature,
    Application,
    ApplicationEvent,
    CommitteeReview,
    FundingStep,
    GuestLink,
    HostPreference,
    MatchEvent,
    ObjectiveTick,
    Placement,
    PlacementSignOffAnnulment,
    PlacementTask,
    SignOff,
    SupportLetter,
)
from observership.services.follow_ups import Change, FollowUpClosedError, answer_follow_up
from observership.services.mentors import agree_to_mentoring
from observership.services.placement_moves import note_event
from observership.services.reports import rate_visit
from observership.services.retention import Erased, erase_due
from observership.services.visits import VisitClosedError, add_item, save_days, write_log
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from passport.notices.services import send_notice
from passport.people.models import Professional, User
from tests.factories import EPOCH, make_user
from tests.observership.visits.conftest import make_visit
from tests.observership.visits.test_sign_off import WHOLE, _report, _sign
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_opening,
    make_run,
    make_trainee,
)

WORD = "Zebraword"
ADDRESS = "zebra@home.example.org"
CLOSED = at("2026-06-10")
LAST, DUE = date(2028, 6, 10), date(2028, 6, 11)
LATER = at("2028-06-11")


def _dump() -> str:
    """Every row of every table of observerships and of the mail log as text."""
    parts = []
    tables = [*apps.get_app_config("observership").get_models(include_auto_created=True), Notice]
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - own names
            parts.append(str(cursor.fetchall()))
    return "\n".join(parts)


def _links_to(trainee: Professional) -> set[str]:
    """Fields of observerships by which a person, or the account, is found."""
    found = set()
    for model in apps.get_app_config("observership").get_models():
        for field in model._meta.concrete_fields:
            person = {User: trainee.user_id, Professional: trainee.pk}.get(field.related_model)
            if person and model._base_manager.filter(**{field.name: person}).exists():
                found.add(f"{model.__name__}.{field.name}")
    return found


def _told_application(call: Any, **fields: Any) -> Application:
    """An application with the word in every text that somebody typed about it."""
    return make_application(
        call,
        trainee=fields.pop("trainee", None)
        or make_trainee(first_name=WORD, last_name=WORD, email=f"t-{ADDRESS}"),
        centre_name=WORD,
        city=WORD,
        sections={"me": {"motivation": WORD}},
        **fields,
    )


def _write_about(application: Application) -> None:
    by, opening = make_user(), make_opening()
    ApplicationEvent.objects.create(
        application=application, moved_to="eligible", note=WORD, by=by, at=EPOCH
    )
    SupportLetter.objects.create(
        application=application,
        head_name=WORD,
        head_position=WORD,
        head_email=ADDRESS,
        token_hash=f"{application.pk:064}",
        asked_at=EPOCH,
        expires_at=CLOSED,
        answered_at=EPOCH,
        supports=True,
        text=WORD,
        signed_name=WORD,
    )
    times = dict.fromkeys(("assigned_at", "declared_at", "submitted_at"), EPOCH)
    CommitteeReview.objects.create(
        application=application, reviewer=by, scores={"need": 4}, comment=WORD, **times
    )
    HostPreference.objects.create(
        opening=opening, application=application, refused=True, reason=WORD, by=by, at=EPOCH
    )
    mine = {"application": str(application.public_id), "window": "w", "reason": WORD}
    make_run(application.call, pins=[mine], forbids=[mine])


def _told_visit() -> Placement:
    call = make_call()
    application = _told_application(call, state="placed")
    _write_about(application)
    visit = make_visit(
        "reporting", call=call, application=application, home_name=WORD, home_email=ADDRESS
    )
    match = visit.match
    match.override = match.reason = WORD
    match.save()
    MatchEvent.objects.create(match=match, kind=MatchState.PROPOSED, note=WORD, at=EPOCH)
    _done_by(_second_agreement(visit), visit.trainee.user)
    PlacementTask.objects.create(placement=visit, side="host", key="own", label=WORD)
    AccessNeeds.objects.create(placement=visit, text=WORD, consented_at=EPOCH)
    money = {"payee": "visitor", "amount": 500, "reference": WORD, "note": WORD}
    for step, state in ((1, "paid"), (2, "planned")):
        FundingStep.objects.create(
            placement=visit, step=step, state=state, changed_at=EPOCH, **money
        )
    link = {"purpose": "home_signature", "token_hash": "1" * 64}
    GuestLink.objects.create(placement=visit, made_at=EPOCH, expires_at=CLOSED, **link)
    _live(visit)
    return visit


def _second_agreement(visit: Placement) -> Agreement:
    """A version with a reason, which the home side signed."""
    said = {"content": visit.agreements.get().content, "why": WORD, "made_at": EPOCH}
    agreement = Agreement.objects.create(
        placement=visit, version=9, made_by=visit.trainee.user, **said
    )
    AgreementSignature.objects.create(
        agreement=agreement, side="home", name=WORD, content_hash="0" * 64, signed_at=EPOCH
    )
    return agreement


def _live(visit: Placement) -> None:
    """What both wrote during the visit and after it, until it was closed."""
    first, when = date(2026, 6, 1), at("2026-06-08")
    save_days(placement=visit, days=[PlannedDay(first, WORD, WORD, False)])
    write_log(placement=visit, on=first, lines=Lines(WORD, WORD, WORD), at=when)
    add_item(placement=visit, on=first, text=WORD, at=when)
    _sign(visit, replace(WHOLE, comment=WORD, ticks=frozenset(Attested)), when)
    scores = dict.fromkeys(("welcome", "learning", "language", "organisation", "again"), 4)
    by = visit.trainee.user if visit.trainee else make_user()
    rate_visit(placement=visit, side=Side.TRAINEE, scores=scores, comment=WORD, by=by, at=when)
    report = _report(visit, CLOSED)
    report.answers = {"seen": {"seen": WORD}, "plans": [WORD, WORD]}
    report.save()
    visit.refresh_from_db()
    visit.follow_ups.filter(months=3).update(
        answers={"plans": ["done"], "words": WORD}, answered_at=when
    )
    agree_to_mentoring(mentorship=visit.mentorships.get(), side=Side.TRAINEE, at=CLOSED)
    PlacementSignOffAnnulment.objects.create(
        sign_off=SignOff.objects.get(), reason=WORD, annulled_by=make_user(), annulled_at=CLOSED
    )


def _done_by(agreement: Agreement, user: User) -> None:
    """What the trainee's own account stands beside, and the mails that went to it."""
    visit = agreement.placement
    note_event(placement=visit, kind="incident", at=EPOCH, note=WORD, by=user)
    match = visit.match
    MatchEvent.objects.create(match=match, kind="accepted", note=WORD, by=user, at=EPOCH)
    ApplicationEvent.objects.create(
        application=visit.application, moved_to="submitted", note=WORD, by=user, at=EPOCH
    )
    ObjectiveTick.objects.create(
        placement=visit, objective_key="own", side="trainee", met=True, by=user, at=EPOCH
    )
    AgreementSignature.objects.create(
        agreement=agreement, side="trainee", name=WORD, user=user, signed_at=EPOCH
    )
    told = {"kind": "observership_agreed", "recipient": ADDRESS, "language": "en", "at": EPOCH}
    for context in (
        {"placement": str(visit.public_id)},
        {"path": f"/placements/{visit.public_id}/visit/"},
        {"match": str(match.public_id)},
        {"application": str(visit.application.public_id)},
    ):
        send_notice(**told, context={**context, "host": WORD})


@pytest.mark.django_db
def test_nothing_about_a_closed_visit_goes_while_its_time_lasts():
    _told_visit()
    AccessNeeds.objects.all().delete()
    before = _dump()
    assert erase_due(on=LAST, at=LATER) == Erased()
    assert _dump() == before
    assert AuditEntry.objects.filter(action="observership_texts_erased").count() == 0


@pytest.mark.django_db
def test_on_its_day_no_name_address_or_typed_word_is_left():
    visit = _told_visit()
    trainee = visit.trainee
    assert WORD in _dump()
    assert ADDRESS in _dump()
    assert erase_due(on=DUE, at=LATER) == Erased(placements=1, applications=1, needs=1)
    assert WORD not in _dump()
    assert ADDRESS not in _dump()
    visit.refresh_from_db()
    assert (visit.trainee, visit.application.trainee, visit.erased_at) == (None, None, LATER)
    assert _links_to(trainee) == {"SignOff.trainee"}


@pytest.mark.django_db
def test_what_is_evidence_or_a_number_stays():
    visit = _told_visit()
    trainee, number = visit.trainee, visit.application.number
    records = api.signed_off_placements_of(trainee.pk)
    ticks, scores = visit.ticks.count(), visit.ratings.get().scores
    erase_due(on=DUE, at=LATER)
    visit.refresh_from_db()
    assert api.signed_off_placements_of(trainee.pk) == records
    assert SignOff.objects.get().trainee == trainee
    assert (visit.application.number, visit.application.country) == (number, "CZ")
    assert (visit.ticks.count(), visit.ratings.get().scores) == (ticks, scores)
    assert visit.report.answers == {"plans": ["", ""]}
    assert visit.follow_ups.get(months=3).answers == {"plans": ["done"]}
    assert list(visit.funding.values_list("amount", "state", "reference")) == [
        (500, "paid", "erased"),
        (500, "planned", ""),
    ]


@pytest.mark.django_db
def test_what_is_not_due_beside_it_is_untouched_and_a_second_day_changes_nothing():
    _told_visit()
    young = make_visit("reporting")
    write_log(
        placement=young, on=date(2026, 6, 1), lines=Lines("Kept", "Kept"), at=at("2026-06-08")
    )
    erase_due(on=DUE, at=LATER)
    young.refresh_from_db()
    assert (young.erased_at, young.log.get().saw, young.trainee is None) == (None, "Kept", False)
    assert young.application.trainee is not None
    before = _dump()
    assert erase_due(on=DUE, at=LATER) == Erased()
    assert _dump() == before
    (entry,) = AuditEntry.objects.filter(action="observership_texts_erased")
    assert entry.details == {"placements": 1, "applications": 1, "needs": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "on"), [("withdrawn", "2028-01-06"), ("draft", "2028-10-01")])
def test_an_application_without_a_visit_goes_on_its_own_day(state, on):
    application = _told_application(make_call(), state=state)
    _write_about(application)
    day = date.fromisoformat(on)
    before = date.fromordinal(day.toordinal() - 1)
    assert erase_due(on=before, at=LATER) == Erased()
    assert erase_due(on=day, at=LATER) == Erased(applications=1)
    assert WORD not in _dump()


@pytest.mark.django_db
def test_nothing_is_written_about_a_visit_that_is_erased():
    visit = _told_visit()
    by = visit.supervisor.user
    erase_due(on=DUE, at=LATER)
    scores = dict.fromkeys(("prepared", "interest", "language", "workload", "again"), 4)
    with pytest.raises(VisitClosedError):
        rate_visit(placement=visit, side=Side.HOST, scores=scores, comment=WORD, by=by, at=LATER)
    change = Change([], YesNo.YES, YesNo.YES, WORD)
    with pytest.raises(FollowUpClosedError):
        answer_follow_up(follow_up=visit.follow_ups.get(months=12), change=change, at=LATER)
    assert WORD not in _dump()
