"""Where a head of department reads an agreement and signs it, without an account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from observership.domain.codes import Side
from observership.domain.lifecycle import BEFORE_VISIT
from observership.forms.placement import ChangesForm, HomeSignForm
from observership.models import Placement
from observership.queries.agreements import newest_agreement, signatures_of
from observership.rendering.agreement_page import agreement_view, signature_lines
from observership.services.agreements import (
    AgreementClosedError,
    NotReadyError,
    StaleAgreementError,
    sign_for_home,
)
from observership.services.guest_links import AskedTooOftenError, home_link
from observership.services.home_heads import ask_for_changes
from observership.views.trainee_frame import typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home_signature(request: HttpRequest, token: str) -> HttpResponse:
    """The whole agreement; a link that does not open is answered like one that never was."""
    link = home_link(token, timezone.now())
    if link is None or link.placement is None:
        return render(request, "observership/home_ended.html", status=404)
    asks = request.POST.get("do") == "ask"
    sign, ask = _forms(request, link.placement, asks=asks)
    form = ask if asks else sign
    if form.is_valid():
        act = _asked if asks else _signed
        act(request, link.placement, form)
        return redirect("observership:home_signature", token)
    return _shown(request, link.placement, sign, ask)


def _forms(
    request: HttpRequest, placement: Placement, *, asks: bool
) -> tuple[HomeSignForm, ChangesForm]:
    newest = newest_agreement(placement)
    if newest is None:
        raise Http404
    sent = typed(request)
    first = {"content_hash": newest.content_hash, "name": placement.home_name}
    sign = HomeSignForm(None if asks else sent, initial=first)
    return sign, ChangesForm(sent if asks else None, near=placement.starts_on)


def _shown(
    request: HttpRequest, placement: Placement, sign: HomeSignForm, ask: ChangesForm
) -> HttpResponse:
    newest = newest_agreement(placement)
    if newest is None:
        raise Http404
    signed = signatures_of(newest)
    is_open = placement.state in BEFORE_VISIT
    context: dict[str, Any] = {
        "placement": placement,
        "agreement": agreement_view(newest),
        "signatures": signature_lines(signed),
        "signed": signed.get(Side.HOME),
        "sign": sign if is_open and Side.HOME not in signed else None,
        "ask": ask,
    }
    status = 422 if sign.is_bound or ask.is_bound else 200
    return render(request, "observership/home_signature.html", context, status=status)


def _signed(request: HttpRequest, placement: Placement, form: Any) -> None:
    data = form.cleaned_data
    try:
        sign_for_home(
            placement=placement,
            name=data["name"],
            content_hash=data["content_hash"],
            at=timezone.now(),
        )
    except StaleAgreementError:
        messages.warning(request, _("There is a newer version. Read it, then sign."))
    except (AgreementClosedError, NotReadyError):
        messages.warning(request, _("The agreement cannot be signed now. Nothing was saved."))
    else:
        messages.success(request, _("Thank you. Your signature is saved."))


def _asked(request: HttpRequest, placement: Placement, form: Any) -> None:
    try:
        ask_for_changes(placement=placement, text=form.cleaned_data["text"], at=timezone.now())
    except AgreementClosedError:
        messages.warning(request, _("The agreement cannot be changed any more."))
    except AskedTooOftenError:
        messages.warning(request, _("You asked several times today. Please ask again tomorrow."))
    else:
        messages.success(request, _("Thank you. Trainee and host were told."))
