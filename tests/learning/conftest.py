"""Learners, releases and a signed-in browser without a screen."""

import time
from datetime import datetime

import pytest
from django.test import Client

from curriculum.models import Attempt
from curriculum.services.attempts import Choice, save_answer, start_attempt, submit_attempt
from passport.jobs import registry
from tests.factories import make_learner, make_release


@pytest.fixture(autouse=True)
def _somebody_listens(monkeypatch):
    """Completions may ring although no other app is asked to answer."""
    if "completion_recorded" not in registry.registered_kinds():
        known = registry.Registered(handler=lambda **_: None, queue="default")
        monkeypatch.setitem(registry._handlers, "completion_recorded", known)


@pytest.fixture
def learner(db):
    return make_learner()


@pytest.fixture
def release(db):
    return make_release()


def sign_in(client: Client, learner, *, seconds_ago: int = 0) -> None:
    """Sign in as if with a password so many seconds ago."""
    client.force_login(learner.user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - seconds_ago}
    ]
    session["account_authentication_methods_user"] = str(learner.user.pk)
    session.save()


@pytest.fixture
def reader(client, learner):
    """A signed-in client."""
    sign_in(client, learner)
    return client


def right_options(attempt: Attempt, position: int) -> tuple[str, ...]:
    """Ids of the right options of a drawn question."""
    drawn = attempt.draw[position - 1]
    question = next(each for each in attempt.release.exam if each["key"] == drawn["key"])
    return tuple(
        option for option, index in drawn["options"] if question["options"][index]["correct"]
    )


def wrong_option(attempt: Attempt, position: int) -> tuple[str, ...]:
    """One option that is not right."""
    right = right_options(attempt, position)
    return next((each,) for each, _ in attempt.draw[position - 1]["options"] if each not in right)


def answer(attempt: Attempt, *, right: int, at: datetime) -> None:
    """Answer every question, the first `right` ones rightly."""
    for position in range(1, len(attempt.draw) + 1):
        chosen = right_options if position <= right else wrong_option
        choice = Choice(position=position, options=chosen(attempt, position))
        save_answer(attempt=attempt, choice=choice, at=at)


def sit(learner, release, *, right: int, at: datetime) -> Attempt:
    """Start, answer and submit an attempt."""
    attempt = start_attempt(learner=learner, release=release, at=at)
    answer(attempt, right=right, at=at)
    submit_attempt(attempt=attempt, at=at)
    attempt.refresh_from_db()
    return attempt
