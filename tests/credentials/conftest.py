"""A clock, a signing key, a nurse with a passport."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from credentials.models import Copy, Edition
from credentials.services import reassessing
from credentials.signing.signer import make_signing_key
from passport.people.models import Professional
from tests.factories import EPOCH, complete, make_learner, make_programme, make_user


class Clock:
    """The time that edges read, moved by tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


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


@pytest.fixture
def nurse(db: None) -> Professional:
    """Jana, a ward nurse."""
    user = make_user(first_name="Jana", last_name="Nováková", email="jana@example.org")
    return make_learner(user)


@pytest.fixture
def completed(nurse: Professional, now: datetime) -> Professional:
    """Jana with core and role completed today."""
    make_programme()
    for code in ("COR-01", "COR-02", "NUR-01"):
        complete(nurse, code, at=now)
    return nurse


@pytest.fixture
def edition(
    completed: Professional, key_dir: Path, clock: Clock, run_jobs: Callable[..., list[str]]
) -> Edition:
    """Jana's first edition, issued by the jobs that a completion starts."""
    reassessing.reassess(holder_id=completed.pk, at=clock())
    run_jobs()
    return Edition.objects.get()


@pytest.fixture
def copy(edition: Edition) -> Copy:
    """The printed copy that came with the first edition."""
    return edition.passport.copies.get()
