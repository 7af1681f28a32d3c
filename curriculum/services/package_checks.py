"""Checks an uploaded package step by step, outside any transaction; done twice it is done once."""

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from curriculum.domain.packages import (
    Level,
    PackageFinding,
    PackageLimits,
    PackageManifest,
    PackageRule,
    PackageState,
    Step,
    state_after,
)
from curriculum.domain.promotion import PromotionContext
from curriculum.models import ContentPackage
from curriculum.queries.packages import package_uses
from curriculum.scorm import scanning, store
from curriculum.scorm.archive import Progress
from curriculum.scorm.inspect_package import STEPS, bounded, inspect_by_step
from curriculum.scorm.manifest import as_json, read_manifest
from curriculum.scorm.sandbox import SandboxResult, run_unpack
from curriculum.scorm.zip_directory import stop
from curriculum.services.browser_trials import tried_in_browser
from curriculum.services.package_notices import tell_checked, tell_refused_in_use
from curriculum.services.package_trials import findings_of_trial, keep_findings, trial_of
from curriculum.services.packages import archive_path, forget_files, note_refused
from curriculum.services.version_checks import context_of

_NOT_DONE = {PackageRule.NOT_SCANNED, PackageRule.TRIAL_NOT_RUN}
Told = Callable[[Step, int, int | None], None]


@dataclass
class _Run:
    """One run of a check: what it found so far, step by step."""

    package: ContentPackage
    told: Told
    found: dict[Step, list[PackageFinding]] = field(default_factory=dict)
    manifest: PackageManifest | None = None
    unpacked: SandboxResult | None = None

    @property
    def folder(self) -> Path:
        """Where the archive is unpacked before it is published."""
        return store.incoming_path(settings.PACKAGES_DIR, self.package.public_id)

    @property
    def findings(self) -> list[PackageFinding]:
        """Everything, the severest first."""
        return bounded([each for found in self.found.values() for each in found])

    def keep(self, step: Step, found: list[PackageFinding]) -> bool:
        """Write down what a step found; whether the check may go on."""
        self.found[step] = found
        _note_steps(self.package, {step: _summary(found) for step, found in self.found.items()})
        return not any(each.level is Level.STOP for each in found)


def check_package(*, package: ContentPackage, at: datetime, told: Told) -> None:
    """Check a package and write its findings, its manifest and where it stands.

    `told` hears each step with pieces done and in all. Raises ScannerDownError: the package then
    waits, and the job tries again; OSError when the disk is at fault.
    """
    row = _begun(package)
    if row is None:
        return
    run = _Run(row, told)
    try:
        _go_through(run)
        if run.manifest and state_after(run.findings) is PackageState.ACCEPTED:
            store.publish(settings.PACKAGES_DIR, run.folder, row.sha256)
            _try(run, run.manifest, at)
    finally:
        shutil.rmtree(run.folder, ignore_errors=True)
    if _finish(run, at) == PackageState.REFUSED:
        forget_files(row)


@transaction.atomic
def _begun(package: ContentPackage) -> ContentPackage | None:
    """The package as one that is being checked; None when it was withdrawn meanwhile."""
    row = ContentPackage.objects.select_for_update().get(pk=package.pk)
    if row.state == PackageState.WITHDRAWN:
        return None
    row.state = PackageState.CHECKING
    row.steps = {}
    row.save(update_fields=["state", "steps"])
    return row


def _note_steps(package: ContentPackage, steps: dict[Step, dict[str, Any]]) -> None:
    rows = ContentPackage.objects.filter(pk=package.pk, state=PackageState.CHECKING)
    rows.update(steps={str(step): summary for step, summary in steps.items()})


def _summary(found: list[PackageFinding]) -> dict[str, Any]:
    counts = {str(level): sum(each.level is level for each in found) for level in Level}
    skipped = any(each.rule in _NOT_DONE for each in found)
    state = "stopped" if counts[Level.STOP] else "skipped" if skipped else "done"
    return {"state": state, **counts}


def _go_through(run: _Run) -> None:
    """The steps up to the inspection, each only when the one before let it on."""
    for step in (_receive, _scan, _unpack, _read_manifest):
        if not step(run):
            return
    _inspect(run)


def _receive(run: _Run) -> bool:
    """The bytes are still those that arrived."""
    run.told(Step.RECEIVED, 0, None)
    path = archive_path(run.package)
    whole = path.is_file() and store.sha256_of(path) == run.package.sha256
    damaged = [stop(PackageRule.DAMAGED, reason="archive")]
    return run.keep(Step.RECEIVED, [] if whole else damaged)


def _scan(run: _Run) -> bool:
    """The scanner's answer; while there is none the package waits."""
    run.told(Step.SCANNED, 0, None)
    named = settings.MALWARE_SCANNER
    kind = scanning.NONE if named == scanning.NONE else scanning.CLAMD
    try:
        if kind == scanning.NONE and settings.MALWARE_SCAN_REQUIRED:
            raise scanning.ScannerDownError("no scanner is set up")
        found = scanning.scan(archive_path(run.package), kind, address=named)
    except scanning.ScannerDownError:
        done = {step: _summary(found) for step, found in run.found.items()}
        _note_steps(run.package, {**done, Step.SCANNED: {"state": "waits"}})
        raise
    return run.keep(Step.SCANNED, found)


def _unpack(run: _Run) -> bool:
    def on_progress(progress: Progress) -> None:
        run.told(Step.UNPACKED, progress.done, progress.total)

    run.told(Step.UNPACKED, 0, None)
    shutil.rmtree(run.folder, ignore_errors=True)
    limits = limits_now()
    run.unpacked = run_unpack(archive_path(run.package), run.folder, limits, on_progress)
    return run.keep(Step.UNPACKED, list(run.unpacked.findings))


def limits_now() -> PackageLimits:
    """The bounds of an archive, with the size that settings allow."""
    return replace(PackageLimits(), upload=settings.PACKAGE_BYTES_MAX)


def _read_manifest(run: _Run) -> bool:
    """What the manifest says; its own faults do not keep the files from being looked through."""
    run.told(Step.MANIFEST, 0, None)
    reading = read_manifest(run.folder, limits_now())
    run.manifest = reading.manifest
    run.keep(Step.MANIFEST, list(reading.findings))
    return reading.manifest is not None


def _inspect(run: _Run) -> None:
    if run.manifest is None:
        return
    for step in STEPS:
        run.told(step, 0, None)
    found = inspect_by_step(run.folder, run.manifest, promotion_context(run.package))
    for step, findings in found.items():
        run.keep(step, [each for each in findings if each.rule is not PackageRule.NO_LABEL_DATE])


def promotion_context(package: ContentPackage) -> PromotionContext:
    """Whose text it is, as the latest version says that plays it; the label's date is its."""
    uses = package_uses(package).select_related("add_on__programme__product", "add_on__partner")
    version = uses.first()
    return context_of(version) if version else PromotionContext(companies=(package.partner.name,))


def _try(run: _Run, manifest: PackageManifest, at: datetime) -> None:
    """Open the package in a browser without a screen, where there is one."""
    run.told(Step.TRIAL, 0, None)
    row = run.package
    row.manifest = _stored(manifest)
    trial = tried_in_browser(package=row, manifest=manifest, at=at) or trial_of(row)
    if trial:
        ContentPackage.objects.filter(pk=row.pk).update(trial=asdict(trial))
    run.keep(Step.TRIAL, findings_of_trial(row, trial))


@transaction.atomic
def _finish(run: _Run, at: datetime) -> str:
    """Write what the check found at one stroke; a package that was withdrawn stays so."""
    row = ContentPackage.objects.select_for_update().get(pk=run.package.pk)
    if row.state != PackageState.CHECKING:
        return row.state
    findings = run.findings
    row.state = str(state_after(findings))
    accepted = row.state == PackageState.ACCEPTED
    row.checked_at = at
    if run.manifest:
        row.standard, row.title = str(run.manifest.standard), run.manifest.title[:200]
    row.manifest = _stored(run.manifest) if accepted and run.manifest else {}
    if run.unpacked:
        row.file_count, row.unpacked_size = len(run.unpacked.files), run.unpacked.unpacked
    row.save()
    row.findings.all().delete()
    keep_findings(row, findings)
    tell_checked(package=row, at=at)
    if not accepted:
        note_refused(row, at)
        tell_refused_in_use(package=row, at=at)
    return row.state


def _stored(manifest: PackageManifest) -> dict[str, Any]:
    """The manifest without its list of files, which every commit would have to read."""
    return {**as_json(manifest), "files": []}
