"""Takes content packages in, has them checked, and lets their partner withdraw them."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from curriculum.domain.packages import PackageState, may_become
from curriculum.models import ContentPackage
from curriculum.queries.packages import (
    UPLOADED,
    binding_uses,
    is_kept_elsewhere,
    rung_today,
    stored_bytes,
)
from curriculum.scorm import store
from curriculum.services.quarantine import QuarantinedFile, forget_leftovers
from passport.audit.services import record
from passport.jobs import services as jobs
from passport.jobs.models import Job, JobStatus
from passport.people.models import Partner, User
from passport.people.services.partners import PartnerSuspendedError


class PackageRefusedError(Exception):
    """An upload that is not taken at all; nothing of it is kept."""


class PackageTooLargeError(PackageRefusedError):
    """It is larger than PACKAGE_BYTES_MAX."""


class TooManyUploadsError(PackageRefusedError):
    """The partner uploaded, or had repeated, as much as it may in a day."""


class NoRoomError(PackageRefusedError):
    """The partner's packages would take more than PACKAGE_BYTES_PER_PARTNER."""


class AlreadyUploadedError(PackageRefusedError):
    """The partner has the same bytes already; `package` is it."""

    def __init__(self, package: ContentPackage) -> None:
        super().__init__(package.sha256)
        self.package = package


class PackageStateError(Exception):
    """The package is in a state in which this cannot be done."""


class PackageInUseError(PackageStateError):
    """A version in review, approved or live plays it."""


class ArchiveGoneError(PackageStateError):
    """The archive of a refused package is gone; it must be uploaded again."""


def archive_path(package: ContentPackage) -> Path:
    """Where the archive of a package lies."""
    return store.quarantine_path(settings.QUARANTINE_DIR, package.public_id)


def receive_package(
    *, partner: Partner, upload: QuarantinedFile, by: User, at: datetime
) -> ContentPackage:
    """Keep an upload that lies in quarantine, and ring for its check.

    The same bytes again are checked again when they were refused, else AlreadyUploadedError.
    Raises PackageTooLargeError, TooManyUploadsError, NoRoomError, PartnerSuspendedError too.
    """
    if upload.too_large:
        raise PackageTooLargeError
    forget_leftovers(at)
    try:
        with transaction.atomic():
            package = _received(partner, upload, by, at)
            upload.keep(package.public_id)
    except BaseException:
        upload.forget()
        raise
    return package


def _received(partner: Partner, upload: QuarantinedFile, by: User, at: datetime) -> ContentPackage:
    _lock(partner)
    known = ContentPackage.objects.filter(partner=partner, sha256=upload.sha256).first()
    if known and known.state != PackageState.REFUSED:
        raise AlreadyUploadedError(known)
    _check_limits(partner, upload, at)
    package = known or ContentPackage(partner=partner, sha256=upload.sha256)
    package.file_name, package.size = (upload.name or "")[:200], upload.size or 0
    package.state = PackageState.RECEIVED
    package.uploaded_by, package.uploaded_at = by, at
    package.steps = {}
    _ring(package, by, at, upload=True)
    _audit("received", package, by, at)
    return package


def _lock(partner: Partner) -> None:
    row = Partner.objects.select_for_update().get(pk=partner.pk)
    if row.suspended_at is not None:
        raise PartnerSuspendedError


def _check_limits(partner: Partner, upload: QuarantinedFile, at: datetime) -> None:
    if rung_today(partner, upload=True, at=at) >= settings.PACKAGE_UPLOADS_PER_DAY:
        raise TooManyUploadsError
    if stored_bytes(partner) + (upload.size or 0) > settings.PACKAGE_BYTES_PER_PARTNER:
        raise NoRoomError


def _ring(package: ContentPackage, by: User, at: datetime, *, upload: bool) -> None:
    """Write the job and the package that names it, in the caller's transaction."""
    ids = {
        "package_id": str(package.public_id),
        "partner_id": str(package.partner.public_id),
        "upload": upload,
    }
    job = jobs.ring(UPLOADED, ids=ids, at=at, owner_id=by.public_id)
    package.job_id = job.public_id
    package.save()


@transaction.atomic
def check_again(*, package: ContentPackage, by: User, at: datetime) -> None:
    """Repeat the check, or let a stopped job try again; nothing happens while one is under way.

    Raises PackageStateError, ArchiveGoneError, TooManyUploadsError, PartnerSuspendedError.
    """
    _lock(package.partner)
    row = ContentPackage.objects.select_for_update().get(pk=package.pk)
    job = Job.objects.filter(public_id=row.job_id).first() if row.job_id else None
    if job and job.status == JobStatus.FAILED:
        jobs.retry(job=job, at=at)
        return
    if job and job.status in (JobStatus.WAITING, JobStatus.RUNNING):
        return
    if not may_become(PackageState(row.state), PackageState.CHECKING):
        raise PackageStateError(row.state)
    if not archive_path(row).is_file():
        raise ArchiveGoneError
    if rung_today(row.partner, upload=False, at=at) >= settings.PACKAGE_CHECKS_PER_DAY:
        raise TooManyUploadsError
    _ring(row, by, at, upload=False)
    _audit("checked_again", row, by, at)


def withdraw_package(*, package: ContentPackage, by: User, at: datetime) -> None:
    """Give a package up: its archive and its files go, what learners did in it stays.

    Raises PackageInUseError, PackageStateError, PartnerSuspendedError.
    """
    with transaction.atomic():
        _lock(package.partner)
        row = ContentPackage.objects.select_for_update().get(pk=package.pk)
        if not may_become(PackageState(row.state), PackageState.WITHDRAWN):
            raise PackageStateError(row.state)
        if binding_uses(row).exists():
            raise PackageInUseError
        row.state = PackageState.WITHDRAWN
        row.save(update_fields=["state"])
        row.used_by.all().delete()
        _audit("withdrawn", row, by, at)
    forget_files(row)


def forget_files(package: ContentPackage) -> None:
    """Remove the archive, and the files unless another partner has the same."""
    archive_path(package).unlink(missing_ok=True)
    if not is_kept_elsewhere(package):
        store.withdraw(settings.PACKAGES_DIR, package.sha256)


def note_refused(package: ContentPackage, at: datetime) -> None:
    """One line of the trail: the platform itself refused a package."""
    record(
        action="package.refused", subject=f"package:{package.public_id}", at=at,
        details={"partner": str(package.partner.public_id), "sha256": package.sha256},
    )  # fmt: skip


def _audit(action: str, package: ContentPackage, by: User, at: datetime) -> None:
    record(
        action=f"package.{action}", subject=f"package:{package.public_id}",
        actor_id=by.public_id, at=at,
        details={"partner": str(package.partner.public_id), "sha256": package.sha256},
    )  # fmt: skip
