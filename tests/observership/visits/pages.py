"""How tests of a visit's pages sign in, name pages and set the day."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from observership.models import Placement
from tests.people.sign_in import strong_sign_in


def set_day(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, day: str) -> None:
    """Noon of a day; sessions outlive the leap from the clock on the wall."""
    settings.SESSION_COOKIE_AGE = 10 * 366 * 24 * 3600
    moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def client_of(person: Any) -> Client:
    """Somebody signed in as the sides of a visit do: a user, or a professional."""
    return strong_sign_in(Client(), getattr(person, "user", person))


def url_of(name: str, placement: Placement, *more: Any) -> str:
    """The address of a page of a visit."""
    return reverse(f"observership:{name}", args=[placement.public_id, *more])
