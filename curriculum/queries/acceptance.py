"""What a partner may accept for a product: outcomes, the modules that teach them, signed rules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from curriculum.domain.acceptance import (
    ACCEPTABLE_KINDS,
    Limits,
    RuleVersion,
    Taught,
    ends_before,
)
from curriculum.domain.outcomes import EVERYBODY, Asked, Outcome, concerns
from curriculum.models import (
    AcceptanceRule,
    LabelChange,
    ModuleOutcome,
    ModuleRelease,
    ProductAddOn,
)
from curriculum.queries.add_ons import PartnerDoor
from curriculum.queries.live_versions import DEFAULT_MONTHS, asked_by_programme, rule_version
from passport.dates import is_after


@dataclass(frozen=True)
class Teacher:
    """A core or role module that teaches an outcome: since which release, and its newest one."""

    code: str
    title: str
    since: int
    newest: int


@dataclass(frozen=True)
class RequiredLine:
    """An outcome that the programme asks; without roles it is asked of everybody."""

    key: str
    label: str
    roles: tuple[str, ...]
    teachers: tuple[Teacher, ...]


@dataclass(frozen=True)
class RuleFacts:
    """Everything that a rule of an add-on may name."""

    lines: tuple[RequiredLine, ...]
    limits: Limits
    titles: Mapping[str, str]

    @property
    def required(self) -> tuple[str, ...]:
        """Keys of the required outcomes, in the programme's order."""
        return tuple(line.key for line in self.lines)

    @property
    def labels(self) -> dict[str, str]:
        """Words of the required outcomes by key."""
        return {line.key: line.label for line in self.lines}


def rule_facts(add_on: ProductAddOn) -> RuleFacts:
    """What the programme asks and who teaches it; three queries."""
    programme = add_on.programme
    asked, outcomes = asked_by_programme({programme.pk})
    wanted = asked.get(programme.pk, ())
    required = tuple(dict.fromkeys(key for each in wanted for key in each.outcomes))
    taught, titles, newest = _taught(required)
    months = programme.validity_months
    limits = Limits(
        required=required,
        taught=taught,
        latest_release=newest,
        validity_months=DEFAULT_MONTHS if months is None else months,
    )
    lines = tuple(
        RequiredLine(
            key=key,
            label=outcomes[key].label,
            roles=_roles(outcomes[key], wanted),
            teachers=_teachers(key, limits, titles),
        )
        for key in required
    )
    return RuleFacts(lines=lines, limits=limits, titles=titles)


def _roles(outcome: Outcome, asked: Iterable[Asked]) -> tuple[str, ...]:
    """Roles of whom an outcome is asked; none when it is asked of everybody."""
    found = {role for each in asked if outcome.key in each.outcomes for role in each.roles}
    if EVERYBODY in found:
        return outcome.roles
    return tuple(sorted(role for role in found if not outcome.roles or role in outcome.roles))


def _teachers(key: str, limits: Limits, titles: Mapping[str, str]) -> tuple[Teacher, ...]:
    return tuple(
        Teacher(each.module, titles[each.module], each.since, limits.latest_release[each.module])
        for each in limits.taught
        if each.outcome == key and each.kind in ACCEPTABLE_KINDS
    )


def _taught(
    required: Collection[str],
) -> tuple[tuple[Taught, ...], dict[str, str], dict[str, int]]:
    """Who teaches these outcomes since which release, titles and newest releases of modules.

    A module teaches an outcome from the first release on that holds one of its objectives.
    """
    rows = list(
        ModuleOutcome.objects.filter(outcome__key__in=required)
        .order_by("module__code")
        .values_list("outcome__key", "module__code", "module__kind", "module__title", "objective")
    )
    titles = {code: title for _, code, _, title, _ in rows}
    first, newest = _releases(titles)
    since: dict[tuple[str, str, str], int] = {}
    for key, code, kind, _, objective in rows:
        number = first.get((code, objective))
        if number is not None:
            place = (key, code, kind)
            since[place] = min(number, since.get(place, number))
    taught = tuple(Taught(key, code, kind, n) for (key, code, kind), n in since.items())
    return taught, titles, newest


def _releases(
    codes: Collection[str],
) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """By module and objective the first release that holds it; by module the newest release."""
    first: dict[tuple[str, str], int] = {}
    newest: dict[str, int] = {}
    rows = ModuleRelease.objects.filter(module__code__in=codes).order_by("number", "pk")
    for code, number, objectives in rows.values_list(
        "module__code", "number", "content__objectives"
    ):
        newest[code] = number
        for objective in objectives or {}:
            first.setdefault((code, objective), number)
    return first, newest


@dataclass(frozen=True)
class SignedRule:
    """A signed rule as it stands among its successors; `ends_before` is the next one's first day.

    `standing` is ahead, in_force or past on the day that was asked for.
    """

    row: AcceptanceRule
    version: RuleVersion
    ends_before: date | None
    standing: str


def signed_rules(door: PartnerDoor, add_on: ProductAddOn, on: date) -> tuple[SignedRule, ...]:
    """Every rule of one add-on, newest first; four queries."""
    rows = door.rules.filter(add_on=add_on).select_related("signed_by")
    rows = rows.prefetch_related("lines__outcome", "lines__module").order_by("-number")
    versions = {row.pk: rule_version(row) for row in rows}
    return tuple(
        SignedRule(row, versions[row.pk], end, _standing(versions[row.pk], end, on))
        for row in rows
        for end in [ends_before(versions[row.pk], tuple(versions.values()))]
    )


def _standing(version: RuleVersion, end: date | None, on: date) -> str:
    if is_after(version.valid_from, on):
        return "ahead"
    return "in_force" if end is None or is_after(end, on) else "past"


def versions_of_rules(add_on: ProductAddOn) -> tuple[RuleVersion, ...]:
    """Every signed version of an add-on's rule, oldest first."""
    rows = add_on.rules.prefetch_related("lines__outcome", "lines__module")
    return tuple(rule_version(row) for row in rows.order_by("number"))


@dataclass(frozen=True)
class ChangeScope:
    """Outcomes that a product's module teaches, with their words, and the roles they concern."""

    outcomes: Mapping[str, str]
    roles: tuple[str, ...]


def change_scope(add_on: ProductAddOn, everybody: Collection[str]) -> ChangeScope:
    """What a change of the label may name; `everybody` are all roles. Two queries."""
    asked, outcomes = asked_by_programme({add_on.programme_id})
    wanted = asked.get(add_on.programme_id, ())
    taught = set(add_on.module.outcomes.values_list("outcome__key", flat=True))
    keys = [key for each in wanted for key in each.outcomes if key in taught]
    roles = {key: _roles(outcomes[key], wanted) or tuple(everybody) for key in keys}
    concerned = {role for named in roles.values() for role in named}
    return ChangeScope(
        outcomes={key: outcomes[key].label for key in dict.fromkeys(keys)},
        roles=tuple(role for role in everybody if concerns([role], concerned)),
    )


def changes_of(door: PartnerDoor, add_on: ProductAddOn) -> list[LabelChange]:
    """What was announced for one add-on, newest first."""
    rows = door.label_changes.filter(add_on=add_on).select_related("version", "announced_by")
    return list(rows.defer("version__content").order_by("-announced_on", "-pk"))


def by_key(labels: Mapping[str, str], keys: Iterable[str]) -> list[str]:
    """Words of some outcomes; the key itself where it is asked no longer."""
    return [labels.get(key, key) for key in keys]
