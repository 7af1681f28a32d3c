"""Takes an upload off the wire into quarantine: piece by piece, hashed and counted on the way."""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from curriculum.scorm.store import quarantine_path

_PART = ".part"
_CHUNK = 256 * 1024
_LEFT_SECONDS = 24 * 3600


class QuarantinedFile(UploadedFile):
    """An upload that lies in quarantine under no name; gone when the request ends.

    `too_large` says that it went over `limit` bytes: then nothing of it is kept, and the rest of
    it was read and thrown away.
    """

    def __init__(self, name: str, limit: int) -> None:
        settings.QUARANTINE_DIR.mkdir(parents=True, exist_ok=True)
        self.path = settings.QUARANTINE_DIR / f"{secrets.token_hex(16)}{_PART}"
        self.limit, self.too_large, self.kept = limit, False, False
        self._digest = hashlib.sha256()
        self.written: BinaryIO = self.path.open("xb")
        super().__init__(file=self.written, name=name, size=0)

    def take(self, piece: bytes) -> None:
        """Write one piece, or throw it away once the limit is reached."""
        if self.too_large or (self.size or 0) + len(piece) > self.limit:
            self.too_large = True
            self.forget()
            return
        self.size = (self.size or 0) + len(piece)
        self._digest.update(piece)
        self.written.write(piece)

    @property
    def sha256(self) -> str:
        """Hash of what was taken so far."""
        return self._digest.hexdigest()

    def keep(self, upload_id: UUID) -> Path:
        """Give it the place where an upload waits for its check; safe on the disk afterwards."""
        self.written.flush()
        os.fsync(self.written.fileno())
        self.written.close()
        path = quarantine_path(settings.QUARANTINE_DIR, upload_id)
        self.path = self.path.replace(path)
        self.kept = True
        return path

    def close(self) -> None:
        """Forget what was not kept."""
        if not self.kept:
            self.forget()

    def forget(self) -> None:
        """Nothing is left of it."""
        self.written.close()
        self.path.unlink(missing_ok=True)


class QuarantineHandler(FileUploadHandler):
    """Puts every file of a form into quarantine while it arrives; memory holds one piece.

    `limit` in bytes; with 0 everything is thrown away.
    """

    chunk_size = _CHUNK

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.limit = limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a place for the file that begins."""
        super().new_file(*args, **kwargs)
        self.file = QuarantinedFile(self.file_name or "", self.limit)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece; no other handler sees it."""
        self.file.take(raw_data)

    def file_complete(self, file_size: int) -> QuarantinedFile:
        """The file, of the size that was kept."""
        return self.file

    def upload_interrupted(self) -> None:
        """Nothing is kept of a broken connection."""
        if file := getattr(self, "file", None):
            file.close()


def quarantined(upload: Any) -> QuarantinedFile:
    """Any file of Django's, taken into quarantine piece by piece."""
    if isinstance(upload, QuarantinedFile):
        return upload
    taken = QuarantinedFile(upload.name or "", settings.PACKAGE_BYTES_MAX)
    for piece in upload.chunks(_CHUNK):
        taken.take(piece)
    return taken


def forget_leftovers(at: datetime) -> None:
    """Remove pieces of uploads that a killed process left more than a day ago."""
    for path in settings.QUARANTINE_DIR.glob(f"*{_PART}"):
        if path.stat().st_mtime < at.timestamp() - _LEFT_SECONDS:
            path.unlink(missing_ok=True)
