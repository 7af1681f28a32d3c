"""A head of department is asked by a link, answers once without an account, or is asked again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail

from observership.domain.application import LetterState
from observership.domain.codes import Section
from observership.models import SupportLetter
from observership.queries.applications import current_letter
from observership.queries.letters import letter_behind, letter_token
from observership.services.applications import Answers, CallClosedError, save_section
from observership.services.letters import (
    LetterClosedError,
    NoDatesError,
    OwnAddressError,
    TooOftenError,
    answer_letter,
    ask_letter,
    guest_state,
    mail_letter,
    resend_letter,
)
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from passport.people.domain.tokens import kept_of
from tests.observership.applications.conftest import HEAD, OPEN, YES, write
from tests.observership_factories import at

SOON, LAST, AFTER = at("2026-02-10"), at("2026-03-31"), at("2026-04-01")


@pytest.fixture
def asked(draft, world):
    """The head was asked."""
    return ask_letter(application=write(draft, world), head=HEAD, at=OPEN)


def test_only_the_hash_of_the_token_is_kept_and_no_notice_holds_it(asked, run_jobs, monkeypatch):
    token = letter_token(asked)
    assert asked.token_hash == kept_of(token)
    assert letter_behind(token) == asked
    assert letter_behind(token.lower()) == asked
    monkeypatch.setattr("django.utils.timezone.now", lambda: SOON)
    assert run_jobs() == ["letter_asked"]
    assert [each.to for each in mail.outbox] == [["head@home.example.org"]]
    assert f"/observership/letter/{token}/" in mail.outbox[0].body
    assert not Notice.objects.filter(recipient="head@home.example.org").exists()
    assert token not in str(list(AuditEntry.objects.values()))


def test_the_answer_is_kept_once_and_the_applicant_is_told(asked, world):
    answered = answer_letter(token=letter_token(asked), answer=YES, at=SOON)
    assert (answered.supports, answered.gives_leave, answered.text, answered.signed_name) == (
        True, True, "We open in autumn.", "Sample Head",
    )  # fmt: skip
    assert answered.answered_at == SOON
    assert [each.recipient for each in Notice.objects.all()] == ["jana.sample@example.org"]
    with pytest.raises(LetterClosedError) as caught:
        answer_letter(token=letter_token(asked), answer=replace(YES, supports=False), at=SOON)
    assert caught.value.state is LetterState.ANSWERED
    assert SupportLetter.objects.get().supports is True


def test_asking_and_answering_stand_in_the_audit_trail(asked, world):
    answer_letter(token=letter_token(asked), answer=YES, at=SOON)
    found = AuditEntry.objects.filter(subject=f"letter:{asked.public_id}").order_by("sequence")
    assert list(found.values_list("action", "actor_id")) == [
        ("observership.letter_asked", world.user.public_id),
        ("observership.letter_answered", None),
    ]


def test_the_link_runs_out_after_its_days(asked):
    last = OPEN + timedelta(days=settings.OBSERVERSHIP_LETTER_DAYS)
    assert guest_state(asked, last - timedelta(seconds=1)) is LetterState.OPEN
    with pytest.raises(LetterClosedError) as caught:
        answer_letter(token=letter_token(asked), answer=YES, at=last)
    assert caught.value.state is LetterState.EXPIRED


def test_asking_somebody_else_closes_the_first_link(asked, draft):
    other = replace(HEAD, email="other@home.example.org")
    second = ask_letter(application=draft, head=other, at=LAST)
    assert current_letter(draft) == second
    with pytest.raises(LetterClosedError):
        answer_letter(token=letter_token(asked), answer=YES, at=LAST)
    answer_letter(token=letter_token(second), answer=YES, at=LAST)


def test_an_unknown_token_opens_nothing(asked):
    with pytest.raises(LetterClosedError) as caught:
        answer_letter(token="0" * 26, answer=YES, at=LAST)
    assert caught.value.state is LetterState.NONE


def test_sending_again_is_possible_after_a_day_and_lasts_as_long_again(asked, world):
    with pytest.raises(TooOftenError):
        resend_letter(letter=asked, by=world.user, at=OPEN + timedelta(hours=23))
    resend_letter(letter=asked, by=world.user, at=LAST)
    again = SupportLetter.objects.get()
    assert again.expires_at == LAST + timedelta(days=settings.OBSERVERSHIP_LETTER_DAYS)
    assert again.token_hash == asked.token_hash
    with pytest.raises(CallClosedError):
        resend_letter(letter=asked, by=world.user, at=at("2026-04-03"))


def test_an_answered_letter_is_not_sent_again(asked, world):
    answer_letter(token=letter_token(asked), answer=YES, at=OPEN)
    with pytest.raises(LetterClosedError):
        resend_letter(letter=asked, by=world.user, at=LAST)


def test_nobody_supports_themselves_under_a_known_address(draft, world):
    draft = write(draft, world)
    with pytest.raises(OwnAddressError):
        ask_letter(application=draft, head=replace(HEAD, email="JANA.sample@example.org"), at=OPEN)
    assert not SupportLetter.objects.exists()


def test_a_letter_needs_days_to_give_leave_for(draft, world):
    draft = write(draft, world, but=(Section.DATES,))
    with pytest.raises(NoDatesError):
        ask_letter(application=draft, head=HEAD, at=OPEN)


def test_strangers_are_not_flooded_with_letters(draft, world):
    draft = write(draft, world)
    for number in range(settings.OBSERVERSHIP_LETTERS_PER_DAY):
        head = replace(HEAD, email=f"head{number}@home.example.org")
        ask_letter(application=draft, head=head, at=OPEN)
    with pytest.raises(TooOftenError):
        ask_letter(application=draft, head=HEAD, at=OPEN + timedelta(hours=23))
    ask_letter(application=draft, head=HEAD, at=OPEN + timedelta(hours=25))


def test_no_letter_is_asked_for_or_answered_once_the_call_is_closed(asked, draft):
    with pytest.raises(CallClosedError):
        ask_letter(application=draft, head=HEAD, at=AFTER)
    fresh = SupportLetter.objects.get()
    SupportLetter.objects.update(expires_at=AFTER + timedelta(days=9))
    with pytest.raises(LetterClosedError) as caught:
        answer_letter(token=letter_token(fresh), answer=YES, at=AFTER)
    assert caught.value.state is LetterState.CLOSED


def test_the_mail_of_a_closed_letter_is_not_sent_any_more(asked, draft, run_jobs):
    ask_letter(application=draft, head=replace(HEAD, email="other@home.example.org"), at=OPEN)
    assert mail_letter(letter=SupportLetter.objects.get(pk=asked.pk), at=OPEN) is False
    assert mail.outbox == []


def test_an_address_that_is_refused_closes_the_letter(asked, monkeypatch):
    def refuse(_mail):
        raise ValueError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    assert mail_letter(letter=asked, at=OPEN) is False
    assert SupportLetter.objects.get().closed_at == OPEN


def test_the_days_that_the_head_was_asked_about_are_kept(asked, draft):
    draft.refresh_from_db()
    said = draft.sections["letter"]
    assert (said["length"], said["dates"]) == (5, draft.dates)
    answers = Answers({"dates": draft.dates, "length": 9})
    changed = save_section(application=draft, section=Section.DATES, answers=answers, at=LAST)
    assert changed.sections["letter"]["length"] == 5
