"""Who may take part today, which minimum covers hold, and when they will break."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from credentials.domain.matrix import RoleTeam
from credentials.forms.coverage import PeopleFilter, ProductChoice
from credentials.queries.coverage import forecast_of, team_of
from credentials.queries.members import ROLELESS
from credentials.rendering.cover import (
    RENEWALS_SHOWN,
    break_shown,
    marks_shown,
    rule_shown,
    shown_ids,
    team_shown,
)
from passport.people.models import Centre
from passport.people.queries.centres import Member, members_of
from passport.people.views.access import centre_lead
from passport.standards.models import Framework, Product
from passport.ui.charts import strip

View = Callable[[HttpRequest, Centre], HttpResponse]
MONTHS = 12
A_PAGE, MARKS_A_PAGE = 50, 25
FIRST_ABLE, FIRST_NOT_ABLE = 15, 5  # of each role, before one role is chosen


def _rests_on_programme(view: View) -> View:
    """Decorator: before the passport programme is loaded, says so instead."""

    @wraps(view)
    def answered(request: HttpRequest, centre: Centre) -> HttpResponse:
        try:
            return view(request, centre)
        except Framework.DoesNotExist:
            context = {"centre": centre, "section": "coverage"}
            return render(request, "credentials/coverage_none.html", context)

    return answered


@centre_lead
@require_safe
@_rests_on_programme
def team(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Today's team, for one product or any: who may take part, who may not and why."""
    now = timezone.localtime()
    form = ProductChoice(request.GET, products=Product.objects.all())
    products = form.names
    chosen = form.chosen("product")
    teams, rules = team_of(centre, chosen or None, now.date())
    people_form = PeopleFilter(request.GET, units=(), roles=[each.role for each in teams])
    context = {
        **_teams(request, centre, teams, people_form.chosen("role")),
        "rules": [rule_shown(rule, products) for rule in rules],
        "product": products.get(chosen, ""),
        "form": form,
        "people_form": people_form,
        "centre": centre,
        "section": "team",
        "now": now,
    }
    return render(request, "credentials/team.html", context)


def _teams(
    request: HttpRequest, centre: Centre, teams: Iterable[RoleTeam], role: str
) -> dict[str, Any]:
    """The first people of every role, or one role page by page."""
    if role:
        wanted = "" if role == ROLELESS else role
        return _one_team(request, centre, [each for each in teams if each.role == wanted])
    shown = [shown_ids(each, FIRST_ABLE, FIRST_NOT_ABLE) for each in teams]
    ids = {each for pair in shown for part in pair for each in part}
    members = _members(centre, ids)
    listed = []
    for each, (able, not_able) in zip(teams, shown, strict=True):
        few = {pk: members[pk] for pk in (*able, *not_able) if pk in members}
        listed.append(team_shown(each, few))
    return {"teams": listed}


def _one_team(request: HttpRequest, centre: Centre, teams: list[RoleTeam]) -> dict[str, Any]:
    ids = [each.member_id for team in teams for part in (team.able, team.not_able) for each in part]
    page = Paginator(ids, A_PAGE).get_page(request.GET.get("page"))
    members = _members(centre, page.object_list)
    query = request.GET.copy()
    query.pop("page", None)
    shown = [team_shown(each, members) for each in teams]
    return {"teams": shown, "page": page, "query": query.urlencode()}


def _members(centre: Centre, ids: Iterable[int]) -> dict[int, Member]:
    today = timezone.localdate()
    return {each.id: each for each in members_of(centre, today, set(ids))}


@centre_lead
@require_safe
@_rests_on_programme
def forecast(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The day on which cover breaks if nobody renews, and what runs out in twelve months."""
    now = timezone.localtime()
    form = ProductChoice(request.GET, products=Product.objects.all())
    products = form.names
    chosen = form.chosen("product")
    breaks, marks = forecast_of(centre, chosen or None, now.date(), MONTHS)
    page = Paginator(marks, MARKS_A_PAGE).get_page(request.GET.get("page"))
    ids = {each.member_id for each in page.object_list}
    ids |= {one.member_id for each in breaks for one in each.renewals[:RENEWALS_SHOWN]}
    members = _members(centre, ids)
    title = _("What runs out in the next twelve months")
    context = {
        "breaks": [break_shown(each, members, products) for each in breaks],
        "marks": marks_shown(list(page.object_list), members),
        "chart": strip((each.on for each in marks), today=now.date(), name="horizon", title=title),
        "chart_title": title,
        "page": page,
        "query": f"product={chosen}" if chosen else "",
        "product": products.get(chosen, ""),
        "form": form,
        "centre": centre,
        "section": "coverage",
        "now": now,
    }
    return render(request, "credentials/forecast.html", context)
