"""Opens a seal: gives the content only when everything about it is right."""

from datetime import datetime

from cryptography.exceptions import InvalidSignature

from credentials.domain.canonical import leaf_hash
from credentials.domain.edition import EditionContent, read_content
from credentials.models import Edition
from credentials.signing.keys import KeyRing


class BrokenSealError(ValueError):
    """The content does not match its seal."""


def open_edition(edition: Edition, *, number: str, keys: KeyRing) -> EditionContent:
    """The content of an edition of the passport with this number.

    Raises BrokenSealError saying what does not fit its seal.
    """
    try:
        content = read_content(edition.content)
        if leaf_hash(edition.salt, edition.content) != edition.leaf_hash:
            raise BrokenSealError("salted hash differs")
        _check_row(edition, number, content)
        _check_signature(edition, content, keys)
    except ValueError as error:
        raise BrokenSealError(str(error)) from error
    return content


def _check_row(edition: Edition, number: str, content: EditionContent) -> None:
    """The row that carries the content may not tell another story."""
    row = (number, edition.number, edition.key_id, edition.issued_at)
    issued_at = datetime.fromisoformat(content["issued_at"])
    if row != (content["number"], content["edition"], content["key_id"], issued_at):
        raise BrokenSealError("number, edition, key or time differ from the row")


def _check_signature(edition: Edition, content: EditionContent, keys: KeyRing) -> None:
    key = next((key for key in keys if key.key_id == edition.key_id), None)
    if key is None or not key.may_have_signed(datetime.fromisoformat(content["issued_at"])):
        raise BrokenSealError("key unknown or not valid at that time")
    try:
        key.loaded().verify(bytes.fromhex(edition.signature), edition.content.encode())
    except InvalidSignature:
        raise BrokenSealError("signature does not fit") from None
