"""One person as their centre sees them: stamps, requirements, what was attested; no scores."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from credentials.forms import ViewForm
from credentials.queries.attestations import attested_of
from credentials.queries.coverage import framework_views, view_of
from credentials.queries.dossier import Line, dossier_of
from credentials.queries.person import passport_on
from credentials.queries.recognitions import recognised_of
from credentials.rendering.person_page import (
    PersonSheet,
    ShownPassport,
    head_of,
    line_groups,
    local_lines,
    shown_passport,
    tasks_at,
)
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError, open_edition
from curriculum import api as curriculum
from passport.people.models import Centre
from passport.people.queries.centres import Member, member_of
from passport.people.queries.profiles import professional_of
from passport.people.views.access import centre_lead
from passport.standards.models import Framework


@dataclass(frozen=True)
class Looked:
    """Whom, by which framework and as of which day a page shows."""

    centre: Centre
    member: Member
    framework: Framework | None
    on: date


def member_or_404(centre: Centre, person_id: UUID) -> Member:
    """Somebody who belongs to the centre today; raises Http404 for anybody else."""
    found = member_of(centre, person_id, timezone.localdate())
    if found is None:
        raise Http404
    return found


@centre_lead
@require_safe
def person(request: HttpRequest, centre: Centre, person_id: UUID) -> HttpResponse:
    """One colleague of today, as of a day that may be chosen."""
    today = timezone.localdate()
    member = member_or_404(centre, person_id)
    form = ViewForm(request.GET, frameworks=framework_views(centre), today=today)
    form.is_valid()
    on = form.chosen_day()
    then = member if on == today else member_of(centre, person_id, on)
    framework = form.chosen_framework()
    own = professional_of(request.user)
    context = {
        "centre": centre,
        "section": "people",
        "member_id": member.public_id,
        "name": member.name,
        "is_own": own is not None and own.pk == member.id,
        "form": form,
        "framework": framework,
        "on": on,
        "today": today,
        "sheet": _sheet(Looked(centre, then, framework, on)) if then else None,
    }
    status = 200 if form.is_valid() else 422
    return render(request, "credentials/person.html", context, status=status)


def _sheet(looked: Looked) -> PersonSheet:
    """Everything that the page shows, from the engine and the latest edition of that day."""
    lines, titles = _lines(looked)
    pk, on = looked.member.id, looked.on
    observed = curriculum.observed_of_all([pk]).get(pk, ())
    return PersonSheet(
        head=head_of(looked.member),
        passport=_passport(pk, on),
        groups=line_groups(titles, lines, on),
        local=local_lines(lines, on),
        tasks=tasks_at(looked.centre.pk, observed, on),
        attested=attested_of(looked.centre, pk),
        recognised=recognised_of(pk),
    )


def _lines(looked: Looked) -> tuple[tuple[Line, ...], tuple[tuple[str, str], ...]]:
    """The dossier, and the titles of its groups."""
    if looked.framework is None:
        return (), ()
    key = looked.framework.key
    view = view_of(looked.centre, key, looked.on)
    return dossier_of(looked.centre, looked.member, key, looked.on), view.groups


def _passport(holder_id: int, on: date) -> ShownPassport | None:
    found = passport_on(holder_id, on)
    if found is None:
        return None
    try:
        content = open_edition(found.edition, number=found.number, keys=public_keys())
    except BrokenSealError:
        content = None
    return shown_passport(found.number, content, found.withdrawn, on)
