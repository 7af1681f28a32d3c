"""Where the letters of a placement are fetched."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from observership.domain.codes import Side
from observership.models import Placement
from observership.queries.agreements import agreed_objectives, newest_agreement
from observership.rendering.letters import STATES, Letter, letter_pdf
from observership.views.access import placement_part


def letters_for(placement: Placement) -> tuple[str, ...]:
    """Which letters there are in this state of a placement."""
    return tuple(str(each) for each in Letter if placement.state in STATES[each])


@placement_part()
@never_cache
@require_safe
def letter(request: HttpRequest, placement: Placement, side: Side, kind: str) -> HttpResponse:
    """One letter as a PDF, made anew from what is agreed; nothing is kept of it."""
    if kind not in letters_for(placement) or placement.trainee is None:
        raise Http404
    titles = [each.title for each in agreed_objectives(newest_agreement(placement))]
    pdf = letter_pdf(placement, Letter(kind), titles, timezone.localdate())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="observership-{kind}.pdf"'
    return response
