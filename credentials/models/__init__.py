"""Passports, editions, withdrawals and copies; coverage, packs, prior learning."""

from credentials.models.coverage import (
    Attestation,
    AttestationWithdrawal,
    CoverRule,
    LocalRequirement,
    Reminder,
    Shift,
)
from credentials.models.packs import (
    EvidencePack,
    InspectorLink,
    NetworkSnapshot,
    PackFile,
    PackKind,
    PackRecord,
)
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
from credentials.models.recognition import (
    Recognition,
    RecognitionAlignment,
    RecognitionDecision,
)

__all__ = [
    "Alarm",
    "Attestation",
    "AttestationWithdrawal",
    "Concern",
    "Copy",
    "CopyKind",
    "CoverRule",
    "Document",
    "Edition",
    "EvidencePack",
    "InspectorLink",
    "LocalRequirement",
    "NetworkSnapshot",
    "PackFile",
    "PackKind",
    "PackRecord",
    "Passport",
    "Recognition",
    "RecognitionAlignment",
    "RecognitionDecision",
    "Reminder",
    "Revocation",
    "Shift",
    "StandingChange",
]
