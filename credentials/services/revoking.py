"""The issuer withdraws, pauses or reinstates a passport."""

from datetime import datetime

from django.db import transaction

from credentials.models import Passport, Revocation, StandingChange
from credentials.queries.passports import last_decision
from passport.audit.services import record
from passport.jobs import services as jobs
from passport.people.models import User

_ALLOWED_AFTER = {
    StandingChange.REINSTATED: {StandingChange.REVOKED, StandingChange.PAUSED},
    StandingChange.PAUSED: {StandingChange.REVOKED, StandingChange.REINSTATED},
    StandingChange.REVOKED: {StandingChange.REINSTATED},
}


class StandingUnchangedError(ValueError):
    """The decision does not follow on the one before it."""


def changes_allowed(passport: Passport) -> set[StandingChange]:
    """What the issuer may decide about a passport now."""
    last = last_decision(passport)
    return _ALLOWED_AFTER[StandingChange(last.change) if last else StandingChange.REINSTATED]


@transaction.atomic
def change_standing(
    *, passport: Passport, change: StandingChange, reason: str, by: User, at: datetime
) -> Revocation:
    """Append a decision; the next scan says so. Raises StandingUnchangedError."""
    passport = Passport.objects.select_for_update().get(pk=passport.pk)
    if change not in changes_allowed(passport):
        raise StandingUnchangedError
    decision = Revocation.objects.create(
        passport=passport, change=change, reason=reason, decided_at=at, decided_by=by
    )
    record(
        action=f"passport_{change.value}",
        subject=f"passport:{passport.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"decision": str(decision.public_id)},
    )
    jobs.ring("standing_changed", ids={"decision_id": decision.pk}, at=at)
    if change == StandingChange.REINSTATED:
        jobs.ring("edition_requested", ids={"passport_id": passport.pk}, at=at)
    return decision
