"""The private half: made by a command, opened by the signer's job alone."""

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from credentials.signing.keys import PublicKey, public_keys, write_public_keys

PRIVATE_FILE = "signing-key.pem"


class KeyExistsError(FileExistsError):
    """There is a signing key already; it is never overwritten by accident."""


class NoSigningKeyError(FileNotFoundError):
    """No signing key was made yet."""


@dataclass(frozen=True)
class Signer:
    """One private key and the id under which its public half is listed."""

    key_id: str
    private_key: Ed25519PrivateKey

    def sign(self, content: str) -> str:
        """Signature, hex, over a canonical text."""
        return self.private_key.sign(content.encode()).hex()


def _private_path() -> Path:
    return Path(settings.SIGNING_KEY or Path(settings.KEY_DIR) / PRIVATE_FILE)


def _public_hex(private_key: Ed25519PrivateKey) -> str:
    return private_key.public_key().public_bytes_raw().hex()


def _key_id(public_hex: str) -> str:
    return hashlib.sha256(bytes.fromhex(public_hex)).hexdigest()[:16]


def open_signer() -> Signer:
    """The signer of this machine; raises NoSigningKeyError."""
    try:
        private_key = load_pem_private_key(_private_path().read_bytes(), password=None)
    except FileNotFoundError as error:
        raise NoSigningKeyError(str(_private_path())) from error
    if not isinstance(private_key, Ed25519PrivateKey):
        raise NoSigningKeyError("the key is not an Ed25519 key")
    return Signer(_key_id(_public_hex(private_key)), private_key)


def make_signing_key(
    *, at: datetime, rotate: bool = False, compromised_at: datetime | None = None
) -> PublicKey:
    """Make a key and list its public half; with `rotate` the old one ends now.

    Raises KeyExistsError when there is one and `rotate` was not asked for.
    """
    path = _private_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    if path.exists() and not rotate:
        raise KeyExistsError(str(path))
    private_key = Ed25519PrivateKey.generate()
    public_hex = _public_hex(private_key)
    key = PublicKey(_key_id(public_hex), public_hex, valid_from=at.isoformat())
    write_public_keys((*_ended(at, compromised_at), key))
    _write_private(path, private_key)
    return key


def _ended(at: datetime, compromised_at: datetime | None) -> tuple[PublicKey, ...]:
    """Keys so far, the current one closed and, if asked, marked as compromised."""
    keys = public_keys()
    if not keys:
        return ()
    stolen = compromised_at.isoformat() if compromised_at else keys[-1].compromised_at
    return (*keys[:-1], replace(keys[-1], valid_until=at.isoformat(), compromised_at=stolen))


def _write_private(path: Path, private_key: Ed25519PrivateKey) -> None:
    """Write the key beside the old one, readable by its owner only, then put it in place."""
    pem = private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    partial.replace(path)
