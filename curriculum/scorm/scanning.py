"""Asks a malware scanner about an upload; what could not be scanned never counts as clean."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.scorm.zip_directory import stop

NONE, CLAMD = "none", "clamd"
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_SECONDS = 120.0


class ScannerDownError(Exception):
    """The scanner gave no clear answer; the upload must wait and be scanned later."""


def scan(
    path: Path, scanner: str, *, address: str = "", seconds: float = _SECONDS
) -> list[PackageFinding]:
    """What the scanner says of a file: nothing, MALWARE (STOP), or NOT_SCANNED (NOTE) with "none".

    `address` is `unix:/path/of/socket` or `tcp:host:port`; `seconds` bounds each wait. Raises
    ScannerDownError when clamd is not there or answers anything but a verdict, and ValueError
    for a scanner that is not known.
    """
    if scanner == NONE:
        return [PackageFinding(Level.NOTE, PackageRule.NOT_SCANNED)]
    if scanner != CLAMD:
        raise ValueError(scanner)
    return _verdict(_ask(path, address, seconds))


def _verdict(answer: str) -> list[PackageFinding]:
    """clamd says "stream: OK" or "stream: NAME FOUND" (clamd(8), INSTREAM)."""
    if answer == "stream: OK":
        return []
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")
        return [stop(PackageRule.MALWARE, name=name[:100])]
    raise ScannerDownError(answer[:200])


def _ask(path: Path, address: str, seconds: float) -> str:
    try:
        with _connected(address, seconds) as link, path.open("rb") as file:
            link.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                link.sendall(struct.pack("!I", len(chunk)) + chunk)
            link.sendall(struct.pack("!I", 0))
            return _answer(link)
    except (OSError, UnicodeDecodeError) as error:
        raise ScannerDownError(str(error)[:200]) from error


@contextmanager
def _connected(address: str, seconds: float) -> Iterator[socket.socket]:
    kind, _, place = address.partition(":")
    if kind == "unix":
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(seconds)
            link.connect(place)
            yield link
        return
    host, _, port = place.rpartition(":")
    if kind != "tcp" or not port.isdigit():
        raise ScannerDownError("the scanner's address is unix:/path or tcp:host:port")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=seconds) as link:
        yield link


def _answer(link: socket.socket) -> str:
    """The answer up to its closing zero byte; an answer cut short is none."""
    answer = b""
    while chunk := link.recv(_LONGEST_ANSWER):
        answer += chunk
        if answer.endswith(b"\0"):
            return answer[:-1].decode("ascii").strip()
        if len(answer) > _LONGEST_ANSWER:
            break
    raise ScannerDownError("the scanner's answer ended early")
