"""The exam: statement, questions one by one, review, submit, outcome."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.forms import ExamAnswerForm, StatementForm
from curriculum.models import Attempt
from curriculum.queries.attempts import own_attempt
from curriculum.queries.catalogue import module_screen
from curriculum.queries.examination import (
    exam_question,
    outcome_of,
    review_lines,
    sections_to_reread,
)
from curriculum.services.attempts import (
    AttemptClosedError,
    Choice,
    ExamPausedError,
    UnknownOptionError,
    save_answer,
    submit_attempt,
)
from curriculum.views.access import (
    attempt_or_404,
    learners_only,
    require_recent_sign_in,
    reviewed_release_or_404,
)
from curriculum.views.product_exam import after_pass, product_ask, started
from passport.people.models import Professional


@require_http_methods(["GET", "HEAD", "POST"])
@learners_only
def exam(request: HttpRequest, learner: Professional, code: str) -> HttpResponse:
    """State the rules; starting draws an attempt or continues the open one."""
    release, reviewed = reviewed_release_or_404(code, learner)
    if not release.draw:
        raise Http404
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require_recent_sign_in(request, learner)
        with suppress(ExamPausedError):  # the page below says until when
            attempt = started(learner, release, timezone.now())
            return redirect("curriculum:question", attempt.public_id, _first_open(attempt))
    screen = module_screen(release, learner.pk, timezone.now(), reviewed=reviewed)
    return render(
        request,
        "curriculum/exam.html",
        {
            "screen": screen,
            "ask": product_ask(learner, release, screen.open_attempt, timezone.now()),
            "reread": sections_to_reread(learner.pk, release),
            "form": form,
            "attempts": settings.EXAM_ATTEMPTS_BEFORE_PAUSE,
            "pause_hours": settings.EXAM_PAUSE_HOURS,
        },
        status=422 if form.errors else 200,
    )


@require_safe
@learners_only
def attempt(request: HttpRequest, learner: Professional, attempt_id: UUID) -> HttpResponse:
    """All questions of an attempt, with those still open named, before submitting."""
    own = attempt_or_404(learner, attempt_id)
    if own.submitted_at:
        return redirect("curriculum:outcome", attempt_id)
    lines = review_lines(own)
    missing = [line for line in lines if not line.answered]
    return render(
        request, "curriculum/attempt.html", {"attempt": own, "lines": lines, "missing": missing}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@learners_only
def question(
    request: HttpRequest, learner: Professional, attempt_id: UUID, position: int
) -> HttpResponse:
    """One question; every change is saved by script, every button saves without one."""
    if request.method == "POST":
        return _save(request, learner, attempt_id, position)
    own = attempt_or_404(learner, attempt_id)
    if own.submitted_at:
        return redirect("curriculum:outcome", attempt_id)
    try:
        shown = exam_question(own, position)
    except IndexError:
        raise Http404 from None
    return render(request, "curriculum/question.html", {"attempt": own, "question": shown})


@require_POST
@learners_only
def submit(request: HttpRequest, learner: Professional, attempt_id: UUID) -> HttpResponse:
    """Mark the attempt; a second press shows the same outcome."""
    own = attempt_or_404(learner, attempt_id)
    with suppress(AttemptClosedError):
        submit_attempt(attempt=own, at=timezone.now())
    return redirect("curriculum:outcome", attempt_id)


@require_safe
@learners_only
def outcome(request: HttpRequest, learner: Professional, attempt_id: UUID) -> HttpResponse:
    """Passed or not yet passed, the picture per objective, and the next step."""
    own = attempt_or_404(learner, attempt_id)
    if not own.submitted_at:
        return redirect("curriculum:attempt", attempt_id)
    release, reviewed = reviewed_release_or_404(own.release.module.code, learner)
    return render(
        request,
        "curriculum/outcome.html",
        {
            "attempt": own,
            "outcome": outcome_of(own, release),
            "screen": module_screen(release, learner.pk, timezone.now(), reviewed=reviewed),
            "after": after_pass(own, learner, timezone.localdate()),
        },
    )


def _save(
    request: HttpRequest, learner: Professional, attempt_id: UUID, position: int
) -> HttpResponse:
    own = own_attempt(learner.pk, attempt_id)
    if own is None:
        raise Http404
    form = ExamAnswerForm(request.POST)
    if not form.is_valid():
        return _refuse(request, own, status=400)
    choice = Choice(
        position=position,
        options=tuple(request.POST.getlist("option")),
        flagged=form.cleaned_data["flagged"],
        sequence=form.cleaned_data["sequence"],
    )
    try:
        kept = save_answer(attempt=own, choice=choice, at=timezone.now())
    except UnknownOptionError:
        return _refuse(request, own, status=400)
    except AttemptClosedError:
        return _refuse(request, own, status=409)
    if not request.accepts("text/html"):
        return JsonResponse(
            {
                "saved": time_format(timezone.localtime(kept.saved_at), "H:i"),
                "sequence": kept.sequence,
                "newer": choice.sequence is not None and kept.sequence > choice.sequence,
            }
        )
    return _go_on(request.POST.get("go", "next"), own, position)


def _go_on(direction: str, attempt: Attempt, position: int) -> HttpResponse:
    """The next page after an answer was saved by a button."""
    target = position + (-1 if direction == "back" else 1)
    if direction == "review" or not 1 <= target <= len(attempt.draw):
        return redirect("curriculum:attempt", attempt.public_id)
    return redirect("curriculum:question", attempt.public_id, target)


def _refuse(request: HttpRequest, attempt: Attempt, *, status: int) -> HttpResponse:
    """Say why nothing was saved: the option is unknown (400) or all is submitted (409)."""
    if not request.accepts("text/html"):
        message = _("Already submitted.") if status == 409 else _("Unknown answer.")
        return JsonResponse({"message": message}, status=status)
    return render(
        request,
        "curriculum/not_saved.html",
        {"attempt": attempt, "submitted": status == 409},
        status=status,
    )


def _first_open(attempt: Attempt) -> int:
    """Position of the first question without an answer."""
    answered = {each.position for each in attempt.answers.all() if each.chosen}
    positions = range(1, len(attempt.draw) + 1)
    return next((each for each in positions if each not in answered), 1)
