"""A release that learners began with stays theirs."""

import pytest

from curriculum.models import Attempt, ModulePage, ModuleRelease
from curriculum.services.attempts import start_attempt, submit_attempt
from passport.append_only import AppendOnlyError
from tests.factories import make_learner

pytestmark = pytest.mark.django_db


def test_a_running_attempt_stays_on_its_release(page, now):
    first = ModuleRelease.objects.get()
    attempt = start_attempt(learner=make_learner(), release=first, at=now)
    page.summary = "Written by an editor."
    page.save_revision().publish()
    assert ModuleRelease.objects.count() == 2
    submit_attempt(attempt=attempt, at=now)
    assert Attempt.objects.get().release == first


def test_a_release_is_never_changed(page):
    release = ModuleRelease.objects.get()
    release.title = "Another"
    with pytest.raises(AppendOnlyError):
        release.save()


def test_taking_the_page_down_leaves_releases_alone(page):
    page.unpublish()
    ModulePage.objects.get().delete()
    assert ModuleRelease.objects.get().module.code == "COR-04"
