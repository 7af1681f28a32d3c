"""The poster for the staff room: made, shown, printed and closed by the quality manager."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passport.paper.codes import code_of
from passport.people.models import Centre, Invitation
from passport.people.queries.invitations import join_address, poster_of
from passport.people.rendering.poster import poster_bytes
from passport.people.services.posters import close_poster, make_poster
from passport.people.views.access import centre_lead
from passport.people.views.frame import framed
from passport.people.views.members import signed_in


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def poster(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The poster that is open, if one is."""
    if request.method == "POST":
        return _acted(request, centre)
    found = poster_of(centre, timezone.now())
    context = framed(centre, "poster", poster=found, **(_shown(found) if found else {}))
    return render(request, "people/poster.html", context)


def _shown(found: Invitation) -> dict[str, object]:
    address = join_address(found)
    return {"address": address, "code": code_of(address), "asked": found.requests.count()}


def _acted(request: HttpRequest, centre: Centre) -> HttpResponse:
    if request.POST.get("action") == "close":
        close_poster(centre=centre, by=signed_in(request), at=timezone.now())
        messages.success(
            request, _("The poster is closed. Its code answers no more: take it down.")
        )
    else:
        make_poster(centre=centre, by=signed_in(request), at=timezone.now())
        messages.success(request, _("The poster is ready. An older one answers no more."))
    return redirect("people:poster", centre.public_id)


@centre_lead
@require_safe
def poster_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The poster on A4."""
    found = poster_of(centre, timezone.now())
    if found is None:
        raise Http404
    drawn = poster_bytes(found, language=get_language() or "en")
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="poster.pdf"'
    return response
