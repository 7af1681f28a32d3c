"""Trials of packages: begun by their author, told by what content does, kept with their package."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from curriculum.domain.package_trials import (
    MOST_KEPT,
    Blocked,
    RefusedValue,
    Trial,
    TriedBy,
    added,
    trial_findings,
)
from curriculum.domain.packages import PackageFinding, PackageRule
from curriculum.models import CheckFinding, ContentPackage, PackageRegistration, Purpose, UnitState
from curriculum.queries.packages import playable
from curriculum.scorm.data_model import NAME_CHARACTERS
from curriculum.scorm.manifest import from_json
from curriculum.scorm.value_types import is_storable
from curriculum.services.packages import PackageStateError
from passport.people.models import User

_TRIAL_RULES = [rule.value for rule in PackageRule if rule.value.startswith("trial_")]


def trial_of(package: ContentPackage) -> Trial | None:
    """The trial as it was stored."""
    stored: dict[str, Any] = package.trial
    if not stored:
        return None
    return Trial(
        **{
            **stored,
            "by": TriedBy(stored["by"]),
            "elements": tuple(stored["elements"]),
            "blocked": tuple(Blocked(**each) for each in stored["blocked"]),
            "errors": tuple(RefusedValue(**each) for each in stored["errors"]),
        }
    )


def findings_of_trial(package: ContentPackage, trial: Trial | None) -> list[PackageFinding]:
    """What a trial says of a package whose manifest was read."""
    units = from_json(package.manifest).units if package.manifest else ()
    return trial_findings(trial, talks=any(unit.is_sco for unit in units))


@transaction.atomic
def begin_trial(*, package: ContentPackage, by: User, at: datetime) -> None:
    """Try a package from its beginning; what an earlier trial left is forgotten.

    Raises PackageStateError for a package that is not played.
    """
    row = playable(ContentPackage.objects.select_for_update()).filter(pk=package.pk).first()
    if row is None:
        raise PackageStateError(package.state)
    UnitState.objects.filter(
        registration__package=row, registration__user=by, registration__purpose=Purpose.TRIAL
    ).delete()
    _keep(row, Trial(by=TriedBy.AUTHOR, at=at.isoformat()))


def note_call(
    *, registration: PackageRegistration, elements: Iterable[str],
    refused: Iterable[RefusedValue] = (), ended: bool = False,
) -> None:  # fmt: skip
    """Content of a trial told something; other purposes leave no trace here."""
    if registration.purpose != Purpose.TRIAL:
        return
    row = ContentPackage.objects.select_for_update().get(pk=registration.package_id)
    trial = trial_of(row)
    if trial is None:
        return
    named = [each for each in refused if is_storable(each.element)]
    errors = tuple(dict.fromkeys([*trial.errors, *named]))[:MOST_KEPT]
    _keep(
        row,
        replace(
            trial, began=True, ended=trial.ended or ended, calls=trial.calls + 1,
            elements=added(trial.elements, sorted(_storable(elements))), errors=errors,
        ),
    )  # fmt: skip


def _storable(elements: Iterable[str]) -> list[str]:
    """Names that a database keeps and a person reads; content may send anything."""
    return [each for each in elements if len(each) <= NAME_CHARACTERS and is_storable(each)]


@transaction.atomic
def note_blocked(*, registration: PackageRegistration, blocked: Blocked) -> None:
    """A browser stopped content of a trial, or of a reviewer, from reaching for something."""
    if registration.purpose == Purpose.LEARN:
        return
    row = ContentPackage.objects.select_for_update().get(pk=registration.package_id)
    trial = trial_of(row)
    if trial is None or blocked in trial.blocked:
        return
    _keep(row, replace(trial, blocked=(*trial.blocked, blocked)[:MOST_KEPT]))


def _keep(row: ContentPackage, trial: Trial) -> None:
    """Store a trial and put its findings in place of those of the last one."""
    row.trial = asdict(trial)
    row.save(update_fields=["trial"])
    found = findings_of_trial(row, trial)
    known = row.findings.filter(rule__in=_TRIAL_RULES)
    before = [(each.rule, each.file, each.details) for each in known]
    if before == [(each.rule, each.file, each.details) for each in found]:
        return
    known.delete()
    last = row.findings.order_by("-position").values_list("position", flat=True).first() or 0
    keep_findings(row, found, last + 1)


def keep_findings(row: ContentPackage, found: Iterable[PackageFinding], first: int = 1) -> None:
    """Write findings as rows, numbered from `first`."""
    CheckFinding.objects.bulk_create(
        CheckFinding(
            package=row, level=each.level, rule=each.rule, file=each.file, line=each.line,
            details=each.details, position=position,
        )
        for position, each in enumerate(found, start=first)
    )  # fmt: skip
