"""Frameworks for their pages: the list, one edition by its groups, choices of forms."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from passport.standards.domain.roles import concerns
from passport.standards.models import Clause, Framework, FrameworkKind, Jurisdiction


@dataclass(frozen=True)
class ClauseLine:
    """One requirement in its group; `months` is how long evidence holds, 0 and None for good."""

    key: str
    label: str
    roles: tuple[str, ...]
    evidence_kinds: tuple[str, ...]
    number: str
    number_status: str
    number_source: str
    months: int | None


@dataclass(frozen=True)
class GroupSheet:
    """A group of a framework with its requirements in order."""

    key: str
    title: str
    lines: tuple[ClauseLine, ...]


def _in_order_of_kind() -> Case:
    """Kinds in the order in which they are declared."""
    places = [When(kind=kind, then=Value(place)) for place, kind in enumerate(FrameworkKind.values)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())


def listed_frameworks(*, kind: str, jurisdiction: str, words: str) -> QuerySet[Framework]:
    """Frameworks by kind and title, newest edition first; `asked` counts their requirements."""
    found = Framework.objects.select_related("jurisdiction", "product")
    if kind:
        found = found.filter(kind=kind)
    if jurisdiction:
        found = found.filter(jurisdiction__code=jurisdiction)
    for word in words.split():
        found = found.filter(_speaks_of(word))
    return found.annotate(
        asked=Count("clauses__requirement", distinct=True), place=_in_order_of_kind()
    ).order_by("place", "title", "-valid_from", "key")


def _speaks_of(word: str) -> Q:
    fields = ("title", "owner", "edition", "pathway", "product__inn", "product__brand")
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": word})
    return found


def framework_by_key(key: str) -> Framework | None:
    """A framework with what its page names."""
    related = ("jurisdiction", "product", "replaces")
    return Framework.objects.select_related(*related).filter(key=key).first()


def successor_of(framework: Framework) -> Framework | None:
    """The edition that replaced this one, where it is listed."""
    return framework.successors.order_by("-valid_from").first()


def sheet_of(framework: Framework, role: str = "") -> tuple[GroupSheet, ...]:
    """Groups with their requirements, in order; for one role only where one is named."""
    clauses = framework.clauses.select_related("requirement").order_by("position", "pk")
    found: dict[str, list[ClauseLine]] = {key: [] for key, _ in framework.groups}
    for clause in clauses:
        if not role or concerns(clause.requirement.roles, [role]):
            found.setdefault(clause.group, []).append(_line(clause, framework))
    titles = dict(framework.groups)
    return tuple(
        GroupSheet(key, titles.get(key, key), tuple(lines)) for key, lines in found.items() if lines
    )


def _line(clause: Clause, framework: Framework) -> ClauseLine:
    requirement = clause.requirement
    own = requirement.validity_months
    return ClauseLine(
        key=requirement.key,
        label=requirement.label,
        roles=tuple(requirement.roles),
        evidence_kinds=tuple(requirement.evidence_kinds),
        number=clause.number,
        number_status=clause.number_status,
        number_source=clause.number_source,
        months=framework.validity_months if own is None else own,
    )


def jurisdiction_choices() -> list[tuple[str, str]]:
    """Where frameworks hold."""
    return list(Jurisdiction.objects.order_by("name").values_list("code", "name"))


def framework_choices() -> list[tuple[str, str]]:
    """Every framework, in the order of the list."""
    rows = Framework.objects.annotate(place=_in_order_of_kind())
    return [(row.key, str(row)) for row in rows.order_by("place", "title", "-valid_from", "key")]


def pair_to_compare() -> tuple[str, str] | None:
    """The newest edition that replaced another, with the other first."""
    newest = (
        Framework.objects.filter(replaces__isnull=False)
        .select_related("replaces")
        .order_by("-valid_from", "key")
        .first()
    )
    return (newest.replaces.key, newest.key) if newest and newest.replaces else None
