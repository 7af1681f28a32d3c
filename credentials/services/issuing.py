"""Signs and appends editions; the only writer of the ledger."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from credentials.domain.canonical import leaf_hash
from credentials.domain.content import complete, says_the_same
from credentials.domain.edition import Draft, EditionContent, write_content
from credentials.evidence.drafts import draft_for
from credentials.models import CopyKind, Edition, Passport, StandingChange
from credentials.queries.passports import has_open_alarm, last_decision, latest_edition
from credentials.services.alarms import raise_alarm
from credentials.services.copies import add_copy
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError, open_edition
from credentials.signing.signer import Signer
from passport.audit.services import record
from passport.dates import local_day
from passport.jobs import services as jobs

SALT_BYTES = 32


@transaction.atomic
def issue_edition(*, passport_id: int, signer: Signer, at: datetime) -> Edition | None:
    """Append an edition if the evidence, read again here, says something new.

    Nothing is issued while an alarm is open, after a withdrawal, or without a change.
    """
    passport = Passport.objects.select_for_update().get(pk=passport_id)
    last, said = latest_edition(passport), None
    if _stopped(passport):
        return None
    if last:
        try:
            said = open_edition(last, number=passport.number, keys=public_keys())
        except BrokenSealError:
            raise_alarm(edition=last, at=at)
            return None
    draft = draft_for(passport.holder, passport.number, local_day(at, settings.TIME_ZONE))
    if says_the_same(draft, said) if said else not draft["stamps"]:
        return None
    return _append(passport, _completed(draft, said, signer, at), signer, at)


def _stopped(passport: Passport) -> bool:
    decision = last_decision(passport)
    revoked = decision is not None and decision.change == StandingChange.REVOKED
    return revoked or has_open_alarm(passport)


def _completed(
    draft: Draft, said: EditionContent | None, signer: Signer, at: datetime
) -> EditionContent:
    today = local_day(at, settings.TIME_ZONE).isoformat()
    return complete(
        draft,
        edition=said["edition"] + 1 if said else 1,
        first_issued_on=said["first_issued_on"] if said else today,
        issued_at=at.isoformat(),
        key_id=signer.key_id,
    )


def _append(passport: Passport, content: EditionContent, signer: Signer, at: datetime) -> Edition:
    """Sign, look at the seal once more as a verifier would, store, announce."""
    text, salt = write_content(content), secrets.token_hex(SALT_BYTES)
    edition = Edition(
        passport=passport,
        number=content["edition"],
        content=text,
        salt=salt,
        leaf_hash=leaf_hash(salt, text),
        signature=signer.sign(text),
        key_id=signer.key_id,
        issued_at=at,
    )
    open_edition(edition, number=passport.number, keys=public_keys())
    edition.save()
    if not passport.copies.exists():
        add_copy(passport=passport, kind=CopyKind.PRINT, label="", at=at)
    record(
        action="edition_issued",
        subject=f"passport:{passport.public_id}",
        at=at,
        details={"edition": edition.number, "leaf_hash": edition.leaf_hash},
    )
    jobs.ring("edition_issued", ids={"edition_id": edition.pk}, at=at)
    return edition
