"""Rules of observerships hold whatever is sent, in whichever order (F4, F5, G5)."""

# ruff: noqa: F811 - fixtures of the matrix

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from observership.domain.lifecycle import MATCH_MOVES, PLACEMENT_MOVES, MatchState, PlacementState
from observership.models import (
    Agreement,
    AgreementSignature,
    Application,
    ApplicationEvent,
    CallAlert,
    FundingStep,
    GuestLink,
    Match,
    Mentorship,
    Placement,
    SignOff,
    SupportLetter,
)
from observership.services.alerts import ask_alert
from observership.services.guest_links import AskedTooOftenError
from observership.services.home_heads import ask_for_changes
from observership.services.mentors import ProposedTooOftenError, propose_mentor
from observership.services.retention import erase_due
from passport.people.domain.tokens import kept_of
from passport.people.models import Centre, User
from tests.observership_factories import make_placement, make_supervisor
from tests.security.observership_world import VisitWorld
from tests.security.test_observerships_apart import (  # noqa: F401 - fixtures
    ENTERS,
    UndoneError,
    asked,
    boss,
    browser,
    clock,
    mine,
    owners,
    private,
    said,
    short,
    worlds,
)
from tests.security.test_reading_changes_nothing import every_row
from tests.security.test_typed_text import GREEDY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ELSEWHERE = "https://evil.example/"
DONE_BY_OFFICE = {"agreement_home"}  # where a coordinator names the head of department
# A form that would be taken wherever it is offered, and every field of the rows behind it.
EVERYTHING = {
    **GREEDY, "do": "done", "content_hash": "0" * 64, "name": "Somebody", "read": "on",
    "to": "paid", "reference": "R-1", "note": "Note", "why": "Because", "reason": "Because",
    "first": "2026-11-25", "last": "2026-11-30", "attended": "0", "stay": "yes", "part": "seen",
    "seen": "Much", "different": "A lot", "plan_1": "Begin", "on": "2026-11-21", "saw": "A talk",
    "learned": "Much", "will_use": "All", "text": "A talk", "label": "Line", "kind": "safety",
    "words": "Because", "days_attended": "5", "state": "closed", "outcome": "signed_off",
    "was_here": "on", "observed_only": "on", "confidential": "on", "objectives_met": "on",
    "met": ["one"],
    "objectives": ["one"], "amount": "99999", "payee": "host", "word": "especially",
    "next": ELSEWHERE, "trainee": "1", "supervisor": "1", "host": "1",
    "home_email": "x@evil.example",
    "closed_at": "2026-01-01", "trainee_accepted_at": "2026-01-01", "erased_at": "2026-01-01",
    "host_accepted_at": "2026-01-01", "answer_by": "2099-01-01", "places": "20", "public_id": "1",
}  # fmt: skip


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside is undone."""
    try:
        with transaction.atomic():
            yield
            raise UndoneError
    except UndoneError:
        return


def facts(world: VisitWorld) -> dict[str, dict[int, tuple[object, ...]]]:
    """What nobody may set by a form: whose things are, and what money they bring."""
    held = {
        "placements": Placement.objects.values_list(
            "pk", "trainee", "host", "match", "home_email", "erased_at", "public_id"
        ),
        "money": FundingStep.objects.values_list("pk", "amount", "payee", "placement"),
        "applications": Application.objects.values_list("pk", "trainee", "number", "call"),
        "matches": Match.objects.values_list("pk", "answer_by", "application", "window"),
        "centres": Centre.objects.values_list("pk", "confirmed_at", "name"),
        "sign-offs": SignOff.objects.values_list("pk", "trainee"),
    }
    return {name: {row[0]: row for row in rows} for name, rows in held.items()}


def moves(table: type, legal: dict, kind: type) -> dict[int, frozenset[str]]:
    """Where each row may stand after one request."""
    rows = table.objects.values_list("pk", "state")
    return {pk: frozenset({state, *legal[kind(state)]}) for pk, state in rows}


@pytest.mark.parametrize("part", ["T", "H", "C"])
def test_no_form_moves_anything_past_its_table_or_to_somebody_else(mine, boss, part):
    placements = moves(Placement, PLACEMENT_MOVES, PlacementState)
    matches = moves(Match, MATCH_MOVES, MatchState)
    before, wrong, tried = facts(mine), [], 0
    for what, values in mine.variants():
        placement = Placement.objects.get(public_id=values["placement_id"])
        person = {"T": placement.trainee, "H": mine.supervisor, "C": boss}[part]
        client = browser(person)
        for route in private():
            varies = "placement_id" in route.pattern or "match_id" in route.pattern
            if part not in ENTERS[short(route)] or not varies or short(route) in DONE_BY_OFFICE:
                continue
            tried += 1
            with taken_back():
                found = asked(client, "post", route.address(values), **EVERYTHING)
                now = facts(mine)
                kept = {name: {pk: now[name].get(pk) for pk in before[name]} for name in before}
                stands = [
                    dict(table.objects.values_list("pk", "state")) for table in (Placement, Match)
                ]
                legal = all(stands[0][pk] in placements[pk] for pk in placements) and all(
                    stands[1][pk] in matches[pk] for pk in matches
                )
                if kept != before or not legal or "evil.example" in found.to:
                    wrong.append((what, short(route), found.status))
    assert wrong == []
    assert tried > 100


def test_a_supervisor_attests_only_at_the_end_and_nobody_else_does(mine, boss):
    for state in PlacementState:
        placement = mine.placements[state]
        address = reverse("observership:sign_off", args=[placement.public_id])
        for person in (placement.trainee, mine.lead, boss, mine.supervisor):
            before = SignOff.objects.count()
            with taken_back():
                asked(browser(person), "post", address, **EVERYTHING)
                made = SignOff.objects.count() - before
            right = person == mine.supervisor and state == "reporting"
            assert made == right, (state, str(person))


def test_the_fields_of_an_application_are_those_of_its_section(mine):
    applied = Application.objects.get(state="draft", trainee=mine.trainee)
    before = {
        name: getattr(applied, name)
        for name in ("state", "number", "call_id", "trainee_id", "submitted_at", "erased_at")
    }
    client = browser(mine.trainee)
    for section in ("me", "centre", "goals", "languages", "dates", "letter"):
        address = reverse("observership:section", args=[applied.public_id, section])
        answer = asked(client, "post", address, **EVERYTHING, country="CZ", setting="adult")
        assert answer.status in {302, 422}
    applied.refresh_from_db()
    assert {name: getattr(applied, name) for name in before} == before
    assert not {"state", "number", "trainee"} & set(str(applied.sections).split("'"))


def test_a_link_opens_its_own_thing_and_no_other(worlds):
    mine, other = worlds
    own = mine.values["token"]
    for token, status in ((own, 200), ("0" * 26, 404)):
        for kind in ("letter", "home_signature", "alert"):
            found = asked(Client(), "get", reverse(f"observership:{kind}", args=[token]))
            assert (found.status, said(other, found)) == (status, [])
    SupportLetter.objects.all().update(expires_at=mine.at - DAY)
    GuestLink.objects.all().update(expires_at=mine.at - DAY, closed_at=mine.at - DAY)
    CallAlert.objects.all().update(asked_at=mine.at - 8 * DAY)
    before = every_row()
    for kind in ("letter", "home_signature", "calendar", "alert"):
        address = reverse(f"observership:{kind}", args=[own])
        for method in ("get", "post"):
            found = asked(Client(), method, address, **EVERYTHING)
            assert found.status in {404, 405, 410}
            assert said(mine, found) == []
    assert every_row() == before


def test_a_home_link_signs_its_own_agreement_in_the_version_that_was_read(worlds):
    mine, other = worlds
    for world in worlds:
        Placement.objects.filter(pk=world.placement.pk).update(state="preparing")
        Agreement.objects.create(
            placement=world.placement, version=2, content_hash=world.marker, made_at=world.at,
            content=Agreement.objects.get(placement=world.placement).content,
        )  # fmt: skip
    client, address = Client(), reverse("observership:home_signature", args=[mine.values["token"]])
    for stale in ("0" * 64, other.marker):
        client.post(address, {"content_hash": stale, "name": "Head", "read": "on"})
    assert AgreementSignature.objects.filter(agreement__version=2).count() == 0
    client.post(address, {"content_hash": mine.marker, "name": "Head", "read": "on"})
    signed = AgreementSignature.objects.filter(agreement__version=2)
    assert [each.agreement.placement_id for each in signed] == [mine.placement.pk]


def test_a_guest_asks_for_changes_three_times_a_day(now):
    placement = make_placement(state="preparing")
    for _ in range(3):
        ask_for_changes(placement=placement, text="Other days", at=now)
    with pytest.raises(AskedTooOftenError):
        ask_for_changes(placement=placement, text="Other days", at=now)
    ask_for_changes(placement=placement, text="Other days", at=now + DAY)


def test_three_mentors_a_day_are_asked(now):
    placement = make_placement(state="closed", outcome="signed_off", closed_at=now)
    people = [make_supervisor(placement.host) for _ in range(4)]
    for mentor in people[:3]:
        propose_mentor(placement=placement, mentor=mentor, at=now)
    with pytest.raises(ProposedTooOftenError):
        propose_mentor(placement=placement, mentor=people[3], at=now)
    assert Mentorship.objects.count() == 3


def test_an_address_gets_one_mail_a_day_and_tells_nothing(client, clock, now, run_jobs):
    CallAlert.objects.create(
        email="known@example.org",
        language="en",
        token_hash=kept_of("k"),
        asked_at=now,
        confirmed_at=now,
    )
    answers = [
        client.post(reverse("observership:ask_alert"), {"email": email})
        for email in ("known@example.org", "new@example.org", "NEW@example.org", "new@example.org")
    ]
    assert {each.status_code for each in answers} == {200}
    bodies = {re.sub(r'value="\w{64}"', "", each.text) for each in answers}
    assert len(bodies) == 1
    run_jobs()
    assert [each.to for each in mail.outbox] == [["new@example.org"]]
    ask_alert(email="new@example.org", language="en", at=now + DAY / 2)
    run_jobs()
    assert len(mail.outbox) == 1


def test_nothing_of_a_trainee_remains_once_it_is_erased(mine, boss):
    user = mine.placements["closed"].trainee.user
    User.objects.filter(pk=user.pk).update(last_name="Vanishing")
    applied = mine.placements["closed"].application
    for to in ("submitted", "eligible"):
        ApplicationEvent.objects.create(application=applied, moved_to=to, by=user, at=mine.at)
    address = reverse("observership:office_application", args=[mine.call.key, applied.public_id])
    assert "Vanishing" in browser(boss).get(address).text
    later = mine.at + 1500 * DAY
    erase_due(on=later.date(), at=later)
    row = Placement.objects.get(pk=mine.placements["closed"].pk)
    assert (row.trainee, row.home_name, row.home_email) == (None, "", "")
    assert not row.tasks.exclude(done_by=None).exists()
    for part, client in (("H", browser(mine.supervisor)), ("C", browser(boss))):
        for route in private():
            values = {
                **mine.values,
                "placement_id": row.public_id,
                "application_id": row.application.public_id,
            }
            if part in ENTERS[short(route)] and "uuid" in route.pattern:
                page = asked(client, "get", route.address(values))
                assert [word for word in ("Vanishing", user.email) if word in page.body] == [], (
                    short(route)
                )
