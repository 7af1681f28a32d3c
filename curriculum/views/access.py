"""Who may enter a learner's page, and what they meet there."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from curriculum.models import Attempt, ModuleRelease
from curriculum.models.module import ModuleKind
from curriculum.queries.attempts import has_earned, is_taken_back
from curriculum.queries.catalogue import learner_of
from curriculum.queries.product_pages import offered_release
from curriculum.queries.releases import SOURCE_LANGUAGE, reviewed_release
from passport.people.models import Professional

Rest = ParamSpec("Rest")
LearnerView = Callable[Concatenate[HttpRequest, Professional, Rest], HttpResponse]
AnyView = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


class ProductClosedError(Exception):
    """A product's module is not shown to this learner now; the product's page says why."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code, self.message = code, message


def learners_only(
    view: LearnerView[Rest],
) -> AnyView[Rest]:
    """Call the view with the signed-in learner; others go where their account begins.

    What is closed of a product leads to the product's page.
    """

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        learner = learner_of(request.user)
        if learner is None:
            return redirect(settings.LOGIN_REDIRECT_URL)
        try:
            return view(request, learner, *args, **kwargs)
        except ProductClosedError as closed:
            if closed.message:
                messages.info(request, closed.message)
            return redirect("curriculum:product", closed.code)

    return guarded


def reviewed_release_or_404(code: str, learner: Professional | None) -> tuple[ModuleRelease, bool]:
    """The current release in the learner's language, and whether a clinician approved it.

    Raises ProductClosedError for a product that is not live in the learner's country.
    """
    try:
        found = reviewed_release(code, learner.language if learner else SOURCE_LANGUAGE)
    except ModuleRelease.DoesNotExist:
        raise Http404 from None
    return found if found[0].module.kind != ModuleKind.PRODUCT else _offered(code, learner)


def _offered(code: str, learner: Professional | None) -> tuple[ModuleRelease, bool]:
    """The live release of a product's module; visitors and other countries are shown none."""
    found = offered_release(learner, code) if learner else None
    if found is None:
        raise ProductClosedError(code)
    return found


def attempt_or_404(learner: Professional, attempt_id: UUID) -> Attempt:
    """The learner's own attempt with its release; another's does not exist here.

    Raises ProductClosedError where the product is not live in the learner's country any more, and
    where its version was retired for safety before the attempt earned anything.
    """
    own = Attempt.objects.filter(learner=learner).select_related("release__module")
    found = get_object_or_404(own, public_id=attempt_id)
    if found.delta:
        _refuse_taken_back(found)
        _offered(found.release.module.code, learner)
    return found


def _refuse_taken_back(attempt: Attempt) -> None:
    if is_taken_back(attempt.release_id) and not has_earned(attempt):
        words = _("This exam does not count: its version was taken back for safety.")
        raise ProductClosedError(attempt.release.module.code, words)


def require_recent_sign_in(request: HttpRequest, learner: Professional) -> None:
    """Ask again who is sitting here when the last sign-in is some hours old; keeps the place."""
    allowed = settings.EXAM_RECENT_SIGN_IN_HOURS * 3600
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    recent = bool(moments) and time.time() - max(moments) <= allowed
    account_age = timezone.now() - learner.user.date_joined
    if not recent and account_age.total_seconds() > allowed:
        raise ReauthenticationRequired
