"""A list of staff: uploaded, looked at row by row, confirmed, watched and undone."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passport.people.domain.roster import Outcome
from passport.people.formats.roster_template import csv_template, xlsx_template
from passport.people.forms.roster import RosterForm, remedy, template_rows
from passport.people.models import Centre, RosterImport
from passport.people.queries.invitations import UNANSWERED
from passport.people.queries.rosters import job_of
from passport.people.services.rosters import (
    RosterDoneError,
    confirm_roster,
    keep_roster,
    undo_roster,
)
from passport.people.views.access import centre_lead
from passport.people.views.frame import PAGE_SIZE, framed, typed
from passport.people.views.members import ROLES, signed_in

OUTCOMES: dict[str, Promise] = {
    Outcome.INVITE: gettext_lazy("Is invited"),
    Outcome.CHANGE: gettext_lazy("Belongs already: roles are added, unit is set"),
    Outcome.SAME: gettext_lazy("Belongs already: nothing changes"),
    Outcome.INVITED: gettext_lazy("Is invited already: left alone"),
    Outcome.DUPLICATE: gettext_lazy("Stands above already: left out"),
    Outcome.ERROR: gettext_lazy("Not taken: see what to correct"),
}
TONES = {Outcome.INVITE: "good", Outcome.CHANGE: "info", Outcome.ERROR: "stop"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Choose a file; what it would do is shown before anything happens."""
    form = RosterForm(typed(request), request.FILES or None)
    if form.is_valid():
        kept = keep_roster(
            centre=centre,
            file_name=form.file_name,
            rows=form.rows,
            by=signed_in(request),
            at=timezone.now(),
        )
        return redirect("people:roster_preview", centre.public_id, kept.public_id)
    before = centre.roster_imports.filter(applied_at__isnull=False)
    page = Paginator(before.defer("rows"), 10).get_page(request.GET.get("page"))
    context = framed(
        centre, "invitations", form=form, page=page, roles=[*ROLES.items()],
        limit=settings.CENTRE_INVITATIONS_PER_DAY,
    )  # fmt: skip
    return render(request, "people/roster.html", context, status=422 if form.is_bound else 200)


@centre_lead
@require_safe
def preview(request: HttpRequest, centre: Centre, roster_id: UUID) -> HttpResponse:
    """Every row with what happens to it; after confirmation how far it is."""
    found = _own(centre, roster_id)
    only = request.GET.get("only", "")
    rows = [row for row in found.rows if not only or row["outcome"] == only]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = framed(
        centre,
        "invitations",
        roster=found,
        page=page,
        lines=[_line(row) for row in page],
        counts=_counts(found, only),
        good=_good(found),
        only=only,
        **_progress(found, timezone.now()),
    )
    return render(request, "people/roster_preview.html", context)


def _own(centre: Centre, roster_id: UUID) -> RosterImport:
    return get_object_or_404(centre.roster_imports, public_id=roster_id)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """One row in words."""
    return {
        "row": row,
        "name": f"{row['given']} {row['family']}".strip(),
        "roles": [ROLES.get(code, code) for code in row["roles"]],
        "errors": [remedy(fault, text) for fault, text in row["errors"]],
        "outcome": OUTCOMES[row["outcome"]],
        "tone": TONES.get(row["outcome"], ""),
    }


def _counts(found: RosterImport, only: str) -> list[dict[str, Any]]:
    """How many rows go each way, in the order of the outcomes."""
    number = Counter(row["outcome"] for row in found.rows)
    return [
        {"key": str(key), "label": label, "count": number[key], "chosen": key == only}
        for key, label in OUTCOMES.items()
        if number[key]
    ]


def _good(found: RosterImport) -> dict[str, int]:
    """How many rows do something, and on how many days their mails go out."""
    number = Counter(row["outcome"] for row in found.rows)
    invited = number[Outcome.INVITE]
    limit = settings.CENTRE_INVITATIONS_PER_DAY
    return {
        "invited": invited,
        "changed": number[Outcome.CHANGE],
        "total": invited + number[Outcome.CHANGE],
        "days": -(-invited // limit),
        "limit": limit,
    }


def _progress(found: RosterImport, at: datetime) -> dict[str, Any]:
    """Where a confirmed roster stands: its work, what was sent and accepted, time to undo."""
    if found.applied_at is None:
        return {}
    starts_at = found.applied_at + timedelta(seconds=settings.ROSTER_UNDO_SECONDS)
    invitations = found.invitations
    return {
        "job": job_of(found),
        "starts_at": starts_at,
        "started": at >= starts_at,
        "sent": invitations.filter(sent_at__isnull=False).count(),
        "waiting": invitations.filter(UNANSWERED, sent_at__isnull=True).count(),
        "accepted": invitations.filter(accepted_at__isnull=False).count(),
        "may_undo": found.undone_at is None,
    }


def _act(
    request: HttpRequest, centre: Centre, roster_id: UUID, act: Callable[..., Any], done: str
) -> HttpResponse:
    try:
        act(roster=_own(centre, roster_id), by=signed_in(request), at=timezone.now())
    except RosterDoneError:
        messages.info(request, _("This was done before."))
    else:
        messages.success(request, done)
    return redirect("people:roster_preview", centre.public_id, roster_id)


@centre_lead
@require_POST
def apply_roster(request: HttpRequest, centre: Centre, roster_id: UUID) -> HttpResponse:
    """Confirm: the good rows are carried out after two minutes."""
    text = _("Confirmed. It starts in two minutes; until then nothing is sent.")
    return _act(request, centre, roster_id, confirm_roster, text)


@centre_lead
@require_POST
def undo(request: HttpRequest, centre: Centre, roster_id: UUID) -> HttpResponse:
    """Undo: invitations that nobody answered are withdrawn, changes taken back."""
    text = _("Undone. Invitations that nobody accepted are withdrawn.")
    return _act(request, centre, roster_id, undo_roster, text)


@centre_lead
@require_safe
def template_csv(request: HttpRequest, centre: Centre) -> HttpResponse:
    """An empty list to fill in, as CSV."""
    heading, example = template_rows()
    return _file(csv_template(heading, example), "text/csv; charset=utf-8", "staff-list.csv")


@centre_lead
@require_safe
def template_xlsx(request: HttpRequest, centre: Centre) -> HttpResponse:
    """An empty list to fill in, as a workbook with the codes of all roles."""
    heading, example = template_rows()
    roles = [(code, str(label)) for code, label in ROLES.items()]
    content = xlsx_template(heading, example, roles, (_("Staff"), _("Roles")))
    return _file(content, XLSX, "staff-list.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
