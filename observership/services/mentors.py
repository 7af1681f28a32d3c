"""Pairs a trainee with a mentor after a visit; addresses are shown once both agreed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.models import Mentorship, Placement
from observership.queries.parts import receives_visitors
from observership.services.placement_notices import tell_person
from observership.services.visits import VisitClosedError, open_placement_row
from passport.dates import local_day
from passport.people.models import Professional, User

PROPOSALS_A_DAY = 3


class ProposedTooOftenError(ValueError):
    """As many people as may be asked in a day were asked to mentor."""


class NotAMentorError(ValueError):
    """Who is proposed receives no visitors at the host, or is the trainee."""


@transaction.atomic
def propose_mentor(*, placement: Placement, mentor: Professional, at: datetime) -> Mentorship:
    """Propose a mentor of the host; a mentoring that was open ends. Both sides agree afresh.

    Raises VisitClosedError, NotAMentorError and ProposedTooOftenError.
    """
    locked = open_placement_row(placement, (PlacementState.CLOSED,))
    if locked.trainee is None:
        raise VisitClosedError
    welcome = receives_visitors(mentor.user, locked.host, local_day(at, settings.TIME_ZONE))
    if mentor.pk == locked.trainee_id or not welcome:
        raise NotAMentorError
    lately = locked.mentorships.filter(asked_at__gt=at - timedelta(days=1))
    if lately.count() >= PROPOSALS_A_DAY:
        raise ProposedTooOftenError
    locked.mentorships.filter(ended_at__isnull=True).update(ended_at=at)
    made = Mentorship.objects.create(placement=locked, mentor=mentor, asked_at=at)
    for person in (locked.trainee, mentor):
        tell_person(kind="mentor_proposed", placement=locked, person=person, at=at)
    return made


@transaction.atomic
def agree_to_mentoring(*, mentorship: Mentorship, side: Side, at: datetime) -> Mentorship:
    """One side agrees that the other sees its address; when both did, both are told."""
    locked = _open(mentorship)
    before = _agreed(locked)
    if side is Side.TRAINEE:
        locked.trainee_agreed_at = locked.trainee_agreed_at or at
    else:
        locked.mentor_agreed_at = locked.mentor_agreed_at or at
    locked.save(update_fields=["trainee_agreed_at", "mentor_agreed_at"])
    if _agreed(locked) and not before:
        placement = locked.placement
        for person in filter(None, (placement.trainee, locked.mentor)):
            tell_person(kind="mentor_agreed", placement=placement, person=person, at=at)
    return locked


@transaction.atomic
def end_mentoring(*, mentorship: Mentorship, by: User, at: datetime) -> Mentorship:
    """One side declines or ends it; addresses are no longer shown, and the other side is told."""
    locked = _open(mentorship)
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    for person in filter(None, (locked.placement.trainee, locked.mentor)):
        if person.user_id != by.pk:
            tell_person(kind="mentor_ended", placement=locked.placement, person=person, at=at)
    return locked


def _open(mentorship: Mentorship) -> Mentorship:
    rows = Mentorship.objects.select_for_update(of=("self",)).select_related(
        "placement__trainee__user", "placement__host", "placement__opening", "mentor__user"
    )
    locked = rows.get(pk=mentorship.pk)
    if locked.ended_at is not None:
        raise VisitClosedError
    return locked


def _agreed(mentorship: Mentorship) -> bool:
    return bool(mentorship.trainee_agreed_at and mentorship.mentor_agreed_at)
