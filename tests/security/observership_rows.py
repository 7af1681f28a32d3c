"""Rows around an application and a placement, with a marker in every text of them."""

import hashlib
from datetime import datetime, timedelta

from django.utils.text import slugify

from observership.models import (
    AccessNeeds,
    Application,
    CallAlert,
    FollowUp,
    FundingStep,
    GuestLink,
    LogEntry,
    Mentorship,
    ObjectiveTick,
    ObservedItem,
    Placement,
    PlacementDay,
    PlacementEvent,
    PlacementReport,
    PlacementTask,
    Rating,
    SignOff,
    SupportLetter,
)
from passport.people.domain.tokens import kept_of
from passport.people.models import Professional
from tests.observership_factories import make_application, make_call

DAY = timedelta(days=1)
_DAYS = ("opens_on", "closes_on", "publish_on", "visits_from", "visits_until")


def before(marker: str, application: Application, at: datetime) -> SupportLetter:
    """An answered letter of support."""
    return SupportLetter.objects.create(
        application=application, head_name=marker, head_position=marker,
        head_email=f"{slugify(marker)}@example.org", token_hash=kept_of(f"{marker}-read"),
        asked_at=at, expires_at=at + DAY, answered_at=at, supports=True, gives_leave=True,
        text=marker, signed_name=marker,
    )  # fmt: skip


def there(marker: str, placement: Placement, at: datetime) -> None:
    """Lists, needs, money, plan, log, ticks, an item, an incident."""
    user, on = placement.trainee.user, placement.starts_on
    for side in ("host", "trainee"):
        PlacementTask.objects.create(
            placement=placement, side=side, key=f"own-{side}", label=marker, done_by=user,
            done_at=at,
        )  # fmt: skip
    AccessNeeds.objects.create(placement=placement, text=marker, consented_at=at)
    for payee in ("visitor", "host"):
        FundingStep.objects.create(
            placement=placement, payee=payee, step=1, amount=500, state="paid", reference=marker,
            note=marker, changed_at=at,
        )  # fmt: skip
    PlacementDay.objects.create(placement=placement, on=on, title=marker, notes=marker)
    LogEntry.objects.create(
        placement=placement, on=on, saw=marker, learned=marker, will_use=marker, written_at=at
    )
    ObjectiveTick.objects.create(
        placement=placement, objective_key="one", side="trainee", met=True, by=user, at=at
    )
    ObservedItem.objects.create(placement=placement, text=marker, on=on, trainee_signed_at=at)
    for kind in ("incident", "changes_asked"):
        PlacementEvent.objects.create(
            placement=placement, kind=kind, side="host", note=marker, at=at,
            by=placement.supervisor.user,
        )  # fmt: skip
    PlacementReport.objects.create(
        placement=placement, saved_at=at, submitted_at=at,
        answers={"seen": {"seen": marker, "different": marker}, "plans": [marker]},
    )  # fmt: skip


def after(marker: str, placement: Placement, at: datetime) -> None:
    """Sign-off, ratings, a follow-up, a mentor."""
    SignOff.objects.create(
        placement_public_id=placement.public_id, trainee=placement.trainee, host=placement.host,
        department=placement.opening.department, supervisor=placement.supervisor,
        starts_on=placement.starts_on, ends_on=placement.ends_on, days_attended=5,
        setting="adult", comment=marker, attested_at=at,
    )  # fmt: skip
    for side, by in (("trainee", placement.trainee), ("host", placement.supervisor)):
        Rating.objects.create(
            placement=placement, side=side, comment=marker, by=by.user, rated_at=at
        )
    FollowUp.objects.create(placement=placement, months=3, due_on=at.date())
    Mentorship.objects.create(
        placement=placement, mentor=placement.supervisor, asked_at=at, trainee_agreed_at=at,
        mentor_agreed_at=at,
    )  # fmt: skip


def links(placement: Placement, trainee: Professional, at: datetime) -> str:
    """One token that opens each kind of link: letter, signature of home, calendar, alert."""
    token = hashlib.sha256(str(placement.public_id).encode()).hexdigest()[:26]
    days = {name: at.date() + n * DAY for n, name in enumerate(_DAYS, start=9)}
    call = make_call(**{**days, "opens_on": at.date() - 9 * DAY})
    SupportLetter.objects.create(
        application=make_application(call, "draft", trainee=trainee), head_name="Sample Head",
        head_email="head@home.example.org", token_hash=kept_of(token), asked_at=at,
        expires_at=at + 9 * DAY,
    )  # fmt: skip
    GuestLink.objects.create(
        placement=placement, purpose="home_signature", token_hash=kept_of(token), made_at=at,
        expires_at=at + 9 * DAY,
    )  # fmt: skip
    GuestLink.objects.create(
        person=trainee, purpose="calendar", made_at=at,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
    )  # fmt: skip
    CallAlert.objects.create(
        email=f"{token.lower()}@example.org", language="en", token_hash=kept_of(token), asked_at=at
    )
    return token
