"""A coordinator proposes a match by hand after publication, with a reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from observership.forms.matching import ProposeForm
from observership.models import Application, Call, OpeningWindow
from observership.queries.matches import free_windows
from observership.queries.runs import published_run
from observership.services.answers import (
    MatchClosedError,
    ReasonMissingError,
    WindowFullError,
)
from observership.services.overrides import (
    CAN_BE_PROPOSED,
    NotInMatchingError,
    NotPublishedError,
    WindowOverError,
    broken_rules,
    propose_match,
)
from observership.views.coordinator_frame import answered, coordinator, of_call, typed
from observership.views.matching_frame import (
    MATCHING,
    applicant_choices,
    framed_matching,
    place_choices,
    set_aside_words,
)


@of_call
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, call: Call) -> HttpResponse:
    """A free place for somebody; rules that it sets aside are shown first."""
    if published_run(call) is None:
        raise Http404
    applications = _waiting(call)
    windows = {str(each.public_id): each for each in free_windows(call)}
    form = ProposeForm(
        typed(request),
        initial={name: request.GET.get(name, "") for name in ("application", "window")},
        applicants=applicant_choices(applications.values()),
        places=place_choices(windows.values()),
    )
    rules = ""
    if form.is_valid():
        pair = (
            applications[form.cleaned_data["application"]],
            windows[form.cleaned_data["window"]],
        )
        rules = _rules(form, *pair)
        is_shown = request.POST.get("shown") == rules
        if (is_shown or not rules) and not form.errors and _proposed(request, form, *pair):
            return redirect(MATCHING, call.key)
    context = framed_matching(call, form=form, rules=rules, has_places=bool(windows))
    return answered(request, "observership/match_propose.html", context, form)


def _waiting(call: Call) -> dict[str, Application]:
    rows = Application.objects.filter(call=call, state__in=CAN_BE_PROPOSED)
    ordered = rows.select_related("trainee__user", "call").order_by("number")
    return {str(each.public_id): each for each in ordered}


def _rules(form: ProposeForm, application: Application, window: OpeningWindow) -> str:
    """Which rules the pair breaks, in words; an error in the form when it cannot be told."""
    try:
        broken = broken_rules(application, window, timezone.localdate())
    except NotInMatchingError:
        form.add_error(None, _("Applicant or place is not in the matching now."))
        return ""
    return set_aside_words(broken) if broken else ""


def _proposed(
    request: HttpRequest, form: ProposeForm, application: Application, window: OpeningWindow
) -> bool:
    try:
        propose_match(
            application=application,
            window=window,
            reason=form.cleaned_data["reason"],
            by=coordinator(request),
            at=timezone.now(),
        )
    except WindowFullError:
        form.add_error("window", _("The last place was given away just now."))
    except WindowOverError:
        form.add_error("window", _("These days are over before both sides can have answered."))
    except MatchClosedError:
        form.add_error("application", _("Somebody said yes to another place already."))
    except ReasonMissingError:
        form.add_error("reason", _("Say why."))
    except (NotInMatchingError, NotPublishedError):
        form.add_error(None, _("Applicant or place is not in the matching now."))
    else:
        messages.success(request, _("Proposed. Applicant and host hear by mail."))
        return True
    return False
