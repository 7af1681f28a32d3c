"""Where a package is opened: its own origin, a signed address, and what our page must allow."""

from dataclasses import dataclass
from datetime import datetime

from passport.content_host.addresses import origin_of
from passport.content_host.tokens import make_token


@dataclass(frozen=True)
class LaunchAddresses:
    """Where one launch is played, and where a cmi5 unit of it finds its endpoint."""

    player: str
    xapi: str


def launch_addresses(
    *, sha256: str, registration: str, at: datetime, session: str = ""
) -> LaunchAddresses:
    """Addresses on the package's own origin, good for CONTENT_LAUNCH_HOURS from `at`.

    With the key of a session they end with it, so that nobody plays on after signing out.

    `registration` is the public id of a PackageRegistration; the handlers of the content host
    get it back as `Launch.registration` and must look it up again.
    """
    token = make_token(sha256=sha256, registration=registration, at=at, session=session)
    root = f"{origin_of(sha256)}/{token}"
    return LaunchAddresses(player=f"{root}/.player/", xapi=f"{root}/.xapi/")


def frame_policy(sha256: str) -> dict[str, list[str]]:
    """For django-csp's csp_replace: the player's page may frame this one origin, not even ours."""
    return {"frame-src": [origin_of(sha256)]}
