"""What a supervisor must attest before a visit counts, and what a visit came to."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Attested(StrEnum):
    """The four things that a supervisor attests, each with a tick of its own."""

    WAS_HERE = "was_here"
    OBSERVED_ONLY = "observed_only"
    CONFIDENTIAL = "confidential"
    OBJECTIVES_MET = "objectives_met"


class Missing(StrEnum):
    """Why a sign-off is not complete."""

    TICKS = "ticks"
    DAYS = "days"


class Outcome(StrEnum):
    """What a closed visit came to."""

    SIGNED_OFF = "signed_off"
    NOT_SIGNED_OFF = "not_signed_off"


@dataclass(frozen=True)
class Attestation:
    """What a supervisor says: ticks, how many days the visitor was there, a comment.

    `knowingly` says that the comment was read again after a warning about patient data.
    """

    ticks: frozenset[Attested]
    days_attended: int
    comment: str = ""
    knowingly: bool = False


def missing(attestation: Attestation, days_most: int) -> tuple[Missing, ...]:
    """What an attestation lacks: a tick, or a number of days from 1 to those of the visit."""
    lacks = (
        (attestation.ticks != frozenset(Attested), Missing.TICKS),
        (not 1 <= attestation.days_attended <= days_most, Missing.DAYS),
    )
    return tuple(code for lacking, code in lacks if lacking)


def outcome_of(
    *, signed_off: bool, refused: bool, report_in: bool, closing: bool = False
) -> Outcome | None:
    """What a visit came to once the supervisor answered and the report is in; None before.

    With `closing` a coordinator ends it as it stands.
    """
    answered = signed_off or refused
    if not (closing or (answered and report_in)):
        return None
    return Outcome.SIGNED_OFF if signed_off else Outcome.NOT_SIGNED_OFF


def newest_ticks(ticks: Collection[tuple[str, str, bool]]) -> frozenset[tuple[str, str]]:
    """Objectives that stand as met, by side, from (key, side, met) in order of time."""
    standing = {(key, side): met for key, side, met in ticks}
    return frozenset(place for place, met in standing.items() if met)
