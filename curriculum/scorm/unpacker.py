"""The process that unpacks: reads what to do, gives up its rights, unpacks, tells what it found.

It speaks in lines of JSON on its standard output: {"progress": …} now and then, one {"result": …}.
"""

import errno
import json
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path

from curriculum.domain.packages import PackageLimits, PackageRule
from curriculum.scorm.archive import Progress, Unpacked, unpack
from curriculum.scorm.confinement import confine, peak_memory
from curriculum.scorm.zip_directory import stop

# What the machine is to blame for, not the archive.
_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM}
_PAUSE = 0.2  # seconds between two lines of progress


class _Teller:
    """Writes progress, not more often than anybody looks."""

    def __init__(self) -> None:
        self.told_at = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self.told_at >= _PAUSE or progress.done == progress.total:
            self.told_at = now
            _say({"progress": [progress.done, progress.total, progress.written]})


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Unpack the archive named first into the folder named second, within the limits (JSON)."""
    path, target, bounds = arguments
    limits = PackageLimits(**json.loads(bounds))
    isolated = confine(limits)
    try:
        _say({"result": _as_json(_unpacked(Path(path), Path(target), limits), isolated)})
    except OSError as error:
        if error.errno not in _MACHINE:
            raise
        _say({"broken": error.errno})


def _unpacked(path: Path, target: Path, limits: PackageLimits) -> Unpacked:
    try:
        return unpack(path, target, limits, _Teller())
    except MemoryError:
        return Unpacked((stop(PackageRule.TOOK_TOO_MUCH_MEMORY, limit=limits.memory),))


def _as_json(unpacked: Unpacked, isolated: bool) -> dict[str, object]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "findings": [asdict(each) for each in unpacked.findings],
        "files": [[each.path, each.size] for each in unpacked.files],
        "unpacked": unpacked.unpacked,
        "isolated": isolated,
        "memory": peak_memory(),
        "seconds": round(used.ru_utime + used.ru_stime, 3),
    }
