"""Where a supervisor finds everything that waits for the own signature."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from observership.domain.visit import is_last_day_here
from observership.queries.mentors import asked_of
from observership.queries.visits import supervised_by, waiting_items
from observership.views.access import trainees_only
from passport.dates import local_day
from passport.people.models import Professional
from passport.second_step import lead_to_second_step, took_second_step

VISITS_A_PAGE = 10


@trainees_only
@require_safe
def supervising(request: HttpRequest, person: Professional) -> HttpResponse:
    """Items to confirm, visits to sign off and mentoring to answer, across all placements."""
    today = local_day(timezone.now(), settings.TIME_ZONE)
    waiting = supervised_by(person, today)
    shown = Paginator(waiting, VISITS_A_PAGE).get_page(request.GET.get("page"))
    found = list(shown)
    items = waiting_items(found)
    visits = [(each, items[each.pk], is_last_day_here(each.ends_on, today)) for each in found]
    asked = list(asked_of(person, today))
    if (visits or asked) and not took_second_step(request):
        return lead_to_second_step(request)
    context = {"page": shown, "visits": visits, "mentorships": asked}
    return render(request, "observership/visit_supervising.html", context)
