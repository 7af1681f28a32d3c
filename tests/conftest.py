"""Fixtures that every test may use."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import caches

from passport.jobs.models import Job
from passport.jobs.queries import due_jobs
from passport.jobs.runner import run_job
from tests import databases
from tests.journeys import prepared

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Each process works on its own copy of one migrated template."""
    with django_db_blocker.unblock():
        name = databases.copy_of(databases.template_name())
        databases.point_to(name)
    yield
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture(scope="session", autouse=True)
def _journeys_prepared(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where journeys are among the tests, what they start from is made beside the first ones."""
    items = request.session.items
    asked = any(item.get_closest_marker("browser") for item in items)
    begun = prepared.begin(prepared.run_of(tmp_path_factory)) if asked else None
    yield
    prepared.end(begun)


@pytest.fixture
def copied_db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this test's own, with real commits, several connections and no flush."""
    with django_db_blocker.unblock():
        before = databases.connections.settings["default"]["NAME"]
        name = databases.copy_of(databases.template_name())
        databases.point_to(name)
        yield name
        databases.connections.close_all()
        databases.point_to(before)
        databases.drop(name)


@pytest.fixture(autouse=True)
def _clean_caches() -> Iterator[None]:
    """Limits and fragments of one test do not reach the next."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen."""
    return NOW


@pytest.fixture
def run_jobs() -> Callable[..., list[str]]:
    """Run every due job, and the jobs these ring, as a worker would; returns their kinds."""

    def run(queues: tuple[str, ...] = ("default", "signer")) -> list[str]:
        done = []
        for _ in range(50):
            later = datetime(2100, 1, 1, tzinfo=UTC)
            waiting = [job for queue in queues for job in due_jobs(queue, later)]
            if not waiting:
                return done
            for job in waiting:
                Job.objects.filter(pk=job.pk).update(due_at=datetime(2000, 1, 1, tzinfo=UTC))
                run_job(job.pk)
                done.append(job.kind)
        raise AssertionError("jobs ring each other without end")

    return run
