"""How long a sign-in lasts: shorter on shared computers and for privileged people.

An own device of a health-care professional may rest for 8 hours, a shift; it holds medical
training, no patients. Privileged sessions and shared computers end after 15 minutes of rest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SHARED_KEY = "shared_computer"


@dataclass(frozen=True)
class SessionLimits:
    """Longest rest between two requests, and longest life altogether."""

    idle: timedelta
    absolute: timedelta

    def are_over(self, *, started_at: datetime, seen_at: datetime, at: datetime) -> bool:
        """Whether a session that began and was last seen then has ended by now."""
        return at - seen_at > self.idle or at - started_at > self.absolute


def limits_for(
    limits: dict[str, SessionLimits], *, privileged: bool, shared: bool
) -> SessionLimits:
    """The limits of one session; privileged wins, then shared."""
    if privileged:
        return limits["privileged"]
    return limits["shared"] if shared else limits["own"]
