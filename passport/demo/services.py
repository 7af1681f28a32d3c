"""Makes the demo people through the same services that real people use."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.db import transaction

from passport.demo.centre import fill_centre
from passport.demo.people import LEAD, PASSWORD, PEOPLE, DemoPerson
from passport.demo.training import train
from passport.people.models import (
    Centre,
    CentreMembership,
    Professional,
    ProfessionalRole,
    User,
)

CENTRE = {"name": "Fictional University Hospital", "city": "Sampletown", "country": "CZ"}


def ensure_people(*, at: datetime) -> list[User]:
    """Create the demo people that are missing; returns those created now."""
    known = set(User.objects.values_list("email", flat=True))
    centre, _ = Centre.objects.get_or_create(**CENTRE, defaults={"confirmed_at": at})
    missing = [person for person in PEOPLE if person.email not in known]
    return [_create(person, centre=centre, at=at) for person in missing]


@transaction.atomic
def _create(person: DemoPerson, *, centre: Centre, at: datetime) -> User:
    user = User.objects.create_user(
        person.email,
        PASSWORD,
        first_name=person.given,
        last_name=person.family,
        public_id=uuid5(NAMESPACE_URL, person.email),
        is_staff=person.is_staff,
        is_superuser=person.superuser,
    )
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    user.groups.set(Group.objects.filter(name__in=person.groups))
    if person.totp_secret:
        TOTP.activate(user, person.totp_secret)
        RecoveryCodes.activate(user)
    if person.profession:
        _add_professional(person, user=user, centre=centre, at=at)
    return user


def _add_professional(person: DemoPerson, *, user: User, centre: Centre, at: datetime) -> None:
    professional = Professional.objects.create(
        user=user,
        profession=person.profession,
        country="CZ",
        setting="adult",
        welcomed_at=at,
        created_at=at,
    )
    for role in person.roles:
        ProfessionalRole.objects.create(
            professional=professional, role=role, centre=centre, starts_on=at.date()
        )
    CentreMembership.objects.create(
        professional=professional,
        centre=centre,
        kind=person.membership or "staff",
        starts_on=at.date(),
    )


def train_people(*, at: datetime) -> int:
    """Let demo people sit the exams they lack; returns how many modules were completed."""
    return sum(
        train(Professional.objects.get(user__email=person.email), person.modules, at)
        for person in PEOPLE
        if person.modules
    )


def fill_demo_centre(*, at: datetime) -> int:
    """Add the demo centre's colleagues; returns how many were added now."""
    lead = User.objects.get(email=LEAD)
    return fill_centre(centre=Centre.objects.get(**CENTRE), lead=lead, at=at)
