"""The page of a placement, for each side."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from observership.domain.codes import Side
from observership.domain.lifecycle import LIVE_PLACEMENTS
from observership.models import Placement
from observership.queries.agreements import missing_of
from observership.queries.steps import all_steps_of
from observership.rendering.agreement_page import missing_words
from observership.rendering.placement_page import history, state_line, who_is_who
from observership.rendering.step_words import step_line
from observership.views.access import placement_part
from observership.views.letters import letters_for
from observership.views.placement_frame import page
from observership.views.visit_frame import user_of

EVENTS_A_PAGE = 15


@placement_part()
@require_safe
def placement(request: HttpRequest, found: Placement, side: Side) -> HttpResponse:
    """State, next step and whose it is, dates, people, letters and what happened."""
    on = timezone.localdate()
    steps = [step_line(found, each, side, on) for each in all_steps_of([found], on)[found.pk]]
    lines = history(found.events.order_by("-at", "-pk"), user_of(request), side)
    preparing = found.state == "preparing"
    return page(
        request,
        (found, side),
        "placement",
        tab="overview",
        state=state_line(found),
        steps=steps,
        primary=next((each for each in steps if each.url), None),
        missing=missing_words(missing_of(found)) if preparing else (),
        people=who_is_who(found, side),
        letters=letters_for(found),
        may_change=found.state in LIVE_PLACEMENTS,
        events=Paginator(lines, EVENTS_A_PAGE).get_page(request.GET.get("page")),
    )
