"""Where a visit is lived: the plan of its days, the log, the objectives."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from observership.domain.codes import Side
from observership.domain.lifecycle import LIVE_PLACEMENTS, UNTIL_VISIT_ENDS
from observership.forms.visit import DayForm, LogForm, TicksForm, day_forms
from observership.models import LogEntry, Placement
from observership.queries.visits import OPEN_STATES, days_of, goals_agreed, log_of
from observership.services.visits import save_days, tick_objectives, write_log
from observership.views.access import placement_part
from observership.views.visit_frame import acted, page, supervises, user_of
from passport.dates import latest, local_day, within

Found = tuple[Placement, Side]


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The plan of the days: the host writes it, everybody else reads it."""
    writes = side is Side.HOST and placement.state in LIVE_PLACEMENTS
    plan = days_of(placement)
    sent = request.POST if request.method == "POST" and side is Side.HOST else None
    forms = day_forms(plan, sent) if writes or sent is not None else []
    checked = [form.is_valid() for form in forms]
    if sent is not None and all(checked) and _days_saved(request, placement, forms):
        return redirect("observership:visit_days", placement.public_id)
    proposed = placement.state in UNTIL_VISIT_ENDS and not any(day.kept for day in plan)
    context = {"days": plan, "forms": forms, "proposed": proposed}
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "days", status=status, **context)


def _days_saved(request: HttpRequest, placement: Placement, forms: list[DayForm]) -> bool:
    def act() -> None:
        save_days(
            placement=placement,
            days=[form.planned for form in forms],
            knowingly=any(form.knowingly for form in forms),
        )

    return acted(request, act, _("The plan is saved. The trainee sees it now."))


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """Three lines a day: the trainee writes, the host and coordinators read."""
    entries = log_of(placement)
    today = local_day(timezone.now(), settings.TIME_ZONE)
    writes = side is Side.TRAINEE and placement.state in OPEN_STATES
    sent = request.POST if request.method == "POST" and side is Side.TRAINEE else None
    form = LogForm(
        sent,
        placement=placement,
        today=today,
        initial=_first_lines(request, placement, entries, today),
    )
    if form.is_valid() and _logged(request, placement, form):
        return redirect("observership:visit_log", placement.public_id)
    told = [(entry, f"?on={entry.on.isoformat()}" if writes else "") for entry in entries]
    context = {"form": form if writes or form.is_bound else None, "entries": told}
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "log", status=status, **context)


def _first_lines(
    request: HttpRequest, placement: Placement, entries: list[LogEntry], today: date
) -> dict[str, str]:
    """The day asked for with what was written of it; else today, or the last day."""
    asked = request.GET.get("on", "")
    for entry in entries:
        if entry.on.isoformat() == asked:
            return {
                "on": asked,
                "saw": entry.saw,
                "learned": entry.learned,
                "will_use": entry.will_use,
            }
    here = within(placement.starts_on, placement.ends_on, today)
    on = today if here else latest([placement.ends_on])
    return {"on": on.isoformat() if on else ""}


def _logged(request: HttpRequest, placement: Placement, form: LogForm) -> bool:
    def act() -> None:
        write_log(
            placement=placement,
            on=form.cleaned_data["on"],
            lines=form.lines,
            at=timezone.now(),
            knowingly=form.knowingly,
        )

    return acted(request, act, _("Your lines are saved."))


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def objectives(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """Agreed objectives, ticked by the trainee and by the supervisor, each for itself."""
    goals = goals_agreed(placement)
    mine = side is Side.TRAINEE or supervises(request, placement) is not None
    writes = mine and placement.state in OPEN_STATES and bool(goals)
    sent = request.POST if request.method == "POST" and writes else None
    ticked = [goal.key for goal in goals if (goal.host if side is Side.HOST else goal.trainee)]
    form = TicksForm(sent, goals=goals, initial={"met": ticked})
    if form.is_valid():
        return _ticked(request, placement, side, form)
    context = {"form": form if writes else None, "goals": goals}
    status = 422 if sent is not None else 200
    return page(request, (placement, side), "objectives", status=status, **context)


def _ticked(
    request: HttpRequest, placement: Placement, side: Side, form: TicksForm
) -> HttpResponse:
    def act() -> None:
        tick_objectives(
            placement=placement,
            side=side,
            met=form.cleaned_data["met"],
            by=user_of(request),
            at=timezone.now(),
        )

    acted(request, act, _("Your ticks are saved."))
    return redirect("observership:visit_objectives", placement.public_id)
