"""Professions, professional roles and what a membership of a centre may do."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Profession(StrEnum):
    """What a person is by qualification; printed on the passport."""

    NURSE = "nurse"
    PHYSICIAN = "physician"
    PHARMACIST = "pharmacist"
    PHARMACY_TECHNICIAN = "pharmacy_technician"
    LABORATORY_SCIENTIST = "laboratory_scientist"
    PSYCHOLOGIST = "psychologist"
    ALLIED_HEALTH = "allied_health"
    DATA_OR_QUALITY = "data_or_quality"
    OTHER = "other"


class Setting(StrEnum):
    """Whom a person treats."""

    ADULT = "adult"
    PAEDIATRIC = "paediatric"
    BOTH = "both"


class Role(StrEnum):
    """What a person does in the CAR T team; each has a track."""

    PHY = "PHY"
    DIR = "DIR"
    PIT = "PIT"
    APP = "APP"
    NUR = "NUR"
    NOP = "NOP"
    PHA = "PHA"
    PHT = "PHT"
    APN = "APN"
    APD = "APD"
    LAB = "LAB"
    ICU = "ICU"
    NEU = "NEU"
    EMD = "EMD"
    COO = "COO"
    DAT = "DAT"
    QMA = "QMA"
    LTF = "LTF"
    REF = "REF"
    RHE = "RHE"
    PSY = "PSY"
    RES = "RES"
    TRN = "TRN"


class Membership(StrEnum):
    """What a person is to a centre."""

    STAFF = "staff"
    SUPERVISOR = "supervisor"
    LEAD = "lead"


@dataclass(frozen=True)
class Terms:
    """As what somebody belongs to a centre: kind of membership, roles there, unit."""

    kind: str = Membership.STAFF
    roles: tuple[str, ...] = ()
    unit: str = ""


def kinds_held(kind: str) -> tuple[str, ...]:
    """Memberships of somebody of this kind: supervisors and leads belong to the staff too."""
    return (Membership.STAFF,) if kind == Membership.STAFF else (Membership.STAFF, kind)


def highest(kinds: Collection[str]) -> str:
    """The kind that counts when somebody holds several memberships of one centre."""
    for kind in (Membership.LEAD, Membership.SUPERVISOR):
        if kind in kinds:
            return kind
    return Membership.STAFF
