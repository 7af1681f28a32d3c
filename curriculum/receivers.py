"""Listens to Wagtail: publishing freezes a release, a clinical approval is written on it."""

import logging
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import now
from wagtail.models import Revision, TaskState
from wagtail.signals import page_published, task_approved

from curriculum.models import IndependentReviewTask, ModulePage
from curriculum.services.releasing import (
    NotReleasableError,
    UnknownRequirementError,
    release_module,
)
from curriculum.services.reviews import record_clinical_review
from passport.people.models import User

logger = logging.getLogger(__name__)


@receiver(page_published, sender=ModulePage, dispatch_uid="release_module")
def freeze(instance: ModulePage, revision: Revision, **_: Any) -> None:
    """The page was checked before it went live; what still fails must not stop publishing."""
    if instance.module is None:  # a copy that was published as it is: nothing to learn from
        return
    try:
        release_module(page=instance, at=now(), by=revision.user)
    except (NotReleasableError, UnknownRequirementError) as error:
        logger.error("Module page %s was published but not released: %s", instance.pk, error)


@receiver(task_approved, dispatch_uid="record_clinical_review")
def note_clinical_review(instance: TaskState, user: User | None, **_: Any) -> None:
    """The last step of the workflow approved what now is live: write it on the release."""
    task = instance.task.specific
    if not (isinstance(task, IndependentReviewTask) and task.clinical and user):
        return
    page = ModulePage.objects.filter(live_revision=instance.revision, module__isnull=False).first()
    if page:
        record_clinical_review(
            release=release_module(page=page, at=now()),
            reviewer=user,
            approved=True,
            open_points=instance.comment,
            at=now(),
        )
