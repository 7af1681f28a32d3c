"""A centre's coverage on a day: who has shown what, who may take part, what runs out."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from credentials.domain import forecast, team
from credentials.domain.filling import Asked, Colleague, fill, newest_days
from credentials.domain.gaps import Compared, Gap, gaps
from credentials.domain.matrix import (
    Break,
    FrameworkView,
    Heat,
    HorizonMark,
    Matrix,
    RoleTeam,
    RuleResult,
    role_rows,
)
from credentials.models import CoverRule, LocalRequirement
from credentials.queries.attestations import local_requirements_on
from credentials.queries.facts import facts_of
from credentials.queries.marks import kept, kept_standards
from credentials.queries.standards import BY_GROUP, PROGRAMME_KEY, asked_of_people
from passport.dates import Validity
from passport.people.domain.roles import Role
from passport.people.models import Centre
from passport.people.queries.centres import members_of
from passport.prepared import Prepared
from passport.standards.domain.crosswalk import Place
from passport.standards.models import (
    Certification,
    Clause,
    Framework,
    FrameworkKind,
    NumberStatus,
    Product,
)
from passport.standards.queries.crosswalks import crosswalk_of

ORDER = {kind: place for place, kind in enumerate(FrameworkKind.values)}
_CERTIFIED: Prepared[int] = Prepared(
    lambda centre: (
        Certification.objects.filter(centre=centre)
        .order_by()
        .values_list("framework_id", flat=True)
    ),
    Certification.centre,
)
_PRODUCTS: Prepared[Product] = Prepared(lambda: Product.objects.order_by("inn"))


class Person(NamedTuple):
    """Somebody of a matrix, as far as counting by role needs to know them."""

    id: int
    roles: tuple[str, ...]


def framework_views(centre: Centre) -> tuple[Framework, ...]:
    """Frameworks offered for choice: the programme first, then practice, then what binds.

    Editions under which the centre was certified come first of their kind, then newer ones. What
    asks nothing of people is left out.
    """
    rows = kept_standards("frameworks", _asking_frameworks)
    certified = set(_CERTIFIED.rows(centre.pk))
    return tuple(sorted(rows, key=lambda row: (ORDER[row.kind], row.pk not in certified)))


def products_of(frameworks: Iterable[Framework]) -> list[Product]:
    """Products whose programmes are among these frameworks, by active substance."""
    wanted = {each.product_id for each in frameworks}
    return [each for each in _PRODUCTS.rows() if each.pk in wanted]


def _asking_frameworks() -> list[Framework]:
    """Frameworks that ask something of people, by title, newer editions first."""
    asked = Clause.objects.filter(framework=OuterRef("pk")).exclude(requirement__roles=[])
    rows = Framework.objects.filter(Q(kind__in=BY_GROUP) | Exists(asked))
    return list(rows.order_by("title", F("valid_from").desc(nulls_last=True), "key"))


def asked_at(centre: Centre, framework_key: str, on: date | None) -> Asked:
    """What a framework and the centre ask of people; raises Framework.DoesNotExist."""
    framework = Framework.objects.get(key=framework_key)
    return asked_of_people(framework, _local(centre, on))


def _local(centre: Centre, on: date | None) -> QuerySet[LocalRequirement]:
    if on is not None:
        return local_requirements_on(centre, on)
    return LocalRequirement.objects.filter(centre=centre, ends_on=None).order_by("label", "pk")


def view_of(centre: Centre, framework_key: str, on: date | None = None) -> FrameworkView:
    """A framework's columns and this centre's own; raises Framework.DoesNotExist.

    Own requirements as they are asked on a day; without a day, those that have no last day. What
    concerns nobody is left out.
    """
    return asked_at(centre, framework_key, on).view


def matrix_of(centre: Centre, framework_key: str, on: date) -> Matrix:
    """Every cell of a centre on a day, from memory where nothing changed.

    Raises Framework.DoesNotExist.
    """

    def compute() -> tuple[tuple[int, ...], Matrix]:
        matrix = computed(centre, framework_key, on)
        return matrix.people, matrix

    return kept(f"matrix:{framework_key}:{on}", centre, compute)


def computed(centre: Centre, framework_key: str, on: date) -> Matrix:
    """Every cell of a centre on a day, read and computed now; raises Framework.DoesNotExist."""
    asked = asked_at(centre, framework_key, on)
    members = members_of(Centre.objects.get(pk=centre.pk), on)
    ids = [member.id for member in members]
    days = newest_days(facts_of(centre, ids, on), on)
    people = [Colleague(each.id, each.roles, each.unit, days.get(each.id, {})) for each in members]
    return fill(asked, people, on)


def heat_of(centre: Centre, framework_key: str, on: date) -> Heat:
    """The same as `role_rows` over the whole centre, from memory: for pages without filters.

    Raises Framework.DoesNotExist.
    """

    def compute() -> tuple[tuple[int, ...], Heat]:
        matrix = matrix_of(centre, framework_key, on)
        everybody = map(Person, matrix.people, matrix.roles)
        rows = role_rows(matrix, everybody)
        units = tuple(sorted(set(matrix.units) - {""}))
        return matrix.people, Heat(matrix.view, len(matrix.people), rows, units)

    return kept(f"heat:{framework_key}:{on}", centre, compute)


def team_of(
    centre: Centre, product_key: str | None, on: date
) -> tuple[tuple[RoleTeam, ...], tuple[RuleResult, ...]]:
    """Who may take part on a day, by role, and which minimum covers hold.

    Raises Framework.DoesNotExist before the programme is loaded.
    """
    rules = _rules(centre, product_key)
    people = _candidates(centre, product_key, on, rules)
    teams = tuple(team.team(role, each) for role, each in people.items())
    return teams, team.results(rules, people)


def forecast_of(
    centre: Centre, product_key: str | None, on: date, months: int = 12
) -> tuple[tuple[Break, ...], tuple[HorizonMark, ...]]:
    """When minimum covers break if nobody renews, and what runs out in the months to come.

    Raises Framework.DoesNotExist before the programme is loaded.
    """
    rules = _rules(centre, product_key)
    people = _candidates(centre, product_key, on, rules)
    horizon = Validity(months=months).last_day(on)
    return forecast.breaks(rules, people, on, horizon), forecast.marks(people, on, horizon)


def gaps_of(centre: Centre, earlier_key: str, later_key: str, on: date) -> tuple[Gap, ...]:
    """What the later edition asks, what became of it, and how many people lack it.

    Raises Framework.DoesNotExist.
    """
    earlier = Framework.objects.get(key=earlier_key)
    later = Framework.objects.get(key=later_key)
    compared = [
        Compared(
            key=line.key,
            label=line.label,
            relation=str(line.change),
            note=line.note,
            number=_verified(line.later),
        )
        for line in crosswalk_of(earlier, later).lines
    ]
    return gaps(compared, matrix_of(centre, later_key, on))


def _verified(place: Place | None) -> str:
    return place.number if place and place.status == NumberStatus.VERIFIED else ""


def _rules(centre: Centre, product_key: str | None) -> list[team.Rule]:
    """Rules for any product, and those for this one."""
    rows = CoverRule.objects.filter(
        Q(product=None) | Q(product__key=product_key or ""), centre=centre
    )
    order = list(Role)
    return sorted(
        (
            team.Rule(row.role, row.shift, row.product.key if row.product else "", row.minimum)
            for row in rows.select_related("product")
        ),
        key=lambda rule: order.index(Role(rule.role)),
    )


def _candidates(
    centre: Centre, product_key: str | None, on: date, rules: list[team.Rule]
) -> team.Candidates:
    asks = [_ask_of_programme(matrix_of(centre, PROGRAMME_KEY, on))]
    asks += [_ask_of_product(matrix_of(centre, key, on)) for key in _programmes(product_key, on)]
    matrix = asks[0].matrix
    present = {role for held in matrix.roles for role in held} | {rule.role for rule in rules}
    return team.candidates(asks, [role.value for role in Role if role in present])


def _ask_of_programme(matrix: Matrix) -> team.Ask:
    """What has no module yet cannot be asked of anybody."""
    columns = enumerate(matrix.view.columns)
    return team.Ask(matrix, tuple(at for at, each in columns if each.offered or each.local))


def _ask_of_product(matrix: Matrix) -> team.Ask:
    """The centre's own requirements are asked by the programme's matrix already."""
    columns = enumerate(matrix.view.columns)
    return team.Ask(matrix, tuple(at for at, each in columns if not each.local))


def _programmes(product_key: str | None, on: date) -> list[str]:
    """Keys of a product's programmes in force on a day."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    not_ended = Q(valid_until=None) | Q(valid_until__gte=on)
    rows = Framework.objects.filter(
        begun & not_ended, kind=FrameworkKind.PRODUCT, product__key=product_key or ""
    )
    return list(rows.order_by("key").values_list("key", flat=True))
