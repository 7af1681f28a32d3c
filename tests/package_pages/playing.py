"""Learners, packages with several parts, and commits as players send them."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from curriculum.models import ContentPackage, PackageRegistration, Purpose
from curriculum.services.playing import Commit, Kept, commit_unit, register
from tests.factories import make_learner
from tests.package_pages.conftest import AT
from tests.product_factories import make_package, make_partner, make_partner_member

LAUNCH = int(AT.timestamp())
DONE = {"cmi.core.lesson_status": "completed"}


def manifest(*keys: str, standard: str = "scorm_1.2", **more: Any) -> dict[str, Any]:
    """What is stored of a manifest whose units have these keys."""
    units = [
        {"key": key, "title": f"Part {key}", "href": f"{key}.html", "objectives": [], **more}
        for key in keys
    ]
    return {
        "standard": standard, "edition": "", "title": "Thawing", "units": units, "files": [],
        "languages": ["en"],
    }  # fmt: skip


def package_of(*keys: str, standard: str = "scorm_1.2", **more: Any) -> ContentPackage:
    """An accepted package with units of these keys, without files."""
    return make_package(
        make_partner(), standard=standard, manifest=manifest(*keys, standard=standard, **more)
    )


def enrolled(package: ContentPackage, purpose: Purpose = Purpose.LEARN) -> PackageRegistration:
    """Somebody new who plays a package."""
    learner = make_learner()
    if purpose == Purpose.TRIAL:
        make_partner_member(package.partner, user=learner.user)
    return register(
        package=package, user=learner.user, purpose=purpose, at=AT,
        learner=learner if purpose == Purpose.LEARN else None,
    )  # fmt: skip


def told(
    registration: PackageRegistration, cmi: dict[str, str], *, sequence: int = 1,
    unit: str = "one", final: bool = False, launch: int = LAUNCH, at: datetime = AT,
) -> Kept:  # fmt: skip
    """Content tells something by the service."""
    commit = Commit(unit, launch, sequence, cmi, final)
    return commit_unit(registration=registration, commit=commit, at=at)


def sender(client: Client, registration: PackageRegistration) -> Callable[..., Any]:
    """Posts commits as the player does."""

    def act(cmi: Any, sequence: Any = 1, launch: Any = LAUNCH, **more: Any) -> Any:
        body = {"unit": "one", "sequence": sequence, "cmi": cmi, "final": False, **more}
        address = f"/play/{registration.public_id}/commit/?launch={launch}"
        return client.post(address, json.dumps(body), content_type="application/json")

    return act


def later(minutes: int) -> datetime:
    """Some minutes after the launch."""
    return AT + timedelta(minutes=minutes)
