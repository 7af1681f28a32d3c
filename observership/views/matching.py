"""The matching of a call in the office: runs that try, and after publication the answers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from observership.domain.lifecycle import MatchState
from observership.domain.wishes import Wish
from observership.forms.matching import MORE, RunForm, WishFormSet, wishes_in
from observership.models import Call, MatchRun
from observership.models.labels import MATCH_LABELS
from observership.queries.applications import eligible_applications
from observership.queries.matches import answers_of, suggestions
from observership.queries.openings import windows_of
from observership.queries.runs import (
    jobs_behind,
    order_of,
    published_run,
    run_in_force,
    run_of,
    runs_of,
)
from observership.services.matching import (
    CallOverError,
    NobodyToMatchError,
    OrderMissingError,
    PublishedAlreadyError,
    WishesRefusedError,
    ask_run,
)
from observership.services.reruns import ask_rerun
from observership.views.coordinator_frame import PAGE_SIZE, coordinator, of_call, typed
from observership.views.matching_frame import (
    MATCHING,
    RUN,
    RunLine,
    applicant_choices,
    fault_words,
    framed_matching,
    place_choices,
    run_or_404,
)
from passport.jobs import services as jobs

RUNS_A_PAGE = 20
STATES = tuple(MatchState)


@of_call
@require_http_methods(["GET", "HEAD", "POST"])
def matching(request: HttpRequest, call: Call) -> HttpResponse:
    """Where the matching stands; a POST asks for another run."""
    if published_run(call) is not None:
        return _published(request, call)
    ask = _Ask(request, call)
    is_sent = request.method == "POST" and MORE not in request.POST
    if is_sent and ask.is_valid() and (run := ask.run()):
        return redirect(RUN, call.key, run.number)
    context = framed_matching(
        call,
        order=order_of(call),
        form=ask.form,
        pins=ask.pins,
        forbids=ask.forbids,
        is_told=ask.is_told,
        faults=ask.faults,
        candidates=len(ask.applicants),
        seats=ask.seats,
        windows=len(ask.places),
        **_runs(request, call),
    )
    status = 422 if ask.is_told else 200
    return render(request, "observership/match_runs.html", context, status=status)


class _Ask:
    """The form for a run: what it is called, pairs that are kept, pairs that are ruled out."""

    def __init__(self, request: HttpRequest, call: Call) -> None:
        self.request, self.call = request, call
        applicants = eligible_applications(call).select_related("trainee__user").defer("sections")
        windows = list(windows_of(call))
        self.applicants, self.places = applicant_choices(applicants), place_choices(windows)
        self.seats = sum(window.places for window in windows)
        began = _begun_from(request, call)
        self.form = RunForm(typed(request), initial={"title": began.title if began else ""})
        self.pins = self._rows("pins", began.pins if began else [])
        self.forbids = self._rows("forbids", began.forbids if began else [])
        self.is_told = False
        self.faults: list[str] = []

    def _rows(self, prefix: str, began: list[dict[str, Any]]) -> BaseFormSet:
        names = ("application", "window", "reason")
        return WishFormSet(
            _with_more(self.request, prefix),
            prefix=prefix,
            initial=[{name: each[name] for name in names} for each in began],
            form_kwargs={"applicants": self.applicants, "places": self.places},
        )

    def is_valid(self) -> bool:
        """Whether everything that was typed can be read."""
        found = [each.is_valid() for each in (self.form, self.pins, self.forbids)]
        self.is_told = not all(found)
        return not self.is_told

    def run(self) -> MatchRun | None:
        """Ask; None with the reasons at the rows."""
        pins, forbids = wishes_in(self.pins), wishes_in(self.forbids)
        try:
            return ask_run(
                call=self.call,
                title=self.form.cleaned_data["title"],
                pins=_wishes(pins),
                forbids=_wishes(forbids),
                by=coordinator(self.request),
                at=timezone.now(),
            )
        except WishesRefusedError as error:
            for found in error.refused:
                form, _wish = (pins if found.is_pin else forbids)[found.index]
                form.add_error(*fault_words(found))
        except OrderMissingError:
            self.faults = [_("Fix the order first. Nothing is matched before.")]
        except NobodyToMatchError:
            self.faults = [_("No application is eligible yet.")]
        except PublishedAlreadyError:
            self.faults = [_("Somebody published the places just now.")]
        except CallOverError:
            self.faults = [_("This call was ended. Nothing is matched any more.")]
        self.is_told = True
        return None


def _wishes(rows: list[tuple[Any, Wish]]) -> list[Wish]:
    return [wish for _form, wish in rows]


def _begun_from(request: HttpRequest, call: Call) -> MatchRun | None:
    """The run whose pairs a new one begins with."""
    number = request.GET.get("from", "")
    return run_of(call, int(number)) if number.isdecimal() and len(number) < 9 else None


def _with_more(request: HttpRequest, prefix: str) -> Any:
    """What was typed, with another row when that was asked for."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if request.POST.get(MORE) == prefix and total.isdecimal() and len(total) < 4:
        data[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1)
    return data


def _runs(request: HttpRequest, call: Call) -> dict[str, Any]:
    page = Paginator(runs_of(call), RUNS_A_PAGE).get_page(request.GET.get("page"))
    behind = jobs_behind(list(page))
    lines = [RunLine(run, behind.get(run.pk)) for run in page]
    return {"page": page, "lines": lines, "made": [line.run for line in lines if line.summary]}


def _published(request: HttpRequest, call: Call) -> HttpResponse:
    """After publication: the run in force, how everybody answered, what hosts suggested."""
    asked = request.GET.get("state", "")
    wanted = [asked] if asked in set(STATES) else list(STATES)
    page = Paginator(answers_of(call, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    said = suggestions(list(page))
    context = framed_matching(
        call,
        in_force=run_in_force(call),
        page=page,
        answers=[(match, said.get(match.pk, [])) for match in page],
        states=[(str(code), label) for code, label in MATCH_LABELS.items()],
        asked=asked,
        query=f"state={asked}" if asked else "",
    )
    return render(request, "observership/match_answers.html", context)


@of_call
@require_POST
def again(request: HttpRequest, call: Call) -> HttpResponse:
    """Look for free places again: a host added a window, or somebody became eligible late."""
    ask_rerun(call=call, by=coordinator(request), at=timezone.now())
    messages.success(request, _("We look now. Whoever gets a place hears by mail."))
    return redirect(MATCHING, call.key)


@of_call
@require_POST
def retry(request: HttpRequest, call: Call, number: int) -> HttpResponse:
    """Let a run that stopped try again."""
    run = run_or_404(call, number)
    for job in jobs_behind([run]).values():
        jobs.retry(job=job, at=timezone.now())
    return redirect(RUN, call.key, number)
