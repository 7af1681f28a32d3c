"""Unpacks in a process of its own, watches it, and believes nothing that it says unseen."""

import json
import os
import selectors
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from curriculum.domain.packages import Level, PackageFinding, PackageLimits, PackageRule
from curriculum.scorm.archive import MOST_FINDINGS, Progress, UnpackedFile
from curriculum.scorm.entry_names import name_findings

ROOT = Path(__file__).resolve().parent.parent.parent
# Isolated, without the site's packages: the project's own folder comes last on the path.
_START = (
    "import sys; sys.path.append(sys.argv[1]);"
    "from curriculum.scorm.unpacker import main; main(sys.argv[2:])"
)
_MOST_OUTPUT = 8 * 1024 * 1024
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class SandboxResult:
    """What a confined process did: findings and no files, or files and no findings.

    Sizes and memory are in bytes, seconds are of processor time; `isolated` says whether the
    process had no network.
    """

    findings: tuple[PackageFinding, ...]
    files: tuple[UnpackedFile, ...] = ()
    unpacked: int = 0
    isolated: bool = False
    memory: int = 0
    seconds: float = 0.0


OnProgress = Callable[[Progress], None]


class _LyingError(Exception):
    """The process said what cannot be."""


class _SlowError(Exception):
    """The process did not end in time."""


def run_unpack(
    path: Path, target: Path, limits: PackageLimits, on_progress: OnProgress
) -> SandboxResult:
    """Unpack an archive into `target` (which must not exist) in a confined process.

    Refusals are findings: of the archive, or TOOK_TOO_LONG, TOOK_TOO_MUCH_MEMORY, DAMAGED when
    the process did not end well. Nothing is left of a refused archive. OSError passes through.
    """
    work = Path(tempfile.mkdtemp(prefix=".sandbox-", dir=target.parent))
    try:
        result = _ran(path.resolve(), work.resolve() / "package", limits, on_progress)
        if not result.findings:
            (work / "package").rename(target)
        return result
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _ran(path: Path, folder: Path, limits: PackageLimits, on_progress: OnProgress) -> SandboxResult:
    child = start_confined(_command(path, folder, limits))
    try:
        result = _result_of(_lines(child, limits.seconds), on_progress)
    except _SlowError:
        return _stopped(PackageRule.TOOK_TOO_LONG, limit=limits.seconds)
    except _LyingError:
        return _died(child, limits)
    finally:
        end_group(child)
    return result if result.findings or _is_true(result, folder, limits) else _stopped()


def _command(path: Path, folder: Path, limits: PackageLimits) -> list[str]:
    options = ["-I", "-S", "-B", "-X", "utf8", "-c", _START]
    bounds = json.dumps(asdict(limits))
    return [sys.executable, *options, str(ROOT), str(path), str(folder), bounds]


def start_confined(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, without environment, input or complaints."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
        command, env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, cwd="/", start_new_session=True, close_fds=True,
    )  # fmt: skip


def end_group(child: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, and read how it ended."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout:
        child.stdout.close()


def _lines(child: subprocess.Popen[bytes], seconds: int) -> Iterator[bytes]:
    """Lines of the process until it ends; _SlowError after `seconds`, _LyingError at 8 MB."""
    deadline = time.monotonic() + seconds
    kept, total = b"", 0
    for chunk in _chunks(child, deadline):
        total += len(chunk)
        if total > _MOST_OUTPUT:
            raise _LyingError
        *lines, kept = (kept + chunk).split(b"\n")
        yield from lines


def _chunks(child: subprocess.Popen[bytes], deadline: float) -> Iterator[bytes]:
    assert child.stdout is not None  # noqa: S101 - it was started with a pipe
    number = child.stdout.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(number, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise _SlowError
            if not (chunk := os.read(number, _CHUNK)):
                return
            yield chunk


def _result_of(lines: Iterator[bytes], on_progress: OnProgress) -> SandboxResult:
    result = None
    for line in lines:
        told = _read(line)
        if isinstance(told, Progress):
            on_progress(told)
        else:
            result = told
    if result is None:
        raise _LyingError
    return result


def _read(line: bytes) -> Progress | SandboxResult:
    """What a line says; raises OSError when the process met a full or broken disk."""
    try:
        told = json.loads(line)
        if "progress" in told:
            return _progress(told["progress"])
        if "result" in told:
            return _parsed(told["result"])
        number = int(str(told["broken"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _LyingError from None
    raise OSError(number, os.strerror(number))


def _progress(numbers: list[object]) -> Progress:
    done, total, written = (int(str(number)) for number in numbers)
    return Progress(done, total, written)


def _parsed(told: dict[str, Any]) -> SandboxResult:
    findings = [_finding(each) for each in told["findings"]]
    files = [UnpackedFile(str(path), int(str(size))) for path, size in told["files"]]
    return SandboxResult(
        findings=tuple(findings[:MOST_FINDINGS]),
        files=tuple(files) if not findings else (),
        unpacked=int(str(told["unpacked"])),
        isolated=told["isolated"] is True,
        memory=int(str(told["memory"])),
        seconds=float(str(told["seconds"])),
    )


def _finding(told: dict[str, Any]) -> PackageFinding:
    details = told["details"]
    if not isinstance(details, dict):
        raise TypeError
    texts = {str(key)[:40]: str(value)[:300] for key, value in details.items()}
    rule, file = PackageRule(str(told["rule"])), str(told["file"])[:300]
    return PackageFinding(Level(str(told["level"])), rule, file, details=texts)


def _is_true(result: SandboxResult, folder: Path, limits: PackageLimits) -> bool:
    """Whether just the files told of are there, regular, of those sizes, within the limits."""
    told = {each.path: each.size for each in result.files}
    sound = len(told) == len(result.files) <= limits.files
    sound = sound and not name_findings(list(told), limits.name)
    sound = sound and sum(told.values()) == result.unpacked <= limits.unpacked
    return sound and found_files(folder, limits.files) == told


def found_files(folder: Path, most: int) -> dict[str, int] | None:
    """Sizes of the regular files below a folder by relative path.

    None when anything else is there, or more than `most`. No link is followed.
    """
    found: dict[str, int] = {}
    if not folder.is_dir() or folder.is_symlink():
        return None
    for place in folder.rglob("*"):
        status = place.lstat()
        if stat.S_ISDIR(status.st_mode):
            continue
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1 or len(found) >= most:
            return None
        found[place.relative_to(folder).as_posix()] = status.st_size
    return found


def _died(child: subprocess.Popen[bytes], limits: PackageLimits) -> SandboxResult:
    """What a process that ended without a result is taken to have died of."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(timeout=1)
    if child.returncode == -signal.SIGXCPU:
        return _stopped(PackageRule.TOOK_TOO_LONG, limit=limits.seconds)
    if child.returncode in (-signal.SIGSEGV, -signal.SIGKILL, -signal.SIGABRT):
        return _stopped(PackageRule.TOOK_TOO_MUCH_MEMORY, limit=limits.memory)
    return _stopped()


def _stopped(rule: PackageRule = PackageRule.DAMAGED, limit: int = 0) -> SandboxResult:
    details = {"limit": str(limit)} if limit else {"reason": "process"}
    return SandboxResult((PackageFinding(Level.STOP, rule, details=details),))
