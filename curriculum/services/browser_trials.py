"""Tries a published package in a browser without a screen, where the settings name one."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings

from curriculum.domain.package_trials import MOST_KEPT, Trial, TriedBy
from curriculum.domain.packages import PackageManifest, PackageStandard
from curriculum.models import ContentPackage, Purpose
from curriculum.scorm.launching import launch_addresses
from curriculum.scorm.runtime import Learner, state_for_launch
from curriculum.scorm.trial_browser import told_in_browser
from curriculum.services.package_trials import trial_of
from curriculum.services.playing import register


def tried_in_browser(
    *, package: ContentPackage, manifest: PackageManifest, at: datetime
) -> Trial | None:
    """What the first unit did within seconds; None without a browser, or for cmi5.

    What the browser stopped meanwhile reaches the platform by the browser's own reports.
    """
    if not settings.TRIAL_BROWSER or manifest.standard is PackageStandard.CMI5:
        return None
    earlier = trial_of(package)
    begun = Trial(by=TriedBy.CHECK, at=at.isoformat())
    _store(package, begun)
    told = told_in_browser(settings.TRIAL_BROWSER, _address(package, manifest, at))
    if told is None:
        _store(package, earlier)
        return None
    reported = trial_of(ContentPackage.objects.get(pk=package.pk)) or begun
    return replace(begun, **_read(told), blocked=reported.blocked)


def _store(package: ContentPackage, trial: Trial | None) -> None:
    package.trial = asdict(trial) if trial else {}
    ContentPackage.objects.filter(pk=package.pk).update(trial=package.trial)


def _address(package: ContentPackage, manifest: PackageManifest, at: datetime) -> str:
    """The trial's page on the package's own origin, with what the unit begins with behind #."""
    registration = register(
        package=package, user=package.uploaded_by, learner=None, purpose=Purpose.TRIAL, at=at
    )
    unit = manifest.units[0]
    learner = Learner(registration.pseudonym)
    given = {
        "standard": str(manifest.standard),
        "href": unit.href,
        "cmi": state_for_launch(manifest.standard, {}, unit, learner),
    }
    addresses = launch_addresses(
        sha256=package.sha256, registration=str(registration.public_id), at=at
    )
    return f"{addresses.player}trial.html#{quote(json.dumps(given))}"


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """What the page told, of the right kinds; it comes from where content runs."""
    calls, elements = told.get("calls"), told.get("elements")
    listed = elements if isinstance(elements, list) else []
    names = [each for each in listed if isinstance(each, str)]
    return {
        "began": told.get("began") is True,
        "ended": told.get("ended") is True,
        "calls": calls if isinstance(calls, int) and 0 <= calls < 10_000 else 0,
        "elements": tuple(name[:255] for name in sorted(names))[:MOST_KEPT],
    }
