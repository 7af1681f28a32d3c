"""A professional's side of centres: which see me, leave, invitations to me, register one."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passport.people.domain.roles import Membership, highest
from passport.people.forms.centres import CentreForm
from passport.people.models import Centre, Invitation, InvitationKind, Professional
from passport.people.queries.centres import centres_of, roles_at
from passport.people.queries.invitations import invitations_for, requests_by
from passport.people.queries.profiles import professional_of
from passport.people.services import invitations as services
from passport.people.services.memberships import LastLeadError, leave_centre
from passport.people.services.posters import AlreadyDecidedError, take_back
from passport.people.services.registry import (
    CentreExistsError,
    TooManyWaitingError,
    register_centre,
)
from passport.people.views.frame import typed
from passport.people.views.members import KINDS, ROLES, signed_in


@dataclass(frozen=True)
class OwnCentre:
    """A centre that one belongs to, and as what; who leads one finds everything from there."""

    centre: Centre
    kind: str | Promise
    unit: str
    roles: list[str | Promise]
    leads: bool
    receives: bool = False


@login_required
@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Centres that see me, invitations to me, requests that wait."""
    professional = professional_of(request.user)
    invitations = [
        {"invitation": each, "roles": [ROLES.get(code, code) for code in each.roles],
         "kind": KINDS[each.membership]}
        for each in invitations_for(signed_in(request), timezone.now())
    ]  # fmt: skip
    context = {
        "professional": professional,
        "own": _own_centres(professional) if professional else [],
        "invitations": invitations,
        "requests": requests_by(professional) if professional else (),
    }
    return render(request, "people/centres.html", context)


def _own_centres(professional: Professional) -> list[OwnCentre]:
    on = timezone.localdate()
    found = []
    rows = centres_of(professional, on).order_by("centre__name", "centre_id", "pk")
    for centre, group in groupby(rows, key=lambda row: row.centre):
        held = list(group)
        kinds = {row.kind for row in held}
        codes = roles_at(centre, on, [professional.pk]).get(professional.pk, ())
        found.append(
            OwnCentre(
                centre=centre,
                kind=KINDS[highest(kinds)],
                unit=next((row.unit for row in held if row.unit), ""),
                roles=[ROLES.get(code, code) for code in codes],
                leads=Membership.LEAD in kinds,
                receives=highest(kinds) == Membership.SUPERVISOR and bool(centre.confirmed_at),
            )
        )
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a centre; staff then reach its official contact."""
    professional = professional_of(request.user)
    if professional is None:
        messages.info(request, _("Tell us first what you do. Then register your centre."))
        return redirect("people:welcome_start")
    form = CentreForm(typed(request))
    if form.is_valid() and (response := _registered(request, professional, form)):
        return response
    status = 422 if form.is_bound else 200
    return render(request, "people/register_centre.html", {"form": form}, status=status)


def _registered(
    request: HttpRequest, professional: Professional, form: CentreForm
) -> HttpResponse | None:
    """Write it down; None when that cannot be, with the reason in the form."""
    try:
        register_centre(by=professional, facts=form.facts, at=timezone.now())
    except CentreExistsError:
        form.add_error(
            "name",
            _("This centre is registered. Ask its quality manager to invite you, or write to us."),
        )
        return None
    except TooManyWaitingError:
        form.add_error(None, _("Three centres of yours wait to be confirmed. Wait for these."))
        return None
    messages.success(request, _("Registered. We ask its official contact, then you hear from us."))
    return redirect("people:centres")


@login_required
@require_POST
def leave(request: HttpRequest, centre_id: UUID) -> HttpResponse:
    """Leave a centre: from now on it no longer sees me."""
    professional = professional_of(request.user)
    rows = centres_of(professional, timezone.localdate()) if professional else None
    row = rows.filter(centre__public_id=centre_id).first() if rows is not None else None
    if professional is None or row is None:
        raise Http404
    try:
        leave_centre(centre=row.centre, professional=professional, at=timezone.now())
    except LastLeadError:
        messages.warning(
            request,
            _("You are its only quality manager. Name another one first, or write to us."),
        )
    else:
        text = _("You left %(centre)s. It no longer sees you.")
        messages.success(request, text % {"centre": row.centre})
    return redirect("people:centres")


@login_required
@require_POST
def answer_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Accept or decline an invitation to one of my confirmed addresses."""
    professional = professional_of(request.user)
    if professional is None:
        return redirect("people:welcome_start")
    rows = Invitation.objects.select_related("centre").filter(kind=InvitationKind.MAIL)
    invitation = get_object_or_404(rows, public_id=invitation_id)
    accepted = request.POST.get("answer") == "accept"
    act = services.accept if accepted else services.decline
    try:
        act(invitation=invitation, professional=professional, at=timezone.now())
    except services.OtherAddressError:
        raise Http404 from None
    except services.InvitationClosedError:
        messages.info(request, _("This invitation has ended or was answered before."))
    else:
        text = _("You belong to %(centre)s now.") if accepted else _("Declined: %(centre)s.")
        messages.success(request, text % {"centre": invitation.centre})
    return redirect("people:centres")


@login_required
@require_POST
def take_back_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask no longer to join a centre."""
    professional = professional_of(request.user)
    if professional is None:
        raise Http404
    asked = get_object_or_404(professional.join_requests, public_id=request_id)
    try:
        take_back(request=asked, at=timezone.now())
    except AlreadyDecidedError:
        messages.info(request, _("This request was decided before."))
    else:
        messages.success(request, _("Your request is taken back."))
    return redirect("people:centres")
