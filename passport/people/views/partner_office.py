"""The product desk's views: create a partner, suspend it, lift that, invite its first manager."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from passport.people.forms.partners import (
    FirstManagerForm,
    PartnerForm,
    ReasonForm,
    partner_facts_of,
)
from passport.people.models import Partner, PartnerKind, User
from passport.people.models.countries import COUNTRY_NAMES
from passport.people.permissions import can_look_after
from passport.people.queries.invitations import confirmed_addresses
from passport.people.queries.partner_invitations import open_invitations_of
from passport.people.queries.partners import managers_of_partner, partners_of
from passport.people.services import partners as services
from passport.people.services.invitations import (
    AlreadyInvitedError,
    InvitationClosedError,
    TooOftenError,
)
from passport.people.services.partner_invitations import (
    DayLimitError,
    invite_to_partner,
    withdraw_from_partner,
)
from passport.people.views.frame import typed

Decide = Callable[..., None]


def may_decide(user: Any) -> bool:
    """Whether this person decides about partners: never who belongs to one."""
    return isinstance(user, User) and can_look_after(
        user, belongs=partners_of(user, timezone.localdate()).exists()
    )


def shown_partner(user: Any, partner: Partner) -> dict[str, Any]:
    """What the desk sees of a partner beside what is written down: its managers, who is asked."""
    managers = managers_of_partner(partner, timezone.localdate())
    return {
        "managers": managers,
        "invitations": open_invitations_of(partner).filter(kind=PartnerKind.MANAGER),
        "country": COUNTRY_NAMES.get(partner.country, partner.country),
        "may_decide": may_decide(user),
    }


def _desk(request: HttpRequest) -> User:
    """Who decides; raises PermissionDenied for everybody else."""
    if not isinstance(request.user, User) or not may_decide(request.user):
        raise PermissionDenied
    return request.user


def _page(
    request: HttpRequest, partner: Partner | None, form: forms.Form, action: Promise
) -> HttpResponse:
    back = reverse("partners:inspect", args=[partner.pk]) if partner else reverse("partners:index")
    context = {
        "form": form,
        "action": action,
        "back": back,
        "page_title": action,
        "page_subtitle": str(partner or ""),
    }
    return TemplateResponse(request, "people/office/decide_partner.html", context)


def create(request: HttpRequest) -> HttpResponse:
    """Write down a new partner."""
    by, form = _desk(request), PartnerForm(typed(request))
    if form.is_valid():
        try:
            partner = services.create_partner(facts=form.facts, by=by, at=timezone.now())
        except services.PartnerExistsError:
            form.add_error("name", _("A partner of this name exists."))
        else:
            messages.success(request, _("Created. Invite its first manager now."))
            return redirect("partners:inspect", partner.pk)
    return _page(request, None, form, gettext_lazy("Create a partner"))


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name, country and official contact."""
    by, partner = _desk(request), get_object_or_404(Partner, pk=pk)
    form = PartnerForm(typed(request), initial=partner_facts_of(partner))
    if form.is_valid():
        try:
            services.correct_partner(partner=partner, facts=form.facts, by=by, at=timezone.now())
        except services.PartnerExistsError:
            form.add_error("name", _("A partner of this name exists."))
        else:
            messages.success(request, _("Saved."))
            return redirect("partners:inspect", partner.pk)
    return _page(request, partner, form, gettext_lazy("Save what is corrected"))


def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend a partner with a reason: its people only read."""
    return _reasoned(request, pk, services.suspend_partner, gettext_lazy("Suspend this partner"))


def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a suspension with a reason."""
    return _reasoned(request, pk, services.lift_suspension, gettext_lazy("Lift the suspension"))


def _reasoned(request: HttpRequest, pk: int, act: Decide, action: Promise) -> HttpResponse:
    by, partner = _desk(request), get_object_or_404(Partner, pk=pk)
    form = ReasonForm(typed(request))
    if not form.is_valid():
        return _page(request, partner, form, action)
    try:
        act(partner=partner, reason=form.cleaned_data["reason"], by=by, at=timezone.now())
    except services.AlreadyDoneError:
        messages.warning(request, _("Somebody did so before you."))
    else:
        messages.success(request, _("Saved. Its managers are told."))
    return redirect("partners:inspect", partner.pk)


def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a manager to a partner that has none; never oneself."""
    by, partner = _desk(request), get_object_or_404(Partner, pk=pk)
    if managers_of_partner(partner, timezone.localdate()):
        raise PermissionDenied(_("This partner has a manager, who invites everybody else."))
    form = FirstManagerForm(typed(request))
    if form.is_valid() and _invited(partner, form, by):
        messages.success(request, _("The invitation is on its way."))
        return redirect("partners:inspect", partner.pk)
    return _page(request, partner, form, gettext_lazy("Invite its first manager"))


def _invited(partner: Partner, form: FirstManagerForm, by: User) -> bool:
    """Write the invitation; False with the reason in the form."""
    email = form.cleaned_data["email"].lower()
    if email in confirmed_addresses(by) | {by.email.lower()}:
        form.add_error("email", _("You cannot invite yourself. The desk belongs to no partner."))
        return False
    reasons = {
        AlreadyInvitedError: _("An invitation to this address is open."),
        TooOftenError: _("Several invitations went to this address today. Write again tomorrow."),
        DayLimitError: _("Today's limit of invitations is reached. Go on tomorrow."),
        services.PartnerSuspendedError: _("The partner is suspended. Lift that first."),
    }
    try:
        invite_to_partner(
            partner=partner, email=email, kind=PartnerKind.MANAGER, by=by, at=timezone.now()
        )
    except tuple(reasons) as error:
        form.add_error("email", reasons[type(error)])
        return False
    return True


@require_POST
def withdraw(request: HttpRequest, pk: int, invitation_id: int) -> HttpResponse:
    """Take an invitation of a manager back, for instance one to a mistyped address."""
    by, partner = _desk(request), get_object_or_404(Partner, pk=pk)
    rows = partner.invitations.filter(kind=PartnerKind.MANAGER)
    invitation = get_object_or_404(rows, pk=invitation_id)
    try:
        withdraw_from_partner(invitation=invitation, by=by, at=timezone.now())
    except InvitationClosedError:
        messages.warning(request, _("This invitation was answered or withdrawn before."))
    else:
        messages.success(request, _("Withdrawn. The link in the mail no longer works."))
    return redirect("partners:inspect", partner.pk)
