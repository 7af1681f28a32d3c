"""Takes a partner's bundle in: kept in quarantine, unpacked apart, read, and kept whole or not."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from curriculum.domain.checks import FRONT
from curriculum.domain.findings import Finding, Rule, finding
from curriculum.domain.media import BundleMedia
from curriculum.domain.packages import Level, PackageFinding, PackageLimits, PackageRule
from curriculum.domain.product_bundle import ProductBundle
from curriculum.formats.bundle_zip import ProductReading, read_bundle_zip
from curriculum.formats.content_json import to_json
from curriculum.models import AddOnVersion, BundleUpload, MediaFile
from curriculum.queries.add_ons import asked_outcomes
from curriculum.scorm import scanning
from curriculum.scorm.archive import Progress
from curriculum.scorm.sandbox import run_unpack
from curriculum.scorm.store import quarantine_path
from curriculum.services.version_checks import rules_for
from curriculum.services.version_moves import VersionStateError, audit, locked_draft
from passport.jobs.services import ring
from passport.people.models import User
from passport.people.services.partners import PartnerSuspendedError

Told = Callable[[str, int, int | None], None]


class BundleTooLargeError(Exception):
    """The file is larger than a bundle may be."""


@dataclass(frozen=True)
class _Read:
    """What became of an upload: a bundle without findings, or findings."""

    bundle: ProductBundle | None
    findings: tuple[dict[str, Any], ...]


def _limits() -> PackageLimits:
    return PackageLimits(
        upload=settings.BUNDLE_BYTES_MAX,
        unpacked=settings.BUNDLE_UNPACKED_MAX,
        files=settings.BUNDLE_FILES_MAX,
    )


def receive_bundle(
    *, version: AddOnVersion, upload: UploadedFile, by: User, at: datetime
) -> BundleUpload:
    """Write an upload to quarantine piece by piece, and ring for its check.

    Raises BundleTooLargeError, VersionStateError, PartnerSuspendedError; nothing is left then.
    """
    row = BundleUpload(
        version=version, file_name=(upload.name or "")[:200], uploaded_by=by, uploaded_at=at
    )
    path = quarantine_path(settings.QUARANTINE_DIR, row.public_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        row.size = _written(upload, path)
        _rung(row, by, at)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return row


def _written(upload: UploadedFile, path: Path) -> int:
    size = 0
    with path.open("xb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > settings.BUNDLE_BYTES_MAX:
                raise BundleTooLargeError
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size


@transaction.atomic
def _rung(row: BundleUpload, by: User, at: datetime) -> None:
    locked_draft(row.version)
    job = ring(
        "bundle_uploaded", ids={"upload_id": str(row.public_id)}, at=at, owner_id=by.public_id
    )
    row.job_id = job.public_id
    row.save()


def check_bundle(*, upload: BundleUpload, at: datetime, told: Told) -> None:
    """Unpack, read and keep an uploaded bundle; done twice it changes nothing.

    Runs outside any transaction; `told` hears each step with pieces done and in all.
    """
    if upload.finished_at is not None:
        return
    path = quarantine_path(settings.QUARANTINE_DIR, upload.public_id)
    with tempfile.TemporaryDirectory(prefix=".bundle-", dir=settings.QUARANTINE_DIR) as name:
        shelf = Path(name) / "shelf"
        shelf.mkdir()
        read = _read(path, Path(name) / "files", shelf, upload.version, told)
        told(_("Keeping what was read"), 0, None)
        if read.bundle:
            _put_away(shelf, read.bundle)
        _finish(upload=upload, read=read, at=at)
    path.unlink(missing_ok=True)


def _read(path: Path, into: Path, shelf: Path, version: AddOnVersion, told: Told) -> _Read:
    def unpack(archive: Path, target: Path) -> tuple[PackageFinding, ...]:
        def on_progress(progress: Progress) -> None:
            told(_("Unpacking"), progress.done, progress.total)

        found = run_unpack(archive, target, _limits(), on_progress).findings
        told(_("Reading chapters, questions and media"), 0, None)
        return found

    told(_("Looking at the archive"), 0, None)
    if stops := _scanned(path):
        return _Read(None, tuple(_of_archive(each) for each in stops))
    rules = rules_for(version.add_on, asked_outcomes(version.add_on.programme_id))
    reading = read_bundle_zip(path, into=into, shelf=shelf, unpack=unpack, rules=rules)
    return _judged(reading, version)


def _scanned(path: Path) -> list[PackageFinding]:
    """What stops a file before it is unpacked; raises ScannerDownError, then the job waits."""
    if not path.is_file():
        return [PackageFinding(Level.STOP, PackageRule.DAMAGED)]
    named = settings.MALWARE_SCANNER
    if named == scanning.NONE and settings.MALWARE_SCAN_REQUIRED:
        raise scanning.ScannerDownError("no scanner is set up")
    kind = scanning.NONE if named == scanning.NONE else scanning.CLAMD
    found = scanning.scan(path, kind, address=named)
    return [each for each in found if each.level is Level.STOP]


def _judged(reading: ProductReading, version: AddOnVersion) -> _Read:
    stops = [_of_archive(each) for each in reading.stops]
    own = _belonging(reading.bundle, version) if reading.bundle else []
    found = (*stops, *(_of_module(each) for each in (*reading.findings, *own)))
    return _Read(None if found else reading.bundle, found)


def _belonging(bundle: ProductBundle, version: AddOnVersion) -> list[Finding]:
    """Whether the bundle says itself that it is this module in this language."""
    content = bundle.content
    pairs = (
        ("code", content.code, version.add_on.module.code),
        ("language", content.language, version.language),
    )
    return [
        finding(Rule.VALUE, FRONT, name=name, value=value, expected=expected)
        for name, value, expected in pairs
        if value != expected
    ]


def _of_archive(each: PackageFinding) -> dict[str, Any]:
    return {
        "kind": "archive", "rule": str(each.rule), "file": each.file, "where": "",
        "line": each.line, "values": each.details,
    }  # fmt: skip


def _of_module(each: Finding) -> dict[str, Any]:
    return {
        "kind": "module", "rule": str(each.rule), "file": each.file, "where": each.where,
        "line": each.line, "values": each.values,
    }  # fmt: skip


def media_path(address: str) -> Path:
    """Where a checked file lies; `address` is its hash with its ending."""
    return settings.PARTNER_MEDIA_DIR / address


def _put_away(shelf: Path, bundle: ProductBundle) -> None:
    """Move checked files to their place by hash; what is there already stays."""
    settings.PARTNER_MEDIA_DIR.mkdir(parents=True, exist_ok=True)
    for file in bundle.media.values():
        target = media_path(file.address)
        if not target.exists():
            waiting = target.with_name(f".{shelf.parent.name}-{file.address}")
            shutil.copyfile(shelf / file.address, waiting)
            waiting.replace(target)


@transaction.atomic
def _finish(*, upload: BundleUpload, read: _Read, at: datetime) -> None:
    row = BundleUpload.objects.select_for_update().get(pk=upload.pk)
    if row.finished_at is not None:
        return
    row.findings, row.finished_at = list(read.findings), at
    if read.bundle is not None:
        try:
            keep_bundle(version=row.version, bundle=read.bundle, by=row.uploaded_by, at=at)
            row.kept = True
        except (VersionStateError, PartnerSuspendedError):
            row.findings = [{"kind": "version", "rule": "closed"}]
    row.save()


@transaction.atomic
def keep_bundle(
    *, version: AddOnVersion, bundle: ProductBundle, by: User, at: datetime
) -> AddOnVersion:
    """A draft says what a checked bundle says; its media lie in their place already.

    Raises VersionStateError, PartnerSuspendedError.
    """
    row = locked_draft(version)
    row.content, row.title = to_json(bundle), bundle.content.title
    row.label_on = date.fromisoformat(bundle.label_date)
    row.save(update_fields=["content", "title", "label_on"])
    _note_media(row, list(bundle.media.values()), at)
    audit("content_kept", row, by, at, source=bundle.source_hash)
    return row


def _note_media(version: AddOnVersion, media: list[BundleMedia], at: datetime) -> None:
    MediaFile.objects.bulk_create(
        [
            MediaFile(
                partner=version.add_on.partner,
                sha256=file.sha256,
                extension=str(file.kind),
                size=file.size,
                stored_at=at,
            )
            for file in {each.sha256: each for each in media}.values()
        ],
        ignore_conflicts=True,
    )
