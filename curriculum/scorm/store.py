"""Where packages lie: uploads in quarantine, accepted ones by the hash of their archive.

A published package is a folder named by its hash with `files/` and `index.json`, which holds the
SHA-256 of each file. What does not match its index is not served.
"""

import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from curriculum.scorm.entry_names import name_rule
from curriculum.scorm.sandbox import found_files

FILES, INDEX = "files", "index.json"
_HASH = re.compile(r"[0-9a-f]{64}")
_LONGEST_NAME, _MOST_FILES = 240, 5_000
_CHUNK = 1024 * 1024
_ALWAYS_HASHED = 1024 * 1024  # bytes; larger files are hashed again only when their status changed


class PackageFileError(Exception):
    """There is no such file in the package."""


class PackageAlteredError(PackageFileError):
    """A file or the index is not what was published; it must not be served."""


@dataclass(frozen=True)
class Published:
    """A package in its place, and the SHA-256 of its index, which the caller may keep."""

    folder: Path
    index_sha256: str


def quarantine_path(root: Path, upload_id: UUID) -> Path:
    """Where an upload waits for its check; its own name is never used."""
    return root / f"{upload_id.hex}.zip"


def incoming_path(root: Path, upload_id: UUID) -> Path:
    """Where an upload is unpacked before it is published: on the same disk, under no hash."""
    root.mkdir(parents=True, exist_ok=True)
    return root / f".incoming-{upload_id.hex}"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces of 1 MB."""
    with path.open("rb") as file:
        return _hash_of(file)


def _hash_of(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def folder_of(root: Path, sha256: str) -> Path:
    """The folder of a package; raises PackageFileError for what is no SHA-256 in small letters."""
    if not _HASH.fullmatch(sha256):
        raise PackageFileError(sha256[:80])
    return root / sha256


def files_of(root: Path, sha256: str) -> Path:
    """The folder that holds the files of a published package."""
    return folder_of(root, sha256) / FILES


def publish(root: Path, unpacked: Path, sha256: str) -> Published:
    """Move an unpacked folder to its place by hash, with the index of its files, at one stroke.

    A package that is there already stays as it is when it has the same files, and `unpacked` is
    removed. Raises PackageAlteredError when it differs, OSError when the disk does.
    """
    folder = folder_of(root, sha256)
    index = _index_of(unpacked)
    if folder.exists():
        return _already(folder, index, unpacked)
    work = Path(tempfile.mkdtemp(prefix=".publishing-", dir=root))
    try:
        unpacked.rename(work / FILES)
        _write(work / INDEX, index)
        work.chmod(0o755)
        work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Published(folder, hashlib.sha256(index).hexdigest())


def _already(folder: Path, index: bytes, unpacked: Path) -> Published:
    if (folder / INDEX).read_bytes() != index:
        raise PackageAlteredError(folder.name)
    shutil.rmtree(unpacked)
    return Published(folder, hashlib.sha256(index).hexdigest())


def _index_of(folder: Path) -> bytes:
    names = found_files(folder, _MOST_FILES)
    if names is None:
        raise PackageAlteredError(folder.name)
    hashes = {name: sha256_of(folder / name) for name in sorted(names)}
    return json.dumps(hashes, ensure_ascii=False, indent=0).encode()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o444)


def withdraw(root: Path, sha256: str) -> None:
    """Remove a published package from the disk; one that is not there is no error."""
    shutil.rmtree(folder_of(root, sha256), ignore_errors=True)


def file_of(root: Path, sha256: str, name: str) -> Path | None:
    """The path of a regular file of a published package; None for anything else.

    `name` is the path inside the package, percent signs undone. No link is followed.
    """
    try:
        folder = files_of(root, sha256)
    except PackageFileError:
        return None
    if name.endswith("/") or name_rule(name, _LONGEST_NAME) is not None:
        return None
    place = folder
    for part in name.split("/"):
        if place.is_symlink():
            return None
        place = place / part
    return place if _is_regular(place) else None


def _is_regular(place: Path) -> bool:
    try:
        return stat.S_ISREG(place.lstat().st_mode)
    except OSError:
        return False


def open_verified(root: Path, sha256: str, name: str, index_sha256: str = "") -> BinaryIO:
    """Open a file of a published package whose bytes are those of the day it was published.

    The caller closes it; it stands at its beginning. Raises PackageFileError when there is no
    such file, PackageAlteredError when a byte of it (or, with `index_sha256`, of the index)
    changed.
    """
    path = file_of(root, sha256, name)
    if path is None:
        raise PackageFileError(name[:_LONGEST_NAME])
    expected = _expected(folder_of(root, sha256) / INDEX, index_sha256).get(name)
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    if expected is None or not _matches(file, expected):
        file.close()
        raise PackageAlteredError(name[:_LONGEST_NAME])
    file.seek(0)
    return file


def verify(root: Path, sha256: str) -> None:
    """Open every file that the index of a published package lists, and hash it.

    Raises PackageFileError for a file that is missing, PackageAlteredError for one that changed.
    """
    for name in _expected(folder_of(root, sha256) / INDEX, ""):
        open_verified(root, sha256, name).close()


def _expected(path: Path, index_sha256: str) -> dict[str, str]:
    try:
        status = path.stat()
        return _index(path, (status.st_ino, status.st_size, status.st_ctime_ns), index_sha256)
    except (OSError, ValueError):
        raise PackageAlteredError(path.parent.name) from None


@lru_cache(maxsize=16)
def _index(path: Path, _status: tuple[int, int, int], index_sha256: str) -> dict[str, str]:
    content = path.read_bytes()
    if index_sha256 and hashlib.sha256(content).hexdigest() != index_sha256:
        raise ValueError(path.name)
    index = json.loads(content)
    if not isinstance(index, dict):
        raise ValueError(path.name)
    return {str(name): str(value) for name, value in index.items()}


_known: dict[tuple[int, int, int, int], str] = {}
_MOST_KNOWN = 10_000


def _matches(file: BinaryIO, expected: str) -> bool:
    """Whether the open file has this hash; a large one is hashed once per state of its inode."""
    status = os.fstat(file.fileno())
    key = (status.st_dev, status.st_ino, status.st_size, status.st_ctime_ns)
    if status.st_size > _ALWAYS_HASHED and _known.get(key) == expected:
        return True
    matches = _hash_of(file) == expected
    if matches and status.st_size > _ALWAYS_HASHED:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = expected
    return matches
