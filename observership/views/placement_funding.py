"""Where coordinators move the payments of a placement, and both ends read theirs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.codes import Payee, Side
from observership.domain.funding import asks_why, may_read_payment
from observership.domain.lifecycle import FUNDING_MOVES, FundingState, IllegalMoveError
from observership.forms.placement import FundingForm
from observership.models import FundingStep, Placement
from observership.queries.visits import standing_of
from observership.services.funding import (
    BankDataError,
    ReasonMissingError,
    ReferenceMissingError,
    TooEarlyError,
    move_funding,
)
from observership.views.access import placement_part
from observership.views.placement_frame import page
from observership.views.visit_frame import user_of

TONES = {"paid": "good", "released": "info", "withheld": "attention"}


@dataclass(frozen=True)
class Money:
    """The payments of one payee and their sum."""

    payee: str
    rows: tuple[FundingStep, ...]
    total: int
    currency: str


@placement_part()
@require_safe
def funding(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """Amounts, states and references: those of the own side, to coordinators all."""
    rows = [row for row in placement.funding.all() if may_read_payment(row.payee, side)]
    kinds = [_money(rows, payee) for payee in Payee]
    context: dict[str, Any] = {"money": [each for each in kinds if each.rows], "tones": TONES}
    return page(request, (placement, side), "placement_funding", tab="funding", **context)


def _money(rows: list[FundingStep], payee: Payee) -> Money:
    own = tuple(row for row in rows if row.payee == payee)
    currency = own[0].currency if own else ""
    return Money(str(payee), own, sum(row.amount for row in own), currency)


@placement_part(Side.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, placement: Placement, side: Side, step_id: UUID) -> HttpResponse:
    """One payment: released, paid with a reference, withheld or planned again."""
    step = placement.funding.filter(public_id=step_id).first()
    if step is None:
        raise Http404
    ways = () if placement.erased_at else FUNDING_MOVES[FundingState(step.state)]
    reported = standing_of(placement).report_in
    form = FundingForm(
        request.POST if request.method == "POST" else None,
        ways=ways,
        near=placement.starts_on,
        release_asks_why=asks_why(step.step, placement.state, reported=reported),
    )
    if form.is_valid():
        return _moved(request, placement, step, form)
    context: dict[str, Any] = {"form": form if ways else None, "step": step}
    status = 422 if form.is_bound else 200
    return page(
        request, (placement, side), "placement_payment", tab="funding", status=status, **context
    )


def _moved(
    request: HttpRequest, placement: Placement, step: FundingStep, form: FundingForm
) -> HttpResponse:
    try:
        move_funding(
            step=step,
            to=FundingState(form.cleaned_data["to"]),
            by=user_of(request),
            at=timezone.now(),
            said=form.said,
        )
    except TooEarlyError:
        messages.warning(
            request,
            _("Too early: the first step waits for the agreement, the second for the report."),
        )
    except (IllegalMoveError, BankDataError, ReasonMissingError, ReferenceMissingError):
        messages.warning(request, _("The payment was changed meanwhile. Nothing was saved."))
    else:
        messages.success(request, _("Saved. The side that is paid was told."))
    return redirect("observership:placement_funding", placement.public_id)
