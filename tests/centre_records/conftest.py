"""A clock, a quality manager at the desk, a nurse, a standard whose records a centre keeps."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from credentials.models import Recognition
from credentials.services import reassessing
from credentials.services.issuers import ensure_issuers
from credentials.services.recognition import Learned, claim_learning
from credentials.signing.signer import make_signing_key
from passport.people.models import Centre, Professional, User
from passport.standards.models import Framework, Requirement
from tests.centre_factories import join, make_centre, make_framework, make_lead
from tests.credentials.conftest import Clock
from tests.factories import EPOCH, complete, make_learner, make_programme, make_user
from tests.people.sign_in import strong_sign_in


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    """The clock of views, handlers and tasks, standing at `now`."""
    clock = Clock(now)
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture
def key_dir(settings, tmp_path: Path) -> Path:
    """A folder with a signing key of this test's own."""
    settings.KEY_DIR = tmp_path / "keys"
    make_signing_key(at=EPOCH)
    return settings.KEY_DIR


@dataclass
class Desk:
    """A quality manager's browser at the own centre."""

    client: Client
    centre: Centre
    lead: Professional

    def path(self, name: str, *args: object) -> str:
        """Address of a page of this centre."""
        return reverse(name, args=[self.centre.public_id, *args])

    def get(self, name: str, *args: object, query: str = "") -> object:
        """A page of this centre."""
        return self.client.get(self.path(name, *args) + query)

    def post(self, name: str, *args: object, data: dict, query: str = "") -> object:
        """What the server says to a form of this centre."""
        return self.client.post(self.path(name, *args) + query, data, follow=True)


@pytest.fixture
def desk(client: Client, db: None, clock: Clock) -> Desk:
    """Quentin at the desk of a confirmed centre."""
    centre = make_centre(name="Fictional Hospital", city="Sampletown")
    lead = make_lead(centre, first_name="Quentin", last_name="Sample", email="quentin@example.org")
    return Desk(strong_sign_in(client, lead.user), centre, lead)


@pytest.fixture
def other_desk(db: None, clock: Clock) -> Desk:
    """Olga at the desk of another centre."""
    centre = make_centre(name="Hospital Elsewhere", city="Farville")
    lead = make_lead(centre, first_name="Olga", last_name="Faraway")
    return Desk(strong_sign_in(Client(), lead.user), centre, lead)


@pytest.fixture
def nurse(desk: Desk) -> Professional:
    """Jana, a ward nurse at the desk's centre."""
    user = make_user(first_name="Jana", last_name="Nováková", email="jana@example.org")
    return join(desk.centre, make_learner(user), unit="Ward 5")


KINDS = {
    "team.licence": ["qualification"],
    "team.orientation": ["orientation", "yearly_competence"],
    "team.education": ["continuing_education"],
    "team.drill": ["observed"],
    "team.policy": [],
    "team.physicians": ["initial_competence"],
}


@pytest.fixture
def standard(db: None) -> Framework:
    """A standard whose requirements ask for each kind of record."""
    asked = {key: {"label": key.split(".")[1].capitalize()} for key in KINDS}
    asked["team.physicians"]["roles"] = ["PHY"]
    framework = make_framework("standard", asked)
    for key, kinds in KINDS.items():
        Requirement.objects.filter(key=key).update(evidence_kinds=kinds)
    return framework


def issue_passport(nurse, at, run_jobs):
    """Core and role are completed, and the jobs that follow are done."""
    make_programme()
    for code in ("COR-01", "COR-02", "NUR-01"):
        complete(nurse, code, at=at)
    reassessing.reassess(holder_id=nurse.pk, at=at)
    run_jobs()


@pytest.fixture
def passported(desk, nurse, clock, key_dir, run_jobs):
    """Jana with core and role stamps of today."""
    issue_passport(nurse, clock(), run_jobs)
    return nurse


def learned(**more: object) -> Learned:
    """What was learned elsewhere."""
    fields = {
        "title": "Nursing of immune effector cells",
        "provider": "Fictional School",
        "reference": "FS-2024-031",
        "achieved_on": date(2024, 10, 4),
        **more,
    }
    return Learned(**fields)


@pytest.fixture
def holder(nurse, clock):
    """Jana's own browser."""
    browser = Client()
    browser.force_login(nurse.user)
    return browser


@pytest.fixture
def claim(nurse: Professional, now: datetime) -> Recognition:
    """What Jana learned elsewhere; nobody has decided yet."""
    return claim_learning(holder=nurse, learned=learned(), at=now)


@pytest.fixture
def issuer(db: None) -> User:
    """Ida, who decides."""
    user = make_user(first_name="Ida", last_name="Issuer", is_staff=True)
    user.groups.add(ensure_issuers())
    return user


@pytest.fixture
def office(issuer, clock):
    """An issuer's browser, past the second step."""
    return strong_sign_in(Client(), issuer)
