"""The people page of a partner: members, invitations, and what managers change of both."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passport.people.domain.invitations import InvitationState, may_send_again
from passport.people.forms.partners import PartnerInviteForm, PartnerKindForm
from passport.people.models import Partner, PartnerInvitation, PartnerMembership
from passport.people.queries.partner_invitations import (
    mailed_at,
    partner_invitations_of,
    partner_state_of,
)
from passport.people.queries.partners import members_of_partner
from passport.people.services import partner_invitations as services
from passport.people.services.invitations import (
    AlreadyInvitedError,
    InvitationClosedError,
    TooOftenError,
    TooSoonError,
)
from passport.people.services.partners import (
    LastManagerError,
    NoPartnerMemberError,
    PartnerSuspendedError,
    change_kind,
    end_partner_membership,
)
from passport.people.views.frame import typed
from passport.people.views.members import signed_in
from passport.people.views.partner_access import own_membership, partner_member, portal

PEOPLE = "people:partner_people"


@partner_member
@require_safe
def people(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Who belongs to the partner and since when, and whom it invited."""
    context = portal(
        request,
        partner,
        "people",
        members=members_of_partner(partner, timezone.localdate()),
        lines=_invitation_lines(partner),
        own=own_membership(request),
    )
    return render(request, "people/partner_people.html", context)


def _invitation_lines(partner: Partner) -> list[dict[str, object]]:
    at = timezone.now()
    unanswered = {InvitationState.OPEN, InvitationState.EXPIRED}
    return [
        {
            "invitation": each,
            "state": state,
            "is_open": state in unanswered,
            "resend": state in unanswered and may_send_again(mailed_at(each), at),
        }
        for each in partner_invitations_of(partner, at)
        for state in [partner_state_of(each, at)]
    ]


@partner_member(manager=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Ask one person by mail."""
    rows = members_of_partner(partner, timezone.localdate())
    members = frozenset(row.user.email.lower() for row in rows)
    form = PartnerInviteForm(typed(request), members=members)
    if form.is_valid() and _invited(request, partner, form):
        text = _("The invitation to %(email)s is on its way.")
        messages.success(request, text % {"email": form.cleaned_data["email"]})
        return redirect(PEOPLE, partner.public_id)
    context = portal(request, partner, "people", form=form)
    status = 422 if form.is_bound else 200
    return render(request, "people/partner_invite.html", context, status=status)


def _invited(request: HttpRequest, partner: Partner, form: PartnerInviteForm) -> bool:
    """Write the invitation; False with the reason in the form."""
    data = form.cleaned_data
    reasons = {
        AlreadyInvitedError: _("An invitation to this address is open. Look at the list."),
        TooOftenError: _("Several invitations went to this address today. Write again tomorrow."),
        services.DayLimitError: _("Today's limit of invitations is reached. Go on tomorrow."),
        PartnerSuspendedError: _("The partner is suspended. Nobody is invited now."),
    }
    try:
        services.invite_to_partner(
            partner=partner,
            email=data["email"],
            kind=data["kind"],
            by=signed_in(request),
            at=timezone.now(),
        )
    except tuple(reasons) as error:
        form.add_error("email", reasons[type(error)])
        return False
    return True


@partner_member(manager=True)
@require_POST
def withdraw(request: HttpRequest, partner: Partner, partner_invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = _own_invitation(partner, partner_invitation_id)
    try:
        services.withdraw_from_partner(
            invitation=invitation, by=signed_in(request), at=timezone.now()
        )
    except InvitationClosedError:
        messages.info(request, _("This invitation was answered or withdrawn before."))
    else:
        messages.success(request, _("Withdrawn. The link in the mail no longer works."))
    return redirect(PEOPLE, partner.public_id)


@partner_member(manager=True)
@require_POST
def resend(request: HttpRequest, partner: Partner, partner_invitation_id: UUID) -> HttpResponse:
    """Mail an invitation once more."""
    invitation = _own_invitation(partner, partner_invitation_id)
    try:
        services.resend_to_partner(invitation=invitation, by=signed_in(request), at=timezone.now())
    except (InvitationClosedError, PartnerSuspendedError):
        messages.info(request, _("This invitation was answered or withdrawn before."))
    except TooSoonError:
        messages.warning(request, _("It went out less than a day ago. Try again tomorrow."))
    except services.DayLimitError:
        messages.warning(request, _("Today's limit of invitations is reached. Go on tomorrow."))
    else:
        text = _("The invitation to %(email)s is on its way.")
        messages.success(request, text % {"email": invitation.email})
    return redirect(PEOPLE, partner.public_id)


def _own_invitation(partner: Partner, public_id: UUID) -> PartnerInvitation:
    rows = partner.invitations.select_related("partner")
    return get_object_or_404(rows, public_id=public_id)


@partner_member(manager=True)
@require_http_methods(["GET", "HEAD", "POST"])
def membership(request: HttpRequest, partner: Partner, membership_id: UUID) -> HttpResponse:
    """As what one member belongs to the partner."""
    row = _own_member(partner, membership_id)
    form = PartnerKindForm(typed(request), initial={"kind": row.kind})
    if form.is_valid():
        kind = form.cleaned_data["kind"]

        def change() -> None:
            change_kind(membership=row, kind=kind, by=signed_in(request), at=timezone.now())

        return _done(request, row, change, _("Saved for %(name)s."))
    context = portal(request, partner, "people", row=row, form=form)
    status = 422 if form.is_bound else 200
    return render(request, "people/partner_membership.html", context, status=status)


@partner_member(manager=True)
@require_POST
def end(request: HttpRequest, partner: Partner, membership_id: UUID) -> HttpResponse:
    """End a membership at once."""
    row = _own_member(partner, membership_id)

    def act() -> None:
        end_partner_membership(membership=row, by=signed_in(request), at=timezone.now())

    return _done(request, row, act, _("%(name)s no longer belongs to you."))


def _own_member(partner: Partner, public_id: UUID) -> PartnerMembership:
    rows = members_of_partner(partner, timezone.localdate()).select_related("user", "partner")
    return get_object_or_404(rows, public_id=public_id)


def _done(
    request: HttpRequest, row: PartnerMembership, act: Callable[[], None], said: str
) -> HttpResponse:
    """Carry out a change of one member and say what became of it."""
    try:
        act()
    except (NoPartnerMemberError, PartnerSuspendedError):
        raise Http404 from None
    except LastManagerError:
        text = _("You need a manager. Make somebody else manager first.")
        messages.error(request, text)
        return redirect("people:partner_membership", row.partner.public_id, row.public_id)
    messages.success(request, said % {"name": row.user})
    if row.user_id == request.user.pk:
        return redirect("people:partners")
    return redirect(PEOPLE, row.partner.public_id)
