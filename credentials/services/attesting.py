"""A quality manager attests what colleagues have shown, or takes it back; nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from credentials.models import Attestation, AttestationWithdrawal, LocalRequirement
from credentials.queries.attestations import (
    is_of_programme,
    local_requirements_on,
    person_kinds,
)
from credentials.queries.standards import local_key
from passport.audit.services import record
from passport.dates import in_last_years, local_day
from passport.people.models import Centre, User
from passport.people.queries.centres import Member, members_of
from passport.people.queries.profiles import professional_of
from passport.standards.domain.roles import concerns
from passport.standards.models import Requirement


@dataclass(frozen=True)
class Shown:
    """What was shown: one requirement or one local requirement, how, when, where it is written."""

    asked: Requirement | LocalRequirement
    kind: str
    shown_on: date
    hours: int | None = None
    reference: str = ""

    @property
    def requirement(self) -> Requirement | None:
        """The requirement of a standard."""
        return self.asked if isinstance(self.asked, Requirement) else None

    @property
    def local_requirement(self) -> LocalRequirement | None:
        """The requirement of the centre's own."""
        return self.asked if isinstance(self.asked, LocalRequirement) else None

    @property
    def key(self) -> str:
        """How evidence names what was shown."""
        if isinstance(self.asked, Requirement):
            return self.asked.key
        return local_key(self.asked.public_id)


class NotAttestableError(ValueError):
    """This is shown in another way, is not asked here, or not on that day."""


class NotAskedOfError(NotAttestableError):
    """Some of these people are not asked for it; `names` says who."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class OwnAttestationError(ValueError):
    """Somebody tried to attest for oneself."""


class NotMembersError(LookupError):
    """Some of these people do not belong to the centre today."""


class AttestationWithdrawnError(ValueError):
    """It was taken back before."""


@transaction.atomic
def attest(
    *, centre: Centre, people: Sequence[int], shown: Shown, by: User, at: datetime
) -> tuple[Attestation, ...]:
    """Record it of each of these professionals, who has the very same already left out.

    Raises NotAttestableError, NotAskedOfError, OwnAttestationError, NotMembersError.
    """
    Centre.objects.select_for_update().get(pk=centre.pk)
    on = local_day(at, settings.TIME_ZONE)
    members = members_of(centre, on, set(people))
    _refuse_people(members, people, by)
    _refuse_thing(centre, shown, on)
    others = [each.name for each in members if not concerns(shown.asked.roles, each.roles)]
    if others:
        raise NotAskedOfError(others)
    rows = _append(centre, members, shown, by, at)
    if rows:
        _record_attested(centre, rows, shown, by, at)
    return rows


def _refuse_people(members: Sequence[Member], people: Sequence[int], by: User) -> None:
    own = professional_of(by)
    if own is not None and own.pk in people:
        raise OwnAttestationError
    if not people or {each.id for each in members} != set(people):
        raise NotMembersError


def _refuse_thing(centre: Centre, shown: Shown, on: date) -> None:
    """What may be attested: by kind, on a day not to come and not ten years ago."""
    if not in_last_years(shown.shown_on, on, settings.ATTESTATION_YEARS):
        raise NotAttestableError("day")
    if shown.requirement is not None:
        fits = shown.kind in person_kinds(shown.requirement)
        if not fits or is_of_programme(shown.requirement):
            raise NotAttestableError("kind")
        return
    rows = local_requirements_on(centre, on).filter(pk=shown.asked.pk)
    if not rows.filter(evidence_kind=shown.kind).exists():
        raise NotAttestableError("local")


def _append(
    centre: Centre, members: Sequence[Member], shown: Shown, by: User, at: datetime
) -> tuple[Attestation, ...]:
    what = {"requirement": shown.requirement, "local_requirement": shown.local_requirement}
    same = Attestation.objects.filter(
        centre=centre, kind=shown.kind, shown_on=shown.shown_on, withdrawal=None, **what
    )
    known = set(same.values_list("professional_id", flat=True))
    rows = [
        Attestation(
            centre=centre,
            professional_id=each.id,
            kind=shown.kind,
            shown_on=shown.shown_on,
            hours=shown.hours,
            reference=shown.reference,
            attested_by=by,
            attested_at=at,
            **what,
        )
        for each in members
        if each.id not in known
    ]
    return tuple(Attestation.objects.bulk_create(rows))


def _record_attested(
    centre: Centre, rows: Sequence[Attestation], shown: Shown, by: User, at: datetime
) -> None:
    record(
        action="attestations_recorded",
        subject=f"centre:{centre.public_id}",
        at=at,
        actor_id=by.public_id,
        details={
            "attestations": [str(row.public_id) for row in rows],
            "asked": shown.key,
            "kind": shown.kind,
        },
    )


@transaction.atomic
def withdraw_attestation(
    *, attestation: Attestation, reason: str, by: User, at: datetime
) -> AttestationWithdrawal:
    """Take an attestation back; both stay written. Raises AttestationWithdrawnError."""
    Centre.objects.select_for_update().get(pk=attestation.centre_id)
    if AttestationWithdrawal.objects.filter(attestation=attestation).exists():
        raise AttestationWithdrawnError
    withdrawal = AttestationWithdrawal.objects.create(
        attestation=attestation, reason=reason, withdrawn_at=at, withdrawn_by=by
    )
    record(
        action="attestation_withdrawn",
        subject=f"attestation:{attestation.public_id}",
        at=at,
        actor_id=by.public_id,
    )
    return withdrawal
