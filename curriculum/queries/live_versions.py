"""Product add-ons that are live: what they ask, accept and teach, as the rules take them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from curriculum.domain.acceptance import RuleLine, RuleVersion
from curriculum.domain.add_ons import VersionState
from curriculum.domain.delta import Change, ProductProgramme
from curriculum.domain.delta_plan import Part
from curriculum.domain.outcomes import Asked, Outcome, required_of
from curriculum.models import (
    AcceptanceRule,
    AddOnVersion,
    LabelChange,
    ModuleOutcome,
    RequiredOutcome,
)
from curriculum.queries.releases import SOURCE_LANGUAGE, ChapterOutline, outlines
from passport.dates import earliest, local_day

DEFAULT_MONTHS = 24
LIGHT = ("content", "add_on__module__title")


@dataclass(frozen=True)
class LiveProduct:
    """A live version with everything that its delta needs."""

    version: AddOnVersion
    asked: tuple[Asked, ...]
    outcomes: Mapping[str, Outcome]
    rules: tuple[RuleVersion, ...]
    changes: tuple[Change, ...]
    parts: tuple[Part, ...]
    objectives: Mapping[str, tuple[str, ...]]

    def required(self, roles: Collection[str]) -> tuple[str, ...]:
        """Keys of the outcomes that are asked of somebody with these roles."""
        return required_of(self.asked, self.outcomes, roles)

    def programme(self, roles: Collection[str]) -> ProductProgramme:
        """What the product asks of somebody, as the rules take it."""
        months = self.version.add_on.programme.validity_months
        return ProductProgramme(
            required=self.required(roles),
            versions=self.rules,
            changes=self.changes,
            validity_months=DEFAULT_MONTHS if months is None else months,
        )


def live_products(language: str, code: str = "") -> tuple[LiveProduct, ...]:
    """Every live add-on, or one by its module's code, in a language or in English.

    Seven queries whatever their number.
    """
    versions = _versions(language, code)
    add_ons = [version.add_on_id for version in versions]
    frameworks = {version.add_on.programme_id for version in versions}
    asked, outcomes = asked_by_programme(frameworks)
    rules, changes = _rules(add_ons), _changes(add_ons)
    objectives = _objectives({version.add_on.module_id for version in versions})
    chapters = outlines([version.release_id for version in versions if version.release_id])
    return tuple(
        LiveProduct(
            version=version,
            asked=asked.get(version.add_on.programme_id, ()),
            outcomes=outcomes,
            rules=rules.get(version.add_on_id, ()),
            changes=changes.get(version.add_on_id, ()),
            parts=_parts(version, chapters, objectives[version.add_on.module_id]),
            objectives=objectives[version.add_on.module_id],
        )
        for version in versions
    )


def as_if_live(
    version: AddOnVersion,
    chapters: tuple[ChapterOutline, ...],
    objectives: Mapping[str, tuple[str, ...]],
) -> LiveProduct:
    """A version as it would ask, accept and teach once it is live; six queries."""
    programme, add_on = version.add_on.programme_id, version.add_on_id
    asked, outcomes = asked_by_programme({programme})
    return LiveProduct(
        version=version,
        asked=asked.get(programme, ()),
        outcomes=outcomes,
        rules=_rules([add_on]).get(add_on, ()),
        changes=_changes([add_on]).get(add_on, ()),
        parts=_parts(version, {version.release_id or 0: chapters}, objectives),
        objectives=objectives,
    )


def _versions(language: str, code: str) -> list[AddOnVersion]:
    """One live version of each add-on, in the language where there is one."""
    rows = (
        AddOnVersion.objects.filter(
            state=VersionState.LIVE, language__in={language, SOURCE_LANGUAGE}
        )
        .select_related(
            "add_on__module",
            "add_on__partner",
            "add_on__programme__product",
            "add_on__programme__jurisdiction",
        )
        .prefetch_related("packages__package")
        .defer("content")
        .order_by("add_on__programme__product__inn", "add_on_id")
    )
    if code:
        rows = rows.filter(add_on__module__code=code)
    found: dict[int, AddOnVersion] = {}
    for row in rows:
        if row.add_on_id not in found or row.language == language:
            found[row.add_on_id] = row
    return list(found.values())


def asked_by_programme(
    frameworks: Collection[int],
) -> tuple[dict[int, tuple[Asked, ...]], dict[str, Outcome]]:
    """By framework, the outcomes behind each requirement in the framework's order."""
    rows = (
        RequiredOutcome.objects.filter(requirement__clauses__framework__in=frameworks)
        .order_by("requirement__clauses__position", "requirement__key", "outcome__key")
        .values_list(
            "requirement__clauses__framework_id",
            "requirement__key",
            "requirement__roles",
            "outcome__key",
            "outcome__label",
            "outcome__topic",
            "outcome__roles",
        )
    )
    found: dict[int, dict[str, tuple[list[str], list[str]]]] = defaultdict(dict)
    outcomes: dict[str, Outcome] = {}
    for framework, requirement, roles, key, label, topic, own in rows:
        found[framework].setdefault(requirement, ([], roles))[0].append(key)
        outcomes[key] = Outcome(key=key, label=label, topic=topic, roles=tuple(own))
    asked = {
        framework: tuple(
            Asked(requirement, tuple(keys), tuple(roles))
            for requirement, (keys, roles) in requirements.items()
        )
        for framework, requirements in found.items()
    }
    return asked, outcomes


def _rules(add_ons: Collection[int]) -> dict[int, tuple[RuleVersion, ...]]:
    rows = AcceptanceRule.objects.filter(add_on__in=add_ons).prefetch_related(
        "lines__outcome", "lines__module"
    )
    found: dict[int, list[RuleVersion]] = defaultdict(list)
    for row in rows.order_by("number"):
        found[row.add_on_id].append(rule_version(row))
    return {add_on: tuple(versions) for add_on, versions in found.items()}


def rule_version(row: AcceptanceRule) -> RuleVersion:
    """A signed rule as the rules of delta take it."""
    return RuleVersion(
        number=row.number,
        valid_from=row.valid_from,
        lines=tuple(
            RuleLine(
                outcome=line.outcome.key,
                module=line.module.code,
                release_from=line.release_from,
                release_until=line.release_until,
                max_age_months=line.max_age_months,
            )
            for line in row.lines.all()
        ),
    )


def _changes(add_ons: Collection[int]) -> dict[int, tuple[Change, ...]]:
    """Label changes, each known since it was taught: learning the new text then is enough."""
    rows = LabelChange.objects.filter(add_on__in=add_ons).select_related("version")
    found: dict[int, list[Change]] = defaultdict(list)
    for row in rows.defer("version__content"):
        change = Change(
            outcomes=tuple(row.outcomes),
            announced_on=_taught_since(row),
            due_on=row.due_on,
            roles=tuple(row.roles),
            key=row.pk,
            version=row.version.number,
        )
        found[row.add_on_id].append(change)
    return {add_on: tuple(changes) for add_on, changes in found.items()}


def _taught_since(row: LabelChange) -> date:
    live_at = row.version.live_at
    days = [row.announced_on, *([local_day(live_at, settings.TIME_ZONE)] if live_at else [])]
    return earliest(days) or row.announced_on


def _objectives(modules: Iterable[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """By product module and objective, the outcomes that it teaches."""
    found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    rows = ModuleOutcome.objects.filter(module__in=modules).order_by("objective", "outcome__key")
    for module, objective, key in rows.values_list("module_id", "objective", "outcome__key"):
        found[module][objective] = (*found[module].get(objective, ()), key)
    return found


def _parts(
    version: AddOnVersion, chapters: Mapping[int, tuple], objectives: Mapping[str, tuple[str, ...]]
) -> tuple[Part, ...]:
    """Chapters of the release, then packages, with the outcomes that each teaches."""
    own = [
        Part(
            key=f"chapter:{chapter.slug}",
            outcomes=tuple(key for each in chapter.objectives for key in objectives.get(each, ())),
            minutes=chapter.minutes,
        )
        for chapter in chapters.get(version.release_id or 0, ())
    ]
    played = [
        Part(
            key=f"package:{line.package.public_id}",
            outcomes=tuple(line.outcomes),
            minutes=line.minutes,
        )
        for line in version.packages.all()
    ]
    return (*own, *played)
