"""A site with a call that is open on 1 February 2026, and a host centre with its desk."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from observership.models import Call, CallPage, Opening
from observership.services.call_pages import ensure_call_page
from passport.pages.services import ensure_site
from passport.people.models import Centre, Professional
from tests.centre_factories import make_centre, make_lead
from tests.centre_records.conftest import clock
from tests.observership_factories import make_call, make_opening, make_supervisor
from tests.people.sign_in import strong_sign_in

__all__ = ["clock"]
NOW = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """The call of these tests is open."""
    return NOW


@pytest.fixture(autouse=True)
def _one_clock(clock, settings, tmp_path) -> None:
    """Every page is asked for at `now`, which lies back; maps have no coast."""
    settings.SESSION_COOKIE_AGE = 20 * 365 * 24 * 3600
    settings.MAP_FILE = tmp_path / "missing.json"


@pytest.fixture
def call(db: None) -> Call:
    """Open from January to March, visits from June to September."""
    return make_call(key="spring", title="Fictional spring call", days_min=5)


@pytest.fixture
def page(call: Call, now: datetime) -> CallPage:
    """The public page of the call, with the whole site."""
    ensure_site(at=now)
    made = ensure_call_page(call, now)
    assert made is not None
    return made


@dataclass
class HostDesk:
    """A supervisor's browser at the own centre, and its one opening."""

    client: Client
    centre: Centre
    supervisor: Professional
    opening: Opening

    def path(self, name: str, *args: Any) -> str:
        """Address of a page of this centre."""
        return reverse(f"observership:{name}", args=[self.centre.public_id, *args])

    def get(self, name: str, *args: Any, query: str = "") -> Any:
        """A page of this centre."""
        return self.client.get(self.path(name, *args) + query)

    def read(self, name: str, *args: Any, query: str = "") -> str:
        """The text of a page that is there."""
        response = self.get(name, *args, query=query)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    def post(self, name: str, *args: Any, query: str = "", **data: Any) -> Any:
        """What the server says to a form of this centre."""
        return self.client.post(self.path(name, *args) + query, data, follow=True)


def desk_of(centre: Centre, person: Professional, opening: Opening) -> HostDesk:
    """A browser in which somebody is signed in strongly."""
    return HostDesk(strong_sign_in(Client(), person.user), centre, person, opening)


@pytest.fixture
def host(db: None) -> HostDesk:
    """Suki Supervisor of a department in Lyon."""
    centre = make_centre(name="Fictional Hospital of Lyon", city="Lyon", country="FR")
    supervisor = make_supervisor(centre, first_name="Suki", last_name="Supervisor")
    opening = make_opening(centre, supervisor=supervisor, department="Fictional Haematology")
    return desk_of(centre, supervisor, opening)


@pytest.fixture
def lead(host: HostDesk) -> Professional:
    """Quality manager of the host centre."""
    return make_lead(host.centre, first_name="Quentin", last_name="Quality")
