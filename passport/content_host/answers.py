"""Answers of a content host: files of a fixed list of types, pieces of them, plain refusals."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.utils.translation import gettext as _

KEPT = "private, max-age=28800, immutable"
ANEW = "private, no-cache"
_PIECE = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_TEXT = "; charset=utf-8"
TYPES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml",
    ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
    ".json": "application/json", ".xml": "application/xml", ".xsd": "application/xml",
    ".dtd": "application/xml-dtd", ".txt": "text/plain" + _TEXT, ".csv": "text/plain" + _TEXT,
    ".vtt": "text/vtt" + _TEXT, ".srt": "text/plain" + _TEXT, ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp", ".avif": "image/avif", ".bmp": "image/bmp", ".ico": "image/x-icon",
    ".cur": "image/x-icon", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac",
    ".ogg": "audio/ogg", ".oga": "audio/ogg", ".wav": "audio/wav", ".mp4": "video/mp4",
    ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".woff": "font/woff",
    ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
    ".eot": "application/vnd.ms-fontobject", ".pdf": "application/pdf",
    ".wasm": "application/wasm",
}  # fmt: skip


def content_type(name: str) -> str:
    """Type of a file by its ending; what is not in the table is bytes and nothing else."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def plain_page(status: int, text: str) -> HttpResponse:
    """A page of one sentence, for people who look at an address that opens nothing."""
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )  # fmt: skip


def not_known() -> HttpResponse:
    """404: no such host, token or file; which of them is not told."""
    return plain_page(404, _("There is nothing at this address."))


def ended() -> HttpResponse:
    """410: the launch is over."""
    return plain_page(410, _("This address has run out. Open the content again from your plan."))


def file_answer(
    request: HttpRequest, *, file: BinaryIO, size: int, name: str, kept: str = KEPT
) -> HttpResponseBase:
    """`file` of `size` bytes as answer to GET or HEAD, whole or the one range that was asked.

    The file is closed when the answer was sent. Other methods get 405, impossible ranges 416.
    """
    if request.method not in ("GET", "HEAD"):
        file.close()
        return HttpResponseNotAllowed(["GET", "HEAD"])
    wanted = _wanted(request.headers.get("Range", ""), size)
    headers = {"Accept-Ranges": "bytes", "Cache-Control": kept}
    if wanted is None:
        file.close()
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    first, length = wanted
    partial = length != size
    if partial:
        headers["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
    headers["Content-Length"] = str(length)
    response = StreamingHttpResponse(
        _pieces(file, first, 0 if request.method == "HEAD" else length),
        status=206 if partial else 200, content_type=content_type(name), headers=headers,
    )  # fmt: skip
    response._resource_closers.append(file.close)  # type: ignore[attr-defined]
    return response


def _wanted(asked: str, size: int) -> tuple[int, int] | None:
    """First byte and length of a range; all for none or several; None when it lies outside."""
    match = _RANGE.fullmatch(asked.strip())
    if match is None or match.group() == "bytes=-":
        return 0, size
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, length) if length else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end - int(first) + 1) if int(first) <= end else None


def _pieces(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    """The bytes of a range, a piece at a time."""
    file.seek(first)
    while length > 0 and (piece := file.read(min(_PIECE, length))):
        length -= len(piece)
        yield piece
