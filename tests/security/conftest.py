"""Two nurses: Jana, who has something of everything, and a stranger who has nothing."""

from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from credentials.models import Copy
from curriculum.models import Attempt, ContentPackage, PackageRegistration, Purpose
from curriculum.services.attempts import start_attempt, submit_attempt
from curriculum.services.playing import register
from passport.jobs import services as jobs
from passport.jobs.models import Job
from passport.people.models import Professional
from passport.ui.stylesheet import stylesheet
from tests.credentials.conftest import (  # noqa: F401 - fixtures that ours rest on
    clock,
    completed,
    copy,
    edition,
    key_dir,
    nurse,
)
from tests.factories import make_learner, make_release
from tests.people.sign_in import strong_sign_in
from tests.security.centre_world import at_a_centre
from tests.security.observership_world import at_a_visit
from tests.security.partner_world import at_a_partner


@dataclass(frozen=True)
class World:
    """What Jana has, and what stands for each argument of a route."""

    jana: Professional
    copy: Copy
    running: Attempt
    submitted: Attempt
    job: Job
    centre: dict[str, object]
    partner: dict[str, object]
    visit: dict[str, object]
    registration: PackageRegistration

    @property
    def values(self) -> dict[str, object]:
        """An existing thing of Jana's for every argument."""
        return {
            **self.partner,
            **self.visit,
            "code": "COR-04",
            "slug": "suspect",
            "key": "P1",
            "position": 1,
            "attempt_id": self.running.public_id,
            "public_id": self.copy.public_id,
            "job_id": self.job.public_id,
            "digest": stylesheet().digest,
            "name": "general",
            "theme": "light",
            "pk": 1,
            "restriction_id": 1,
            "page_view_restriction_id": 1,
            "page_id": 1,
            "product": "fictioleucel",
            **self.centre,
            "registration_id": self.registration.public_id,
        }


@pytest.fixture
def world(copy, clock) -> World:  # noqa: F811 - as above
    """Jana's passport, an attempt that runs, one that was submitted, a job that stopped."""
    jana = copy.passport.holder
    release = make_release("COR-04")
    submitted = start_attempt(learner=jana, release=release, at=clock())
    submit_attempt(attempt=submitted, at=clock())
    running = start_attempt(learner=jana, release=release, at=clock())
    owner = jana.user.public_id
    job = jobs.ring("notice_due", ids={"notice_id": str(owner)}, at=clock(), owner_id=owner)
    Job.objects.filter(pk=job.pk).update(status="failed")
    partner = at_a_partner(jana.user, clock())
    return World(
        jana=jana,
        copy=copy,
        running=running,
        submitted=submitted,
        job=job,
        centre=at_a_centre(jana, clock()),
        partner=partner,
        visit=at_a_visit(jana, clock()),
        registration=register(
            package=ContentPackage.objects.get(public_id=partner["package_id"]),
            user=jana.user,
            learner=jana,
            purpose=Purpose.LEARN,
            at=clock(),
        ),
    )


def browser_of(learner: Professional) -> Client:
    """A browser in which somebody with a confirmed address is signed in."""
    user = learner.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return strong_sign_in(Client(), user)


@pytest.fixture
def jana(world) -> Client:
    """Jana's browser."""
    return browser_of(world.jana)


@pytest.fixture
def stranger(world) -> Client:
    """The browser of somebody else who is signed in."""
    return browser_of(make_learner())
