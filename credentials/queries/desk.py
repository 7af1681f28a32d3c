"""What issuers see of one passport: its whole evidence trail."""

from dataclasses import dataclass
from datetime import datetime

from credentials.domain.edition import EditionContent, WrongContentError, read_content
from credentials.models import Alarm, Concern, Copy, Edition, Passport, Revocation
from credentials.queries.recognitions import waiting_claims


@dataclass(frozen=True)
class TrailEdition:
    """An edition with its content, where that can be read."""

    edition: Edition
    content: EditionContent | None


@dataclass(frozen=True)
class Trail:
    """Editions, decisions, alarms and concerns of a passport, newest first."""

    editions: list[TrailEdition]
    decisions: list[Revocation]
    alarms: list[Alarm]
    concerns: list[Concern]
    copies_open: int
    copies_made: int


def _read(edition: Edition) -> TrailEdition:
    try:
        return TrailEdition(edition, read_content(edition.content))
    except WrongContentError:
        return TrailEdition(edition, None)


def trail_of(passport: Passport) -> Trail:
    """Everything that the ledger says about a passport."""
    copies = Copy.objects.filter(passport=passport)
    return Trail(
        editions=[_read(edition) for edition in passport.editions.order_by("-number")],
        decisions=list(
            passport.revocations.select_related("decided_by").order_by("-decided_at", "-pk")
        ),
        alarms=list(Alarm.objects.filter(edition__passport=passport).select_related("edition")),
        concerns=list(passport.concerns.all()),
        copies_open=copies.filter(closed_at=None, replaced_at=None).count(),
        copies_made=copies.count(),
    )


@dataclass(frozen=True)
class Waiting:
    """How much asks for an issuer's eye."""

    alarms: int
    concerns: int
    claims: int


def waiting(since: datetime) -> Waiting:
    """Alarms and claims that are open, and concerns reported since a moment."""
    return Waiting(
        alarms=Alarm.objects.filter(acknowledged_at=None).count(),
        concerns=Concern.objects.filter(reported_at__gte=since).count(),
        claims=waiting_claims().count(),
    )
