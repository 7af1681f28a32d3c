"""The end of a visit: the supervisor attests or refuses, coordinators set right."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.visit import days_between, is_last_day_here
from observership.forms.visit_end import ReasonForm, SignOffForm
from observership.models import Placement
from observership.queries.visits import goals_agreed, hosted_until, sign_off_of, standing_of
from observership.rendering.certificate import certificate_of
from observership.services.closing import close_as_it_stands
from observership.services.sign_off import (
    AlreadySignedOffError,
    annul_sign_off,
    refuse_sign_off,
    sign_off_placement,
)
from observership.views.access import placement_part
from observership.views.recent_sign_in import require_recent_sign_in
from observership.views.visit_frame import acted, page, supervises, user_of
from passport.dates import local_day


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """Four ticks, days and a comment for the supervisor; what was decided for everybody."""
    standing = standing_of(placement)
    signs = supervises(request, placement) is not None
    can_sign = signs and standing.sign_off is None and _is_time(placement)
    goals = goals_agreed(placement)
    sent = request.POST if request.method == "POST" and can_sign else None
    days = len(list(days_between(placement.starts_on, placement.ends_on)))
    form = SignOffForm(sent, placement=placement, days=days)
    if form.is_valid():
        return _signed_off(request, placement, form)
    context: dict[str, Any] = {
        "standing": standing,
        "signs": signs,
        "form": form if can_sign else None,
        "goals": goals,
        "met": sum(goal.host for goal in goals),
        "is_reporting": placement.state == PlacementState.REPORTING,
    }
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "sign_off", status=status, **context)


def _is_time(placement: Placement) -> bool:
    """Whether the end of the visit is here and not settled."""
    today = local_day(timezone.now(), settings.TIME_ZONE)
    here = is_last_day_here(placement.ends_on, today)
    is_open = placement.state == PlacementState.UNDERWAY and here
    return is_open or placement.state == PlacementState.REPORTING


def _signed_off(request: HttpRequest, placement: Placement, form: SignOffForm) -> HttpResponse:
    supervisor = supervises(request, placement)
    if supervisor is None:
        raise Http404
    require_recent_sign_in(request, user_of(request))

    def act() -> None:
        sign_off_placement(
            placement=placement,
            supervisor=supervisor,
            attestation=form.attestation,
            at=timezone.now(),
        )

    _unless_signed(request, act, _("Signed off. The trainee's passport shows the visit."))
    return redirect("observership:sign_off", placement.public_id)


@placement_part(Side.HOST)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The supervisor does not sign off and says why, after a recent sign-in."""
    supervisor = supervises(request, placement)
    if supervisor is None or not _is_time(placement) or sign_off_of(placement):
        raise Http404

    def act(form: ReasonForm) -> None:
        require_recent_sign_in(request, user_of(request))
        refuse_sign_off(placement=placement, supervisor=supervisor, at=timezone.now(), **form.said)

    words = {
        "title": _("Do not sign off"),
        "lead": _("The trainee and the coordinators read your reason."),
        "label": _("Do not sign off"),
        "said": _("Noted. The trainee and the coordinators were told."),
    }
    return _with_reason(request, (placement, side), act, words)


@placement_part(Side.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """A coordinator takes a sign-off back."""
    found = sign_off_of(placement)
    if found is None or hasattr(found, "annulment"):
        raise Http404

    def act(form: ReasonForm) -> None:
        annul_sign_off(sign_off=found, by=user_of(request), at=timezone.now(), **form.said)

    words = {
        "title": _("Withdraw the sign-off"),
        "lead": _("The stamp of the visit leaves the passport. This cannot be undone."),
        "label": _("Withdraw the sign-off"),
        "said": _("Withdrawn. Trainee and supervisor were told."),
    }
    return _with_reason(request, (placement, side), act, words)


@placement_part(Side.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """A coordinator closes a visit whose report or sign-off will not come."""
    if placement.state != PlacementState.REPORTING:
        raise Http404

    def act(form: ReasonForm) -> None:
        close_as_it_stands(placement=placement, by=user_of(request), at=timezone.now(), **form.said)

    words = {
        "title": _("Close the visit as it stands"),
        "lead": _("Do this only when the report or the sign-off will not come."),
        "label": _("Close the visit"),
        "said": _("The visit is closed."),
    }
    return _with_reason(request, (placement, side), act, words)


@placement_part(Side.HOST, Side.COORDINATOR)
@require_safe
def certificate(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The certificate for the host, once the visit is signed off."""
    standing = standing_of(placement)
    if not standing.signed_off or standing.sign_off is None:
        raise Http404
    hosted = hosted_until(placement, standing.sign_off.ends_on)
    drawn = certificate_of(standing.sign_off, hosted=hosted)
    response = HttpResponse(drawn, content_type="application/pdf")
    name = f"certificate-{placement.starts_on.isoformat()}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _with_reason(
    request: HttpRequest,
    found: tuple[Placement, Side],
    act: Callable[[ReasonForm], None],
    words: dict[str, str],
) -> HttpResponse:
    """Ask for a reason, do it, lead back to the sign-off."""
    form = ReasonForm(request.POST or None, near=found[0].starts_on)
    if form.is_valid():
        _unless_signed(request, lambda: act(form), words["said"])
        return redirect("observership:sign_off", found[0].public_id)
    status = 422 if form.is_bound else 200
    return page(request, found, "reason", status=status, form=form, words=words)


def _unless_signed(request: HttpRequest, act: Callable[[], None], said: str) -> None:
    try:
        acted(request, act, said)
    except AlreadySignedOffError:
        messages.info(request, _("This visit was signed off before. Nothing changed."))
