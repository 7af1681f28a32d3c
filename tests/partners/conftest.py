"""A partner with a manager and an editor, an address that is invited, browsers with an app."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from passport.people.models import Partner, PartnerInvitation, PartnerMembership, User
from passport.people.queries.partner_invitations import partner_join_path
from passport.people.services.partner_invitations import invite_to_partner
from passport.people.services.product_desk import ensure_product_desk
from tests.centre_records.conftest import clock
from tests.factories import make_user
from tests.people.sign_in import make_confirmed_user, strong_sign_in
from tests.product_factories import make_partner, make_partner_member

__all__ = ["clock"]
EVA = "eva@cells.example"


@pytest.fixture(autouse=True)
def _one_clock(clock) -> None:
    """Every page of these tests is asked for at `now`."""


def browser_of(user: User) -> Client:
    """A browser in which somebody is signed in with an authenticator app."""
    return strong_sign_in(Client(), user)


@dataclass
class Portal:
    """A manager's browser at the own partner."""

    client: Client
    partner: Partner
    manager: User

    def path(self, name: str, *args: object) -> str:
        """Address of a page of this partner."""
        return reverse(f"people:partner_{name}", args=[self.partner.public_id, *args])

    def get(self, name: str, *args: object):
        """A page of this partner."""
        return self.client.get(self.path(name, *args))

    def post(self, name: str, *args: object, data: dict | None = None):
        """What the server says to a form of this partner."""
        return self.client.post(self.path(name, *args), data or {}, follow=True)


@pytest.fixture
def portal(db: None) -> Portal:
    """Petra at the portal of her partner."""
    partner = make_partner("Fictional Cell Company")
    user = make_confirmed_user(first_name="Petra", last_name="Partner", email="petra@cells.example")
    make_partner_member(partner, user=user)
    return Portal(browser_of(user), partner, user)


@pytest.fixture
def editor(portal: Portal) -> User:
    """Emil, an editor of the same partner."""
    user = make_confirmed_user(first_name="Emil", last_name="Editor", email="emil@cells.example")
    return make_partner_member(portal.partner, "editor", user=user)


@pytest.fixture
def eva(db: None) -> User:
    """Somebody with a confirmed address who belongs to no partner."""
    return make_confirmed_user(first_name="Eva", last_name="Example", email=EVA)


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody else with a confirmed address."""
    return make_confirmed_user(first_name="Steve", last_name="Stranger")


@pytest.fixture
def desk(db: None) -> Client:
    """The browser of Dora at the product desk; `client.user` is Dora."""
    user = make_user(first_name="Dora", last_name="Desk", is_staff=True)
    user.groups.add(ensure_product_desk())
    client = browser_of(user)
    client.user = user
    return client


def asked(
    portal: Portal, email: str, at: datetime, kind: str = "editor", by: User | None = None
) -> PartnerInvitation:
    """An invitation that Petra wrote."""
    return invite_to_partner(
        partner=portal.partner, email=email, kind=kind, by=by or portal.manager, at=at
    )


@pytest.fixture
def invited(portal: Portal, now: datetime, run_jobs) -> PartnerInvitation:
    """An invitation that Petra wrote to Eva and a job mailed."""
    invitation = asked(portal, EVA, now)
    run_jobs()
    return invitation


link = partner_join_path


def row_of(user: User) -> PartnerMembership:
    """The only open membership of somebody."""
    return PartnerMembership.objects.get(user=user, ends_on=None)
