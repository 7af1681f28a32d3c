"""IndependentReviewTask: nobody approves a text that they wrote."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from passport.people.models import User


class IndependentReviewTask(AbstractGroupApprovalTask):
    """A step of the workflow; `clinical` approvals are recorded on the release."""

    clinical = models.BooleanField(
        _("clinical review"),
        default=False,
        help_text=_("An approval is recorded on the release as its clinical review."),
    )

    admin_form_fields: ClassVar[list[str]] = [
        *AbstractGroupApprovalTask.admin_form_fields,
        "clinical",
    ]

    class Meta:
        verbose_name = _("independent review")
        verbose_name_plural = _("independent reviews")

    @classmethod
    def get_description(cls) -> Promise:
        return _("Members of the chosen groups approve, never the one who wrote the text")

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """No action for whoever wrote a part of what is to be approved."""
        return [] if wrote_part_of(obj, user) else super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        """Reviews waiting for this person, their own texts left out."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(revision__user=user)


def wrote_part_of(page: Page, user: User) -> bool:
    """Whether this person saved a version that is newer than what is live."""
    return page.revisions.filter(pk__gt=page.live_revision_id or 0, user=user).exists()
