"""Fills the demo centre: colleagues, their dates, what the centre asks, who was observed."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from allauth.account.models import EmailAddress
from django.db import transaction

from credentials import api as credentials
from curriculum import api as curriculum
from passport.demo.colleagues import (
    ASSESSOR,
    COLLEAGUES,
    COVER,
    OBSERVED,
    OBSERVED_LEARNERS,
    OWN_REQUIREMENTS,
    Colleague,
)
from passport.demo.people import PASSWORD
from passport.demo.training import train
from passport.people.domain.roles import Terms
from passport.people.models import Centre, Professional, User
from passport.people.services.memberships import begin, leave_centre

SINCE = timedelta(days=600)


def fill_centre(*, centre: Centre, lead: User, at: datetime) -> int:
    """Add the colleagues that are missing; returns how many were added now.

    What the centre asks and what was observed is set up with the first of them.
    """
    known = set(User.objects.values_list("email", flat=True))
    missing = [each for each in COLLEAGUES if each.email not in known]
    for colleague in missing:
        professional = _join(colleague, centre, at - SINCE)
        train(professional, colleague.modules, at - timedelta(days=colleague.days_ago))
        if colleague.left:
            leave_centre(centre=centre, professional=professional, at=at)
    if len(missing) == len(COLLEAGUES):
        _set_up(centre, lead, at)
    return len(missing)


@transaction.atomic
def _join(colleague: Colleague, centre: Centre, at: datetime) -> Professional:
    user = User.objects.create_user(
        colleague.email,
        PASSWORD if colleague.email == ASSESSOR else None,
        first_name=colleague.given,
        last_name=colleague.family,
        public_id=uuid5(NAMESPACE_URL, colleague.email),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    professional = Professional.objects.create(
        user=user,
        profession=colleague.profession,
        country=centre.country,
        setting="adult",
        welcomed_at=at,
        created_at=at,
    )
    terms = Terms(kind="staff", roles=(colleague.role,), unit=colleague.unit)
    begin(centre=centre, professional=professional, terms=terms, on=at.date())
    return professional


def _set_up(centre: Centre, lead: User, at: datetime) -> None:
    credentials.set_up_demo_centre(centre, lead, COVER, OWN_REQUIREMENTS, at)
    people = {
        each.user.email: each
        for each in Professional.objects.filter(
            user__email__in=(ASSESSOR, *OBSERVED_LEARNERS)
        ).select_related("user")
    }
    for email in OBSERVED_LEARNERS:
        curriculum.observe_for_demo(
            centre, people[ASSESSOR], people[email], OBSERVED, lead, at - timedelta(days=30)
        )
