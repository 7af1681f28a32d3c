"""Unpacks an uploaded archive safely: everything is checked first, and counted while reading.

The standard library alone, since it runs in a process of its own without the site's packages.
"""

import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from curriculum.domain.packages import PackageFinding, PackageLimits, PackageRule
from curriculum.scorm.entry_names import name_findings, shown
from curriculum.scorm.file_types import HEAD_BYTES, TAIL_BYTES, content_finding, type_finding
from curriculum.scorm.zip_directory import (
    DEFLATED,
    ArchiveError,
    Entry,
    entry_finding,
    local_findings,
    read_directory,
    stop,
)

MOST_FINDINGS = 200
_CHUNK = 64 * 1024
_INFLATED = 256 * 1024
_TOO_SMALL_FOR_A_BOMB = 64 * 1024  # bytes; what inflates to less is never refused for its ratio


@dataclass(frozen=True)
class UnpackedFile:
    """A file that was written; `path` is relative to the folder, `size` in bytes."""

    path: str
    size: int


@dataclass(frozen=True)
class Unpacked:
    """What unpacking found; with a finding nothing is left of it, and `files` is empty."""

    findings: tuple[PackageFinding, ...]
    files: tuple[UnpackedFile, ...] = ()
    unpacked: int = 0


@dataclass(frozen=True)
class Progress:
    """How far unpacking is: files, all files, and bytes written."""

    done: int
    total: int
    written: int


Report = Callable[[Progress], None]


def check_archive(path: Path, limits: PackageLimits) -> list[PackageFinding]:
    """What is wrong with an archive by its directory and headers; nothing is inflated.

    Every finding is a STOP; 200 at the most. An OSError passes through.
    """
    with path.open("rb") as file:
        try:
            entries, end = read_directory(file, limits)
        except ArchiveError as error:
            return [error.finding]
        return _entry_findings(file, entries, end, limits)[:MOST_FINDINGS]


def _entry_findings(
    file: BinaryIO, entries: list[Entry], end: int, limits: PackageLimits
) -> list[PackageFinding]:
    files = [entry for entry in entries if not entry.is_folder]
    kinds = [entry_finding(entry) for entry in entries]
    names = name_findings([entry.name for entry in entries], limits.name)
    named = {finding.file for finding in names}
    types = [type_finding(entry.name) for entry in files if shown(entry.name) not in named]
    return [
        *names,
        *(finding for finding in (*kinds, *types) if finding),
        *_size_findings(files, limits),
        *local_findings(file, entries, end)[0],
    ]


def _size_findings(files: list[Entry], limits: PackageLimits) -> list[PackageFinding]:
    """Entries that are too large or inflate too much; else the same of all together."""
    alone = [finding for entry in files for finding in _entry_size(entry, limits)]
    total, packed = sum(each.size for each in files), sum(each.packed for each in files)
    if not alone and total > limits.unpacked:
        return [stop(PackageRule.UNPACKED_TOO_LARGE, size=total, limit=limits.unpacked)]
    if not alone and _inflates_too_much(packed, total, limits):
        return [stop(PackageRule.RATIO, limit=limits.ratio)]
    return alone


def _entry_size(entry: Entry, limits: PackageLimits) -> Iterator[PackageFinding]:
    if entry.size > limits.unpacked:
        yield stop(PackageRule.ENTRY_TOO_LARGE, entry.name, limit=limits.unpacked)
    elif _inflates_too_much(entry.packed, entry.size, limits):
        yield stop(PackageRule.RATIO, entry.name, limit=limits.ratio)


def _inflates_too_much(packed: int, size: int, limits: PackageLimits) -> bool:
    return size > _TOO_SMALL_FOR_A_BOMB and size > packed * limits.ratio


def unpack(path: Path, target: Path, limits: PackageLimits, report: Report) -> Unpacked:
    """Write the files of an archive into `target`, which must not exist yet, or nothing at all.

    They are written as read-only files in a new folder beside `target`, which takes its name at
    the end. On refusal the findings say why and nothing is left. OSError passes through, and
    nothing is left then either; FileExistsError when `target` is there.
    """
    if findings := check_archive(path, limits):
        return Unpacked(tuple(findings))
    if target.exists():
        raise FileExistsError(target)
    folder = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=target.parent))
    try:
        with path.open("rb") as file:
            written = _write_all(file, folder, limits, report)
        folder.chmod(0o755)
        _sync_folder(folder)
        folder.rename(target)
    except ArchiveError as error:
        return Unpacked((error.finding,))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Unpacked((), tuple(written), sum(each.size for each in written))


def _write_all(
    file: BinaryIO, folder: Path, limits: PackageLimits, report: Report
) -> list[UnpackedFile]:
    """Write every file; reads the directory again, so that it is what is unpacked."""
    entries, end = read_directory(file, limits)
    findings, begins = local_findings(file, entries, end)
    if findings:
        raise ArchiveError(findings[0])
    files = [entry for entry in entries if not entry.is_folder]
    written: list[UnpackedFile] = []
    total = 0
    for entry in files:
        total += _write_one(file, begins[entry.offset], entry, folder)
        written.append(UnpackedFile(entry.name, entry.size))
        if total > limits.unpacked:
            raise ArchiveError(stop(PackageRule.UNPACKED_TOO_LARGE, limit=limits.unpacked))
        report(Progress(len(written), len(files), total))
    return written


@dataclass
class _Seen:
    """What went through so far: bytes, checksum, and both ends of the content."""

    size: int = 0
    crc: int = 0
    head: bytes = b""
    tail: bytes = b""

    def take(self, chunk: bytes) -> None:
        """Count a chunk."""
        self.size += len(chunk)
        self.crc = zlib.crc32(chunk, self.crc)
        if len(self.head) < HEAD_BYTES:
            self.head = (self.head + chunk)[:HEAD_BYTES]
        self.tail = (self.tail[-TAIL_BYTES:] + chunk)[-TAIL_BYTES:]


def _write_one(file: BinaryIO, begin: int, entry: Entry, folder: Path) -> int:
    """Write one file and return its bytes; its size and checksum must be the declared ones."""
    place = folder.joinpath(*entry.name.split("/"))
    place.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o444)
    seen = _Seen()
    with os.fdopen(number, "wb") as out:
        for chunk in _content(file, begin, entry):
            seen.take(chunk)
            if seen.size > entry.size:
                raise ArchiveError(stop(PackageRule.DAMAGED, entry.name, reason="size"))
            out.write(chunk)
        out.flush()
        os.fsync(number)
    _check_written(seen, entry)
    return seen.size


def _check_written(seen: _Seen, entry: Entry) -> None:
    if seen.size != entry.size or seen.crc != entry.crc:
        raise ArchiveError(stop(PackageRule.DAMAGED, entry.name, reason="checksum"))
    if finding := content_finding(entry.name, seen.head, seen.tail):
        raise ArchiveError(finding)


def _content(file: BinaryIO, begin: int, entry: Entry) -> Iterator[bytes]:
    """The content in chunks of 256 kB at the most, whatever its headers declare."""
    chunks = _raw(file, begin, entry.packed)
    return _inflated(chunks, entry) if entry.method == DEFLATED else chunks


def _raw(file: BinaryIO, begin: int, length: int) -> Iterator[bytes]:
    file.seek(begin)
    while length and (chunk := file.read(min(_CHUNK, length))):
        length -= len(chunk)
        yield chunk


def _inflated(chunks: Iterator[bytes], entry: Entry) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in chunks:
            yield inflate.decompress(chunk, _INFLATED)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, _INFLATED)
        while more := inflate.decompress(b"", _INFLATED):
            yield more
    except zlib.error:
        raise ArchiveError(stop(PackageRule.DAMAGED, entry.name, reason="content")) from None
    if not inflate.eof or inflate.unused_data:
        raise ArchiveError(stop(PackageRule.DAMAGED, entry.name, reason="content"))


def _sync_folder(folder: Path) -> None:
    """Make the names durable before the folder takes its own."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
