"""Exams of product modules: they ask what remains, and conclude once all packages are through."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from curriculum.domain.delta_plan import delta_draw, draw_size
from curriculum.models import (
    Attempt,
    Completion,
    DeltaTaken,
    ModuleRelease,
    PackageResult,
    UpdateTaken,
)
from curriculum.models.learning import CompletionWay
from curriculum.models.module import ModuleKind
from curriculum.queries.attempts import has_earned, pool_of
from curriculum.queries.deltas import ProductDelta, product_delta
from curriculum.queries.learning import safe_attempts
from curriculum.services.completions import record_completion
from passport.dates import Validity, local_day
from passport.jobs import services as jobs
from passport.people.models import Professional


class NotOfferedError(Exception):
    """The product is not live, or not offered in the learner's country."""


class NothingToLearnError(Exception):
    """Nothing remains, or what remains was passed and waits for its packages."""


class SomethingRemainsError(Exception):
    """Not everything that the product asks is covered."""


@dataclass(frozen=True)
class Ask:
    """What the exam of one learner asks, and what its result will rest on."""

    objectives: frozenset[str]
    size: int
    record: dict[str, Any]

    def keys(self, release: ModuleRelease, *, seed: str, recent: frozenset[str]) -> tuple[str, ...]:
        """Keys of the questions drawn."""
        pool = tuple(item for item in pool_of(release) if item.objective in self.objectives)
        return delta_draw(pool, self.size, seed=seed, recent=recent)


def asked_of(*, learner: Professional, release: ModuleRelease, at: datetime) -> Ask:
    """What a learner's exam asks now. Raises NotOfferedError and NothingToLearnError."""
    found = _offered(learner, release.module.code, at)
    waiting = waiting_attempt(learner.pk, release.module_id)
    passed = set(waiting.delta["learned"]) if waiting else set()
    if set(found.examined) <= passed or found.version.release_id != release.pk:
        raise NothingToLearnError
    counts: dict[str, int] = {}
    for item in pool_of(release):
        counts[item.objective] = counts.get(item.objective, 0) + 1
    return Ask(
        objectives=frozenset(found.objectives),
        size=draw_size(found.objectives, counts, release.draw),
        record=_record(learner, found),
    )


def waiting_attempt(learner_id: int, module_id: int) -> Attempt | None:
    """The latest passed attempt at a product module that is not concluded yet.

    What was passed in a version that was retired for safety waits for nothing any more.
    """
    passed = safe_attempts(learner_id).filter(module=module_id, passed=True)
    latest = passed.order_by("-submitted_at", "-pk").first()
    if latest is None or not latest.delta:
        return None
    return None if has_earned(latest) else latest


@transaction.atomic
def conclude(*, learner: Professional, module_id: int, at: datetime) -> Completion | None:
    """Record what a passed exam earned once nothing else is missing; else nothing.

    Every needed package must be through, and what the product does not teach must be covered by
    core or role modules. A passed update renews no stamp: it is written down as such.
    """
    Professional.objects.select_for_update().get(pk=learner.pk)
    attempt = waiting_attempt(learner.pk, module_id)
    if attempt is None or _packages_left(learner.pk, attempt.delta["packages"]):
        return None
    if attempt.delta["kind"] == "update":
        _take_updates(learner, attempt, at)
        return None
    found = product_delta(learner, attempt.release.module.code, local_day(at, settings.TIME_ZONE))
    # What was begun while the product was live is concluded on what it rested on then.
    record = {**attempt.delta, **(_rests_on(found) if found else {})}
    if set(record["remaining"]) - set(record["learned"]):
        return None
    completion = record_completion(learner=learner, release=attempt.release, attempt=attempt, at=at)
    _keep(completion, record, at)
    return completion


def conclude_waiting(*, learner: Professional, at: datetime) -> None:
    """Conclude every passed exam of a product that waited for something just shown."""
    modules = (
        Attempt.objects.filter(
            learner=learner, passed=True, module__kind=ModuleKind.PRODUCT, completion__isnull=True
        )
        .order_by()
        .values_list("module_id", flat=True)
        .distinct()
    )
    for module_id in list(modules):
        conclude(learner=learner, module_id=module_id, at=at)


@transaction.atomic
def recognise(*, learner: Professional, code: str, at: datetime) -> Completion:
    """Record a product of which nothing remains for this learner.

    Raises NotOfferedError, SomethingRemainsError and NothingToLearnError when it is held already.
    """
    Professional.objects.select_for_update().get(pk=learner.pk)
    found = _offered(learner, code, at)
    if found.delta.to_learn or not found.delta.required:
        raise SomethingRemainsError
    release = found.version.release
    if release is None:
        raise NotOfferedError
    if _holds(learner, found, local_day(at, settings.TIME_ZONE)):
        raise NothingToLearnError
    completion = record_completion(
        learner=learner, release=release, at=at, way=CompletionWay.RECOGNISED
    )
    _keep(completion, _record(learner, found), at)
    return completion


def _holds(learner: Professional, found: ProductDelta, on: date) -> bool:
    """Whether this version was completed, and its stamp has not run out."""
    taken = DeltaTaken.objects.filter(
        completion__learner=learner, completion__annulment__isnull=True, version=found.version
    ).order_by("-taken_at")
    months = found.product.programme(found.roles).validity_months
    last = taken.values_list("taken_at", flat=True).first()
    if last is None or not months:
        return last is not None
    return Validity(months).counts(local_day(last, settings.TIME_ZONE), on)


def _offered(learner: Professional, code: str, at: datetime) -> ProductDelta:
    found = product_delta(learner, code, local_day(at, settings.TIME_ZONE))
    if found is None or not found.offered:
        raise NotOfferedError
    return found


def _record(learner: Professional, found: ProductDelta) -> dict[str, Any]:
    """What the result will rest on, frozen when the attempt begins."""
    return {
        "kind": "update" if found.is_update else "delta",
        "add_on": found.version.add_on_id,
        "version": found.version.pk,
        "country": learner.country,
        "profession": learner.profession,
        "roles": list(found.roles),
        **_rests_on(found),
        "learned": list(found.examined),
        "packages": list(found.packages),
        "minutes_needed": found.plan.minutes,
        "minutes_saved": found.saved.minutes,
        "changes": list(found.changes),
    }


def _rests_on(found: ProductDelta) -> dict[str, Any]:
    """What is asked, what core and role modules cover of it, and what remains."""
    return {
        "required": list(found.delta.required),
        "remaining": list(found.delta.remaining),
        "covered": [
            {**asdict(each), "completed_on": each.completed_on.isoformat()}
            for each in found.delta.covered
        ],
    }


def _packages_left(learner_id: int, packages: list[str]) -> bool:
    rows = PackageResult.objects.filter(learner=learner_id, package__public_id__in=packages)
    return rows.values("package").distinct().count() < len(packages)


def _keep(completion: Completion, record: dict[str, Any], at: datetime) -> None:
    DeltaTaken.objects.create(
        completion=completion,
        add_on_id=record["add_on"],
        version_id=record["version"],
        country=record["country"],
        profession=record["profession"],
        roles=record["roles"],
        required=record["required"],
        covered=record["covered"],
        learned=record["learned"],
        minutes_needed=record["minutes_needed"],
        minutes_saved=record["minutes_saved"],
        taken_at=at,
    )


def _take_updates(learner: Professional, attempt: Attempt, at: datetime) -> None:
    for change in attempt.delta["changes"]:
        UpdateTaken.objects.get_or_create(
            change_id=change,
            learner=learner,
            defaults={
                "attempt": attempt,
                "learned": attempt.delta["learned"],
                "minutes_needed": attempt.delta["minutes_needed"],
                "taken_at": at,
            },
        )
    jobs.ring("completion_recorded", ids={"learner_id": learner.pk}, at=at)
