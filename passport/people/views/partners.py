"""A person's side of partners: which are mine, what stands behind an invitation, leaving."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passport.people.domain.invitations import InvitationState
from passport.people.domain.tokens import hinted
from passport.people.models import Partner, PartnerInvitation
from passport.people.queries.partner_invitations import (
    is_for_person,
    partner_invitation_of,
    partner_invitations_for,
    partner_join_path,
    partner_state_of,
)
from passport.people.queries.partners import partners_of
from passport.people.services.invitations import InvitationClosedError
from passport.people.services.partner_invitations import (
    AlreadyPartnerMemberError,
    DeskMemberError,
    accept_partner,
)
from passport.people.services.partners import (
    LastManagerError,
    NoPartnerMemberError,
    PartnerSuspendedError,
    leave_partner,
)
from passport.people.views.members import signed_in
from passport.people.views.partner_access import own_membership, partner_member


def portal_home(partner: Partner) -> str:
    """Address of a partner's first page: its modules, or its people where there are none."""
    try:
        return reverse("curriculum:partner_home", args=[partner.public_id])
    except NoReverseMatch:
        return reverse("people:partner_people", args=[partner.public_id])


@login_required
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """My only partner; a list of several; how to become one for everybody else."""
    user = signed_in(request)
    own = list(partners_of(user, timezone.localdate()))
    invitations = list(partner_invitations_for(user, timezone.now()))
    if len(own) == 1 and not invitations:
        return redirect(portal_home(own[0]))
    context = {
        "own": [(each, portal_home(each)) for each in own],
        "invitations": [(each, partner_join_path(each)) for each in invitations],
    }
    return render(request, "people/partner_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def partner_join(request: HttpRequest, token: str) -> HttpResponse:
    """What stands behind the link of an invitation, whoever follows it."""
    invitation = partner_invitation_of(token)
    if invitation is None:
        return _ended(request, "unknown", 404)
    if not request.user.is_authenticated:
        hint = hinted(invitation.email)
        return render(request, "people/partner_join_visitor.html", {"hint": hint})
    if not is_for_person(invitation, signed_in(request)):
        return render(request, "people/partner_join_other.html", status=404)
    state = partner_state_of(invitation, timezone.now())
    if state is not InvitationState.OPEN:
        return _ended(request, state, 410)
    if request.method == "POST":
        return _accepted(request, invitation)
    return render(request, "people/partner_join.html", {"invitation": invitation})


def _accepted(request: HttpRequest, invitation: PartnerInvitation) -> HttpResponse:
    partner = invitation.partner
    try:
        accept_partner(invitation=invitation, user=signed_in(request), at=timezone.now())
    except InvitationClosedError:
        return _ended(request, "accepted", 410)
    except PartnerSuspendedError:
        return _ended(request, "suspended", 410)
    except DeskMemberError:
        return _ended(request, "desk", 403)
    except AlreadyPartnerMemberError:
        messages.info(request, _("You belong to this partner already."))
    else:
        messages.success(request, _("You belong to %(name)s now.") % {"name": partner})
    return redirect(portal_home(partner))


def _ended(request: HttpRequest, state: str, status: int) -> HttpResponse:
    context: dict[str, Any] = {"state": str(state)}
    return render(request, "people/partner_join_ended.html", context, status=status)


@partner_member
@require_POST
def leave(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Leave a partner: from now on its portal is closed to me."""
    try:
        leave_partner(membership=own_membership(request), at=timezone.now())
    except LastManagerError:
        text = _("You are its only manager. Make somebody else manager first, or write to us.")
        messages.warning(request, text)
        return redirect("people:partner_people", partner.public_id)
    except (NoPartnerMemberError, PartnerSuspendedError):
        messages.info(request, _("Nothing changed. Look again."))
    else:
        messages.success(request, _("You left %(name)s.") % {"name": partner})
    return redirect("people:partners")
