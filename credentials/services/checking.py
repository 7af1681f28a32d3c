"""Answers a check, and notes what a check may leave behind: a day, an alarm, a concern."""

from datetime import date, datetime
from hmac import compare_digest

from django.conf import settings
from django.db import transaction

from credentials.domain.edition import EditionContent
from credentials.domain.names import folded
from credentials.domain.numbers import read_code, read_number
from credentials.domain.verdict import Facts, Verdict, VerdictState, decide
from credentials.models import Concern, Copy, Edition, Passport
from credentials.queries.checks import Checked, any_edition, copy_behind, passport_behind
from credentials.services.alarms import raise_alarm
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError, open_edition
from passport.dates import local_day
from passport.notices.services import send_notice

UNKNOWN = Verdict(state=VerdictState.UNKNOWN)


def check_code(*, code: str, at: datetime) -> Verdict:
    """The answer to a scanned code."""
    read = read_code(code)
    checked = copy_behind(read) if read else None
    if checked is None or checked.copy is None or not _is_open(checked.copy, at):
        return UNKNOWN
    verdict = _answer(checked, at)
    if verdict.state not in {VerdictState.UNKNOWN, VerdictState.ALTERED}:
        note_check(copy=checked.copy, on=_today(at))
    return verdict


def check_number(*, number: str, family_name: str, at: datetime) -> Verdict:
    """The answer to a typed number and family name; every way of being wrong looks the same.

    Where the number is unknown any other edition is opened instead, so that it takes as long.
    """
    read = read_number(number)
    checked = passport_behind(read) if read else None
    edition = checked.edition if checked else any_edition()
    content = _opened(edition, checked.number if checked else "") if edition else None
    known = content["holder"]["family_name"] if content else ""
    same = compare_digest(folded(known).encode(), folded(family_name).encode())
    if checked is None or (content and not same):
        return UNKNOWN
    return _answer(checked, at)


def note_check(*, copy: Copy, on: date) -> None:
    """Let the holder see on which day a copy was last checked: one statement, once per day."""
    if copy.last_checked_on != on:
        Copy.objects.filter(pk=copy.pk).update(last_checked_on=on)


@transaction.atomic
def report_concern(*, number: str, text: str, contact: str, at: datetime) -> Concern:
    """Keep what a verifier found odd, and tell the issuer."""
    read = read_number(number)
    concern = Concern.objects.create(
        passport=Passport.objects.filter(number=read).first() if read else None,
        text=text,
        contact=contact,
        reported_at=at,
    )
    send_notice(
        kind="passport_concern",
        recipient=settings.ISSUER["contact"],
        language=settings.LANGUAGE_CODE,
        context={"concern": str(concern.public_id)},
        at=at,
    )
    return concern


def _today(at: datetime) -> date:
    return local_day(at, settings.TIME_ZONE)


def _is_open(copy: Copy, at: datetime) -> bool:
    return copy.closed_at is None and (copy.expires_at is None or at <= copy.expires_at)


def _opened(edition: Edition, number: str) -> EditionContent | None:
    """The content of an edition; None when it does not match its seal."""
    try:
        return open_edition(edition, number=number, keys=public_keys())
    except BrokenSealError:
        return None


def _answer(checked: Checked, at: datetime) -> Verdict:
    """The answer about an edition; raises the alarm when its seal is broken."""
    edition, copy = checked.edition, checked.copy
    if not edition.content and not edition.salt:
        return UNKNOWN
    content = _opened(edition, checked.number)
    if content is None:
        raise_alarm(edition=edition, at=at)
    facts = Facts(
        open=True,
        content=content,
        withdrawn=VerdictState(checked.withdrawn) if checked.withdrawn else None,
        replaced_on=_today(copy.replaced_at) if copy and copy.replaced_at else None,
    )
    return decide(facts, _today(at))
