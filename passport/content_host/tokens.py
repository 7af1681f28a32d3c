"""Signed launch tokens: which package is opened, by which registration, until when.

A token names the session that opened it, sealed: content reads its own address, and must not
learn from it how to be that person.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "passport.content_host.launch"
SEAL = "passport.content_host.session"
_NONCE_BYTES = 12


class LaunchError(Exception):
    """A launch token that opens nothing."""


class LaunchUnknownError(LaunchError):
    """The token was not made by us, or was changed."""


class LaunchExpiredError(LaunchError):
    """The token was ours and its hours are over."""


@dataclass(frozen=True)
class Launch:
    """One opening of one package; `token` is its first path segment on the content host.

    `session` is the key of the session that it ends with; "" where the platform itself opened it.
    """

    sha256: str
    registration: str
    expires_at: datetime
    token: str
    session: str = field(default="", repr=False)


def make_token(*, sha256: str, registration: str, at: datetime, session: str = "") -> str:
    """URL-safe token for one package and registration, good for CONTENT_LAUNCH_HOURS from `at`.

    With the key of a session it is good no longer than that session.
    """
    expires_at = at + timedelta(hours=settings.CONTENT_LAUNCH_HOURS)
    record = [sha256, registration, int(expires_at.timestamp())]
    if session:
        record.append(_sealed(session))
    return _signer().sign_object(record)


def read_token(token: str, *, at: datetime) -> Launch:
    """The launch that a token stands for.

    Raises LaunchUnknownError for what we did not sign, LaunchExpiredError once it has run out.
    """
    try:
        sha256, registration, expires, *sealed = _signer().unsign_object(token)
        session = _opened(sealed[0]) if sealed else ""
    except (signing.BadSignature, ValueError, InvalidTag) as error:
        raise LaunchUnknownError from error
    expires_at = datetime.fromtimestamp(expires, UTC)
    if at >= expires_at:
        raise LaunchExpiredError
    return Launch(sha256, registration, expires_at, token, session)


def _signer() -> signing.Signer:
    """HMAC-SHA256 under a key derived from SECRET_KEY and this module's salt."""
    return signing.Signer(sep=".", salt=SALT)


def _sealed(session: str) -> str:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return urlsafe_b64encode(nonce + _box().encrypt(nonce, session.encode(), None)).decode()


def _opened(sealed: str) -> str:
    raw = urlsafe_b64decode(sealed)
    return _box().decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()


def _box() -> AESGCM:
    """AES-256-GCM under a key derived from SECRET_KEY and a salt of its own."""
    return AESGCM(salted_hmac(SEAL, "", algorithm="sha256").digest())
