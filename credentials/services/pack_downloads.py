"""Hands out the files of a signed pack, each compared with its hash before it goes."""

from datetime import datetime
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from credentials.domain.pack import SIGNED, PackFileEntry
from credentials.models import PackRecord
from credentials.services.pack_keeping import open_stored
from credentials.services.pack_signing import signed_list
from credentials.signing.keys import public_keys
from credentials.signing.pack_seals import open_record
from passport.audit.services import record as record_audit
from passport.people.models import User


class NoSuchFileError(LookupError):
    """A pack has no file of this name."""


def open_file(record: PackRecord, name: str) -> "File[Any]":
    """One file of a pack, from its start.

    Raises NoSuchFileError, and BrokenSealError when it is no longer what was signed.
    """
    open_record(record, keys=public_keys())
    if name == SIGNED:
        return ContentFile(signed_list(record).encode())
    for entry in record.files:
        if entry["name"] == name:
            signed = PackFileEntry(name=name, sha256=entry["sha256"], size=entry["size"])
            return open_stored(entry["stored"], signed)
    raise NoSuchFileError(name)


@transaction.atomic
def fetch_file(*, record: PackRecord, name: str, by: User, at: datetime) -> "File[Any]":
    """The same for a quality manager, whose exports stand in the audit trail."""
    file = open_file(record, name)
    record_audit(
        action="pack_downloaded",
        subject=f"pack:{record.pack.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"file": name},
    )
    return file
