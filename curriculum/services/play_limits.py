"""Counts what content of a package sends per minute, so that no package keeps the server busy.

Counted for each registration in this process alone: it costs no query and needs no shared store.
With several processes a package may send as many times more.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import caches

MINUTE = 60


def seconds_after_commit(*, registration: str, at: datetime) -> int:
    """Count one commit; seconds until the next is taken, 0 when this one is."""
    return _seconds("commits", registration, settings.PACKAGE_COMMITS_PER_MINUTE, at)


def seconds_after_call(*, registration: str, at: datetime) -> int:
    """Count one call of xAPI; seconds until the next is answered, 0 when this one is."""
    return _seconds("calls", registration, settings.PACKAGE_XAPI_CALLS_PER_MINUTE, at)


def _seconds(what: str, registration: str, limit: int, at: datetime) -> int:
    if not settings.PACKAGE_LIMITS_ON:
        return 0
    moment = int(at.timestamp())
    window, left = moment // MINUTE, MINUTE - moment % MINUTE
    local, key = caches["local"], f"package-{what}:{registration}:{window}"
    local.add(key, 0, timeout=MINUTE)
    try:
        count = local.incr(key)
    except ValueError:  # it ran out between the two
        return 0
    return left if count > limit else 0
