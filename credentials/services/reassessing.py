"""Asks anew what a holder's passport should say, and requests an edition when it changed."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from credentials.domain.content import says_the_same
from credentials.domain.edition import Draft, WrongContentError, read_content
from credentials.domain.numbers import new_number
from credentials.evidence.drafts import draft_for
from credentials.models import Edition, Passport
from credentials.queries.passports import latest_edition, passport_held_by
from passport.dates import local_day
from passport.jobs import services as jobs
from passport.jobs.queries import is_waiting
from passport.people.models import Professional

logger = logging.getLogger(__name__)


@transaction.atomic
def reassess(*, holder_id: int, at: datetime) -> bool:
    """Request an edition if the evidence says something new; True when it did.

    Call it when the evidence is committed.
    """
    holder = Professional.objects.select_related("user").get(pk=holder_id)
    passport = passport_held_by(holder_id)
    draft = draft_for(
        holder, passport.number if passport else "", local_day(at, settings.TIME_ZONE)
    )
    if passport is None:
        if not draft["stamps"]:
            return False
        passport = _open_passport(holder, at)
    elif _says_already(latest_edition(passport), draft):
        return False
    request = {"passport_id": passport.pk}
    # A request that waits reads the evidence when it runs, so that one is enough for a burst.
    if not is_waiting("edition_requested", request, at):
        jobs.ring("edition_requested", ids=request, at=at)
    return True


def reassess_each(*, holder_ids: Iterable[int], at: datetime) -> int:
    """Reassess one after the other, each in a transaction of its own; counts the requests."""
    requested = 0
    for holder_id in holder_ids:
        try:
            requested += reassess(holder_id=holder_id, at=at)
        except Exception:  # one holder's broken record must not stop the others
            logger.exception("reassessment of holder %s failed", holder_id)
    return requested


def _says_already(edition: Edition | None, draft: Draft) -> bool:
    """Whether the latest edition says this; one that cannot be read is the signer's to judge."""
    if edition is None:
        return not draft["stamps"]
    try:
        return says_the_same(draft, read_content(edition.content))
    except WrongContentError:
        return False


def _open_passport(holder: Professional, at: datetime) -> Passport:
    """A passport under a number that nobody has."""
    while True:
        try:
            with transaction.atomic():
                passport, _ = Passport.objects.get_or_create(
                    holder=holder, defaults={"number": new_number(), "opened_at": at}
                )
        except IntegrityError:
            continue
        return passport
