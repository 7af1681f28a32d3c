"""Pressing twice at the same moment does it once; several connections, on PostgreSQL row locks."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from observership.domain.codes import Section, Side
from observership.domain.sign_off import Attestation, Attested
from observership.models import (
    Agreement,
    AgreementSignature,
    Application,
    ApplicationEvent,
    GuestLink,
    Mentorship,
    Placement,
    PlacementEvent,
    SignOff,
    SupportLetter,
)
from observership.queries.letters import letter_token
from observership.services.agreements import sign_agreement, sign_for_home
from observership.services.applications import (
    Answers,
    NotDraftError,
    save_section,
    start_application,
    submit_application,
)
from observership.services.changes import Cancelling, cancel_placement
from observership.services.guest_links import AskedTooOftenError, ask_home_again
from observership.services.letters import (
    Head,
    LetterAnswer,
    LetterClosedError,
    TooOftenError,
    answer_letter,
    ask_letter,
)
from observership.services.mentors import ProposedTooOftenError, propose_mentor
from observership.services.sign_off import (
    AlreadySignedOffError,
    VisitClosedError,
    sign_off_placement,
)
from tests.observership_factories import (
    at,
    make_call,
    make_objective,
    make_placement,
    make_supervisor,
    make_trainee,
)

pytestmark = pytest.mark.postgres
REFUSALS = (
    NotDraftError, LetterClosedError, TooOftenError, AskedTooOftenError, AlreadySignedOffError,
    VisitClosedError, ProposedTooOftenError,
)  # fmt: skip
OPEN = at("2026-02-02")
LATER = at("2026-06-10")
HEAD = Head("Prof. Sample Head", "Head", "head@home.example.org")
YES = LetterAnswer(supports=True, gives_leave=True, text="Yes.", signed_name="Sample Head")


@pytest.fixture(autouse=True)
def _own_database(copied_db, django_db_blocker):
    """Real commits, several connections."""
    with django_db_blocker.unblock():
        yield


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Do all of it at the same moment: what each came to, "done" or the refusal's name."""
    together = Barrier(len(acts))

    def do(act: Callable[[], Any]) -> str:
        together.wait(timeout=20)
        try:
            act()
        except REFUSALS as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(do, acts))


def written(call: Any, trainee: Any, moment: datetime = OPEN) -> Application:
    """A draft that lacks only its letter."""
    draft = start_application(trainee=trainee, call=call, at=moment)
    objective = make_objective()
    said = {
        Section.ME: Answers({"role": "PHY"}, {"position": "Consultant", "motivation": "To learn"}),
        Section.CENTRE: Answers(
            {"centre_name": "Home", "city": "Brno", "country": "CZ", "setting": "adult"},
            {"per_year": 4, "jacie": "preparing", "needs": "Practice"},
        ),
        Section.GOALS: Answers({}, {"outcome": ""}, {"objectives": [objective.pk]}),
        Section.LANGUAGES: Answers({"languages": [{"code": "en", "level": "C1"}]}),
        Section.DATES: Answers(
            {"dates": [{"from": "2026-06-01", "until": "2026-07-31"}], "length": 5}
        ),
    }
    for section, answers in said.items():
        draft = save_section(application=draft, section=section, answers=answers, at=moment)
    return draft


def whole(call: Any, trainee: Any) -> Application:
    """A draft that can be handed in."""
    draft = written(call, trainee)
    letter = ask_letter(application=draft, head=HEAD, at=OPEN)
    answer_letter(token=letter_token(letter), answer=YES, at=OPEN)
    return Application.objects.get(pk=draft.pk)


def test_one_draft_is_begun_and_handed_in_once():
    call, trainee = make_call(), make_trainee()
    begin = partial(start_application, trainee=trainee, call=call, at=OPEN)
    assert at_once(*[begin] * 4) == ["done"] * 4
    assert Application.objects.count() == 1
    draft = whole(call, trainee)
    submit = partial(submit_application, application=draft, at=OPEN)
    assert at_once(*[submit] * 4) == [*["NotDraftError"] * 3, "done"]
    assert ApplicationEvent.objects.filter(moved_to="submitted").count() == 1


def test_people_who_hand_in_together_get_numbers_of_their_own():
    call = make_call()
    drafts = [whole(call, make_trainee()) for _ in range(4)]
    acts = [partial(submit_application, application=each, at=OPEN) for each in drafts]
    assert at_once(*acts) == ["done"] * 4
    numbers = Application.objects.values_list("number", flat=True)
    assert sorted(numbers) == [f"{call.key}-{n:03}" for n in range(1, 5)]


def test_a_letter_is_answered_once_and_not_asked_for_past_its_limit(settings):
    draft = written(make_call(), make_trainee())
    letter = ask_letter(application=draft, head=HEAD, at=OPEN)
    answer = partial(answer_letter, token=letter_token(letter), answer=YES, at=OPEN)
    assert at_once(*[answer] * 3) == [*["LetterClosedError"] * 2, "done"]
    settings.OBSERVERSHIP_LETTERS_PER_DAY = 3
    ask = partial(ask_letter, application=draft, head=HEAD, at=OPEN)
    assert at_once(*[ask] * 6).count("done") == 2
    assert SupportLetter.objects.count() == 3
    assert SupportLetter.objects.filter(closed_at=None).count() == 1


def test_a_side_signs_once_and_the_placement_is_agreed_once():
    placement = make_placement()
    content = '{"objectives": [{"key": "one", "title": "One", "module": "", "requirements": []}]}'
    Agreement.objects.create(
        placement=placement, version=1, content=content, content_hash="0" * 64, made_at=OPEN
    )
    common = {"placement": placement, "content_hash": "0" * 64, "at": OPEN}
    trainee, host = placement.trainee.user, placement.supervisor.user
    acts = [
        partial(sign_agreement, side=Side.TRAINEE, by=trainee, **common),
        partial(sign_agreement, side=Side.HOST, by=host, **common),
        partial(sign_for_home, name="Head", **common),
    ]
    assert at_once(*acts, *acts) == ["done"] * 6
    assert AgreementSignature.objects.count() == 3
    assert Placement.objects.get().state == "agreed"
    assert PlacementEvent.objects.filter(kind="agreed").count() == 1


def test_cancelling_locks_call_and_match_before_the_visit_as_answers_do():
    placement = make_placement()
    said = Cancelling("The ward is closed.")
    with CaptureQueriesContext(connection) as captured:
        cancel_placement(
            placement=placement, side=Side.HOST, by=placement.supervisor.user, said=said, at=OPEN
        )
    reads = [re.search(r'^SELECT .* FROM "observership_(\w+)"', each["sql"]) for each in captured]
    tables = [found[1] for found in reads if found]
    assert list(dict.fromkeys(tables))[:3] == ["call", "match", "placement"]


def test_a_visit_is_signed_off_once():
    placement = make_placement(state="reporting")
    said = Attestation(frozenset(Attested), 5)

    def sign() -> None:
        sign_off_placement(
            placement=placement, supervisor=placement.supervisor, attestation=said, at=LATER
        )

    assert at_once(*[sign] * 4) == [*["AlreadySignedOffError"] * 3, "done"]
    assert SignOff.objects.count() == 1


def test_links_and_mentors_keep_to_their_limits():
    placement = make_placement()
    user = placement.trainee.user
    ask = partial(ask_home_again, placement=placement, by=user, at=OPEN)
    found = at_once(*[ask] * 6)
    assert found.count("done") == GuestLink.objects.count() == 3
    assert GuestLink.objects.filter(closed_at=None).count() == 1
    over = make_placement(state="closed", outcome="signed_off", closed_at=LATER)
    people = [make_supervisor(over.host) for _ in range(6)]
    acts = [partial(propose_mentor, placement=over, mentor=each, at=LATER) for each in people]
    assert at_once(*acts).count("done") == 3
    assert Mentorship.objects.filter(ended_at=None).count() == 1
