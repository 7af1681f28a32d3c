"""Finds and reads the manifest of an unpacked package and compares it with the files there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from curriculum.domain.packages import (
    LaunchUnit,
    Level,
    PackageFinding,
    PackageLimits,
    PackageManifest,
    PackageRule,
    PackageStandard,
)
from curriculum.scorm import cmi5_course, scorm_manifest
from curriculum.scorm.entry_names import folded, shown
from curriculum.scorm.manifest_xml import ManifestError, read_xml
from curriculum.scorm.package_paths import path_inside
from curriculum.scorm.sandbox import found_files
from curriculum.scorm.zip_directory import stop

_CONTROL_FILES = {"xsd", "dtd", "xml", "txt", "json"}
_MOST = 50
_LONGEST_KEY = 255


@dataclass(frozen=True)
class ManifestReading:
    """What a manifest says, or None when it cannot be read, and what is wrong with it."""

    manifest: PackageManifest | None
    findings: tuple[PackageFinding, ...]


def read_manifest(folder: Path, limits: PackageLimits) -> ManifestReading:
    """Read imsmanifest.xml or, without one, cmi5.xml of an unpacked package.

    Nothing raises but OSError; what is wrong is a finding, with STOP when nothing can be opened.
    """
    names = found_files(folder, limits.files)
    if names is None:
        return ManifestReading(None, (stop(PackageRule.DAMAGED, reason="files"),))
    try:
        manifest, findings = _read(folder, names, limits)
    except ManifestError as error:
        return ManifestReading(None, (error.finding,))
    found = [*findings, *_unit_findings(manifest, names), *_file_findings(manifest, names)]
    return ManifestReading(manifest, tuple(found))


def _read(
    folder: Path, names: dict[str, int], limits: PackageLimits
) -> tuple[PackageManifest, list[PackageFinding]]:
    if scorm_manifest.NAME in names:
        reader = scorm_manifest.ScormReader(read_xml(folder / scorm_manifest.NAME, limits))
        return reader.manifest(), reader.findings
    if cmi5_course.NAME in names:
        return cmi5_course.read_course(read_xml(folder / cmi5_course.NAME, limits))
    deeper = (name for name in names if Path(name).name in (scorm_manifest.NAME, cmi5_course.NAME))
    raise ManifestError(stop(PackageRule.MANIFEST_MISSING, next(deeper, "")))


def _unit_findings(manifest: PackageManifest, names: dict[str, int]) -> Iterator[PackageFinding]:
    """Whether there is something to open, each thing is there, and each has a name of its own."""
    file = _manifest_name(manifest)
    if not manifest.units:
        yield stop(PackageRule.NOTHING_TO_LAUNCH, file)
    keys = Counter(unit.key for unit in manifest.units)
    for key, count in keys.items():
        if count > 1 or not 0 < len(key) <= _LONGEST_KEY:
            yield stop(PackageRule.MANIFEST_UNREADABLE, file, reason="key", value=shown(key)[:80])
    for path in (path_inside(unit.href) for unit in manifest.units):
        if path and path not in names:
            yield stop(PackageRule.LAUNCH_MISSING, file, address=path, **_similar(path, names))


def _similar(path: str, names: dict[str, int]) -> dict[str, str]:
    """The file that differs from a path by its letters' case alone."""
    found = next((name for name in names if folded(name) == folded(path)), "")
    return {"similar": found} if found else {}


def _file_findings(manifest: PackageManifest, names: dict[str, int]) -> Iterator[PackageFinding]:
    """Files that are listed and missing, and how many are there and unlisted."""
    if not manifest.files:
        return
    file, listed = _manifest_name(manifest), set(manifest.files)
    for missing in sorted(listed - set(names))[:_MOST]:
        details = {"address": shown(missing), **_similar(missing, names)}
        yield PackageFinding(Level.FIX, PackageRule.LISTED_FILE_MISSING, file, details=details)
    unlisted = sorted(name for name in set(names) - listed if not _is_control(name))
    if unlisted:
        details = {"count": str(len(unlisted))}
        yield PackageFinding(Level.NOTE, PackageRule.UNLISTED_FILE, unlisted[0], details=details)


def _is_control(name: str) -> bool:
    return "/" not in name and name.rpartition(".")[2].lower() in _CONTROL_FILES


def _manifest_name(manifest: PackageManifest) -> str:
    is_cmi5 = manifest.standard is PackageStandard.CMI5
    return cmi5_course.NAME if is_cmi5 else scorm_manifest.NAME


def as_json(manifest: PackageManifest) -> dict[str, object]:
    """A manifest as plain values, to be stored; `from_json` undoes it."""
    return asdict(manifest)


def from_json(stored: dict) -> PackageManifest:
    """The manifest that `as_json` stored; raises KeyError, TypeError or ValueError otherwise."""
    units = tuple(unit_from_json(unit) for unit in stored["units"])
    return PackageManifest(
        standard=PackageStandard(stored["standard"]),
        edition=stored["edition"],
        title=stored["title"],
        units=units,
        files=tuple(stored["files"]),
        languages=tuple(stored["languages"]),
        course_id=stored.get("course_id", ""),
    )


def unit_from_json(stored: dict) -> LaunchUnit:
    """One unit of a stored manifest."""
    lists = {name: tuple(stored.get(name, ())) for name in ("objectives", "blocks")}
    return LaunchUnit(**{**stored, **lists})
