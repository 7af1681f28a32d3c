"""The committee and the priority order of a call, in the office."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from observership.domain.committee import READERS_EACH
from observership.forms.office import MemberForm, OrderForm, ShareForm
from observership.models import Call, CommitteeMember
from observership.queries.committee import (
    member_lines,
    order_of_call,
    score_of_application,
    to_be_read,
    weights_of,
)
from observership.services.committee import (
    AlreadyMemberError,
    AppliesError,
    NobodyToReadError,
    NoSuchPersonError,
    OrderFixedError,
    assign_reviews,
    end_member,
    name_member,
)
from observership.services.priority import (
    NobodyEligibleError,
    NotReviewedError,
    OrderTooEarlyError,
    OrderTooLateError,
    fix_order,
    place_facts,
    preview_rule,
    rule_words,
)
from observership.views.coordinator_frame import answered, coordinator, framed, of_call, typed

COMMITTEE, ORDER = "observership:office_committee", "observership:office_order"


@of_call
@require_http_methods(["GET", "HEAD", "POST"])
def committee(request: HttpRequest, call: Call) -> HttpResponse:
    """Who reads, how far everybody is; a POST names one more member."""
    form = MemberForm(typed(request))
    if form.is_valid() and _named(request, call, form):
        return redirect(COMMITTEE, call.key)
    rows = list(to_be_read(call))
    reading = [_reading(row) for row in rows]
    context = framed(
        "calls",
        call,
        "committee",
        form=form,
        share=ShareForm(),
        members=member_lines(call, timezone.localdate()),
        fixed=order_of_call(call) is not None,
        eligible=len(rows),
        missing=sum(number < READERS_EACH for number, _done in reading),
        done=sum(bool(number) and number == done for number, done in reading),
    )
    return answered(request, "observership/office_committee.html", context, form)


def _reading(application: Any) -> tuple[int, int]:
    """How many read an application, and how many of them have handed in."""
    reviews = [row for row in application.reviews.all() if row.conflict_at is None]
    return len(reviews), sum(row.submitted_at is not None for row in reviews)


def _named(request: HttpRequest, call: Call, form: MemberForm) -> bool:
    """Name a member; False with the reason in the form."""
    said = {
        NoSuchPersonError: _("Nobody signs in with this address. Ask the person to join first."),
        AlreadyMemberError: _("This person is a member already."),
        AppliesError: _("This person applies in this very call."),
        OrderFixedError: _("The order is fixed. The committee stays as it is."),
    }
    email = form.cleaned_data["email"]
    try:
        member = name_member(call=call, email=email, by=coordinator(request), at=timezone.now())
    except tuple(said) as error:
        form.add_error("email", said[type(error)])
        return False
    messages.success(request, _("%(name)s is a member now.") % {"name": member.user})
    return True


@of_call
@require_POST
def share(request: HttpRequest, call: Call) -> HttpResponse:
    """Share out eligible applications among the members."""
    form = ShareForm(request.POST)
    each = form.cleaned_data["each"] if form.is_valid() else READERS_EACH

    def act() -> str:
        made = assign_reviews(call=call, at=timezone.now(), each=each)
        if not made:
            return _("Nothing was missing: every application has its readers.")
        text = ngettext("%(n)d review was given.", "%(n)d reviews were given.", len(made))
        return text % {"n": len(made)}

    return _tried(request, call, act)


@of_call
@require_POST
def leave(request: HttpRequest, call: Call, member_id: int) -> HttpResponse:
    """A member leaves the committee."""
    rows = CommitteeMember.objects.filter(call=call, left_at__isnull=True)
    member = get_object_or_404(rows.select_related("call", "user"), pk=member_id)

    def act() -> str:
        end_member(member=member, by=coordinator(request), at=timezone.now())
        return _("%(name)s has left. Share out again what is not read.") % {"name": member.user}

    return _tried(request, call, act)


def _tried(request: HttpRequest, call: Call, act: Callable[[], str]) -> HttpResponse:
    """Do it and say so; or say why not."""
    try:
        messages.success(request, act())
    except OrderFixedError:
        messages.warning(request, _("The order is fixed. The committee stays as it is."))
    except NobodyToReadError:
        messages.warning(request, _("The committee has no members yet. Name them first."))
    return redirect(COMMITTEE, call.key)


@of_call
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, call: Call) -> HttpResponse:
    """The order that breaks ties: how it will come about, and once fixed, how it did."""
    fixed = order_of_call(call)
    rows = [] if fixed else list(to_be_read(call))
    readings = [(row, *_reading(row)) for row in rows]
    missing = [row for row, number, done in readings if not number or done < number]
    form = OrderForm(typed(request), missing=len(missing))
    if fixed is None and form.is_valid() and _fixed(request, call, form):
        return redirect(ORDER, call.key)
    context = framed(
        "calls",
        call,
        "order",
        order=fixed,
        places=place_facts(fixed) if fixed else [],
        rule=rule_words(fixed.facts) if fixed else preview_rule(call),
        missing=missing,
        eligible=len(rows),
        scores=[(row, score_of_application(row, weights_of(call))) for row in rows],
        form=form,
    )
    return answered(request, "observership/office_order.html", context, form)


def _fixed(request: HttpRequest, call: Call, form: OrderForm) -> bool:
    """Fix the order; False with the reason in the form."""
    said: dict[type[ValueError], str] = {
        OrderFixedError: _("Somebody fixed it before you. Look at the page again."),
        OrderTooEarlyError: _(
            "It is too early: the call is open, or an application waits to be found eligible."
        ),
        OrderTooLateError: _("It is too late: places were announced, or the call has ended."),
        NobodyEligibleError: _("No application is eligible."),
        NotReviewedError: _("Reviews are missing. Look at the page again."),
    }
    try:
        fix_order(
            call=call,
            by=coordinator(request),
            at=timezone.now(),
            without_reviews=form.cleaned_data.get("without_reviews", ""),
        )
    except tuple(said) as error:
        form.add_error(None, said[type(error)])
        return False
    messages.success(request, _("The order is fixed. The call's page shows it."))
    return True
