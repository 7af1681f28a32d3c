"""What a roster would do: for each row whom it meets at the centre already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from passport.jobs.models import Job
from passport.people.domain.invitations import InvitationState
from passport.people.domain.roster import Outcome, Row
from passport.people.models import Centre, RosterImport
from passport.people.queries.centres import Member, members_of
from passport.people.queries.invitations import addresses_at_limit, state_of, unanswered


@dataclass(frozen=True)
class Known:
    """Who belongs to the centre and who is asked, by address in small letters."""

    members: dict[str, Member]
    invited: frozenset[str]


def known_at(centre: Centre, at: datetime, on: date) -> Known:
    """Members by each of their confirmed addresses, and addresses with an open invitation.

    Nothing is asked about anybody who is not a member: whether an address has an account here
    is no business of a centre.
    """
    members = {member.id: member for member in members_of(centre, on)}
    found = {member.email.lower(): member for member in members.values()}
    rows = EmailAddress.objects.filter(user__professional__in=members, verified=True)
    for address, pk in rows.values_list(Lower("email"), "user__professional"):
        found.setdefault(address, members[pk])
    ended = {InvitationState.EXPIRED}
    invited = {each.email for each in unanswered(centre) if state_of(each, at) not in ended}
    return Known(members=found, invited=addresses_at_limit(centre, at) | invited)


def outcomes(rows: Iterable[Row], known: Known) -> list[Outcome]:
    """What happens to each row; an address that comes again is left out."""
    seen: set[str] = set()
    found = []
    for row in rows:
        found.append(_outcome(row, known, seen))
        if not row.faults:
            seen.add(row.email)
    return found


def _outcome(row: Row, known: Known, seen: set[str]) -> Outcome:
    if row.faults:
        return Outcome.ERROR
    if row.email in seen:
        return Outcome.DUPLICATE
    member = known.members.get(row.email)
    if member is not None:
        return Outcome.CHANGE if changes(member, row.roles, row.unit) else Outcome.SAME
    return Outcome.INVITED if row.email in known.invited else Outcome.INVITE


def changes(member: Member, roles: Iterable[str], unit: str) -> bool:
    """Whether a row adds a role or names another unit; a roster takes nothing away."""
    return bool(set(roles) - set(member.roles)) or bool(unit and unit != member.unit)


def job_of(roster: RosterImport) -> Job | None:
    """The work behind a confirmed roster."""
    key = str(roster.public_id)
    return Job.objects.filter(kind="roster_confirmed", ids__roster_id=key).first()
