"""kill -9 of the worker between completion and passport loses nothing."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from credentials.models import Edition
from credentials.tasks import reassess_due
from passport.demo.management.commands.run import WORKER
from passport.jobs import bell
from passport.jobs import services as jobs
from passport.jobs.models import Job, JobStatus
from tests import databases
from tests.factories import complete, make_learner, make_programme
from tests.journeys.platform import environment_for, wait_for

ROOT = Path(__file__).resolve().parent.parent
DIE_IN_THE_MIDDLE = """
import django, os, signal
django.setup()
from passport.jobs import registry
from passport.jobs.models import Job
from passport.jobs.runner import run_job

def die(**_):
    os.kill(os.getpid(), signal.SIGKILL)

job = Job.objects.get(kind="completion_recorded")
registry._handlers[job.kind] = registry.Registered(handler=die, queue="default")
run_job(job.pk)
"""


@pytest.fixture
def environment(copied_db, tmp_path, settings):
    """What a worker's process needs to work on this test's database, key and broker."""
    settings.KEY_DIR = tmp_path / "keys"
    call_command("make_signing_key", verbosity=0)
    return {**environment_for(tmp_path), **databases.environment_of(copied_db, tmp_path)}


@pytest.fixture
def completed_at(environment, monkeypatch):
    """A learner has just completed all that the core asks; the doorbell rang in vain."""
    monkeypatch.setattr(bell, "announce", lambda **_: None)
    make_programme(core=("COR-04",))
    learner = make_learner()
    at = timezone.now()
    complete(learner, "COR-04", at=at)
    jobs.ring("completion_recorded", ids={"learner_id": learner.pk}, at=at)
    connections.close_all()
    return at


def _run(code: str, environment: dict[str, str]) -> int:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=False
    ).returncode


def test_a_worker_killed_in_the_middle_leaves_the_job_to_the_next_one(environment, completed_at):
    assert _run(DIE_IN_THE_MIDDLE, environment) == -signal.SIGKILL
    job = Job.objects.get(kind="completion_recorded")
    assert (job.status, Edition.objects.count()) == (JobStatus.RUNNING, 0)

    lease = timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - lease)
    connections.close_all()
    worker = subprocess.Popen([sys.executable, *WORKER.split()], cwd=ROOT, env=environment)
    try:
        wait_for(lambda: Edition.objects.count() == 1, 60)
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    job.refresh_from_db()
    assert job.status == JobStatus.DONE


def test_the_nightly_pass_repairs_a_ring_that_was_lost_altogether(
    environment, completed_at, run_jobs
):
    Job.objects.all().delete()
    reassess_due()
    run_jobs()
    assert Edition.objects.count() == 1
