"""Where a head of department answers, without an account: read, say, done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from observership.domain.application import LetterState
from observership.forms.letter import LetterForm
from observership.models import SupportLetter
from observership.queries.applications import asked_about
from observership.queries.letters import answer_by, letter_behind
from observership.services.letters import LetterClosedError, answer_letter, guest_state
from observership.views.application_words import days_words, length_words
from observership.views.trainee_frame import typed

_STATUS = {LetterState.NONE: 404}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link, whoever opens it; it works once."""
    found = letter_behind(token)
    state = guest_state(found, timezone.now())
    if found is None or state is not LetterState.OPEN:
        return _ended(request, found, state)
    form = LetterForm(typed(request), near=found.application.call.visits_from)
    if form.is_valid():
        try:
            answered = answer_letter(token=token, answer=form.answer, at=timezone.now())
        except LetterClosedError as closed:
            return _ended(request, letter_behind(token), closed.state)
        return render(request, "observership/letter_given.html", _about(answered))
    context = {**_about(found), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "observership/letter.html", context, status=status)


def _about(found: SupportLetter) -> dict[str, Any]:
    """Who asks for what; the days are those for which leave was asked."""
    application = found.application
    asked = asked_about(application)
    return {
        "letter": found,
        "application": application,
        "call": application.call,
        "applicant": application.trainee.user if application.trainee else "",
        "days": days_words(asked["dates"]),
        "length": length_words(asked["length"]),
        "answer_by": answer_by(found),
    }


def _ended(request: HttpRequest, found: SupportLetter | None, state: LetterState) -> HttpResponse:
    context = {"state": str(state), "letter": found}
    status = _STATUS.get(state, 410)
    return render(request, "observership/letter_ended.html", context, status=status)
