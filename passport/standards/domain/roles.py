"""Whom a requirement concerns: everybody, some roles, or the programme and no person."""

from collections.abc import Collection

EVERYBODY = "all"


def concerns(asked: Collection[str], held: Collection[str]) -> bool:
    """Whether a requirement asked of some roles concerns somebody who holds others."""
    return EVERYBODY in asked or not set(asked).isdisjoint(held)


def concerns_people(asked: Collection[str]) -> bool:
    """Whether a requirement concerns anybody; without roles it is the programme's own."""
    return bool(asked)
