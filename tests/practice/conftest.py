"""A centre with an assessor, a learner and a task, and the clock of views."""

from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from curriculum.models import AssessorEndorsement, Observation, ObservationSignOff, ObservedTask
from curriculum.services.observations import (
    Meeting,
    Signature,
    confirm_observation,
    open_observation,
    sign_observation,
)
from passport.jobs import registry
from passport.people.models import Centre, Professional
from tests.centre_factories import FIRST_DAY, join, make_centre, make_lead
from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in

STEPS = [
    {"key": "ask", "text": "Asks for the year.", "critical": True, "references": []},
    {"key": "add", "text": "Adds the points up.", "critical": True, "references": ["LEE19"]},
    {"key": "say", "text": "Says what does not count.", "critical": False, "references": []},
]
TICKS = ["ask", "add"]


def make_task(key: str = "ice-score", **fields: Any) -> ObservedTask:
    """A task of two critical steps and one more, for ward nurses."""
    defaults = {
        "version": "1.0",
        "title": f"Task {key}",
        "summary": "Do it.",
        "steps": STEPS,
        "roles": ["NUR"],
        "reviewed_on": FIRST_DAY,
    }
    return ObservedTask.objects.create(key=key, **{**defaults, **fields})


def endorse(
    centre: Centre, assessor: Professional, task: ObservedTask | None = None, **fields: Any
) -> AssessorEndorsement:
    """A centre names an assessor for a task, or for all."""
    defaults = {
        "starts_on": FIRST_DAY,
        "endorsed_by": assessor.user,
        "endorsed_at": assessor.created_at,
    }
    return AssessorEndorsement.objects.create(
        centre=centre, assessor=assessor, task=task, **{**defaults, **fields}
    )


@dataclass(frozen=True)
class Ward:
    """Who works at the centre; Ana assesses everything, Jana learns, Quinn leads."""

    centre: Centre
    task: ObservedTask
    ana: Professional
    jana: Professional
    quinn: Professional

    def open(self, at: datetime, **parts: Any) -> Observation:
        """Ana opens Jana's task."""
        meeting = Meeting(
            centre=parts.get("centre", self.centre),
            learner=parts.get("learner", self.jana),
            task=parts.get("task", self.task),
        )
        return open_observation(assessor=parts.get("assessor", self.ana), meeting=meeting, at=at)

    def sign(self, observation: Observation, at: datetime, **parts: Any) -> Observation:
        """Ana signs, by default with every critical step, here and now."""
        signature = Signature(ticks=parts.get("ticks", TICKS), signed_at=parts.get("signed_at", at))
        assessor = parts.get("assessor", self.ana)
        return sign_observation(
            observation=observation, assessor=assessor, signature=signature, at=at
        )

    def sign_off(self, at: datetime, **parts: Any) -> ObservationSignOff:
        """Both at once."""
        signed = self.sign(self.open(at, **parts), at)
        return confirm_observation(observation=signed, learner=signed.learner, at=at)


def person(given: str, family: str) -> Professional:
    """Somebody by name, without a centre."""
    return make_learner(make_user(first_name=given, last_name=family))


@pytest.fixture
def ward(db) -> Ward:
    centre, task = make_centre(name="Fictional Hospital"), make_task()
    ana = join(centre, person("Ana", "Assessor"))
    endorse(centre, ana)
    return Ward(
        centre=centre,
        task=task,
        ana=ana,
        jana=join(centre, person("Jana", "Learner")),
        quinn=make_lead(centre, first_name="Quinn", last_name="Lead"),
    )


@pytest.fixture(autouse=True)
def heard(monkeypatch) -> list[int]:
    """Learners for whom somebody listens to sign-offs."""
    ids: list[int] = []
    known = registry.Registered(
        handler=lambda learner_id, **_: ids.append(learner_id), queue="default"
    )
    monkeypatch.setitem(registry._handlers, "observation_signed_off", known)
    return ids


class Clock:
    """The time that views read, moved by tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch, now) -> Clock:
    clock = Clock(now)
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


def browser_of(professional: Professional) -> Client:
    """A browser in which somebody is signed in, strongly enough for a quality manager."""
    return strong_sign_in(Client(), professional.user)


def queries_of(browser: Client, address: str) -> int:
    """How many queries a page costs once what is cached is warm."""
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


def words_of(response: HttpResponse) -> str:
    """What a page says, without mark-up."""
    return " ".join(unescape(strip_tags(response.content.decode())).split())
