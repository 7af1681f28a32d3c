"""Answers whether a file is one of a pack of ours, and what a pack's code stands for."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from credentials.domain.numbers import read_code
from credentials.domain.pack import Manifest
from credentials.models import PackRecord
from credentials.queries.packs import records_with_code, records_with_file
from credentials.services.pack_signing import signed_list
from credentials.signing.keys import public_keys
from credentials.signing.pack_seals import open_record
from credentials.signing.seals import BrokenSealError

logger = logging.getLogger(__name__)


class PackState(StrEnum):
    """What is said about a file or a code."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    ALTERED = "altered"


@dataclass(frozen=True)
class CheckedPack:
    """One pack whose seal was opened just now; names of people are never in it."""

    manifest: Manifest
    made_at: datetime


@dataclass(frozen=True)
class PackAnswer:
    """The answer with the packs that it is about, newest first."""

    state: PackState
    packs: tuple[CheckedPack, ...] = ()


UNKNOWN = PackAnswer(PackState.UNKNOWN)


def check_file(sha256: str) -> PackAnswer:
    """What a file with this hash is; a row of hashes alone proves nothing, the seal does."""
    return _answer(records_with_file(sha256), sha256)


def check_pack_code(code: str) -> PackAnswer:
    """What the code printed in a pack stands for."""
    read = read_code(code)
    return _answer(records_with_code(read)) if read else UNKNOWN


def _answer(records: list[PackRecord], sha256: str = "") -> PackAnswer:
    """Open every seal; a broken one is said and logged and the rest still counts.

    With the hash of a file, the seal must name that file too.
    """
    keys, found = public_keys(), []
    for record in records:
        try:
            manifest = open_record(record, keys=keys)
            if sha256 and sha256 not in _sealed(record, manifest):
                raise BrokenSealError("a hash is listed that was not signed")
            found.append(CheckedPack(manifest, record.made_at))
        except BrokenSealError as error:
            logger.error("record of pack %s does not match its seal: %s", record.pack_id, error)
    if found:
        return PackAnswer(PackState.KNOWN, tuple(found))
    return PackAnswer(PackState.ALTERED) if records else UNKNOWN


def _sealed(record: PackRecord, manifest: Manifest) -> set[str]:
    """Hashes of the files that a manifest names, and of the signed list itself."""
    listed = hashlib.sha256(signed_list(record).encode()).hexdigest()
    return {listed, *(entry["sha256"] for entry in manifest["files"])}
