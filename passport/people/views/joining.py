"""What opens behind the link of an invitation or poster, whoever follows it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from passport.people.domain.invitations import InvitationState
from passport.people.domain.tokens import hinted
from passport.people.forms.members import AskForm
from passport.people.models import Invitation, InvitationKind, Professional
from passport.people.queries.centres import centres_of
from passport.people.queries.invitations import invitation_of, is_for, state_of, was_declined
from passport.people.queries.profiles import professional_of
from passport.people.services.invitations import InvitationClosedError
from passport.people.services.posters import AlreadyAskedError, AlreadyMemberError, ask_to_join
from passport.people.views.frame import typed
from passport.people.views.members import KINDS, ROLES, signed_in

NOTED = "joining"  # key of the session: an invitation to come back to after the welcome


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link."""
    return _answer(request, invitation_of(token))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_noted(request: HttpRequest) -> HttpResponse:
    """The same page for somebody who was welcomed in between."""
    noted = request.session.get(NOTED)
    if noted is None:
        return redirect("people:centres")
    rows = Invitation.objects.select_related("centre", "invited_by")
    return _answer(request, rows.filter(public_id=UUID(noted)).first())


def _answer(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    if invitation is None:
        return _ended(request, "unknown", 404)
    state = state_of(invitation, timezone.now())
    if state not in {InvitationState.OPEN, InvitationState.WAITING}:
        return _ended(request, state, 410)
    context = {"invitation": invitation, "is_poster": invitation.kind == InvitationKind.POSTER}
    if not request.user.is_authenticated:
        hint = hinted(invitation.email) if invitation.email else ""
        return render(request, "people/join_visitor.html", {**context, "hint": hint})
    if invitation.kind == InvitationKind.MAIL and not is_for(invitation, signed_in(request)):
        return render(
            request,
            "people/join_other.html",
            {**context, "hint": hinted(invitation.email)},
            status=403,
        )
    professional = professional_of(request.user)
    if professional is None:
        request.session[NOTED] = str(invitation.public_id)
        return render(request, "people/join_profile.html", context)
    if invitation.kind == InvitationKind.POSTER:
        return _poster(request, invitation, professional)
    words = {
        "roles": [ROLES.get(code, code) for code in invitation.roles],
        "kind": KINDS[invitation.membership],
    }
    return render(request, "people/join_mail.html", {**context, **words})


def _ended(request: HttpRequest, state: str, status: int) -> HttpResponse:
    return render(request, "people/join_ended.html", {"state": str(state)}, status=status)


def _poster(request: HttpRequest, poster: Invitation, professional: Professional) -> HttpResponse:
    """Ask to join with own roles and unit; who asked before is told so."""
    if refused := _refusal(poster, professional):
        messages.info(request, refused)
        return redirect("people:centres")
    form = AskForm(typed(request))
    if form.is_valid():
        return _asked(request, poster, professional, form)
    context = {"invitation": poster, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "people/join_poster.html", context, status=status)


def _refusal(poster: Invitation, professional: Professional) -> str:
    """Why this person need not or cannot ask; empty when nothing is in the way."""
    if centres_of(professional, timezone.localdate()).filter(centre=poster.centre_id).exists():
        return _("You belong to this centre already.")
    if professional.join_requests.filter(centre=poster.centre_id, decided_at=None).exists():
        return _("You asked already. The quality manager decides.")
    if was_declined(professional, poster):
        return _("The quality manager declined your request. Please talk to each other.")
    return ""


def _asked(
    request: HttpRequest, poster: Invitation, professional: Professional, form: AskForm
) -> HttpResponse:
    terms = form.terms
    try:
        ask_to_join(
            poster=poster,
            professional=professional,
            roles=terms.roles,
            unit=terms.unit,
            at=timezone.now(),
        )
    except InvitationClosedError:
        return _ended(request, InvitationState.WITHDRAWN, 410)
    except (AlreadyMemberError, AlreadyAskedError):
        messages.info(request, _("You asked already. The quality manager decides."))
    else:
        messages.success(request, _("Asked. We mail you when the quality manager has decided."))
    request.session.pop(NOTED, None)
    return redirect("people:centres")
