"""Who finds the office and the committee in the header."""

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef

from observership.models import CommitteeMember


def coordinates() -> Exists:
    """People whom a group lets change placements; staff only are shown the link."""
    return Exists(
        Group.objects.filter(
            user=OuterRef("pk"),
            permissions__codename="change_placement",
            permissions__content_type__app_label="observership",
        )
    )


def sits_in_committee() -> Exists:
    """Members of the committee of any call."""
    return Exists(CommitteeMember.objects.filter(user=OuterRef("pk"), left_at__isnull=True))
