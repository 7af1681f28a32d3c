"""What an assessor does: choose a colleague and a task, sign what was seen."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from curriculum.domain.practice import Refusal
from curriculum.forms import SignatureForm, TaskForm
from curriculum.models import Observation
from curriculum.queries.assessing import Scope, own_centres, scopes_of
from curriculum.queries.task_reviews import unreviewed
from curriculum.services.observations import (
    Meeting,
    ObservationRefusedError,
    Signature,
    open_observation,
    sign_observation,
)
from curriculum.views.access import learners_only
from curriculum.views.people import member_or_404, picker, typed
from curriculum.views.practice import device, observation_context, observation_or_404
from curriculum.views.refusals import WORDS
from passport.dates import local_day
from passport.people.models import Professional
from passport.people.queries.centres import Member


@require_http_methods(["GET", "HEAD", "POST"])
@learners_only
def assess(request: HttpRequest, assessor: Professional) -> HttpResponse:
    """Choose a colleague of an own centre, then the task; opening leads to its page."""
    on = local_day(timezone.now(), settings.TIME_ZONE)
    scopes = scopes_of(assessor, own_centres(assessor, on), on)
    if not scopes:
        return render(request, "curriculum/practice_assess.html", {"scopes": ()})
    scope = _scope(scopes, request.GET.get("centre", ""))
    person = request.GET.get("person")
    if person:
        member = member_or_404(scope.centre, person, on)
        return _choose_task(request, assessor, scope, member)
    people = picker(request, scope.centre, on, but=assessor.pk)
    context = {"scopes": scopes, "scope": scope, **people}
    return render(request, "curriculum/practice_assess.html", context)


def _scope(scopes: tuple[Scope, ...], centre: str) -> Scope:
    """The centre asked for, or the first one."""
    found = [each for each in scopes if not centre or str(each.centre.public_id) == centre]
    if not found:
        raise Http404
    return found[0]


def _choose_task(
    request: HttpRequest, assessor: Professional, scope: Scope, member: Member
) -> HttpResponse:
    """Which task of this colleague; opening it leads to its page."""
    form = TaskForm(typed(request), tasks=scope.tasks)
    if form.is_valid() and form.chosen:
        learner = Professional.objects.get(pk=member.id)
        meeting = Meeting(centre=scope.centre, learner=learner, task=form.chosen)
        try:
            found = open_observation(assessor=assessor, meeting=meeting, at=timezone.now())
        except ObservationRefusedError as error:
            form.add_error("task", WORDS[error.refusal])
        else:
            return redirect("curriculum:observation", found.public_id)
    doubtful = unreviewed(scope.tasks)
    context = {"scope": scope, "member": member, "form": form, "unreviewed": doubtful}
    status = 422 if form.errors else 200
    return render(request, "curriculum/practice_task.html", context, status=status)


@require_POST
def sign(request: HttpRequest, observation_id: UUID) -> HttpResponse:
    """Keep the assessor's signature; a script hears in JSON what a page says in words."""
    if not request.user.is_authenticated and _is_script(request):
        return JsonResponse({"message": _("Sign in to send.")}, status=401)
    return _sign(request, observation_id)


@learners_only
def _sign(request: HttpRequest, assessor: Professional, observation_id: UUID) -> HttpResponse:
    found = observation_or_404(assessor, observation_id)
    form = SignatureForm(request.POST, steps=[step["key"] for step in found.steps])
    try:
        signed = _signed(found, assessor, form)
    except ObservationRefusedError as error:
        return _refuse(request, found, assessor, error.refusal)
    if _is_script(request):
        return JsonResponse({"signed_at": signed.signed_at, "message": _signed_words(signed)})
    messages.success(request, _signed_words(signed))
    return redirect("curriculum:observation", observation_id)


def _signed(found: Observation, assessor: Professional, form: SignatureForm) -> Observation:
    """One signature; without a time of the device it is signed now."""
    if not form.is_valid():
        raise ObservationRefusedError(Refusal.STEPS_UNKNOWN)
    at = timezone.now()
    signature = Signature(
        ticks=form.cleaned_data["ticks"], signed_at=form.cleaned_data["signed_at"] or at
    )
    return sign_observation(observation=found, assessor=assessor, signature=signature, at=at)


def _signed_words(signed: Observation) -> str:
    return _("Signed. %(name)s confirms in the own account.") % {"name": signed.learner}


def _refuse(
    request: HttpRequest, found: Observation, assessor: Professional, refusal: Refusal
) -> HttpResponse:
    """Say why: 409 when it was closed meanwhile, 422 for what can be mended."""
    status = 409 if refusal is Refusal.CLOSED else 422
    if _is_script(request):
        return JsonResponse({"message": WORDS[refusal]}, status=status)
    ticks = request.POST.getlist("ticks")
    context: dict[str, Any] = {
        **observation_context(found, assessor, ticks),
        **device(request),
        "refusal": WORDS[refusal],
        "mark_missing": refusal is Refusal.STEPS_MISSING,
    }
    return render(request, "curriculum/observation.html", context, status=status)


def _is_script(request: HttpRequest) -> bool:
    return not request.accepts("text/html")
