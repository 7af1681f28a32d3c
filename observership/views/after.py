"""After a visit: the trainee's report, what both say of it, what changed at home."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from observership.domain.after_visit import (
    MOST_PLANS,
    PlanState,
    Question,
    ReportPart,
    YesNo,
    is_open,
    opens_on,
)
from observership.domain.codes import Side
from observership.domain.lifecycle import VISIT_BEGUN, PlacementState
from observership.domain.visit import is_last_day_here
from observership.forms.visit_end import FollowUpForm, PlansForm, RatingForm, SeenForm
from observership.models import FollowUp, Placement, Rating
from observership.models.visit_labels import (
    PLAN_LABELS,
    QUESTION_LABELS,
    REPORT_LABELS,
    YES_NO_LABELS,
)
from observership.queries.visits import OPEN_STATES, rating_of, standing_of
from observership.services.follow_ups import FollowUpClosedError, answer_follow_up
from observership.services.reports import (
    HandedInError,
    RatingError,
    ReportIncompleteError,
    hand_in_report,
    rate_visit,
    save_report,
)
from observership.views.access import placement_part
from observership.views.visit_frame import acted, page, user_of
from passport.dates import local_day

Answers = dict[str, Any]


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The report: two parts saved apart by the trainee; others read it once it is handed in."""
    kept = standing_of(placement).report
    handed_in = kept is not None and kept.submitted_at is not None
    writes = side is Side.TRAINEE and placement.state in OPEN_STATES and not handed_in
    answers: Answers = kept.answers if kept and (handed_in or side is Side.TRAINEE) else {}
    sent = request.POST if request.method == "POST" and side is Side.TRAINEE else None
    part = sent.get("part") if sent is not None else ""
    seen, plans = _report_forms(placement, answers, sent, str(part))
    if _part_saved(request, placement, seen, plans):
        return redirect("observership:report", placement.public_id)
    shows = writes or seen.is_bound or plans.is_bound
    context = {
        "report": kept,
        "answers": answers,
        "seen": seen if shows else None,
        "plans": plans if shows else None,
        "can_hand_in": _end_is_here(placement),
        "handed_in": handed_in,
    }
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "report", status=status, **context)


def _report_forms(
    placement: Placement, answers: Answers, sent: Any, part: str
) -> tuple[SeenForm, PlansForm]:
    plans = answers.get(ReportPart.PLANS, [])[:MOST_PLANS]
    first = {f"plan_{number}": plan for number, plan in enumerate(plans, start=1)}
    near = placement.starts_on
    return (
        SeenForm(
            sent if part == ReportPart.SEEN else None,
            initial=answers.get(ReportPart.SEEN, {}),
            near=near,
        ),
        PlansForm(sent if part == ReportPart.PLANS else None, initial=first, near=near),
    )


def _part_saved(
    request: HttpRequest, placement: Placement, seen: SeenForm, plans: PlansForm
) -> bool:
    """Whether the part that was sent is kept."""
    said: Any
    if seen.is_valid():
        part, said = ReportPart.SEEN, seen.said
    elif plans.is_valid():
        part, said = ReportPart.PLANS, plans.plans
    else:
        return False

    def act() -> None:
        save_report(placement=placement, part=part, said=said, at=timezone.now(), knowingly=True)

    try:
        return acted(request, act, _("Saved. You can change it until you hand it in."))
    except HandedInError:
        messages.info(request, _("The report was handed in before. Nothing changed."))
        return False


@placement_part(Side.TRAINEE)
@require_POST
def hand_in(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The trainee hands the report in."""

    def act() -> None:
        hand_in_report(placement=placement, by=user_of(request), at=timezone.now())

    try:
        acted(request, act, _("Handed in. Thank you."))
    except ReportIncompleteError as error:
        parts = ", ".join(str(REPORT_LABELS[part]) for part in error.missing)
        messages.warning(request, _("Still to write: %(parts)s.") % {"parts": parts})
    except HandedInError:
        messages.info(request, _("The report was handed in before. Nothing changed."))
    return redirect("observership:report", placement.public_id)


def _end_is_here(placement: Placement) -> bool:
    today = local_day(timezone.now(), settings.TIME_ZONE)
    late = placement.state in (PlacementState.REPORTING, PlacementState.CLOSED)
    return late or is_last_day_here(placement.ends_on, today)


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """What this side says of the visit, once; the other side's words are not shown."""
    if placement.state not in VISIT_BEGUN:
        raise Http404
    if side is Side.COORDINATOR:
        return page(request, (placement, side), "rating", told=_both(placement))
    kept = rating_of(placement, side)
    writes = kept is None and _end_is_here(placement)
    sent = request.POST if request.method == "POST" else None
    form = RatingForm(sent, side=side, near=placement.starts_on)
    if form.is_valid() and _rated(request, placement, side, form):
        return redirect("observership:rating", placement.public_id)
    shows = writes or form.is_bound
    context = {"form": form if shows else None, "told": [_scored(kept)] if kept else []}
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "rating", status=status, **context)


def _both(placement: Placement) -> list[tuple[Rating, list[tuple[Any, int]]]]:
    """What both sides said, for coordinators alone."""
    return [_scored(each) for each in placement.ratings.order_by("-side")]


def _scored(kept: Rating) -> tuple[Rating, list[tuple[Any, int]]]:
    return kept, [(QUESTION_LABELS[Question(key)], score) for key, score in kept.scores.items()]


def _rated(request: HttpRequest, placement: Placement, side: Side, form: RatingForm) -> bool:
    def act() -> None:
        rate_visit(
            placement=placement,
            side=side,
            scores=form.scores,
            comment=form.cleaned_data["comment"],
            by=user_of(request),
            at=timezone.now(),
        )

    try:
        return acted(request, act, _("Thank you. Your rating is saved."))
    except RatingError:
        messages.info(request, _("This visit was rated before. Nothing changed."))
        return False


@placement_part(Side.TRAINEE, Side.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, placement: Placement, side: Side, months: int) -> HttpResponse:
    """What changed at home after some months: asked of the trainee, read by coordinators."""
    asked = list(placement.follow_ups.order_by("months"))
    chosen = next((each for each in asked if each.months == months), None)
    if chosen is None:
        raise Http404
    plans = _plans(placement)
    today = local_day(timezone.now(), settings.TIME_ZONE)
    ready = is_open(chosen.due_on, today) and placement.erased_at is None
    writes = side is Side.TRAINEE and chosen.answered_at is None and ready
    sent = request.POST if request.method == "POST" and side is Side.TRAINEE else None
    form = FollowUpForm(sent, plans=plans, near=chosen.due_on)
    if form.is_valid() and _answered(request, chosen, form):
        return redirect("observership:follow_up", placement.public_id, months)
    context = {
        "asked": asked,
        "chosen": chosen,
        "form": form if writes or form.is_bound else None,
        "opens_on": opens_on(chosen.due_on),
        "told": _told(plans, chosen.answers),
    }
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "follow_ups", status=status, **context)


def _told(plans: list[str], answers: Answers) -> list[tuple[str, str]]:
    """Questions and answers in words."""
    states = answers.get("plans", [])
    names = [*plans, *[""] * len(states)]
    yes_no = ("first_patient", _("First patient treated")), ("team_trained", _("Team trained"))
    return [
        *(
            (name or _("A plan"), str(PLAN_LABELS[PlanState(state)]))
            for name, state in zip(names, states, strict=False)
        ),
        *(
            (words, str(YES_NO_LABELS[YesNo(answers[key])]))
            for key, words in yes_no
            if key in answers
        ),
    ]


def _plans(placement: Placement) -> list[str]:
    kept = standing_of(placement).report
    plans: list[str] = kept.answers.get(ReportPart.PLANS, []) if kept else []
    return plans


def _answered(request: HttpRequest, chosen: FollowUp, form: FollowUpForm) -> bool:
    try:
        answer_follow_up(follow_up=chosen, change=form.change, at=timezone.now())
    except FollowUpClosedError:
        messages.info(request, _("This was answered before, or cannot be answered now."))
        return False
    messages.success(request, _("Thank you. Your answer is saved."))
    return True
