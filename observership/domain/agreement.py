"""What an agreement holds, how it is spelled to be signed, and what is missing until it counts."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

import rfc8785

from observership.domain.codes import SIGNING_SIDES, Side

MOST_OBJECTIVES = 12


@dataclass(frozen=True)
class AgreedObjective:
    """One objective as it was agreed: module code ("" without one), requirements with labels."""

    key: str
    title: str
    module: str = ""
    requirements: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Terms:
    """Everything that the three sides sign; days are ISO, names as they were on the day."""

    starts_on: str
    ends_on: str
    supervisor: str
    host: str
    home: str
    home_head: str
    trainee: str
    objectives: tuple[AgreedObjective, ...]
    paperwork: tuple[str, ...]
    rules: str


class Missing(StrEnum):
    """Why a placement is not agreed yet."""

    SUPERVISOR = "supervisor"
    OBJECTIVES = "objectives"
    HOME_HEAD = "home_head"
    SIGNATURE_TRAINEE = "signature_trainee"
    SIGNATURE_HOST = "signature_host"
    SIGNATURE_HOME = "signature_home"
    HOST_LIST = "host_list"


_SIGNATURES = {
    Side.TRAINEE: Missing.SIGNATURE_TRAINEE,
    Side.HOST: Missing.SIGNATURE_HOST,
    Side.HOME: Missing.SIGNATURE_HOME,
}


def canonical(terms: Terms) -> str:
    """The terms as canonical JSON (RFC 8785), the text that is signed."""
    return rfc8785.dumps(asdict(terms)).decode()


def hash_of(content: str) -> str:
    """SHA-256 of a signed text, hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def first_objectives(
    offered: Sequence[str], goals: Collection[str], most: int = MOST_OBJECTIVES
) -> tuple[str, ...]:
    """Keys to begin with: what was wanted of the offer, else the offer, in its order."""
    wanted = [key for key in offered if key in set(goals)]
    return tuple((wanted or list(offered))[:most])


def in_order_of_goals(offered: Sequence[str], goals: Collection[str]) -> tuple[str, ...]:
    """The whole offer, what the trainee wanted first."""
    return tuple(sorted(offered, key=lambda key: key not in goals))


def missing(
    *, supervisor: bool, objectives: int, home_head: bool, signed: Collection[str], host_open: int
) -> tuple[Missing, ...]:
    """What is missing until a placement is agreed, in the order in which it is done."""
    lacks = [
        (not supervisor, Missing.SUPERVISOR),
        (objectives == 0, Missing.OBJECTIVES),
        (not home_head and Side.HOME not in signed, Missing.HOME_HEAD),
        *((side not in signed, _SIGNATURES[side]) for side in SIGNING_SIDES),
        (host_open > 0, Missing.HOST_LIST),
    ]
    return tuple(code for lacking, code in lacks if lacking)
