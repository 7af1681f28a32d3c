"""Two centres with a desk each, colleagues to invite, and what everybody's browser can do."""

from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from passport.people.domain.roles import Terms
from passport.people.models import Invitation, Professional
from passport.people.queries.invitations import token_of
from passport.people.services.invitations import Invitee, invite
from tests.centre_records.conftest import Desk, clock, desk, other_desk
from tests.factories import make_learner, make_user
from tests.learning.conftest import sign_in as sign_in_plainly

__all__ = ["Desk", "clock", "desk", "other_desk"]
JANA = "jana@hospital.example"
TERMS = Terms(roles=("NUR", "TRN"), unit="Ward 5")
FORM = {
    "email": JANA, "given_names": "Jana", "roles": ["NUR", "TRN"], "unit": "Ward 5",
    "kind": "staff",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_clock(clock) -> None:
    """Every page of these tests is asked for at `now`."""


def confirm_address(professional: Professional) -> Professional:
    """The person has shown to read the own address."""
    user = professional.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return professional


def browser_of(professional: Professional) -> Client:
    """A browser in which somebody is signed in without a second step."""
    client = Client()
    sign_in_plainly(client, professional)
    return client


@pytest.fixture
def jana(db: None) -> Professional:
    """A nurse with a confirmed address who belongs to no centre."""
    user = make_user(first_name="Jana", last_name="Nováková", email=JANA)
    return confirm_address(make_learner(user))


@pytest.fixture
def stranger(db: None) -> Professional:
    """Somebody else with a confirmed address."""
    return confirm_address(make_learner(make_user(first_name="Steve", last_name="Stranger")))


@pytest.fixture
def invited(desk: Desk, now: datetime, run_jobs) -> Invitation:
    """An invitation that Quentin wrote to Jana and a job sent."""
    invitee = Invitee(email=JANA, given_names="Jana", family_name="Nováková", terms=TERMS)
    invitation = invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=now)
    run_jobs()
    invitation.refresh_from_db()
    return invitation


def link(invitation: Invitation) -> str:
    """The path of an invitation's link."""
    return f"/join/{token_of(invitation)}/"


@pytest.fixture
def queries() -> Callable[[Callable[[], object]], int]:
    """How many queries the second run of something takes."""

    def counted(run: Callable[[], object]) -> int:
        run()
        with CaptureQueriesContext(connection) as captured:
            run()
        return len(captured)

    return counted


def asked(desk: Desk, email: str, at: datetime) -> Invitation:
    """An invitation that was written and not sent yet."""
    invitee = Invitee(email=email, given_names="", family_name="", terms=TERMS)
    return invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=at)
