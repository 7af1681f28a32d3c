"""Mails about content packages."""

from datetime import datetime

from django.conf import settings

from curriculum.models import ContentPackage
from curriculum.models.packages import LevelChoice
from passport.dates import local_day
from passport.notices.services import send_notice
from passport.people.queries.partners import membership_of
from passport.people.queries.profiles import professional_of


def tell_checked(*, package: ContentPackage, at: datetime) -> None:
    """Who uploaded a package hears that its check ended, unless they left the partner."""
    user = package.uploaded_by
    if membership_of(user, package.partner, local_day(at, settings.TIME_ZONE)) is None:
        return
    levels = list(package.findings.values_list("level", flat=True))
    professional = professional_of(user)
    send_notice(
        kind="package_checked",
        recipient=user.email,
        language=professional.language if professional else settings.LANGUAGE_CODE,
        context={
            "file_name": package.file_name,
            "state": package.state,
            "stops": levels.count(LevelChoice.STOP),
            "fixes": levels.count(LevelChoice.FIX),
            "notes": levels.count(LevelChoice.NOTE),
            "partner_id": str(package.partner.public_id),
            "package_id": str(package.public_id),
        },
        at=at,
    )
