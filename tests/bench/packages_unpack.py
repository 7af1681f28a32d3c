"""Seconds and memory to unpack and check a package of 200 MB in its confined process."""

import random
import resource
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from curriculum.domain.packages import PackageLimits
from curriculum.domain.promotion import PromotionContext
from curriculum.scorm.archive import Progress
from curriculum.scorm.inspect_package import inspect
from curriculum.scorm.manifest import read_manifest
from curriculum.scorm.sandbox import run_unpack
from curriculum.scorm.store import publish
from tests.packages.builders import MOMENT, manifest12, page

MB = 1024 * 1024
FILES, FILE_BYTES, PAGES = 100, 2 * MB, 50
MOST_PARENT = 200 * MB


@dataclass(frozen=True)
class UnpackTimes:
    """What one package cost: seconds, and the most memory of both processes in bytes."""

    packed: int
    files: int
    unpack_seconds: float
    check_seconds: float
    publish_seconds: float
    child_memory: int
    parent_memory: int
    progress_lines: int
    isolated: bool
    findings: int


def large_package(folder: Path) -> Path:
    """A package of a hundred films of 2 MB that cannot be packed, always the same, and pages."""
    path, chance = folder / "large.zip", random.Random(4)  # noqa: S311 - a seeded sample
    text = page("Fictoleucel", "<p>Fictoleucel is given slowly.</p>" * 400)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("imsmanifest.xml", MOMENT), manifest12())
        archive.writestr(zipfile.ZipInfo("unit-1.html", MOMENT), page())
        for number in range(PAGES):
            archive.writestr(zipfile.ZipInfo(f"page-{number}.html", MOMENT), text)
        for number in range(FILES):
            film = b"\x00\x00\x00\x18ftypmp42" + chance.randbytes(FILE_BYTES)
            name = zipfile.ZipInfo(f"films/{number}.mp4", MOMENT)
            archive.writestr(name, film, compress_type=zipfile.ZIP_DEFLATED)
    return path


def _peak() -> int:
    """Most memory this process ever had, in bytes.

    Linux hands the maximum of `getrusage` on from the process that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def unpack_times() -> UnpackTimes:
    """Unpack, check and publish the large package once."""
    with tempfile.TemporaryDirectory(prefix="passport-unpack-") as name:
        folder, limits = Path(name), PackageLimits()
        path, seen = large_package(folder), list[Progress]()
        begun = time.perf_counter()
        result = run_unpack(path, folder / "package", limits, seen.append)
        unpacked = time.perf_counter()
        reading = read_manifest(folder / "package", limits)
        assert reading.manifest is not None
        found = inspect(folder / "package", reading.manifest, PromotionContext())
        checked = time.perf_counter()
        publish(folder, folder / "package", "ab" * 32)
        return UnpackTimes(
            path.stat().st_size, len(result.files), unpacked - begun, checked - unpacked,
            time.perf_counter() - checked, result.memory,
            _peak(), len(seen),
            result.isolated, len(found),
        )  # fmt: skip


def report() -> list[str]:
    """Write the table; returns what was missed."""
    times = unpack_times()
    out = sys.stdout.write
    out(f"\npackage of {times.packed / MB:.0f} MB, {times.files} files\n")
    out(f"{'unpacked in':24}{times.unpack_seconds:8.2f} s\n")
    out(f"{'looked through in':24}{times.check_seconds:8.2f} s\n")
    out(f"{'published in':24}{times.publish_seconds:8.2f} s\n")
    out(f"{'memory of the child':24}{times.child_memory / MB:8.0f} MB\n")
    out(f"{'memory of the parent':24}{times.parent_memory / MB:8.0f} MB (target 200)\n")
    out(f"{'progress told':24}{times.progress_lines:8d} times, ")
    out("without a network\n" if times.isolated else "with a network\n")
    return ["package memory"] if times.parent_memory > MOST_PARENT else []


if __name__ == "__main__":
    raise SystemExit(int(bool(report())))
