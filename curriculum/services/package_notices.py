"""Mails about content packages."""

from datetime import datetime

from django.conf import settings

from curriculum.domain.packages import Level
from curriculum.models import AddOnVersion, ContentPackage
from curriculum.queries.packages import uses_to_tell
from curriculum.services.review_notices import facts_of
from passport.dates import local_day
from passport.notices.services import send_notice
from passport.people.models import User
from passport.people.permissions import PRODUCT_DESK
from passport.people.queries.partners import managers_of_partner, membership_of
from passport.people.services.partner_notices import language_of


def tell_checked(*, package: ContentPackage, at: datetime) -> None:
    """Who uploaded a package hears that its check ended, unless they left the partner."""
    user = package.uploaded_by
    if membership_of(user, package.partner, local_day(at, settings.TIME_ZONE)) is None:
        return
    levels = list(package.findings.values_list("level", flat=True))
    send_notice(
        kind="package_checked",
        recipient=user.email,
        language=language_of(user),
        context={
            "file_name": package.file_name,
            "state": package.state,
            "stops": levels.count(Level.STOP),
            "fixes": levels.count(Level.FIX),
            "notes": levels.count(Level.NOTE),
            "partner_id": str(package.partner.public_id),
            "package_id": str(package.public_id),
        },
        at=at,
    )


def tell_refused_in_use(*, package: ContentPackage, at: datetime) -> None:
    """A package of a version in review, approved or live is refused: whoever must act hears it.

    These are the partner's managers, the version's reviewers and the product desk.
    """
    on = local_day(at, settings.TIME_ZONE)
    for version in uses_to_tell(package):
        managers = managers_of_partner(package.partner, on)
        context = {
            **facts_of(version),
            "state": version.state,
            "package": str(package),
            "package_id": str(package.public_id),
        }
        told = {user.pk: (user, "partner") for user in managers}
        told |= {user.pk: (user, "desk") for user in _desk()}
        told |= {user.pk: (user, "review") for user in _reviewers(version)}
        for user, reader in told.values():
            send_notice(
                kind="package_refused",
                recipient=user.email,
                language=language_of(user),
                context={**context, "reader": reader},
                at=at,
            )


def _desk() -> list[User]:
    return list(User.objects.filter(groups__name=PRODUCT_DESK, is_active=True))


def _reviewers(version: AddOnVersion) -> list[User]:
    """Whoever decided on a version's present content, or has taken it."""
    taken = version.assignments.filter(content_hash=version.content_hash, released_at__isnull=True)
    decided = version.decisions.filter(content_hash=version.content_hash)
    keys = {*taken.values_list("reviewer", flat=True), *decided.values_list("reviewer", flat=True)}
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("pk"))
