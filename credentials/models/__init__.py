"""Passports, editions, withdrawals and copies."""

from credentials.models.passport import (
    Alarm,
    Concern,
    Copy,
    CopyKind,
    Document,
    Edition,
    Passport,
    Revocation,
    StandingChange,
)

__all__ = [
    "Alarm",
    "Concern",
    "Copy",
    "CopyKind",
    "Document",
    "Edition",
    "Passport",
    "Revocation",
    "StandingChange",
]
