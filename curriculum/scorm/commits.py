"""One SCORM session from its start to its end: what is given, what is taken, what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from curriculum.domain.package_results import UnitOutcome
from curriculum.domain.packages import LaunchUnit, PackageStandard
from curriculum.scorm.data_model import Refusal, clean_state
from curriculum.scorm.runtime import Learner, close_session, state_for_launch, unit_outcome


@dataclass(frozen=True)
class Accepted:
    """What is stored after a commit, what it says, and what of it was refused."""

    cmi: dict[str, str]
    outcome: UnitOutcome
    rejected: tuple[Refusal, ...]


def opened(
    standard: PackageStandard,
    stored: Mapping[str, str],
    unit: LaunchUnit,
    learner: Learner,
    *,
    ended: bool,
) -> dict[str, str]:
    """The values with which a session starts, to be stored and sent to the player.

    `stored` is what the last session left ({} when there was none) and `ended` whether content
    ended it; one that was cut off is closed first, as suspended.
    """
    closed = dict(stored)
    if stored and not ended:
        closed = close_session(standard, stored, unit, finished=False)
    return state_for_launch(standard, closed, unit, learner)


def accepted(
    standard: PackageStandard,
    stored: Mapping[str, str],
    unit: LaunchUnit,
    sent: Mapping[str, str],
    *,
    final: bool,
) -> Accepted:
    """What a commit makes of the open session that is stored; `final` says that content ended it.

    Elements that are not sent stay as they are, so a commit may be partial; a refused one leaves
    the older value standing.
    """
    cleaned = clean_state(standard, sent, launched=stored)
    cmi = {**stored, **cleaned.values}
    if final:
        cmi = close_session(standard, cmi, unit, finished=True)
    return Accepted(cmi, unit_outcome(standard, cmi, unit), cleaned.rejected)
