"""Counts checks per address, so that nobody can try codes and numbers in bulk.

Checks that succeed are counted in this process alone and need no shared store. Misses, look-ups
and concerns are counted in the shared cache; when that is away, in this process.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db import DatabaseError
from redis.exceptions import RedisError

MINUTE = 60
HOUR = 3600
MISSES_ALARM = 300

logger = logging.getLogger(__name__)


def seconds_to_wait(*, address: str, at: datetime) -> int:
    """Count one check; seconds until the next is answered, 0 when this one is."""
    if not settings.VERIFY_LIMITS_ON:
        return 0
    window, left = _window(at, MINUTE)
    local = caches["local"]
    if local.get(f"barred:{address}:{window}"):
        return left
    count = _count(local, f"checks:{address}:{window}", MINUTE)
    return left if count > settings.VERIFY_HITS_PER_MINUTE else 0


def seconds_after_miss(*, address: str, at: datetime) -> int:
    """Count one code or number that was not found; after too many the address must wait."""
    if _spent("misses", "everybody", MISSES_ALARM, MINUTE, at):
        logger.error("more than %s checks a minute find nothing", MISSES_ALARM)
    wait = _spent("misses", address, settings.VERIFY_MISSES_PER_MINUTE, MINUTE, at)
    if wait:
        window, _ = _window(at, MINUTE)
        caches["local"].set(f"barred:{address}:{window}", 1, timeout=MINUTE)
    return wait


def seconds_after_lookup(*, address: str, at: datetime) -> int:
    """Count one look-up by number and family name."""
    return _spent("lookups", address, settings.NUMBER_LOOKUPS_PER_MINUTE, MINUTE, at)


def seconds_after_concern(*, address: str, at: datetime) -> int:
    """Count one reported concern."""
    return _spent("concerns", address, settings.CONCERNS_PER_HOUR, HOUR, at)


def _spent(what: str, address: str, limit: int, seconds: int, at: datetime) -> int:
    """Seconds to wait when this one is above the limit, else 0."""
    if not settings.VERIFY_LIMITS_ON:
        return 0
    window, left = _window(at, seconds)
    key = f"{what}:{address}:{window}"
    try:
        count = _count(caches["default"], key, seconds)
    except (RedisError, DatabaseError, OSError) as error:
        logger.warning("shared cache away, counting in this process: %r", error)
        count = _count(caches["local"], key, seconds)
    return left if count > limit else 0


def _window(at: datetime, seconds: int) -> tuple[int, int]:
    """Number of the running period and the seconds that are left of it."""
    moment = int(at.timestamp())
    return moment // seconds, seconds - moment % seconds


def _count(cache: BaseCache, key: str, seconds: int) -> int:
    if cache.add(key, 1, timeout=seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two
        cache.set(key, 1, timeout=seconds)
        return 1
