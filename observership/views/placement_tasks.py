"""Where the lists before a visit are ticked, and what a trainee needs is said."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from observership.domain.codes import Side
from observership.domain.lifecycle import UNTIL_VISIT_ENDS
from observership.domain.placement_lists import is_own
from observership.forms.placement import LineForm, NeedsForm
from observership.models import AccessNeeds, Placement, PlacementTask
from observership.rendering.task_words import task_words
from observership.services.checklists import (
    ListClosedError,
    NotOwnLineError,
    TooManyLinesError,
    add_task,
    drop_needs,
    keep_needs,
    need_task,
    remove_task,
    tick_task,
)
from observership.views.access import placement_part
from observership.views.placement_frame import page
from observership.views.visit_frame import user_of

ENDS = (Side.TRAINEE, Side.HOST)


@placement_part()
@require_safe
def tasks(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """Both lists: the own one to work through, the other to read."""
    return _shown(request, placement, side)


def _shown(
    request: HttpRequest,
    placement: Placement,
    side: Side,
    line: LineForm | None = None,
    needs: NeedsForm | None = None,
) -> HttpResponse:
    rows = list(placement.tasks.all())
    is_open = placement.state in UNTIL_VISIT_ENDS
    kept = AccessNeeds.objects.filter(placement=placement).first() if side in ENDS else None
    first = {"text": kept.text} if kept else {}
    trainee = side is Side.TRAINEE and is_open
    context: dict[str, Any] = {
        "lists": [_list(rows, each, side, is_open) for each in _order(side)],
        "line_form": line or (LineForm() if is_open and side in ENDS else None),
        "needs": kept,
        "is_open": is_open,
        "may_see_needs": side in ENDS,
        "needs_form": needs or (NeedsForm(initial=first) if trainee else None),
    }
    status = 422 if (line or needs) is not None else 200
    found = (placement, side)
    return page(request, found, "placement_tasks", tab="tasks", status=status, **context)


def _order(side: Side) -> tuple[Side, Side]:
    """The own list first."""
    return (Side.HOST, Side.TRAINEE) if side is Side.HOST else (Side.TRAINEE, Side.HOST)


def _list(rows: list[PlacementTask], whose: Side, side: Side, is_open: bool) -> dict[str, Any]:
    lines = [
        {"task": row, "words": task_words(row), "own": is_own(row.key)}
        for row in rows
        if row.side == whose
    ]
    done = sum(1 for row in rows if row.side == whose and row.needed and row.done_at)
    needed = sum(1 for row in rows if row.side == whose and row.needed)
    mine = side is whose and is_open
    return {"whose": str(whose), "lines": lines, "mine": mine, "done": done, "needed": needed}


@placement_part(*ENDS)
@require_POST
def task(request: HttpRequest, placement: Placement, side: Side, task_id: UUID) -> HttpResponse:
    """Tick a line, take the tick back, say whether it is needed, or take an own line off."""
    row = placement.tasks.filter(public_id=task_id, side=side).first()
    if row is None:
        raise Http404
    way = _way(request, row, request.POST.get("do", ""))
    try:
        way()
    except ListClosedError:
        messages.warning(request, _("The visit is over: its lists stay as they are."))
    except NotOwnLineError:
        messages.warning(request, _("This line cannot be taken off. Say that it is not needed."))
    return redirect("observership:placement_tasks", placement.public_id)


def _way(request: HttpRequest, row: PlacementTask, do: str) -> Callable[[], Any]:
    """What a button does; an unknown one is answered with a 404."""
    at, by = timezone.now(), user_of(request)
    ways: dict[str, Callable[[], Any]] = {
        "done": lambda: tick_task(task=row, done=True, by=by, at=at),
        "not_done": lambda: tick_task(task=row, done=False, by=by, at=at),
        "needed": lambda: need_task(task=row, needed=True, at=at),
        "not_needed": lambda: need_task(task=row, needed=False, at=at),
        "remove": lambda: remove_task(task=row, at=at),
    }
    if do not in ways:
        raise Http404
    return ways[do]


@placement_part(*ENDS)
@require_POST
def add(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """An own line on the own list."""
    form = LineForm(request.POST, near=placement.starts_on)
    if form.is_valid() and _added(request, placement, side, form):
        return redirect("observership:placement_tasks", placement.public_id)
    return _shown(request, placement, side, line=form)


def _added(request: HttpRequest, placement: Placement, side: Side, form: LineForm) -> bool:
    try:
        add_task(placement=placement, side=side, label=form.cleaned_data["label"])
    except ListClosedError:
        messages.warning(request, _("The visit is over: its lists stay as they are."))
        return False
    except TooManyLinesError:
        messages.warning(request, _("The list is full. Take a line off first."))
        return False
    return True


@placement_part(Side.TRAINEE)
@require_POST
def needs(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """What the host should know, kept with consent, or deleted."""
    if request.POST.get("do") == "delete":
        drop_needs(placement=placement)
        messages.success(request, _("Deleted. The host does not see it any more."))
        return redirect("observership:placement_tasks", placement.public_id)
    form = NeedsForm(request.POST)
    if not form.is_valid():
        return _shown(request, placement, side, needs=form)
    try:
        keep_needs(placement=placement, text=form.cleaned_data["text"], at=timezone.now())
    except ListClosedError:
        messages.warning(request, _("The visit is over: nothing was saved."))
        return _shown(request, placement, side, needs=form)
    messages.success(request, _("Saved. You and the host see it."))
    return redirect("observership:placement_tasks", placement.public_id)
