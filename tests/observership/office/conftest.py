"""A coordinator in a browser with a second step."""

import pytest
from django.test import Client

from passport.people.models import User
from tests.observership_factories import make_coordinator
from tests.people.sign_in import strong_sign_in


@pytest.fixture
def boss(db) -> User:
    return make_coordinator()


@pytest.fixture
def office(client: Client, boss: User) -> Client:
    """A coordinator's browser."""
    return strong_sign_in(client, boss)
