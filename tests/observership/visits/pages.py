"""How tests of a visit's pages sign in, name pages and set the day."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from observership.models import Placement


def set_day(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, day: str) -> None:
    """Noon of a day; sessions outlive the leap from the clock on the wall."""
    settings.SESSION_COOKIE_AGE = 10 * 366 * 24 * 3600
    moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def client_of(person: Any) -> Client:
    """Somebody signed in: a user, or a professional."""
    client = Client()
    client.force_login(getattr(person, "user", person))
    return client


def url_of(name: str, placement: Placement, *more: Any) -> str:
    """The address of a page of a visit."""
    return reverse(f"observership:{name}", args=[placement.public_id, *more])
