"""A sample product goes the way of every product: uploaded, reviewed by two, published."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from curriculum.domain.acceptance import RuleLine
from curriculum.domain.review import ChecklistItem
from curriculum.models import (
    AddOnVersion,
    ModuleOutcome,
    Outcome,
    ProductAddOn,
    RequiredOutcome,
)
from curriculum.models.module import ModuleKind
from curriculum.services.acceptance import RuleDraft, sign_rule
from curriculum.services.add_ons import VersionFacts, open_add_on, open_version, save_metadata
from curriculum.services.bundles import check_bundle, receive_bundle
from curriculum.services.interests import confirm_register
from curriculum.services.publishing import publish_version
from curriculum.services.reviewing import decide, save_checklist, take_review
from curriculum.services.version_moves import submit_version
from passport.dates import local_day
from passport.people.models import Partner, User
from passport.standards.models import Framework, Requirement

ZIPPED_AT = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class SampleProduct:
    """Where a sample's bundle lies, who hands it in, who reviews it."""

    partner: Partner
    programme: Framework
    folder: Path
    manager: User
    reviewers: Sequence[User]


def ask_outcomes(asked: Mapping[str, Mapping[str, str]]) -> None:
    """Requirements ask for outcomes; each with its label."""
    for requirement, outcomes in asked.items():
        row = Requirement.objects.get(key=requirement)
        for key, label in outcomes.items():
            outcome, _ = Outcome.objects.get_or_create(key=key, defaults={"label": label})
            RequiredOutcome.objects.get_or_create(requirement=row, outcome=outcome)


def publish_sample(*, sample: SampleProduct, at: datetime) -> AddOnVersion:
    """Open, fill, sign, submit, review and publish a sample product; what is there stays.

    Raises what the services of each step raise.
    """
    held = ProductAddOn.objects.filter(partner=sample.partner, programme=sample.programme)
    if held.exists():
        return held.get().versions.order_by("number")[0]
    version = _written(sample, at)
    submit_version(version=version, by=sample.manager, at=at)
    for reviewer in sample.reviewers:
        confirm_register(reviewer=reviewer, statement="None.", at=at)
        seat = take_review(version=version, by=reviewer, at=at)
        save_checklist(assignment=seat, ticked=set(ChecklistItem), at=at)
        decide(version=version, approve=True, reason="", by=reviewer, at=at)
    version.refresh_from_db()
    return publish_version(version=version, at=at)


def _written(sample: SampleProduct, at: datetime) -> AddOnVersion:
    add_on = open_add_on(
        partner=sample.partner,
        programme=sample.programme,
        title="Handle and give fictoleucel",
        by=sample.manager,
        at=at,
    )
    version = open_version(add_on=add_on, language="en", by=sample.manager, at=at)
    archive = SimpleUploadedFile("fictoleucel.zip", _zipped(sample.folder))
    upload = receive_bundle(version=version, upload=archive, by=sample.manager, at=at)
    check_bundle(upload=upload, at=at, told=lambda *_: None)
    version.refresh_from_db()
    save_metadata(version=version, facts=_facts(version, at.date()), by=sample.manager, at=at)
    _sign(add_on, sample.manager, at)
    version.refresh_from_db()
    return version


def _zipped(folder: Path) -> bytes:
    """A folder as an archive, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            archive.writestr(zipfile.ZipInfo(name, ZIPPED_AT), path.read_bytes())
    return buffer.getvalue()


def _facts(version: AddOnVersion, on: date) -> VersionFacts:
    return VersionFacts(
        title=version.title,
        notes="First version.",
        countries=["CZ", "DE", "FR", "IT", "PL", "RO"],
        label_on=version.label_on,
        label_ends_on=None,
        label_url="https://label.example/fictoleucel",
        additional_monitoring=True,
        rmp_version="1.0",
        authority_agreed=False,
        approval_reference="FICT-2026-001",
        approval_ends_on=date(on.year + 2, 12, 31),
        authors=[
            {
                "name": "Alex Example",
                "affiliation": version.add_on.partner.name,
                "interests": "Employee of the company",
            }
        ],
    )


def _sign(add_on: ProductAddOn, manager: User, at: datetime) -> None:
    """Accept everything that core and role modules teach of what the programme asks."""
    taught = (
        ModuleOutcome.objects.filter(
            outcome__required_by__requirement__clauses__framework=add_on.programme
        )
        .exclude(module__kind=ModuleKind.PRODUCT)
        .values_list("outcome__key", "module__code")
        .distinct()
    )
    draft = RuleDraft(
        lines=tuple(
            RuleLine(outcome=key, module=code, release_from=1, max_age_months=24)
            for key, code in sorted(taught)
        ),
        statement="We accept what core and role modules teach and examine.",
        name=manager.get_full_name(),
        valid_from=local_day(at, settings.TIME_ZONE),
    )
    sign_rule(add_on=add_on, draft=draft, by=manager, at=at)
