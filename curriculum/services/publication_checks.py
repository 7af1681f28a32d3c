"""What must hold on the day a version goes live: its bytes, its packages, its media, its exam."""

from datetime import date

from django.conf import settings

from curriculum.domain.add_ons import VersionState, ends_on
from curriculum.domain.packages import PackageState
from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.review import Decision, Review, decision
from curriculum.models import AddOnVersion
from curriculum.queries.add_ons import used_packages
from curriculum.scorm.store import PackageFileError, sha256_of, verify
from curriculum.services.bundles import media_path
from curriculum.services.version_checks import bundle_of, content_hash_of
from passport.dates import is_after


class ApprovedContentChangedError(Exception):
    """Content, packages or declarations are not those that were approved."""


class NotApprovedError(Exception):
    """Two approvals of exactly this content are missing."""


class PackageUnusableError(Exception):
    """A package was withdrawn since, or a file of it or of the media is not as it was."""


class NothingExaminedError(Exception):
    """The version has no chapters and questions of its own, so that nothing would be examined."""


class VersionEndedError(Exception):
    """The approval or the label ended."""


def last_day_of(version: AddOnVersion) -> date | None:
    """Last day on which a version may be shown; None when nothing ends it."""
    return ends_on(version.approval_ends_on, version.label_ends_on)


def check_files(version: AddOnVersion) -> None:
    """Hash every file of packages and media again; slow, so outside any transaction.

    Raises PackageUnusableError.
    """
    for line in used_packages(version):
        if line.package.state != PackageState.ACCEPTED:
            raise PackageUnusableError(str(line.package.public_id))
        try:
            verify(settings.PACKAGES_DIR, line.package.sha256)
        except PackageFileError as error:
            raise PackageUnusableError(str(line.package.public_id)) from error
    bundle = bundle_of(version)
    for file in bundle.media.values() if bundle else ():
        path = media_path(file.address)
        if not path.is_file() or sha256_of(path) != file.sha256:
            raise PackageUnusableError(file.name)


def approved_bundle(row: AddOnVersion, on: date) -> ProductBundle:
    """The chapters and questions that were approved; `row` is held.

    Raises ApprovedContentChangedError, NotApprovedError, PackageUnusableError, VersionEndedError
    and NothingExaminedError.
    """
    if content_hash_of(row) != row.content_hash:
        raise ApprovedContentChangedError
    reviews = [
        Review(each.reviewer_id, Decision.APPROVE if each.approved else Decision.CHANGES,
               each.content_hash)
        for each in row.decisions.all()
    ]  # fmt: skip
    if decision(reviews, row.content_hash) != VersionState.APPROVED:
        raise NotApprovedError
    if any(line.package.state != PackageState.ACCEPTED for line in used_packages(row)):
        raise PackageUnusableError
    if (last_day := last_day_of(row)) is not None and is_after(on, last_day):
        raise VersionEndedError
    bundle = bundle_of(row)
    if bundle is None or not bundle.content.has_exam:
        raise NothingExaminedError
    return bundle
