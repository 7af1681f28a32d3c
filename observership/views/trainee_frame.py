"""What an applicant's pages share: who enters, the own application or 404, refusals in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from observership.models import Application
from observership.queries.applications import application_of
from observership.views.application_words import deadline_words
from passport.people.models import User
from passport.people.queries.profiles import professional_of

View = Callable[..., HttpResponse]


def applicants_only(view: View) -> View:
    """Decorator: `view` takes the signed-in professional; without a profile one is made first."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found = professional_of(request.user)
        if found is None or found.welcomed_at is None:
            text = _("First tell us what you do. Then come back to Observerships.")
            messages.info(request, text)
            return redirect(settings.LOGIN_REDIRECT_URL)
        return view(request, found, **kwargs)

    return guarded


def own_application(view: View) -> View:
    """Decorator: `view` takes the reader's own application in place of `application_id`."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, application_id: UUID, **kwargs: Any) -> HttpResponse:
        found = application_of(reader(request), application_id)
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return guarded


def reader(request: HttpRequest) -> User:
    """Who is signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only asked for."""
    return request.POST if request.method == "POST" else None


def framed(application: Application, **context: Any) -> dict[str, Any]:
    """The context of a page about one application."""
    call = application.call
    about = {"application": application, "call": call, "deadline": deadline_words(call.closes_on)}
    return {**about, **context}


def home(application: Application) -> HttpResponse:
    """Back to the task list."""
    return redirect("observership:application", application.public_id)


def say_handed_in(request: HttpRequest) -> None:
    """Somebody wrote to an application that is no draft any more."""
    messages.info(request, _("This application was submitted or withdrawn. Nothing changed."))


def say_closed(request: HttpRequest) -> None:
    """The call is not open now."""
    messages.warning(
        request,
        _("This call is closed. Your draft is kept, and you can use it for the next call."),
    )
