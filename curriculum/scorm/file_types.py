"""Which files a package may hold, and whether their first bytes are what their name says."""

import struct

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.scorm.entry_names import shown

HEAD_BYTES = 4096
TAIL_BYTES = 22 + 65_535
_TEXTS = frozenset(
    [
        "html",
        "htm",
        "js",
        "css",
        "json",
        "xml",
        "xsd",
        "dtd",
        "txt",
        "svg",
        "vtt",
        "srt",
        "md",
        "yaml",
    ]
)
_IMAGES = frozenset({"png", "jpg", "gif", "webp"})
_KINDS: dict[str, frozenset[str]] = {
    "png": _IMAGES, "jpg": _IMAGES, "jpeg": _IMAGES, "gif": _IMAGES, "webp": _IMAGES,
    "mp3": frozenset({"mp3", "wav"}), "wav": frozenset({"wav"}), "ogg": frozenset({"ogg"}),
    "mp4": frozenset({"mp4"}), "webm": frozenset({"webm"}), "pdf": frozenset({"pdf"}),
    "woff": frozenset({"woff"}), "woff2": frozenset({"woff2"}), "ttf": frozenset({"ttf", "otf"}),
    "otf": frozenset({"ttf", "otf"}), "eot": frozenset({"eot"}),
}  # fmt: skip
ALLOWED = _TEXTS | frozenset(_KINDS)
_ARCHIVES = frozenset(
    [
        "zip",
        "7z",
        "rar",
        "gz",
        "tgz",
        "bz2",
        "tbz",
        "xz",
        "txz",
        "tar",
        "zst",
        "lz",
        "lz4",
        "lzma",
        "z",
        "cab",
        "iso",
        "dmg",
        "jar",
        "war",
        "ear",
        "apk",
        "epub",
        "arj",
        "cpio",
        "deb",
        "rpm",
        "zipx",
        "pif",
        "xpi",
        "crx",
    ]
)
_STARTS = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "rar"), (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zst"), (b"MSCF", "cab"),
    (b"!<arch>\n", "deb"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"), (b"GIF89a", "gif"), (b"%PDF-", "pdf"), (b"\x7fELF", "elf"),
    (b"\xca\xfe\xba\xbe", "class"), (b"\xfe\xed\xfa", "macho"), (b"\xcf\xfa\xed\xfe", "macho"),
    (b"\xce\xfa\xed\xfe", "macho"), (b"\xd0\xcf\x11\xe0", "office"), (b"FWS", "swf"),
    (b"CWS", "swf"), (b"ZWS", "swf"), (b"OggS", "ogg"), (b"ID3", "mp3"),
    (b"\x1aE\xdf\xa3", "webm"), (b"wOFF", "woff"), (b"wOF2", "woff2"), (b"OTTO", "otf"),
    (b"\x00\x01\x00\x00", "ttf"), (b"true", "ttf"), (b"ttcf", "ttf"), (b"\x00asm", "wasm"),
    (b"#!", "script"), (b"<?php", "script"),
)  # fmt: skip
# A text may begin so by chance; the real thing has a zero byte near its start.
_MADE_OF_TEXT = frozenset({"ttf", "swf", "bz2", "mp3", "exe", "eot", "tar", "mp4"})
_NESTED = frozenset({"zip", "7z", "rar", "gz", "bz2", "xz", "zst", "cab", "tar", "deb"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def extension_of(name: str) -> str:
    """The extension in small letters without its dot; empty without one."""
    return name.rpartition("/")[2].rpartition(".")[2].lower() if "." in name else ""


def type_finding(name: str) -> PackageFinding | None:
    """STOP for a file that a package may not hold, by its name alone."""
    extension = extension_of(name)
    if extension in _ARCHIVES:
        return _stop(PackageRule.NESTED_ARCHIVE, name, extension)
    hidden = any(part.startswith(".") for part in name.split("/"))
    if hidden or name.startswith("__MACOSX/") or extension not in ALLOWED:
        return _stop(PackageRule.FILE_TYPE, name, extension)
    return None


def content_finding(name: str, head: bytes, tail: bytes) -> PackageFinding | None:
    """STOP when the content of a file is not what its name says; `head` and `tail` its ends."""
    kind, extension = kind_of(head), extension_of(name)
    if not head:
        return None
    if extension in _TEXTS:
        wrong = _text_is_wrong(kind, head)
    else:
        wrong = kind not in _KINDS.get(extension, ())
    if kind in _NESTED and wrong:
        return _stop(PackageRule.NESTED_ARCHIVE, name, kind)
    if ends_as_zip(tail):
        return _stop(PackageRule.NESTED_ARCHIVE, name, "zip")
    return _stop(PackageRule.DISGUISED_FILE, name, kind or "unknown") if wrong else None


def _stop(rule: PackageRule, name: str, kind: str) -> PackageFinding:
    return PackageFinding(Level.STOP, rule, shown(name), details={"type": shown(kind)[:40]})


def _text_is_wrong(kind: str, head: bytes) -> bool:
    if head.startswith(_UTF16):
        return False
    return b"\0" in head or (kind != "" and kind not in _MADE_OF_TEXT)


def kind_of(head: bytes) -> str:
    """What the first bytes of a file say it is; empty when they say nothing."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _kind_inside(head)


def _kind_inside(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return {b"WAVE": "wav", b"WEBP": "webp"}.get(head[8:12], "riff")
    if head[4:8] == b"ftyp":
        return "mp4"
    if head[34:36] == b"LP":
        return "eot"
    if head[257:262] == b"ustar":
        return "tar"
    return _kind_of_two(head)


def _kind_of_two(head: bytes) -> str:
    if head[:2] == b"MZ":
        return "exe"
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return "mp3" if is_frame else ""


def ends_as_zip(tail: bytes) -> bool:
    """Whether a file's last bytes close a zip archive, whatever its beginning says."""
    place = tail.rfind(b"PK\x05\x06")
    while place >= 0:
        record = tail[place : place + 22]
        if len(record) == 22:
            disk, _, here, total = struct.unpack_from("<4H", record, 4)
            comment = struct.unpack_from("<H", record, 20)[0]
            if disk == 0 and here == total > 0 and place + 22 + comment == len(tail):
                return True
        place = tail.rfind(b"PK\x05\x06", 0, place)
    return False
