"""The row is the truth: lost messages, dead workers and failures lose nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from passport.jobs import registry, services
from passport.jobs.models import Job, JobStatus
from passport.jobs.queries import due_jobs
from passport.jobs.runner import run_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """A kind of job that records its calls."""
    made = []
    monkeypatch.setitem(
        registry._handlers,
        "tested",
        registry.Registered(handler=lambda **ids: made.append(ids["number"]), queue="default"),
    )
    return made


@pytest.fixture
def broken(monkeypatch):
    """A kind of job that always stumbles."""

    def stumble(**_):
        raise RuntimeError("printer on fire")

    monkeypatch.setitem(
        registry._handlers, "broken", registry.Registered(handler=stumble, queue="default")
    )


def test_a_job_runs_once_and_is_done(calls, now):
    job = services.ring("tested", ids={"number": 7}, at=now)
    assert [run_job(job.pk), run_job(job.pk)] == [True, False]
    job.refresh_from_db()
    assert (calls, job.status, job.attempts) == ([7], JobStatus.DONE, 1)


def test_a_job_whose_cause_is_rolled_back_never_was(calls, now):
    with transaction.atomic():
        services.ring("tested", ids={"number": 7}, at=now)
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_a_kind_that_nobody_does_cannot_be_rung(now):
    with pytest.raises(registry.UnknownKindError):
        services.ring("unheard_of", ids={}, at=now)


def test_the_job_of_a_worker_that_died_is_taken_again_after_its_lease(calls, now):
    job = services.ring("tested", ids={"number": 7}, at=now)
    assert services.claim(job_id=job.pk, at=now) is not None
    assert services.claim(job_id=job.pk, at=now + timedelta(seconds=60)) is None
    late = now + timedelta(seconds=121)
    assert [found.pk for found in due_jobs("default", late)] == [job.pk]
    assert services.claim(job_id=job.pk, at=late).attempts == 2


def test_a_job_that_stumbles_waits_and_keeps_the_reason(broken, now):
    job = services.ring("broken", ids={}, at=now)
    before = timezone.now()
    assert run_job(job.pk) is False
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.WAITING, "RuntimeError('printer on fire')")
    assert job.due_at > before + timedelta(seconds=9)


def test_a_job_that_stumbles_too_often_stops_and_can_be_retried(broken, now, settings):
    settings.JOB_MAX_ATTEMPTS = 1
    job = services.ring("broken", ids={}, at=now)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    services.retry(job=job, at=now)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.WAITING, 0)


def test_a_broker_that_is_away_leaves_the_job_to_the_sweeper(
    calls, now, monkeypatch, django_capture_on_commit_callbacks
):
    def away(*_, **__):
        raise OSError("no route to broker")

    monkeypatch.setattr("celery.app.task.Task.apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        job = services.ring("tested", ids={"number": 7}, at=now)
    job.refresh_from_db()
    assert (job.status, calls) == (JobStatus.WAITING, [])


def test_the_message_after_commit_runs_the_job(calls, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.ring("tested", ids={"number": 7}, at=now)
    assert calls == [7]


def test_a_job_that_ends_its_workers_stops_in_the_end(calls, now, settings):
    settings.JOB_MAX_ATTEMPTS = 2
    job = services.ring("tested", ids={"number": 7}, at=now)
    for minutes in (0, 3):
        assert services.claim(job_id=job.pk, at=now + timedelta(minutes=minutes)) is not None
    assert services.claim(job_id=job.pk, at=now + timedelta(minutes=6)) is None
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.FAILED, "Its workers ended before it did.")


def test_a_worker_whose_lease_ran_out_puts_off_nothing(calls, now):
    job = services.ring("tested", ids={"number": 7}, at=now)
    slow = services.claim(job_id=job.pk, at=now)
    quick = services.claim(job_id=job.pk, at=now + timedelta(minutes=3))
    services.put_off(job=slow, error="late", at=now)
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.RUNNING, "")
    services.finish(job=quick, at=now)
    services.put_off(job=slow, error="late", at=now)
    job.refresh_from_db()
    assert (job.status, job.error) == (JobStatus.DONE, "")
