"""Coverage of a centre: roles by groups of requirements, people by single requirements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from credentials.domain.matrix import FrameworkView, Matrix, RoleRow, role_rows
from credentials.forms.coverage import FrameworkFilter, PeopleFilter, markup_key
from credentials.queries.coverage import framework_views, heat_of, matrix_of, products_of
from credentials.queries.members import (
    ROLELESS,
    PeopleChoice,
    chosen_ids,
    chosen_people,
    roles_in,
    units_in,
)
from credentials.rendering.coverage import (
    PersonHead,
    columns_for,
    has_gap,
    kept_role_tables,
    key_words,
    people_table,
)
from credentials.rendering.samples import sample_table
from passport.people.models import Centre
from passport.people.queries.centres import members_of
from passport.people.views.access import centre_lead
from passport.standards.models import Framework

PEOPLE_A_PAGE = 50
NOBODY = UUID(int=0)  # stands for fifty people in an address that is made once
ALONE = 1  # nobody but the quality manager is listed


@dataclass(frozen=True)
class PeopleLink:
    """The way from a count to its people, at an address that says the rest."""

    address: str

    def __call__(self, role: str, group: str) -> str:
        return f"{self.address}&{urlencode({'role': role or ROLELESS, 'group': group})}"


@dataclass(frozen=True)
class Asked:
    """What a quality manager looks at; `query` says it again in an address."""

    framework: Framework
    form: FrameworkFilter
    on: date
    today: date
    query: dict[str, str] = field(default_factory=dict)

    @property
    def is_today(self) -> bool:
        """Whether the status is that of the present day."""
        return self.on == self.today


@centre_lead
@require_safe
def coverage(request: HttpRequest, centre: Centre) -> HttpResponse:
    """How many people of each role have what each group asks, in force on a day."""
    asked = _asked(request, centre)
    if asked is None:
        return _nothing_asked(request, centre)
    heat = heat_of(centre, asked.framework.key, asked.on)
    roles = [row.role for row in heat.rows]
    people_form = _people_form(request, heat.view, roles, heat.units)
    choice = _choice(people_form)
    rows = _rows(centre, asked, choice, heat.rows)
    context = {
        **_page(centre, asked, people_form),
        "tables": _tables(centre, asked, choice, heat.view, rows),
        "is_alone": heat.people <= ALONE,
        "sample": sample_table(heat.view) if heat.people <= ALONE else None,
    }
    return render(request, "credentials/coverage.html", context)


@centre_lead
@require_safe
def coverage_people(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Which person has shown which requirement, 50 people a page."""
    asked = _asked(request, centre)
    if asked is None:
        return _nothing_asked(request, centre)
    matrix = matrix_of(centre, asked.framework.key, asked.on)
    form = _people_form(request, matrix.view, roles_in(matrix), units_in(matrix))
    places, people = _chosen_cells(centre, asked, form, matrix)
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    everybody = request.GET.get("choose") == "all"
    context = {
        **_page(centre, asked, form),
        "page": page,
        "is_alone": len(matrix.people) <= ALONE,
        "table": _people_table(centre, matrix, places, page, everybody) if places else None,
        "is_asked": bool(places),
        "lists_people": True,
    }
    return render(request, "credentials/coverage_people.html", context)


def _nothing_asked(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Before any standard was loaded."""
    return render(
        request, "credentials/coverage_none.html", {"centre": centre, "section": "coverage"}
    )


def _asked(request: HttpRequest, centre: Centre) -> Asked | None:
    """Framework and day as chosen; what cannot be used is said and left out."""
    offered = framework_views(centre)
    if not offered:
        return None
    today = timezone.localdate()
    products = products_of(offered)
    data = {"framework": offered[0].key, "on": today.isoformat(), **request.GET.dict()}
    form = FrameworkFilter(data, frameworks=offered, products=products, today=today)
    framework = _framework(form, offered, {each.key: each.pk for each in products})
    data["framework"] = framework.key
    on = form.cleaned_data.get("on") or today
    query = {"framework": framework.key}
    if on != today:
        query["on"] = on.isoformat()
    if product := form.chosen("product"):
        query["product"] = product
    return Asked(framework, form, on, today, query)


def _framework(
    form: FrameworkFilter, offered: tuple[Framework, ...], products: dict[str, int]
) -> Framework:
    """The framework chosen; with a product, the one of its programmes."""
    key, product = form.chosen("framework"), form.chosen("product")
    fitting = [each for each in offered if not product or each.product_id == products[product]]
    return next((each for each in fitting if each.key == key), fitting[0])


def _people_form(
    request: HttpRequest, view: FrameworkView, roles: list[str], units: Iterable[str]
) -> PeopleFilter:
    return PeopleFilter(
        request.GET,
        units=units,
        roles=roles,
        groups=view.groups,
        requirements=[column.key for column in view.columns],
    )


def _given(form: PeopleFilter) -> dict[str, str]:
    """The filters that are set, as an address says them."""
    given = {name: form.chosen(name) for name in form.fields}
    return {name: "on" if value is True else value for name, value in given.items() if value}


def _choice(form: PeopleFilter) -> PeopleChoice:
    return PeopleChoice(unit=form.chosen("unit"), role=form.chosen("role"))


def _rows(
    centre: Centre, asked: Asked, choice: PeopleChoice, rows: tuple[RoleRow, ...]
) -> tuple[RoleRow, ...]:
    """Rows of the roles chosen; counted anew where not everybody counts."""
    if choice.unit or not asked.is_today:
        matrix = matrix_of(centre, asked.framework.key, asked.on)
        people = chosen_people(centre, matrix, PeopleChoice(unit=choice.unit), asked.today)
        rows = role_rows(matrix, people)
    if not choice.role:
        return rows
    wanted = "" if choice.role == ROLELESS else choice.role
    return tuple(row for row in rows if row.role == wanted)


def _tables(
    centre: Centre,
    asked: Asked,
    choice: PeopleChoice,
    view: FrameworkView,
    rows: tuple[RoleRow, ...],
) -> Any:
    """The two tables, each cell with the way to its people."""
    address = reverse("credentials:coverage_people", args=[centre.public_id])
    unit = {"unit": choice.unit} if choice.unit else {}
    link = PeopleLink(f"{address}?{urlencode({**asked.query, **unit})}")
    caption = _("People with everything in force, by role")
    return kept_role_tables(view, rows, caption=caption, link=link)


def _chosen_cells(
    centre: Centre, asked: Asked, form: PeopleFilter, matrix: Matrix
) -> tuple[list[int], list[int]]:
    """Columns and people that the filters leave."""
    choice = _choice(form)
    places = columns_for(
        matrix.view,
        role=choice.role,
        group=form.chosen("group"),
        requirement=form.chosen("requirement"),
    )
    people = list(chosen_ids(centre, matrix, choice, asked.today))
    if form.chosen("gaps"):
        people = [person for person in people if has_gap(matrix, person, places)]
    return places, people


def _people_table(
    centre: Centre, matrix: Matrix, places: list[int], page: "Page[int]", everybody: bool
) -> Any:
    ids = list(page.object_list)
    members = {each.id: each for each in members_of(centre, matrix.on, ids)}
    address = reverse("credentials:person", args=[centre.public_id, NOBODY])
    heads = [
        PersonHead(member, address.replace(str(NOBODY), str(member.public_id)), everybody)
        for person in ids
        if (member := members.get(person))
    ]
    return people_table(matrix, places, heads, caption=_("Person by requirement"))


def _page(centre: Centre, asked: Asked, people_form: PeopleFilter) -> dict[str, Any]:
    return {
        "centre": centre,
        "section": "coverage",
        "asked": asked,
        "form": asked.form,
        "people_form": people_form,
        "filters_key": markup_key(asked.form, people_form),
        "query": urlencode({**asked.query, **_given(people_form)}),
        "key": key_words(),
        "now": timezone.localtime(),
    }
