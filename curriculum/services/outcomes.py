"""Loads outcomes: what core and role modules teach, and what product programmes ask."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models, transaction

from curriculum.formats.outcomes import FILE, KnownTeaching, OutcomesFile
from curriculum.models import Module, ModuleOutcome, Outcome, RequiredOutcome
from curriculum.models.module import ModuleKind
from curriculum.queries.releases import SOURCE_LANGUAGE, current_releases
from curriculum.services.loading import Loaded, Result
from passport.people.domain.roles import Role
from passport.standards.models import Requirement


def known_teaching() -> KnownTeaching:
    """What the file may name: objectives of the current releases, requirements, roles."""
    releases = current_releases(SOURCE_LANGUAGE).values_list("module__code", "content__objectives")
    requirements = Requirement.objects.values_list("key", "roles")
    return KnownTeaching(
        modules={code: tuple(objectives) for code, objectives in releases},
        requirements={key: tuple(roles) for key, roles in requirements},
        roles=set(Role),
    )


@transaction.atomic
def load_outcomes(*, file: OutcomesFile) -> Loaded:
    """Bring outcomes in; loading twice changes nothing.

    What partners' modules teach, and what requirements outside the file ask, stays as it is. An
    outcome that left the file stays too: signed rules may name it.
    """
    before = Outcome.objects.count()
    changed = _write_outcomes(file) | _write_teaching(file) | _write_asking(file)
    if not changed:
        return Loaded(FILE, Result.UNCHANGED)
    return Loaded(FILE, Result.UPDATED if before else Result.CREATED)


def _write_outcomes(file: OutcomesFile) -> bool:
    rows = {row.key: row for row in Outcome.objects.all()}
    new = [
        Outcome(key=each.key, label=each.label, topic=each.topic, roles=list(each.roles))
        for each in file.outcomes
        if each.key not in rows
    ]
    Outcome.objects.bulk_create(new)
    changed = []
    for each in file.outcomes:
        row = rows.get(each.key)
        said = (each.label, each.topic, list(each.roles))
        if row and (row.label, row.topic, row.roles) != said:
            row.label, row.topic, row.roles = said
            changed.append(row)
    Outcome.objects.bulk_update(changed, ["label", "topic", "roles"])
    return bool(new or changed)


def _write_teaching(file: OutcomesFile) -> bool:
    """Core and role modules teach what the file says, and nothing else."""
    outcomes = dict(Outcome.objects.values_list("key", "pk"))
    modules = dict(Module.objects.values_list("code", "pk"))
    wanted = {
        (outcomes[each.key], modules[teaching.module], objective)
        for each in file.outcomes
        for teaching in each.teachings
        for objective in teaching.objectives
    }
    ours = ModuleOutcome.objects.exclude(module__kind=ModuleKind.PRODUCT)
    held = {
        (outcome, module, objective): pk
        for pk, outcome, module, objective in ours.values_list(
            "pk", "outcome_id", "module_id", "objective"
        )
    }
    return _follow(
        ModuleOutcome,
        held,
        wanted,
        lambda key: ModuleOutcome(outcome_id=key[0], module_id=key[1], objective=key[2]),
    )


def _write_asking(file: OutcomesFile) -> bool:
    """Requirements of the file ask for what it says."""
    outcomes = dict(Outcome.objects.values_list("key", "pk"))
    requirements = dict(
        Requirement.objects.filter(key__in=[each.requirement for each in file.asked]).values_list(
            "key", "pk"
        )
    )
    wanted = {
        (requirements[each.requirement], outcomes[key])
        for each in file.asked
        for key in each.outcomes
    }
    ours = RequiredOutcome.objects.filter(requirement__in=requirements.values())
    held = {
        (requirement, outcome): pk
        for pk, requirement, outcome in ours.values_list("pk", "requirement_id", "outcome_id")
    }
    return _follow(
        RequiredOutcome,
        held,
        wanted,
        lambda key: RequiredOutcome(requirement_id=key[0], outcome_id=key[1]),
    )


def _follow(
    model: type[models.Model],
    held: Mapping[tuple[Any, ...], int],
    wanted: set[tuple[Any, ...]],
    make: Callable[[tuple[Any, ...]], models.Model],
) -> bool:
    """Delete the rows that are not wanted, add those that are missing; True when any changed."""
    gone = [pk for key, pk in held.items() if key not in wanted]
    missing = sorted(wanted - set(held))
    manager = model._default_manager
    manager.filter(pk__in=gone).delete()
    manager.bulk_create([make(key) for key in missing])
    return bool(gone or missing)
