"""Lets a partner's people into the own portal and nobody into another one."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from passport.people.models import Partner, PartnerKind, PartnerMembership, User
from passport.people.queries.partners import asked_as

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")


def partner_member(view: View | None = None, *, manager: bool = False) -> Any:
    """Decorator: `view` takes the partner in place of `partner_id`; others get a 404.

    With `manager`, editors get a 403 page that names the role it needs. A suspended partner is
    read only: what would write gets a 403 page that names whom to ask. Use it with or without
    brackets.
    """
    if view is None:
        return partial(partner_member, manager=manager)

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, partner_id: UUID, **kwargs: Any) -> HttpResponse:
        membership = _membership_or_404(request, partner_id)
        request.partner_membership = membership  # type: ignore[attr-defined]
        partner = membership.partner
        if manager and not manages(request):
            return _refused(request, partner, "managers")
        if partner.suspended_at is not None and request.method not in READING:
            return _refused(request, partner, "suspended")
        return view(request, partner, **kwargs)

    return guarded


def manages(request: HttpRequest) -> bool:
    """Whether who asks is a manager of the partner; for views behind `partner_member`."""
    return own_membership(request).kind == PartnerKind.MANAGER


def own_membership(request: HttpRequest) -> PartnerMembership:
    """As what somebody asks; for views behind `partner_member`."""
    return cast(PartnerMembership, request.partner_membership)  # type: ignore[attr-defined]


def portal(request: HttpRequest, partner: Partner, section: str, **context: Any) -> dict[str, Any]:
    """The context of a page that extends partner/base.html.

    `section` is the entry of its navigation: modules, packages or people.
    """
    return {"partner": partner, "section": section, "is_manager": manages(request), **context}


def _membership_or_404(request: HttpRequest, partner_id: UUID) -> PartnerMembership:
    user = request.user
    found = asked_as(user, partner_id, timezone.localdate()) if isinstance(user, User) else None
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, partner: Partner, why: str) -> HttpResponse:
    context = portal(request, partner, "", why=why)
    return render(request, "people/partner_refused.html", context, status=403)
