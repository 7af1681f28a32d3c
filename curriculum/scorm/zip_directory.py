"""Reads the directory of a zip archive strictly: one archive, no second meaning, no hidden bytes.

Written after PKWARE's APPNOTE 6.3 sections 4.3 and 4.4. What two readers could understand in two
ways is refused, so that what was checked is what is unpacked. Nothing is inflated here.
"""

import stat
import struct
from dataclasses import dataclass
from typing import BinaryIO

from curriculum.domain.packages import Level, PackageFinding, PackageLimits, PackageRule
from curriculum.scorm.entry_names import shown

STORED, DEFLATED = 0, 8
LOCAL_SIZE = 30
_CENTRAL_SIZE, _END_SIZE, _COMMENT = 46, 22, 1024
_LARGEST_DIRECTORY = 16 * 1024 * 1024
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED, _PATCHED, _DESCRIPTOR, _UTF8 = (
    0b0010_0000_0100_0001,
    0b10_0000,
    0b1000,
    0b1000_0000_0000,
)
_DOS_FOLDER, _DOS_ODD = 0x10, 0x08 | 0x40 | 0x400  # volume label, device, reparse point


class ArchiveError(Exception):
    """The archive is refused as a whole; `finding` says by which rule."""

    def __init__(self, finding: PackageFinding) -> None:
        super().__init__(finding.rule)
        self.finding = finding


@dataclass(frozen=True)
class Entry:
    """One entry as the central directory declares it; `offset` is where its local header is."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    attributes: int

    @property
    def is_folder(self) -> bool:
        """Whether the entry only names a folder."""
        return self.name.endswith("/")

    @property
    def has_descriptor(self) -> bool:
        """Whether sizes follow the content instead of standing before it."""
        return bool(self.flags & _DESCRIPTOR)


def stop(rule: PackageRule, file: str = "", **details: object) -> PackageFinding:
    """A finding that refuses the package."""
    texts = {key: str(value) for key, value in details.items()}
    return PackageFinding(Level.STOP, rule, shown(file), details=texts)


def read_directory(file: BinaryIO, limits: PackageLimits) -> tuple[list[Entry], int]:
    """All entries of the archive, in its order, and where its directory begins.

    Raises ArchiveError when it is no zip archive, holds bytes that belong to no entry, is split,
    is larger than the limits or declares what cannot be. Reads 16 MB at the most.
    """
    size = file.seek(0, 2)
    if size > limits.upload:
        raise ArchiveError(stop(PackageRule.TOO_LARGE, size=size, limit=limits.upload))
    count, start, length = _end_record(file, size, limits)
    file.seek(start)
    return _entries(file.read(length), count), start


def _end_record(file: BinaryIO, size: int, limits: PackageLimits) -> tuple[int, int, int]:
    """Number of entries, where the central directory begins, and its bytes."""
    file.seek(0)
    if size < _END_SIZE or file.read(4) not in (_LOCAL, _END):
        raise ArchiveError(stop(PackageRule.NOT_A_ZIP, reason="beginning"))
    tail_start = max(0, size - _END_SIZE - _COMMENT)
    file.seek(tail_start)
    tail = file.read(_END_SIZE + _COMMENT)
    place = tail.rfind(_END)
    if place < 0 or place + _END_SIZE > len(tail):
        raise ArchiveError(stop(PackageRule.NOT_A_ZIP, reason="end"))
    record = struct.unpack_from("<4H2IH", tail, place + 4)
    if place + _END_SIZE + record[6] != len(tail) or tail.count(_END) > 1:
        raise ArchiveError(stop(PackageRule.NOT_A_ZIP, reason="end"))
    return _checked_end(record, tail_start + place, limits)


def _checked_end(
    record: tuple[int, ...], place: int, limits: PackageLimits
) -> tuple[int, int, int]:
    disk, directory_disk, here, count, length, start, _ = record
    if _FULL_16 in (here, count) or _FULL_32 in (length, start):
        raise ArchiveError(stop(PackageRule.COMPRESSION, method="zip64"))
    if disk or directory_disk or here != count:
        raise ArchiveError(stop(PackageRule.NOT_A_ZIP, reason="split"))
    if count > limits.files:
        raise ArchiveError(stop(PackageRule.TOO_MANY_FILES, count=count, limit=limits.files))
    if count == 0 or start + length != place or length > _LARGEST_DIRECTORY:
        raise ArchiveError(stop(PackageRule.NOT_A_ZIP, reason="directory"))
    return count, start, length


def _entries(directory: bytes, count: int) -> list[Entry]:
    entries, place = [], 0
    for _ in range(count):
        if directory[place : place + 4] != _CENTRAL or place + _CENTRAL_SIZE > len(directory):
            raise ArchiveError(stop(PackageRule.DAMAGED, reason="directory"))
        entry, place = _entry(directory, place)
        entries.append(entry)
    if place != len(directory):
        raise ArchiveError(stop(PackageRule.DAMAGED, reason="directory"))
    return entries


def _entry(directory: bytes, place: int) -> tuple[Entry, int]:
    parts = struct.unpack_from("<4x4x2H4x3I3HHHII", directory, place)
    flags, method, crc, packed, size, name_length, extra, comment, disk, _, external, offset = parts
    begin = place + _CENTRAL_SIZE
    raw = directory[begin : begin + name_length]
    end = begin + name_length + extra + comment
    if end > len(directory) or disk:
        raise ArchiveError(stop(PackageRule.DAMAGED, reason="directory"))
    name = _decoded(raw, flags)
    if _FULL_32 in (packed, size, offset):
        raise ArchiveError(stop(PackageRule.COMPRESSION, name, method="zip64"))
    return Entry(name, raw, flags, method, crc, packed, size, offset, external), end


def _decoded(raw: bytes, flags: int) -> str:
    """The name; letters beyond ASCII must be UTF-8, whether the flag says so or not."""
    try:
        return raw.decode("utf-8" if flags & _UTF8 or not raw.isascii() else "ascii")
    except UnicodeDecodeError:
        name = raw.decode("latin-1")
        raise ArchiveError(stop(PackageRule.UNSAFE_NAME, name, reason="encoding")) from None


def entry_finding(entry: Entry) -> PackageFinding | None:
    """STOP for an entry that is encrypted, packed in another way, or neither file nor folder."""
    if entry.flags & _ENCRYPTED:
        return stop(PackageRule.ENCRYPTED, entry.name)
    if entry.method not in (STORED, DEFLATED) or entry.flags & _PATCHED:
        return stop(PackageRule.COMPRESSION, entry.name, method=entry.method)
    if entry.method == STORED and entry.packed != entry.size:
        return stop(PackageRule.DAMAGED, entry.name, reason="size")
    return _kind_finding(entry)


def _kind_finding(entry: Entry) -> PackageFinding | None:
    mode = stat.S_IFMT(entry.attributes >> 16)
    is_dos_folder = bool(entry.attributes & _DOS_FOLDER)
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR) or entry.attributes & _DOS_ODD:
        return stop(PackageRule.LINK_ENTRY, entry.name)
    says_folder = mode == stat.S_IFDIR or is_dos_folder
    if entry.is_folder and (entry.size or mode == stat.S_IFREG):
        return stop(PackageRule.UNSAFE_NAME, entry.name, reason="folder")
    if says_folder and not entry.is_folder:
        return stop(PackageRule.UNSAFE_NAME, entry.name, reason="folder")
    return None


def local_findings(
    file: BinaryIO, entries: list[Entry], end: int
) -> tuple[list[PackageFinding], dict[int, int]]:
    """What the headers before the contents say otherwise, and where each content begins.

    Entries must follow each other from the first byte to `end` without a gap and overlap.
    Findings are of OVERLAP or DAMAGED; the mapping is from an entry's offset.
    """
    findings: list[PackageFinding] = []
    begins: dict[int, int] = {}
    place = 0
    for entry in sorted(entries, key=lambda each: each.offset):
        begin = _content_begin(file, entry, end)
        if entry.offset < place or begin is None or begin + entry.packed > end:
            rule = PackageRule.OVERLAP if entry.offset < place else PackageRule.DAMAGED
            return [*findings, stop(rule, entry.name, reason="header")], begins
        if entry.offset > place:
            return [*findings, stop(PackageRule.DAMAGED, entry.name, reason="gap")], begins
        begins[entry.offset] = begin
        place = begin + entry.packed + _descriptor_length(file, entry, begin + entry.packed)
    return [] if place == end else [stop(PackageRule.DAMAGED, reason="gap")], begins


def _content_begin(file: BinaryIO, entry: Entry, end: int) -> int | None:
    """Where the content begins; None when the local header differs from the directory."""
    if entry.offset + LOCAL_SIZE > end:
        return None
    file.seek(entry.offset)
    head = file.read(LOCAL_SIZE)
    flags, method, crc, packed, size, name_length, extra = struct.unpack_from(
        "<2x2H4x3I2H", head, 4
    )
    sizes, declared = (crc, packed, size), (entry.crc, entry.packed, entry.size)
    agrees = sizes == declared or (entry.has_descriptor and sizes == (0, 0, 0))
    same = head[:4] == _LOCAL and flags == entry.flags and method == entry.method
    if not (same and agrees and file.read(name_length) == entry.raw_name):
        return None
    return entry.offset + LOCAL_SIZE + name_length + extra


def _descriptor_length(file: BinaryIO, entry: Entry, place: int) -> int:
    """Bytes of the descriptor after a content: with or without signature, sizes of 4 or 8."""
    if not entry.has_descriptor:
        return 0
    file.seek(place)
    after = file.read(24)
    values = (entry.crc, entry.packed, entry.size)
    for start in (b"PK\x07\x08", b""):
        for layout in ("<3I", "<I2Q"):
            expected = start + struct.pack(layout, *values)
            if after.startswith(expected):
                return len(expected)
    return 0
