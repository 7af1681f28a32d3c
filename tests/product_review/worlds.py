"""A submitted version of the fictional product's module, and reviewers who declared nothing."""

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest
from django.conf import settings

from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.review import ChecklistItem, Reason
from curriculum.formats.bundle_zip import read_product
from curriculum.formats.content_json import to_json
from curriculum.models import AddOnVersion, ProductAddOn, RequiredOutcome, ReviewAssignment
from curriculum.services.editorial import ensure_product_reviewers
from curriculum.services.interests import confirm_register
from curriculum.services.reviewing import (
    MayNotDecideError,
    NotIndependentError,
    decide,
    save_checklist,
    take_review,
)
from curriculum.services.version_checks import content_hash_of
from passport.people.models import User
from passport.standards.models import Requirement
from tests.factories import make_user
from tests.formats_partner.bundles import OUTCOMES, RULES, SAMPLE
from tests.product_factories import (
    make_add_on,
    make_outcome,
    make_partner,
    make_partner_member,
    make_rule,
    make_version,
)


@cache
def sample() -> tuple[ProductBundle, Path]:
    """The sample bundle and the shelf with its media, read once."""
    shelf = Path(tempfile.mkdtemp(prefix="shelf-"))
    return read_product(SAMPLE, shelf=shelf, rules=RULES)[0], shelf


def make_product_add_on(**fields) -> ProductAddOn:
    """An add-on of the fictional product with a manager and a signed rule."""
    add_on = make_add_on(fields.pop("partner", None) or make_partner(), **fields)
    make_partner_member(add_on.partner)
    make_rule(add_on)
    return add_on


def make_submitted(add_on: ProductAddOn | None = None, **fields) -> AddOnVersion:
    """A version in review with the sample's text; its media lie in their place."""
    bundle, shelf = sample()
    add_on = add_on or make_product_add_on()
    handling = Requirement.objects.get(key="programme.fictoleucel.handling")
    for key in OUTCOMES:
        RequiredOutcome.objects.get_or_create(requirement=handling, outcome=make_outcome(key))
    for file in bundle.media.values():
        settings.PARTNER_MEDIA_DIR.mkdir(parents=True, exist_ok=True)
        copyfile(shelf / file.address, settings.PARTNER_MEDIA_DIR / file.address)
    state = fields.pop("state", "in_review")
    version = make_version(add_on, state="in_review", content=to_json(bundle), **fields)
    version.content_hash, version.state = content_hash_of(version), state
    version.save()
    return version


def make_reviewer(at: datetime, **fields) -> User:
    """A product reviewer whose entry in the register is of this moment."""
    user = make_user(is_staff=True, **fields)
    user.groups.add(ensure_product_reviewers())
    confirm_register(reviewer=user, statement="I have no interests.", at=at)
    return user


def take(version: AddOnVersion, by: User, at: datetime) -> ReviewAssignment:
    """A review with the whole checklist."""
    seat = take_review(version=version, by=by, at=at)
    return save_checklist(assignment=seat, ticked=set(ChecklistItem), at=at)


def approve(version: AddOnVersion, at: datetime, *reviewers: User) -> AddOnVersion:
    """Approved by these reviewers, or by two new ones."""
    for each in reviewers or (make_reviewer(at), make_reviewer(at)):
        take(version, each, at)
        decide(version=version, approve=True, reason="", by=each, at=at)
    version.refresh_from_db()
    return version


def refused(version: AddOnVersion, by: User, at: datetime) -> Reason:
    """Why a person may not take a version."""
    with pytest.raises(NotIndependentError) as found:
        take_review(version=version, by=by, at=at)
    return found.value.reason


def stopped(
    version: AddOnVersion, by: User, at: datetime, *, approve: bool = True, reason: str = "Changed."
) -> Reason:
    """Why a person may not decide on it."""
    with pytest.raises(MayNotDecideError) as found:
        decide(version=version, approve=approve, reason=reason, by=by, at=at)
    return found.value.reason
