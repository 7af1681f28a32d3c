"""A reviewer's queue, the register of interests, and the two seats of a version."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.forms.review import InterestForm, TakeForm
from curriculum.models import AddOnVersion, DeclaredInterest
from curriculum.queries.independence import has_declared
from curriculum.queries.review import (
    QueueLine,
    own_open_interests,
    own_seat,
    queue_of,
    register_of_interests,
)
from curriculum.services.interests import (
    Interest,
    InterestDatesError,
    InterestEndedError,
    confirm_register,
    declare_interest,
    end_interest,
)
from curriculum.services.reviewing import (
    MayNotDecideError,
    NotDeclaredError,
    NotIndependentError,
    SeatsTakenError,
    SentBackBeforeError,
    give_back,
    take_review,
)
from curriculum.services.version_moves import VersionStateError
from curriculum.views.review_frame import (
    REASONS,
    framed,
    of_version,
    refused,
    reviewer_in,
    reviewer_only,
    to_version,
    typed,
)
from passport.people.services.partners import PartnerSuspendedError

REGISTER = "curriculum:review_interests"
PARTS = ("mine", "second", "open", "approved", "others")


@reviewer_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Versions that wait: for me, for anybody, for a second reviewer, for their day."""
    user, on = reviewer_in(request), timezone.localdate()
    found = queue_of(user, on)
    lines = {part: _with_reasons(getattr(found, part)) for part in PARTS}
    context = framed("queue", queue=found, lines=lines, declared=has_declared(user, on))
    return render(request, "curriculum/review_queue.html", context)


def _with_reasons(lines: Iterable[QueueLine]) -> list[tuple[QueueLine, Promise | None]]:
    """Each line with why it is not for this reviewer, in words."""
    return [(line, REASONS[line.reason] if line.reason else None) for line in lines]


@reviewer_only
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest) -> HttpResponse:
    """The register of all reviewers; a new entry of one's own."""
    user, on = reviewer_in(request), timezone.localdate()
    form = InterestForm(typed(request))
    if form.is_valid() and _declared(request, form):
        return redirect(REGISTER)
    context = framed(
        "interests",
        form=form,
        lines=register_of_interests(on),
        own=user,
        declared=has_declared(user, on),
        has_open=own_open_interests(user).exists(),
    )
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/review_interests.html", context, status=status)


def _declared(request: HttpRequest, form: InterestForm) -> bool:
    """Write the entry; False with the reason in the form."""
    interest = Interest(**form.cleaned_data)
    try:
        declare_interest(reviewer=reviewer_in(request), interest=interest, at=timezone.now())
    except InterestDatesError:
        form.add_error("starts_on", _("An interest begins today or earlier."))
        return False
    messages.success(request, _("Written into the register."))
    return True


@reviewer_only
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Say that there is no interest, or that nothing changed; it counts for 12 months."""
    user = reviewer_in(request)
    open_ones = own_open_interests(user).exists()
    statement = _("My entries are complete.") if open_ones else _("I have no interests.")
    confirm_register(reviewer=user, statement=statement, at=timezone.now())
    messages.success(request, _("Written into the register. It counts for 12 months."))
    return redirect(REGISTER)


@reviewer_only
@require_POST
def end(request: HttpRequest, interest_id: UUID) -> HttpResponse:
    """An own interest ends today."""
    own = DeclaredInterest.objects.filter(reviewer=reviewer_in(request))
    interest = get_object_or_404(own, public_id=interest_id)
    try:
        end_interest(interest=interest, at=timezone.now())
    except InterestEndedError:
        messages.info(request, _("It had ended before."))
    else:
        messages.success(request, _("It ends today, and keeps you away for another year."))
    return redirect(REGISTER)


@of_version
@require_POST
def take(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """Fill one of the two seats, after saying that there is no interest."""
    form = TakeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Confirm that you have no interest in it, then take it."))
        return to_version(version)
    said = {
        NotDeclaredError: _("Declare your interests first: the last entry is over a year old."),
        SeatsTakenError: _("Two reviewers have it already."),
        SentBackBeforeError: _("This very content was sent back before. It must change."),
        VersionStateError: _("It is not in review now."),
        PartnerSuspendedError: _("Its partner is suspended. Nothing is reviewed meanwhile."),
    }  # fmt: skip
    try:
        take_review(version=version, by=reviewer_in(request), at=timezone.now())
    except NotIndependentError as error:
        return refused(request, version, error.reason)
    except tuple(said) as error:
        messages.warning(request, said[type(error)])
        return redirect(REGISTER) if isinstance(error, NotDeclaredError) else to_version(version)
    messages.success(request, _("You review it. Decide within 14 days."))
    return to_version(version)


@of_version
@require_POST
def leave(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """Leave the seat to somebody else."""
    seat = own_seat(version, reviewer_in(request))
    try:
        if seat is not None:
            give_back(assignment=seat, at=timezone.now())
            messages.success(request, _("Somebody else can take it now. Your comments stay."))
    except MayNotDecideError as error:
        messages.warning(request, str(REASONS[error.reason]))
    return redirect("curriculum:review_queue")
