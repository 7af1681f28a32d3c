"""Hostile archives, each of a few lines: what it is, its bytes, the rule that refuses it."""

import bz2
import io
import struct
import tarfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from curriculum.domain.packages import PackageRule
from tests.packages.builders import manifest12, page, scorm12, zipped

REGULAR, LINK, DEVICE, FOLDER, FIFO = (
    mode << 16 for mode in (0o100644, 0o120777, 0o060644, 0o040755, 0o010644)
)
ZEROS = 40 * 1024 * 1024


@dataclass(frozen=True)
class Raw:
    """One entry written byte by byte; None takes the true value."""

    name: bytes
    content: bytes = b"Text."
    method: int = 8
    flags: int = 0x800
    attributes: int = REGULAR
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    local_name: bytes | None = None
    local_size: int | None = None
    offset: int | None = None
    shown_packed: int | None = None

    def body(self) -> bytes:
        """The packed content."""
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.content
        pack = zlib.compressobj(9, zlib.DEFLATED, -15)
        return pack.compress(self.content) + pack.flush()

    def numbers(self) -> tuple[int, int, int]:
        """Checksum, packed size and size as the directory tells them."""
        crc = zlib.crc32(self.content) if self.crc is None else self.crc
        packed = len(self.body()) if self.shown_packed is None else self.shown_packed
        return crc, packed, len(self.content) if self.size is None else self.size

    def local(self) -> bytes:
        """The local header with the content."""
        crc, packed, size = self.numbers()
        name = self.name if self.local_name is None else self.local_name
        size = size if self.local_size is None else self.local_size
        head = struct.pack(
            "<4s5H3I2H", b"PK\3\4", 20, self.flags, self.method, 0, 0x5CA4,
            crc, packed, size, len(name), 0,
        )  # fmt: skip
        return head + name + self.body()

    def central(self, offset: int) -> bytes:
        """The entry of the directory."""
        head = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 0x0314, 20, self.flags, self.method, 0, 0x5CA4,
            *self.numbers(), len(self.name), 0, 0, 0, 0, self.attributes,
            offset if self.offset is None else self.offset,
        )  # fmt: skip
        return head + self.name


MANIFEST = Raw(b"imsmanifest.xml", manifest12().encode())
INDEX = Raw(b"unit-1.html", page().encode())


def archive(*entries: Raw, count: int | None = None, between: bytes = b"") -> bytes:
    """Entries in their order, the directory, the end."""
    locals_, directory = b"", b""
    for entry in entries:
        directory += entry.central(len(locals_))
        locals_ += entry.local() + between
    number = len(entries) if count is None else count
    end = struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, number, number, len(directory), len(locals_), 0
    )  # fmt: skip
    return locals_ + directory + end


def with_name(name: str | bytes, **other: object) -> bytes:
    """An honest package with one more entry of this name."""
    raw = name if isinstance(name, bytes) else name.encode()
    return archive(MANIFEST, INDEX, replace(Raw(raw), **other))


def with_file(name: str, content: bytes) -> bytes:
    """An honest package with one more file."""
    return archive(MANIFEST, INDEX, Raw(name.encode(), content))


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("inside.txt"))
    return out.getvalue()


def overlap() -> bytes:
    """Ten entries that all inflate the same bytes."""
    same = [replace(INDEX, name=b"unit-%d.html" % count, offset=0) for count in range(2, 12)]
    return archive(INDEX, *same)


def quoted_overlap() -> bytes:
    """Fifield's better bomb: a stored entry's content is the next entry's header and content."""
    kernel = Raw(b"b.txt", b"\0" * 4096).local()
    first = Raw(b"a.txt", kernel, method=0)
    second = replace(Raw(b"b.txt", b"\0" * 4096), offset=len(first.local()) - len(kernel))
    head = struct.unpack("<4s5H3I2H", first.local()[:30])
    start = first.local()
    directory = first.central(0) + second.central(0)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, len(directory), len(start), 0)
    assert head[0] == b"PK\3\4"
    return start + directory + end


def nested_bomb() -> bytes:
    """An archive in an archive in an archive."""
    content = zipped({"zeros.txt": b"\0" * 1024 * 1024})
    for depth in range(3):
        content = zipped({f"deeper-{depth}.zip": content})
    return content


def lying_bomb() -> bytes:
    """Says 1,000 bytes, inflates to 40 MB."""
    zeros = b"\0" * ZEROS
    return archive(MANIFEST, INDEX, Raw(b"small.txt", zeros, size=1_000))


def many_ratios() -> bytes:
    """No single entry is large, together they inflate 500 to 1."""
    return archive(*(Raw(b"%d.txt" % number, b"\0" * 65_000) for number in range(200)))


def too_many() -> bytes:
    """6,000 empty files."""
    return archive(*(Raw(b"%d.txt" % number, b"", method=0) for number in range(6_000)))


def declared_gigabytes() -> bytes:
    """Three entries that say 400 MB each and hold them, as far as their sizes tell."""
    body = b"\0" * 5_000_000
    huge = [Raw(b"%d.txt" % each, b"", packed=body, size=400 << 20, crc=0) for each in range(3)]
    return archive(*huge)


def _ended(extra: bytes) -> bytes:
    return scorm12() + extra


def _commented() -> bytes:
    content = scorm12()
    return content[:-2] + struct.pack("<H", 60_000) + b"<script>" * 7_500


def _zip64() -> bytes:
    content = scorm12()
    return content[:-14] + struct.pack("<2H2IH", 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def _polyglot(start: bytes) -> bytes:
    return start + scorm12()


def _changed(place: int, to: int) -> bytes:
    content = bytearray(scorm12())
    content[place] = to
    return bytes(content)


def _split() -> bytes:
    content = scorm12()
    return content[:-18] + struct.pack("<H", 3) + content[-16:]


def _png_with(end: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 64 + end


R = PackageRule
Case = tuple[str, Callable[[], bytes], PackageRule]


def _names() -> Sequence[Case]:
    names = [
        ("../evil.html", R.PARENT_NAME), ("a/../../evil.html", R.PARENT_NAME),
        ("..\\evil.html", R.PARENT_NAME), ("a/.. /evil.html", R.PARENT_NAME),
        ("/etc/evil.html", R.ABSOLUTE_NAME), ("//host/share/evil.html", R.ABSOLUTE_NAME),
        ("C:/evil.html", R.ABSOLUTE_NAME), ("c:evil.html", R.ABSOLUTE_NAME),
        ("\\\\host\\evil.html", R.ABSOLUTE_NAME), ("a\\evil.html", R.UNSAFE_NAME),
        ("evil.html\0.png", R.UNSAFE_NAME), ("evil\n.html", R.UNSAFE_NAME),
        ("evil\x1b[2J.html", R.UNSAFE_NAME), ("gpj.\u202ehtml", R.UNSAFE_NAME),
        ("e\u200bvil.html", R.UNSAFE_NAME), ("evil.html.", R.UNSAFE_NAME),
        ("evil.html ", R.UNSAFE_NAME), (" /evil.html", R.UNSAFE_NAME),
        ("a//evil.html", R.UNSAFE_NAME), ("./evil.html", R.UNSAFE_NAME),
        ("con.html", R.UNSAFE_NAME), ("a/LPT1/evil.html", R.UNSAFE_NAME),
        ("evil.html:stream.js", R.UNSAFE_NAME), ("e\u0301vil.html", R.UNSAFE_NAME),
        ("", R.UNSAFE_NAME), ("n" * 236 + ".html", R.LONG_NAME),
        ("a/" * 40 + "evil.html", R.LONG_NAME), ("UNIT-1.HTML", R.DUPLICATE_NAME),
        ("unit-1.html", R.DUPLICATE_NAME), ("unit-1.html/evil.js", R.DUPLICATE_NAME),
        ("\uff55nit-1.html", R.DUPLICATE_NAME),
    ]  # fmt: skip
    cases: list[Case] = [
        (f"name {name[:24]!r}", lambda name=name: with_name(name), rule) for name, rule in names
    ]
    return [*cases, ("name not in UTF-8", lambda: with_name(b"\xff\xfe.html"), R.UNSAFE_NAME)]


def _kinds() -> Sequence[Case]:
    return [
        ("symbolic link", lambda: with_name("l.html", attributes=LINK), R.LINK_ENTRY),
        ("device", lambda: with_name("d.html", attributes=DEVICE), R.LINK_ENTRY),
        ("pipe", lambda: with_name("p.html", attributes=FIFO), R.LINK_ENTRY),
        ("reparse point", lambda: with_name("r.html", attributes=0x400), R.LINK_ENTRY),
        ("folder as file", lambda: with_name("f.html", attributes=FOLDER), R.UNSAFE_NAME),
        ("file as folder", lambda: with_name("f/", attributes=REGULAR), R.UNSAFE_NAME),
        ("encrypted", lambda: with_name("e.html", flags=0x801), R.ENCRYPTED),
        ("strongly encrypted", lambda: with_name("e.html", flags=0x840), R.ENCRYPTED),
        ("bzip2", lambda: with_name("b.html", method=12), R.COMPRESSION),
        ("lzma", lambda: with_name("b.html", method=14), R.COMPRESSION),
        ("zip64", _zip64, R.COMPRESSION),
        ("zip64 entry", lambda: with_name("z.html", size=0xFFFFFFFF), R.COMPRESSION),
    ]


def _contents() -> Sequence[Case]:
    return [
        ("program", lambda: with_file("setup.exe", b"MZ"), R.FILE_TYPE),
        ("php", lambda: with_file("shell.php", b"<?php"), R.FILE_TYPE),
        ("hidden", lambda: with_file(".htaccess", b"x"), R.FILE_TYPE),
        ("flash", lambda: with_file("old.swf", b"FWS"), R.FILE_TYPE),
        ("no extension", lambda: with_file("README", b"x"), R.FILE_TYPE),
        ("program as image", lambda: with_file("a.png", b"MZ\x90\0"), R.DISGUISED_FILE),
        ("elf as image", lambda: with_file("a.jpg", b"\x7fELF\2"), R.DISGUISED_FILE),
        ("pdf as image", lambda: with_file("a.png", b"%PDF-1.7"), R.DISGUISED_FILE),
        ("page as image", lambda: with_file("a.gif", b"<html>"), R.DISGUISED_FILE),
        ("image as script", lambda: with_file("a.js", b"GIF89a=1;"), R.DISGUISED_FILE),
        ("bytes as page", lambda: with_file("a.html", b"a\0b"), R.DISGUISED_FILE),
        ("archive by name", lambda: with_file("a.zip", b"x"), R.NESTED_ARCHIVE),
        ("archive in disguise", lambda: with_file("a.png", scorm12()), R.NESTED_ARCHIVE),
        ("gzip as text", lambda: with_file("a.txt", b"\x1f\x8b\x08\0"), R.NESTED_ARCHIVE),
        ("bzip2 as image", lambda: with_file("a.png", bz2.compress(b"x")), R.NESTED_ARCHIVE),
        ("tar as text", lambda: with_file("a.txt", _tar()), R.NESTED_ARCHIVE),
        ("image and archive", lambda: with_file("a.png", _png_with(scorm12())), R.NESTED_ARCHIVE),
        ("nested bomb", nested_bomb, R.NESTED_ARCHIVE),
    ]


def _shapes() -> Sequence[Case]:
    return [
        ("nothing", lambda: b"", R.NOT_A_ZIP),
        ("only text", lambda: b"This is no archive." * 9, R.NOT_A_ZIP),
        ("empty archive", lambda: zipped({}), R.NOT_A_ZIP),
        ("page before", lambda: _polyglot(b"<html></html>"), R.NOT_A_ZIP),
        ("program before", lambda: _polyglot(b"MZ" + b"\0" * 600), R.NOT_A_ZIP),
        ("archive before", lambda: _polyglot(scorm12()), R.NOT_A_ZIP),
        ("bytes after", lambda: _ended(b"junk"), R.NOT_A_ZIP),
        ("script after", lambda: _ended(b"<script></script>" * 900), R.NOT_A_ZIP),
        ("long comment", _commented, R.NOT_A_ZIP),
        ("cut short", lambda: scorm12()[:-30], R.NOT_A_ZIP),
        ("split", _split, R.NOT_A_ZIP),
        ("hidden between", lambda: archive(MANIFEST, INDEX, between=b"hidden"), R.DAMAGED),
        ("too few counted", lambda: archive(MANIFEST, INDEX, count=1), R.DAMAGED),
        ("too many counted", lambda: archive(MANIFEST, count=2), R.DAMAGED),
        ("other name inside", lambda: with_name("a.html", local_name=b"b.html"), R.DAMAGED),
        ("other size inside", lambda: with_name("a.html", local_size=9), R.DAMAGED),
        ("wrong checksum", lambda: with_name("a.html", crc=1), R.DAMAGED),
        ("no deflate", lambda: with_name("a.html", packed=b"\xff" * 9), R.DAMAGED),
        ("bytes after deflate", lambda: with_name("a.html", packed=Raw(b"").body() + b"x"),
         R.DAMAGED),
        ("stored with two sizes", lambda: with_name("a.html", method=0, size=9), R.DAMAGED),
        ("more than it says", lambda: with_name("a.html", size=2), R.DAMAGED),
        ("less than it says", lambda: with_name("a.html", size=20_000), R.DAMAGED),
        ("past the end", lambda: with_name("a.html", shown_packed=90_000), R.DAMAGED),
        ("overlap", overlap, R.OVERLAP),
        ("twice", lambda: archive(INDEX, replace(INDEX, name=b"b.html", offset=0)), R.OVERLAP),
    ]  # fmt: skip


BOMBS: Sequence[Case] = [
    ("ratio bomb", lambda: with_file("zeros.txt", b"\0" * ZEROS), R.RATIO),
    ("many small ratios", many_ratios, R.RATIO),
    ("lying bomb", lying_bomb, R.DAMAGED),
    ("many files", too_many, R.TOO_MANY_FILES),
    ("gigabytes declared", declared_gigabytes, R.UNPACKED_TOO_LARGE),
    ("entry too large", lambda: with_name("a.txt", size=2 << 30), R.ENTRY_TOO_LARGE),
    ("overlap bomb", quoted_overlap, R.OVERLAP),
]
HOSTILE: Sequence[Case] = [*_names(), *_kinds(), *_contents(), *_shapes(), *BOMBS]
