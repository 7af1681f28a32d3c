"""How a quality manager asks colleagues by mail, and decides who asks to join."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passport.people.domain.invitations import InvitationState, may_send_again
from passport.people.forms.members import InviteForm
from passport.people.models import Centre, Invitation, InvitationKind, JoinRequest
from passport.people.queries.invitations import invitations_of, requests_of, state_of
from passport.people.queries.rosters import known_at
from passport.people.services import invitations as services
from passport.people.services.posters import AlreadyDecidedError, decide_request
from passport.people.services.sending import may_send_at
from passport.people.views.access import centre_lead
from passport.people.views.frame import PAGE_SIZE, framed, typed, unit_names
from passport.people.views.members import KINDS, ROLES, signed_in


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Ask one colleague; other ways to ask are named beside it."""
    at, on = timezone.now(), timezone.localdate()
    members = frozenset(known_at(centre, at, on).members) if request.method == "POST" else None
    form = InviteForm(typed(request), members=members or frozenset())
    if form.is_valid():
        try:
            services.invite(centre=centre, invitee=form.invitee, by=signed_in(request), at=at)
        except services.AlreadyInvitedError:
            form.add_error(
                "email", _("An invitation to this address is open. Look under Invitations.")
            )
        except services.TooOftenError:
            text = _("Several invitations went to this address today. Write again tomorrow.")
            form.add_error("email", text)
        else:
            messages.success(request, _promise(centre, form.invitee.email))
            return redirect("people:invitations", centre.public_id)
    context = framed(centre, "invitations", form=form, units=unit_names(centre))
    return render(request, "people/invite.html", context, status=422 if form.is_bound else 200)


def _promise(centre: Centre, email: str) -> str:
    """What happens now: the mail goes out, or waits for the day's limit."""
    at = timezone.now()
    if may_send_at(centre, at) > at:
        text = _("Today's limit is reached. The mail to %(email)s goes out tomorrow.")
    else:
        text = _("The invitation to %(email)s is on its way.")
    return text % {"email": email}


@centre_lead
@require_safe
def invitations(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Whom the centre asked, and what they answered."""
    at = timezone.now()
    page = Paginator(invitations_of(centre, at), PAGE_SIZE).get_page(request.GET.get("page"))
    open_states = {InvitationState.OPEN, InvitationState.EXPIRED, InvitationState.WAITING}
    lines = [
        {
            "invitation": each,
            "state": state_of(each, at),
            "is_open": state_of(each, at) in open_states,
            "roles": [ROLES.get(code, code) for code in each.roles],
            "kind": KINDS[each.membership] if each.membership != "staff" else "",
            "resend": state_of(each, at) in open_states and may_send_again(each.sent_at, at),
        }
        for each in page
    ]
    context = framed(centre, "invitations", page=page, lines=lines)
    return render(request, "people/invitations.html", context)


@centre_lead
@require_POST
def withdraw_invitation(request: HttpRequest, centre: Centre, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = _own(centre, invitation_id)
    try:
        services.withdraw(invitation=invitation, by=signed_in(request), at=timezone.now())
    except services.InvitationClosedError:
        messages.info(request, _("This invitation was answered or withdrawn before."))
    else:
        messages.success(request, _("Withdrawn. The link in the mail no longer works."))
    return redirect("people:invitations", centre.public_id)


@centre_lead
@require_POST
def resend_invitation(request: HttpRequest, centre: Centre, invitation_id: UUID) -> HttpResponse:
    """Send an invitation once more."""
    invitation = _own(centre, invitation_id)
    try:
        services.resend(invitation=invitation, by=signed_in(request), at=timezone.now())
    except services.InvitationClosedError:
        messages.info(request, _("This invitation was answered or withdrawn before."))
    except services.TooSoonError:
        messages.warning(request, _("It went out less than a day ago. Try again tomorrow."))
    else:
        messages.success(request, _promise(centre, invitation.email))
    return redirect("people:invitations", centre.public_id)


def _own(centre: Centre, invitation_id: UUID) -> Invitation:
    rows = centre.invitations.filter(kind=InvitationKind.MAIL)
    return get_object_or_404(rows, public_id=invitation_id)


@centre_lead
@require_safe
def requests(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who followed the poster and waits."""
    page = Paginator(requests_of(centre), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [
        {"request": each, "roles": [ROLES.get(code, code) for code in each.roles]} for each in page
    ]
    return render(
        request, "people/requests.html", framed(centre, "requests", page=page, lines=lines)
    )


@centre_lead
@require_POST
def decide(request: HttpRequest, centre: Centre, request_id: UUID) -> HttpResponse:
    """List somebody who asked, or not."""
    asked = get_object_or_404(JoinRequest, centre=centre, public_id=request_id)
    accepted = request.POST.get("decision") == "accept"
    try:
        decide_request(request=asked, accepted=accepted, by=signed_in(request), at=timezone.now())
    except AlreadyDecidedError:
        messages.info(request, _("Somebody decided before you, or the request was taken back."))
    else:
        text = _("%(name)s belongs to your centre now.") if accepted else _("Declined.")
        messages.success(request, text % {"name": asked.professional.user})
    return redirect("people:requests", centre.public_id)
