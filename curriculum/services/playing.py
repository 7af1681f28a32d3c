"""Playing packages: registrations, what a launch begins with, commits, and what they come to."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from curriculum.domain.package_results import (
    Completed,
    PackageOutcome,
    Reason,
    Success,
    UnitOutcome,
    kept,
    together,
)
from curriculum.domain.package_trials import RefusedValue
from curriculum.domain.packages import LaunchUnit, PackageManifest, PackageStandard
from curriculum.models import (
    ContentPackage,
    PackageRegistration,
    PackageResult,
    Purpose,
    UnitState,
)
from curriculum.queries.packages import modules_that_play, unit_row
from curriculum.scorm.commits import accepted, opened
from curriculum.scorm.data_model import Refusal
from curriculum.scorm.manifest import from_json
from curriculum.scorm.runtime import Learner, total_seconds
from curriculum.services.package_trials import note_call
from curriculum.services.product_attempts import conclude
from passport.people.models import Professional, User

MOST_SECONDS = 10_000 * 3_600  # of a unit, and of a package: what SCORM 1.2 can write


class UnitUnknownError(LookupError):
    """The package has no unit of this key."""


class OlderCommitError(Exception):
    """Something newer is stored; `row` is it."""

    def __init__(self, row: UnitState) -> None:
        super().__init__(row.sequence)
        self.row = row


@dataclass(frozen=True)
class Commit:
    """What content told in one opening of one unit, which `launch` names (seconds since 1970)."""

    unit: str
    launch: int
    sequence: int
    cmi: Mapping[str, str]
    final: bool = False


@dataclass(frozen=True)
class Kept:
    """What became of a commit: the sequence that is stored, and the values that were refused."""

    sequence: int
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Opening:
    """What one opening of one unit begins with."""

    unit: LaunchUnit
    cmi: dict[str, str]
    sequence: int


@transaction.atomic
def register(
    *, package: ContentPackage, user: User, learner: Professional | None, purpose: Purpose,
    at: datetime,
) -> PackageRegistration:  # fmt: skip
    """Somebody plays a package for a purpose; the package knows a random name of theirs only."""
    row, _ = PackageRegistration.objects.get_or_create(
        package=package,
        user=user,
        purpose=purpose,
        defaults={
            "learner": learner,
            "pseudonym": f"learner-{secrets.token_hex(8)}",
            "created_at": at,
            "launched_at": at,
        },
    )
    return row


def manifest_of(package: ContentPackage) -> PackageManifest:
    """What the manifest of an accepted package says."""
    return from_json(package.manifest)


def unit_of(manifest: PackageManifest, key: str) -> LaunchUnit:
    """A unit by its key, the first one without a key; raises UnitUnknownError."""
    for unit in manifest.units:
        if key in ("", unit.key):
            return unit
    raise UnitUnknownError(key)


def opening_of(*, registration: PackageRegistration, key: str = "") -> Opening:
    """What a unit begins with now; nothing is written until its content tells something.

    Raises UnitUnknownError.
    """
    manifest = manifest_of(registration.package)
    unit = unit_of(manifest, key)
    row = unit_row(registration, unit.key)
    stored = row.cmi if row else {}
    if manifest.standard is PackageStandard.CMI5:
        return Opening(unit, {}, row.sequence if row else 0)
    ended = row is not None and row.ended_at is not None
    learner = Learner(registration.pseudonym)
    cmi = opened(manifest.standard, stored, unit, learner, ended=ended)
    return Opening(unit, cmi, row.sequence if row else 0)


@transaction.atomic
def commit_unit(*, registration: PackageRegistration, commit: Commit, at: datetime) -> Kept:
    """Store what content told; the same commit again changes nothing.

    A later opening takes over from an earlier one, whose commits raise OlderCommitError, as do
    commits that were overtaken. Raises UnitUnknownError.
    """
    manifest = manifest_of(registration.package)
    if manifest.standard is PackageStandard.CMI5:
        raise UnitUnknownError(commit.unit)
    unit = unit_of(manifest, commit.unit or "\0")
    row, _ = UnitState.objects.select_for_update().get_or_create(
        registration=registration, unit=unit.key, defaults={"saved_at": at}
    )
    if commit.launch == row.launch and commit.sequence == row.sequence:
        return Kept(row.sequence)
    is_newer = (commit.launch, commit.sequence) > (row.launch, row.sequence)
    if not is_newer:
        raise OlderCommitError(row)
    before = outcome_of_row(row, unit)
    refused = _taken(row, unit, manifest, commit, registration.pseudonym)
    row.saved_at, row.ended_at = at, at if commit.final else None
    row.save()
    settle(registration=registration, manifest=manifest, row=row, before=before, at=at)
    note_call(
        registration=registration, elements=commit.cmi, ended=commit.final,
        refused=[RefusedValue(each.element, each.code) for each in refused],
    )  # fmt: skip
    return Kept(row.sequence, refused)


def _taken(
    row: UnitState, unit: LaunchUnit, manifest: PackageManifest, commit: Commit, pseudonym: str
) -> tuple[Refusal, ...]:
    """Put a commit into the row of its unit; what cannot be kept is answered."""
    standard = manifest.standard
    if commit.launch > row.launch or row.ended_at is not None:
        _open(row, unit, manifest, pseudonym)
    found = accepted(standard, row.cmi, unit, commit.cmi, final=commit.final)
    row.launch, row.sequence, row.cmi = commit.launch, commit.sequence, found.cmi
    row.refused += len(found.rejected)
    tell(row, unit, found.outcome)
    return found.rejected


def _open(row: UnitState, unit: LaunchUnit, manifest: PackageManifest, pseudonym: str) -> None:
    """Begin a session; time that the content's own total no longer holds is kept beside it."""
    ended = row.ended_at is not None
    cmi = opened(manifest.standard, row.cmi, unit, Learner(pseudonym), ended=ended)
    row.earlier_seconds = max(0, row.total_seconds - int(total_seconds(manifest.standard, cmi)))
    row.cmi = cmi
    row.sessions += 1


def tell(row: UnitState, unit: LaunchUnit, outcome: UnitOutcome) -> None:
    """Write into a unit's row what it says now; what was once done stays done."""
    before = outcome_of_row(row, unit)
    now = replace(outcome, seconds=row.earlier_seconds + outcome.seconds)
    best = kept(together((before,)), together((now,))).units[0]
    row.completion, row.success, row.score = best.completed, best.success, best.scaled
    row.total_seconds = min(now.seconds, MOST_SECONDS)


def outcome_of_row(row: UnitState | None, unit: LaunchUnit) -> UnitOutcome:
    """What is stored of one unit, as an outcome without its reasons."""
    if row is None or row.completion == "unknown":
        reasons = (Reason.NEVER_OPENED,)
        return UnitOutcome(unit.key, Completed.NOT_STARTED, Success.UNKNOWN, None, 0, reasons)
    return UnitOutcome(
        unit.key, Completed(row.completion), Success(row.success), row.score, row.total_seconds
    )


def is_done(outcome: UnitOutcome) -> bool:
    """Whether a unit is gone through and nothing judged failed."""
    return together((outcome,)).is_done


def settle(
    *, registration: PackageRegistration, manifest: PackageManifest, row: UnitState,
    before: UnitOutcome, at: datetime,
) -> None:  # fmt: skip
    """Write the result once, when the last unit of a learner's package is through.

    A result alone earns nothing: it lets exams that were passed already be concluded.
    """
    unit = unit_of(manifest, row.unit)
    if registration.purpose != Purpose.LEARN or is_done(before):
        return
    if not is_done(outcome_of_row(row, unit)):
        return
    # Two units that end at once each see the other one.
    PackageRegistration.objects.select_for_update().get(pk=registration.pk)
    outcome = outcome_so_far(registration, manifest)
    if outcome.is_done:
        _keep_result(registration, outcome, at)


def outcome_so_far(registration: PackageRegistration, manifest: PackageManifest) -> PackageOutcome:
    """What all units of a package say together, as they are stored."""
    rows = {each.unit: each for each in registration.units.defer("cmi", "documents")}
    return together(tuple(outcome_of_row(rows.get(unit.key), unit) for unit in manifest.units))


def _keep_result(registration: PackageRegistration, outcome: PackageOutcome, at: datetime) -> None:
    learner = registration.learner
    if learner is None:
        return
    _, created = PackageResult.objects.get_or_create(
        registration=registration,
        defaults={
            "learner": learner,
            "package_id": registration.package_id,
            "completion": outcome.completed,
            "success": outcome.success,
            "score": outcome.scaled,
            "total_seconds": min(outcome.seconds, MOST_SECONDS),
            "achieved_at": at,
        },
    )
    if created:
        for module_id in modules_that_play(registration.package_id):
            conclude(learner=learner, module_id=module_id, at=at)
