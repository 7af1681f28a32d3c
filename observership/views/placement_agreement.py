"""Where an agreement is read, changed and signed in an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from observership.domain.agreement import in_order_of_goals
from observership.domain.codes import Side
from observership.domain.lifecycle import BEFORE_VISIT
from observership.forms.placement import AgreementForm, HomeHeadForm, SignForm
from observership.models import Placement
from observership.queries.agreements import (
    agreeable,
    agreed_objectives,
    content_of,
    goals_of,
    missing_of,
    newest_agreement,
    signatures_of,
    versions_of,
)
from observership.rendering.agreement_page import (
    AgreementView,
    agreement_view,
    missing_words,
    signature_lines,
)
from observership.services.agreements import (
    AgreementClosedError,
    Author,
    NoObjectivesError,
    NotReadyError,
    StaleAgreementError,
    change_agreement,
    sign_agreement,
)
from observership.services.guest_links import (
    AskedTooOftenError,
    NoHomeAddressError,
    ask_home_again,
    is_home_asked,
)
from observership.services.home_heads import name_home_head
from observership.views.access import placement_part
from observership.views.placement_frame import page
from observership.views.recent_sign_in import require_recent_sign_in
from observership.views.visit_frame import user_of

ENDS = (Side.TRAINEE, Side.HOST)


@placement_part()
@require_safe
def agreement(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The version that counts, who signed it, what is missing, and the versions before."""
    return _shown(request, placement, side)


def _shown(
    request: HttpRequest,
    placement: Placement,
    side: Side,
    form: SignForm | None = None,
    head: HomeHeadForm | None = None,
) -> HttpResponse:
    newest = newest_agreement(placement)
    signed = signatures_of(newest)
    is_open = placement.state in BEFORE_VISIT
    may_sign = is_open and side in ENDS and side not in signed and newest is not None
    first = {"content_hash": newest.content_hash} if newest else {}
    may_ask = is_open and Side.HOME not in signed and bool(placement.home_email)
    context: dict[str, Any] = {
        "agreement": agreement_view(newest) if newest else None,
        "signatures": signature_lines(signed),
        "missing": missing_words(missing_of(placement)) if is_open else (),
        "form": (form or SignForm(initial=first)) if may_sign else None,
        "may_change": is_open and side in ENDS,
        "may_ask": may_ask,
        "home_asked": may_ask and is_home_asked(placement, timezone.now()),
        "head_form": _head_form(placement, head) if side is Side.COORDINATOR and is_open else None,
        "versions": versions_of(placement),
    }
    status = 422 if (form or head) is not None else 200
    return page(request, (placement, side), "agreement", tab="agreement", status=status, **context)


def _head_form(placement: Placement, sent: HomeHeadForm | None) -> HomeHeadForm:
    first = {"name": placement.home_name, "email": placement.home_email}
    return sent or HomeHeadForm(initial=first)


@placement_part(*ENDS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The next version: objectives, house rules, and why."""
    newest = newest_agreement(placement)
    agreed = agreed_objectives(newest)
    titles = {each.key: each.title for each in agreeable(placement)}
    titles |= {each.key: each.title for each in agreed}
    order = in_order_of_goals(list(titles), goals_of(placement))
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        choices=[(key, titles[key]) for key in order],
        near=placement.starts_on,
        initial={
            "objectives": [each.key for each in agreed],
            "rules": content_of(newest).get("rules", ""),
            "content_hash": newest.content_hash if newest else "",
        },
    )
    if form.is_valid() and _changed(request, placement, side, form):
        return redirect("observership:agreement", placement.public_id)
    may_change = placement.state in BEFORE_VISIT and bool(titles)
    context: dict[str, Any] = {
        "form": form if may_change or form.is_bound else None,
        "newer": _newer(request, placement, form) if form.is_bound and may_change else None,
    }
    status = 422 if form.is_bound else 200
    found = (placement, side)
    return page(request, found, "agreement_edit", tab="agreement", status=status, **context)


def _newer(request: HttpRequest, placement: Placement, form: AgreementForm) -> AgreementView | None:
    """The version that somebody else made meanwhile: what was typed can be saved after it."""
    newest = newest_agreement(placement)
    if newest is None or form.data.get("content_hash") == newest.content_hash:
        return None
    form.go_on_from(newest.content_hash)
    messages.warning(
        request, _("Nothing was saved: there is a newer version. Read it below, then save again.")
    )
    return agreement_view(newest)


def _changed(request: HttpRequest, placement: Placement, side: Side, form: AgreementForm) -> bool:
    data = form.cleaned_data
    author = Author(
        user_of(request), side, data["why"], read=data["content_hash"], knowingly=form.knowingly
    )
    try:
        change_agreement(
            placement=placement,
            objectives=data["objectives"],
            rules=data["rules"],
            author=author,
            at=timezone.now(),
        )
    except AgreementClosedError:
        messages.warning(request, _("The agreement cannot be changed any more."))
        return False
    except NoObjectivesError:
        messages.warning(request, _("An agreement names at least one objective."))
        return False
    except StaleAgreementError:
        return False
    messages.success(request, _("The new version is there. All three sides sign it again."))
    return True


@placement_part(*ENDS)
@require_POST
def sign(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """Sign the version that was read, after a recent sign-in."""
    form = SignForm(request.POST)
    if not form.is_valid():
        return _shown(request, placement, side, form)
    user = user_of(request)
    require_recent_sign_in(request, user)
    try:
        sign_agreement(
            placement=placement,
            side=side,
            by=user,
            content_hash=form.cleaned_data["content_hash"],
            at=timezone.now(),
        )
    except StaleAgreementError:
        messages.warning(request, _("There is a newer version. Read it, then sign."))
    except (AgreementClosedError, NotReadyError):
        messages.warning(request, _("The agreement cannot be signed now. See what is missing."))
    else:
        messages.success(request, _("You signed the agreement."))
    return redirect("observership:agreement", placement.public_id)


@placement_part()
@require_POST
def ask(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """Send the home department a new link; the one before ends."""
    signed = signatures_of(newest_agreement(placement))
    if placement.state not in BEFORE_VISIT or Side.HOME in signed:
        messages.warning(request, _("No signature of the home department is missing now."))
        return redirect("observership:agreement", placement.public_id)
    try:
        ask_home_again(placement=placement, at=timezone.now(), by=user_of(request))
    except NoHomeAddressError:
        messages.warning(request, _("Nobody is named who signs for the home department."))
    except AskedTooOftenError:
        messages.warning(request, _("We sent several links today. Please try again tomorrow."))
    else:
        messages.success(request, _("We sent a new link. The one before does not work any more."))
    return redirect("observership:agreement", placement.public_id)


@placement_part(Side.COORDINATOR)
@require_POST
def home_head(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """A coordinator names who signs for the home department."""
    form = HomeHeadForm(request.POST)
    if not form.is_valid():
        return _shown(request, placement, side, head=form)
    try:
        name_home_head(
            placement=placement,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            by=user_of(request),
            at=timezone.now(),
        )
    except AgreementClosedError:
        messages.warning(request, _("The agreement cannot be changed any more."))
    else:
        messages.success(request, _("Saved. A link to sign went to that address."))
    return redirect("observership:agreement", placement.public_id)
