"""How many people of a role a centre wants able to take part."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from credentials.forms import CoverRuleForm, cover_initial
from credentials.models import CoverRule
from credentials.services.cover_rules import (
    CoverRuleExistsError,
    add_cover_rule,
    change_cover_rule,
    remove_cover_rule,
)
from passport.people.models import Centre, User
from passport.people.views.access import centre_lead


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def cover_rules(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every minimum cover, and a new one."""
    form = CoverRuleForm(request.POST or None)
    if form.is_valid() and _written(request, centre, form, None):
        return redirect("credentials:cover_rules", centre.public_id)
    rules = CoverRule.objects.filter(centre=centre).select_related("product")
    context = {"centre": centre, "section": "team", "rules": list(rules), "form": form}
    return _page(request, "credentials/cover_rules.html", context)


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def cover_rule(request: HttpRequest, centre: Centre, rule_id: UUID) -> HttpResponse:
    """Change one minimum cover."""
    rule = _rule(centre, rule_id)
    form = CoverRuleForm(request.POST or None, initial=cover_initial(rule))
    if form.is_valid() and _written(request, centre, form, rule):
        return redirect("credentials:cover_rules", centre.public_id)
    context = {"centre": centre, "section": "team", "rule": rule, "form": form}
    return _page(request, "credentials/cover_rule.html", context)


@centre_lead
@require_POST
def remove(request: HttpRequest, centre: Centre, rule_id: UUID) -> HttpResponse:
    """Ask for this cover no longer."""
    rule = _rule(centre, rule_id)
    remove_cover_rule(rule=rule, by=cast(User, request.user), at=timezone.now())
    messages.success(request, _("The rule is removed."))
    return redirect("credentials:cover_rules", centre.public_id)


def _rule(centre: Centre, rule_id: UUID) -> CoverRule:
    rules = CoverRule.objects.filter(centre=centre).select_related("product")
    return get_object_or_404(rules, public_id=rule_id)


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    form = cast(CoverRuleForm, context["form"])
    return render(request, template, context, status=422 if form.is_bound else 200)


def _written(
    request: HttpRequest, centre: Centre, form: CoverRuleForm, rule: CoverRule | None
) -> bool:
    by, at = cast(User, request.user), timezone.now()
    try:
        if rule is None:
            add_cover_rule(centre=centre, cover=form.cover, by=by, at=at)
        else:
            change_cover_rule(rule=rule, cover=form.cover, by=by, at=at)
    except CoverRuleExistsError:
        form.add_error(
            None, _("There is a rule for this role, product and time already. Change that one.")
        )
        return False
    messages.success(request, _("Saved. Today's team and the forecast follow it."))
    return True
