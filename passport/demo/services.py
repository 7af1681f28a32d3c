"""Makes the demo people through the same services that real people use."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from passport.demo.centre import fill_centre
from passport.demo.people import LEAD, PASSWORD, PEOPLE
from passport.demo.person import DemoPerson
from passport.demo.training import train
from passport.people.models import (
    Centre,
    CentreMembership,
    Professional,
    ProfessionalRole,
    User,
)

LONG_AGO = timedelta(days=600)
CENTRE = {"name": "Fictional University Hospital", "city": "Sampletown", "country": "CZ"}


def ensure_people(*, at: datetime) -> list[User]:
    """Create the demo people that are missing; returns those created now."""
    known = set(User.objects.values_list("email", flat=True))
    centre, _ = Centre.objects.get_or_create(**CENTRE, defaults={"confirmed_at": at})
    missing = [person for person in PEOPLE if person.email not in known]
    encoded = make_password(PASSWORD) if missing else ""  # slow by intent: once, not for each
    return [_create(person, encoded, centre=centre, at=at) for person in missing]


@transaction.atomic
def _create(person: DemoPerson, encoded: str, *, centre: Centre, at: datetime) -> User:
    user = User.objects.create_user(
        person.email,
        first_name=person.given,
        last_name=person.family,
        public_id=uuid5(NAMESPACE_URL, person.email),
        is_staff=person.is_staff,
        is_superuser=person.superuser,
    )
    user.password = encoded
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    user.groups.set(Group.objects.filter(name__in=person.groups))
    if person.totp_secret:
        TOTP.activate(user, person.totp_secret)
        RecoveryCodes.activate(user)
    if person.profession:
        _add_professional(person, user=user, centre=_place(person, at) or centre, at=at)
    return user


def _place(person: DemoPerson, at: datetime) -> Centre | None:
    """The person's own centre, made when it is missing; None for the demo centre."""
    if person.place is None:
        return None
    name, city, country = person.place
    centre, _ = Centre.objects.get_or_create(
        name=name, city=city, country=country, defaults={"confirmed_at": at}
    )
    return centre


def _add_professional(person: DemoPerson, *, user: User, centre: Centre, at: datetime) -> None:
    professional = Professional.objects.create(
        user=user,
        profession=person.profession,
        country=centre.country,
        setting="adult",
        welcomed_at=at,
        created_at=at,
    )
    since = at.date() if person.place is None else (at - LONG_AGO).date()
    for role in person.roles:
        ProfessionalRole.objects.create(
            professional=professional, role=role, centre=centre, starts_on=since
        )
    CentreMembership.objects.create(
        professional=professional,
        centre=centre,
        kind=person.membership or "staff",
        starts_on=since,
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
