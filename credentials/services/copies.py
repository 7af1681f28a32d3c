"""Makes, closes and replaces the copies that a holder carries or shares."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from credentials.domain.numbers import new_code
from credentials.models import Copy, CopyKind, Edition, Passport
from credentials.queries.passports import carried_copies, copies_made_on, open_copies
from credentials.services.notices import tell_closed
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import Centre

LABEL_LENGTH = 80


class TooManyCopiesError(ValueError):
    """The holder has as many open copies, or made as many today, as settings allow."""


class CopyClosedError(ValueError):
    """The copy is closed or replaced already."""


def add_copy(
    *,
    passport: Passport,
    kind: CopyKind,
    label: str,
    at: datetime,
    expires_at: datetime | None = None,
    centre: Centre | None = None,
) -> Copy:
    """Write a copy with a code of its own, in the caller's transaction."""
    return Copy.objects.create(
        passport=passport,
        kind=kind,
        label=label,
        code=new_code(),
        created_at=at,
        expires_at=expires_at,
        centre=centre,
    )


@transaction.atomic
def make_copy(*, passport: Passport, kind: CopyKind, label: str, at: datetime) -> Copy:
    """Make a printed or shared copy; raises TooManyCopiesError."""
    passport = Passport.objects.select_for_update().get(pk=passport.pk)
    _check_day(passport, at)
    own = carried_copies(passport, at).exclude(kind=CopyKind.PACK)
    if own.count() >= settings.LIVE_COPIES_MAX:
        raise TooManyCopiesError
    copy = add_copy(passport=passport, kind=kind, label=label, at=at)
    _record("copy_made", copy, at)
    return copy


@transaction.atomic
def pack_codes(*, centre: Centre, holder_ids: Collection[int], at: datetime) -> dict[int, str]:
    """Codes by which the packs of a centre name passports, by holder; a copy each, made once.

    Who has no issued passport gets none. Who closed the copy gets no other, and one who asked for
    a new code is named by that. These copies do not count in the holder's limits.
    """
    issued = Exists(Edition.objects.filter(passport=OuterRef("pk")))
    passports = Passport.objects.select_for_update().filter(issued, holder_id__in=holder_ids)
    holders = dict(passports.order_by("pk").values_list("pk", "holder_id"))
    known = Copy.objects.filter(passport__in=holders, kind=CopyKind.PACK, centre=centre)
    made = {copy.passport_id: copy for copy in known.order_by("created_at", "pk")}
    new = [
        Copy(
            passport_id=pk,
            kind=CopyKind.PACK,
            label=str(centre)[:LABEL_LENGTH],
            centre=centre,
            code=new_code(),
            created_at=at,
        )
        for pk in holders
        if pk not in made
    ]
    Copy.objects.bulk_create(new)
    if new:
        record(action="pack_copies_made", subject="copies", at=at, details={"count": len(new)})
    made |= {copy.passport_id: copy for copy in new}
    return {
        holders[pk]: copy.code
        for pk, copy in made.items()
        if copy.closed_at is None and copy.replaced_at is None
    }


@transaction.atomic
def make_live_code(*, passport: Passport, at: datetime) -> Copy:
    """Make a code for the screen, good for a few minutes; the one before it ends.

    Raises TooManyCopiesError.
    """
    passport = Passport.objects.select_for_update().get(pk=passport.pk)
    _check_day(passport, at)
    open_copies(passport, at).filter(kind=CopyKind.LIVE).update(closed_at=at)
    return add_copy(
        passport=passport,
        kind=CopyKind.LIVE,
        label="",
        at=at,
        expires_at=at + timedelta(minutes=settings.LIVE_CODE_MINUTES),
    )


@transaction.atomic
def close_copy(*, copy: Copy, at: datetime) -> None:
    """Close one copy: from now on its code is answered like one that never was."""
    copy = _open(copy)
    copy.closed_at = at
    copy.save()
    _record("copy_closed", copy, at)
    tell_closed(copy=copy, at=at)


@transaction.atomic
def replace_copy(*, copy: Copy, at: datetime) -> Copy:
    """Give a copy a new code; the old one answers that a newer copy exists."""
    Passport.objects.select_for_update().get(pk=copy.passport_id)
    copy = _open(copy)
    _check_day(copy.passport, at)
    newer = add_copy(
        passport=copy.passport,
        kind=CopyKind(copy.kind),
        label=copy.label,
        at=at,
        centre=copy.centre,
    )
    copy.replaced_by, copy.replaced_at = newer, at
    copy.save()
    _record("copy_replaced", copy, at)
    return newer


@transaction.atomic
def set_number_lookup(*, passport: Passport, allowed: bool, at: datetime) -> None:
    """Let the passport be checked by number and family name, or not."""
    passport = Passport.objects.select_for_update().get(pk=passport.pk)
    passport.number_lookup = allowed
    passport.save()
    record(
        action="number_lookup_set",
        subject=f"passport:{passport.public_id}",
        at=at,
        details={"allowed": allowed},
    )


def _open(copy: Copy) -> Copy:
    """The copy, locked; raises CopyClosedError."""
    copy = Copy.objects.select_for_update().select_related("passport").get(pk=copy.pk)
    if copy.closed_at or copy.replaced_at:
        raise CopyClosedError
    return copy


def _check_day(passport: Passport, at: datetime) -> None:
    """Raise TooManyCopiesError when the day's codes are used up; the passport is locked."""
    today = local_day(at, settings.TIME_ZONE)
    if copies_made_on(passport, today) >= settings.COPIES_PER_DAY_MAX:
        raise TooManyCopiesError


def _record(action: str, copy: Copy, at: datetime) -> None:
    record(action=action, subject=f"copy:{copy.public_id}", at=at, details={"kind": copy.kind})
