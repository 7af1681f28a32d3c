"""How tests of these pages read and send."""

import re
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from observership.models import Application, Match
from passport.people.models import User
from tests.people.sign_in import strong_sign_in


def text_of(response: HttpResponse) -> str:
    """What a reader sees, on one line."""
    main = response.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def browser(user: User) -> Client:
    """Signed in with a second step."""
    return strong_sign_in(Client(), user)


def stop_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Edges and sessions read this moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def rows(prefix: str, *wishes: tuple[Any, Any, str]) -> dict[str, str]:
    """What a form with pairs sends."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(wishes)), f"{prefix}-INITIAL_FORMS": "0"}
    for place, (application, window, reason) in enumerate(wishes):
        data[f"{prefix}-{place}-application"] = str(application.public_id if application else "")
        data[f"{prefix}-{place}-window"] = str(window.public_id if window else "")
        data[f"{prefix}-{place}-reason"] = reason
    return data


def questions(client: Client, address: str) -> int:
    """How many questions to the database a page asks when it is opened again."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def trainee(application: Application) -> Client:
    """The applicant's browser."""
    client = Client()
    client.force_login(application.trainee.user)
    return client


def host(match: Match) -> Client:
    """The browser of the supervisor."""
    return browser(match.window.opening.supervisor.user)


def offer(match: Match, rest: str = "") -> str:
    """Where an applicant reads an offer."""
    return f"/observership/matches/{match.public_id}/{rest}"


def desk(match: Match, rest: str = "") -> str:
    """Where a host reads it."""
    centre = match.window.opening.centre
    return f"/centre/{centre.public_id}/observerships/matches/{match.public_id}/{rest}"


def reasons(application: Application) -> str:
    """Where an applicant without a place reads why."""
    return f"/observership/applications/{application.public_id}/reasons/"


def shown_offer(application: Application) -> str:
    """What an applicant reads about the latest offer."""
    match = application.matches.order_by("-pk").first()
    return text_of(trainee(application).get(offer(match)))


def page(stage: Any, rest: str = "") -> str:
    """The address of the matching of a call in the office."""
    return f"/placements/calls/{stage.call.key}/matching/{rest}"
