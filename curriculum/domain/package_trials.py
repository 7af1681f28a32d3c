"""What a package did when it was tried, and what that says about it."""

from dataclasses import dataclass
from enum import StrEnum

from curriculum.domain.packages import Level, PackageFinding, PackageRule

MOST_KEPT = 50


class TriedBy(StrEnum):
    """Who opened the package: its author, or the check in a browser without a screen."""

    AUTHOR = "author"
    CHECK = "check"


@dataclass(frozen=True)
class Blocked:
    """What a browser stopped: the rule, what was reached for, the file that reached."""

    directive: str
    address: str
    file: str = ""


@dataclass(frozen=True)
class RefusedValue:
    """A value that could not be kept, with the standard's code that says why."""

    element: str
    code: int


@dataclass(frozen=True)
class Trial:
    """A trial as far as it went; `began` and `ended` as the content told, `at` in ISO 8601."""

    by: TriedBy
    at: str
    began: bool = False
    ended: bool = False
    calls: int = 0
    elements: tuple[str, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    errors: tuple[RefusedValue, ...] = ()

    @property
    def is_through(self) -> bool:
        """Whether the content began and ended."""
        return self.began and self.ended


def added(known: tuple[str, ...], new: list[str]) -> tuple[str, ...]:
    """Texts without repetition, in order, bounded."""
    return tuple(dict.fromkeys([*known, *new]))[:MOST_KEPT]


def trial_findings(trial: Trial | None, *, talks: bool) -> list[PackageFinding]:
    """What a trial says; `talks` is whether the package has a unit that tells anything at all.

    What a browser stopped must be mended, since it will be stopped everywhere.
    """
    if trial is None:
        return [PackageFinding(Level.NOTE, PackageRule.TRIAL_NOT_RUN)]
    blocked = [_blocked(each) for each in trial.blocked]
    refused = [_refused(each) for each in trial.errors]
    return [*(_course(trial) if talks else []), *blocked, *refused]


def _course(trial: Trial) -> list[PackageFinding]:
    if not trial.began:
        return [PackageFinding(Level.FIX, PackageRule.TRIAL_NEVER_BEGAN)]
    if not trial.ended:
        return [PackageFinding(Level.NOTE, PackageRule.TRIAL_NEVER_ENDED)]
    return []


def _blocked(each: Blocked) -> PackageFinding:
    details = {"address": each.address, "directive": each.directive}
    return PackageFinding(Level.FIX, PackageRule.TRIAL_BLOCKED, each.file, details=details)


def _refused(each: RefusedValue) -> PackageFinding:
    details = {"element": each.element, "code": str(each.code)}
    return PackageFinding(Level.NOTE, PackageRule.TRIAL_ERROR, details=details)
