"""Opens the seal of a pack's manifest: gives it only when everything about it is right."""

from datetime import datetime

from cryptography.exceptions import InvalidSignature

from credentials.domain.pack import Manifest, read_manifest
from credentials.models import PackRecord
from credentials.signing.keys import KeyRing
from credentials.signing.seals import BrokenSealError


def open_manifest(text: str, *, signature: str, key_id: str, keys: KeyRing) -> Manifest:
    """The manifest that a listed key signed at a time when it was believed.

    Raises BrokenSealError saying what does not fit.
    """
    try:
        manifest = read_manifest(text)
        made_at = datetime.fromisoformat(manifest["made_at"])
        seal = bytes.fromhex(signature)
    except ValueError as error:
        raise BrokenSealError(str(error)) from error
    key = next((key for key in keys if key.key_id == key_id), None)
    if manifest["key_id"] != key_id or key is None or not key.may_have_signed(made_at):
        raise BrokenSealError("key unknown or not valid at that time")
    try:
        key.loaded().verify(seal, text.encode())
    except InvalidSignature:
        raise BrokenSealError("signature does not fit") from None
    return manifest


def open_record(record: PackRecord, *, keys: KeyRing) -> Manifest:
    """The manifest of a record that says the same as its row; raises BrokenSealError."""
    manifest = open_manifest(
        record.manifest, signature=record.signature, key_id=record.key_id, keys=keys
    )
    row = (record.code, record.data_sha256, record.made_at)
    made_at = datetime.fromisoformat(manifest["made_at"])
    if row != (manifest["code"], manifest["data_sha256"], made_at):
        raise BrokenSealError("code, data or time differ from the row")
    listed = [{key: each[key] for key in ("name", "sha256", "size")} for each in record.files]
    if listed != manifest["files"]:
        raise BrokenSealError("the files of the row are not those that were signed")
    return manifest
