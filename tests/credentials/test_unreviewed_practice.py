"""The second line of a stamp: only reviewed tasks in production, a demonstration otherwise."""

import pytest

from credentials.domain.edition import read_content
from credentials.models import Edition
from credentials.services.reassessing import reassess
from curriculum.models import ModuleRelease
from curriculum.services.reviews import record_task_review
from tests.centre_factories import join, make_centre, make_framework
from tests.coverage.rows import make_task, sign_off
from tests.factories import approve, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def observed(completed, now):
    """Jana's two tasks, signed at one centre; her modules are approved."""
    make_framework(
        "practice",
        {"task.ice-score": {"group": "NUR"}, "task.thaw": {"group": "NUR"}},
        kind="practice",
    )
    for release in ModuleRelease.objects.all():
        approve(release)
    centre = make_centre(name="Fictional Hospital")
    join(centre, completed)
    tasks = [make_task("ice-score"), make_task("thaw")]
    for task in tasks:
        sign_off(completed, task, centre, now)
    return tasks


def decide(task, now, approved=True):
    record_task_review(
        task=task,
        version=task.version,
        reviewer=make_user(),
        approved=approved,
        open_points="" if approved else "Not yet.",
        at=now,
    )


def said(edition):
    """Whether an edition is a demonstration, and where practice was observed."""
    content = read_content(edition.content)
    places = [line["centre"] for stamp in content["stamps"] for line in stamp["practice"]]
    return content["demonstration"], places


def test_a_line_on_unreviewed_tasks_is_a_demonstration_until_all_are_approved(
    completed, observed, key_dir, clock, run_jobs
):
    reassess(holder_id=completed.pk, at=clock())
    run_jobs()
    assert said(Edition.objects.get()) == (True, ["Fictional Hospital"])
    for task in observed:
        decide(task, clock())
        run_jobs()
    assert [said(each) for each in Edition.objects.order_by("number")] == [
        (True, ["Fictional Hospital"]),
        (False, ["Fictional Hospital"]),
    ]


def test_production_writes_the_line_once_every_task_is_approved_and_takes_it_back(
    completed, observed, key_dir, clock, run_jobs, settings
):
    settings.ISSUE_UNREVIEWED = False
    reassess(holder_id=completed.pk, at=clock())
    run_jobs()
    for task in observed:
        decide(task, clock())
        run_jobs()
    decide(observed[0], clock(), approved=False)
    run_jobs()
    assert [said(each) for each in Edition.objects.order_by("number")] == [
        (False, []),
        (False, ["Fictional Hospital"]),
        (False, []),
    ]
