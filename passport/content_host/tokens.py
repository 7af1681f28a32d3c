"""Signed launch tokens: which package is opened, by which registration, until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing

SALT = "passport.content_host.launch"


class LaunchError(Exception):
    """A launch token that opens nothing."""


class LaunchUnknownError(LaunchError):
    """The token was not made by us, or was changed."""


class LaunchExpiredError(LaunchError):
    """The token was ours and its hours are over."""


@dataclass(frozen=True)
class Launch:
    """One opening of one package; `token` is its first path segment on the content host."""

    sha256: str
    registration: str
    expires_at: datetime
    token: str


def make_token(*, sha256: str, registration: str, at: datetime) -> str:
    """URL-safe token for one package and registration, good for CONTENT_LAUNCH_HOURS from `at`."""
    expires_at = at + timedelta(hours=settings.CONTENT_LAUNCH_HOURS)
    record = [sha256, registration, int(expires_at.timestamp())]
    return _signer().sign_object(record)


def read_token(token: str, *, at: datetime) -> Launch:
    """The launch that a token stands for.

    Raises LaunchUnknownError for what we did not sign, LaunchExpiredError once it has run out.
    """
    try:
        sha256, registration, expires = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise LaunchUnknownError from error
    expires_at = datetime.fromtimestamp(expires, UTC)
    if at >= expires_at:
        raise LaunchExpiredError
    return Launch(sha256, registration, expires_at, token)


def _signer() -> signing.Signer:
    """HMAC-SHA256 under a key derived from SECRET_KEY and this module's salt."""
    return signing.Signer(sep=".", salt=SALT)
