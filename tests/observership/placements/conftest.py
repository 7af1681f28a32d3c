"""A placement with everything that opening it brings, and people who look at it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from observership.domain.lifecycle import PlacementState
from observership.models import FundingStep, Placement
from observership.services.agreements import first_agreement
from observership.services.placement_moves import move_placement
from observership.services.placements import open_placement
from passport.people.models import User
from tests.factories import EPOCH
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_coordinator,
    make_match,
    make_objective,
    make_opening,
    make_placement,
    make_window,
)
from tests.people.sign_in import strong_sign_in

OPENED_AT = at("2026-05-06")


@dataclass
class World:
    """One placement, opened on 6 May for 1 to 5 June 2026, and its coordinator."""

    placement: Placement
    coordinator: User

    def url(self, name: str, *more: object) -> str:
        return reverse(f"observership:{name}", args=[self.placement.public_id, *more])

    def client(self, side: str) -> Client:
        """Somebody of a side, signed in: a trainee with a mailed code, the others with an app."""
        if side == "trainee":
            client = Client()
            client.force_login(self.placement.trainee.user)
            return client
        host = self.placement.supervisor.user
        return strong_sign_in(Client(), self.coordinator if side == "coordinator" else host)

    def fresh(self) -> Placement:
        """The placement as it is now."""
        return Placement.objects.get(pk=self.placement.pk)


def opened(**fields: object) -> Placement:
    """A placement on two objectives whose head of department answered."""
    call = make_call()
    opening = make_opening(house_rules="Be there at eight.", **fields)
    opening.objectives.set([make_objective(title="Thaw"), make_objective(title="Grading")])
    application = make_application(call, "placed")
    application.letters.create(
        head_name="Prof. Sample Head",
        head_email="head@home.example.org",
        token_hash=str(application.pk).zfill(64),
        asked_at=EPOCH,
        expires_at=EPOCH,
        answered_at=EPOCH,
        supports=True,
    )
    match = make_match(application, make_window(call, opening), "accepted")
    return open_placement(match=match, at=OPENED_AT)


@pytest.fixture
def world(db: None) -> World:
    """The placement and its people."""
    return World(opened(), make_coordinator())


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, settings: object) -> object:
    """Sets the day; sessions outlive the leap from the clock on the wall."""
    settings.SESSION_COOKIE_AGE = 10 * 366 * 24 * 3600

    def be(day: str) -> None:
        moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    be("2026-05-07")
    return be


@pytest.fixture
def placement(db: None) -> Placement:
    """Five days from 1 June in a window until 14 June, with its four payments."""
    found = make_placement()
    found.opening.objectives.set([make_objective("thaw")])
    first_agreement(placement=found, at=EPOCH)
    for payee in ("visitor", "host"):
        for step in (1, 2):
            FundingStep.objects.create(
                placement=found, payee=payee, step=step, amount=500, changed_at=EPOCH
            )
    return found


@pytest.fixture
def underway(placement: Placement) -> Placement:
    """The same, on its third day."""
    move_placement(placement=placement, to=PlacementState.AGREED, at=at("2026-05-07"))
    return move_placement(placement=placement, to=PlacementState.UNDERWAY, at=at("2026-06-03"))
