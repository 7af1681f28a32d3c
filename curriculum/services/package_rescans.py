"""Scans packages that were taken again, week by week: scanners learn what they did not know."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from curriculum.domain.packages import PackageFinding, PackageState
from curriculum.models import ContentPackage
from curriculum.scorm import scanning
from curriculum.services.package_notices import tell_checked, tell_refused_in_use
from curriculum.services.package_trials import keep_findings
from curriculum.services.packages import archive_path, forget_files, note_refused


def rescan_packages(*, at: datetime) -> int:
    """Scan every package that is played; counts those that are refused now.

    Without a scanner nothing is done. Raises ScannerDownError: the job tries again, and what was
    scanned already is scanned once more.
    """
    if settings.MALWARE_SCANNER == scanning.NONE:
        return 0
    refused = 0
    for package in ContentPackage.objects.filter(state=PackageState.ACCEPTED).iterator():
        path = archive_path(package)
        if not path.is_file():
            continue
        if found := scanning.scan(path, scanning.CLAMD, address=settings.MALWARE_SCANNER):
            refused += _refuse(package, found, at)
    return refused


def _refuse(package: ContentPackage, found: list[PackageFinding], at: datetime) -> bool:
    """The package plays no more, its files are removed, and its partner is told."""
    with transaction.atomic():
        row = ContentPackage.objects.select_for_update().get(pk=package.pk)
        if row.state != PackageState.ACCEPTED:
            return False
        row.state, row.checked_at = PackageState.REFUSED, at
        row.save(update_fields=["state", "checked_at"])
        keep_findings(row, found, first=row.findings.count() + 1)
        note_refused(row, at)
        tell_checked(package=row, at=at)
        tell_refused_in_use(package=row, at=at)
    forget_files(row)
    return True
