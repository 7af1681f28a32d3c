"""Opens a seal: gives the content only when everything about it is right."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature

from credentials.domain.canonical import leaf_hash
from credentials.domain.edition import EditionContent, read_content
from credentials.models import Edition
from credentials.signing.keys import KeyRing

REMEMBERED = 256


class Row(NamedTuple):
    """What the row that carries an edition says about it."""

    number: str
    edition: int
    key_id: str
    issued_at: datetime


class Seal(NamedTuple):
    """The signed text and what must fit it."""

    content: str
    salt: str
    leaf_hash: str
    signature: str


class BrokenSealError(ValueError):
    """The content does not match its seal."""


def open_edition(edition: Edition, *, number: str, keys: KeyRing) -> EditionContent:
    """The content of an edition of the passport with this number; it is not to be changed.

    Raises BrokenSealError saying what does not fit its seal.
    """
    row = Row(number, edition.number, edition.key_id, edition.issued_at)
    seal = Seal(edition.content, edition.salt, edition.leaf_hash, edition.signature)
    return _opened(row, seal, keys)


@lru_cache(maxsize=REMEMBERED)
def _opened(row: Row, seal: Seal, keys: KeyRing) -> EditionContent:
    """What these very bytes, this row and these keys open to.

    The answer depends on nothing else, so it is remembered: one changed character anywhere is
    another question.
    """
    try:
        content = read_content(seal.content)
        if leaf_hash(seal.salt, seal.content) != seal.leaf_hash:
            raise BrokenSealError("salted hash differs")
        issued_at = datetime.fromisoformat(content["issued_at"])
        if row != (content["number"], content["edition"], content["key_id"], issued_at):
            raise BrokenSealError("number, edition, key or time differ from the row")
        _check_signature(row, seal, keys)
    except ValueError as error:
        raise BrokenSealError(str(error)) from error
    return content


def _check_signature(row: Row, seal: Seal, keys: KeyRing) -> None:
    key = next((key for key in keys if key.key_id == row.key_id), None)
    if key is None or not key.may_have_signed(row.issued_at):
        raise BrokenSealError("key unknown or not valid at that time")
    try:
        key.loaded().verify(bytes.fromhex(seal.signature), seal.content.encode())
    except InvalidSignature:
        raise BrokenSealError("signature does not fit") from None
