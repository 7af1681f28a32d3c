"""Where a quality manager asks for packs, fetches them and lets an inspector in."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from credentials.forms.packs import FORMS, InspectionForm, LinkForm, StatementForm
from credentials.models import EvidencePack, PackKind, PackRecord
from credentials.queries.packs import (
    jobs_behind,
    links_of,
    pack_choices,
    pack_of,
    packs_of,
    record_of,
)
from credentials.rendering.pack_addresses import inspector_address, pack_address
from credentials.rendering.pack_page import (
    CONTENT_TYPES,
    file_name,
    files_page,
    is_stale,
    line_of,
    link_page,
    summary_page,
)
from credentials.services import inspector_links
from credentials.services.pack_downloads import NoSuchFileError, fetch_file
from credentials.services.pack_keeping import signed_summary
from credentials.services.packing import TooManyPacksError, ask_again, ask_for_pack
from credentials.signing.keys import public_keys
from credentials.signing.pack_seals import open_record
from credentials.signing.seals import BrokenSealError
from passport.jobs import services as jobs
from passport.people.models import Centre, User
from passport.people.views.access import centre_lead

PACKS_A_PAGE = 20
SECTION = "packs"


def _lead(request: HttpRequest) -> User:
    """Who is signed in; `centre_lead` let nobody else through."""
    return cast(User, request.user)


def _pack(centre: Centre, pack_id: UUID) -> EvidencePack:
    """A pack of this centre; one of another is not there."""
    pack = pack_of(centre, pack_id)
    if pack is None:
        raise Http404
    return pack


def _signed(centre: Centre, pack_id: UUID) -> tuple[EvidencePack, PackRecord]:
    """A pack that is finished; before that it has no files and no links."""
    pack = _pack(centre, pack_id)
    record = record_of(pack)
    if record is None:
        raise Http404
    return pack, record


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Packs of the centre, and the form for another: for an inspector or for a company."""
    asked = request.GET.get("kind", "")
    kind = PackKind(asked) if asked in PackKind.values else PackKind.INSPECTION
    today = timezone.localdate()
    form = FORMS[kind](request.POST or None, choices=pack_choices(centre, today), today=today)
    if form.is_valid():
        return _asked(request, centre, form)
    page = Paginator(packs_of(centre), PACKS_A_PAGE).get_page(request.GET.get("page"))
    found = jobs_behind(page)
    context = {
        "centre": centre,
        "section": SECTION,
        "form": form,
        "kind": kind,
        "page": page,
        "lines": [line_of(each, found.get(cast(UUID, each.job_id))) for each in page],
    }
    return render(request, "credentials/packs.html", context, status=422 if form.is_bound else 200)


def _asked(
    request: HttpRequest, centre: Centre, form: InspectionForm | StatementForm
) -> HttpResponse:
    try:
        pack = ask_for_pack(centre=centre, by=_lead(request), ask=form.ask, at=timezone.now())
    except TooManyPacksError:
        _say_too_many(request)
        return redirect("credentials:packs", centre.public_id)
    return redirect("credentials:pack", centre.public_id, pack.public_id)


def _say_too_many(request: HttpRequest) -> None:
    most = settings.PACKS_PER_DAY_MAX
    words = ngettext(
        "You asked for %(n)d pack today, which is the limit. Please come back tomorrow.",
        "You asked for %(n)d packs today, which is the limit. Please come back tomorrow.",
        most,
    )
    messages.warning(request, words % {"n": most})


@centre_lead
@require_safe
def pack(request: HttpRequest, centre: Centre, pack_id: UUID) -> HttpResponse:
    """One pack: how far it is, then its files, its coverage and the inspectors' links."""
    return _shown(request, centre, _pack(centre, pack_id), LinkForm())


def _shown(
    request: HttpRequest,
    centre: Centre,
    pack: EvidencePack,
    form: LinkForm,
    *,
    address: str = "",
    status: int = 200,
) -> HttpResponse:
    job = jobs_behind([pack]).get(cast(UUID, pack.job_id))
    line = line_of(pack, job)
    context: dict[str, Any] = {
        "centre": centre,
        "section": SECTION,
        "line": line,
        "pack": pack,
        "job": job,
        "watched": reverse("jobs:job", args=[job.public_id])
        if job is not None and job.owner_id == _lead(request).public_id
        else "",
    }
    if line.record is not None:
        context |= _finished(pack, line.record, form)
    context["address"] = address
    return render(request, "credentials/pack.html", context, status=status)


def _finished(pack: EvidencePack, record: PackRecord, form: LinkForm) -> dict[str, Any]:
    """What a signed pack shows; no coverage when anything does not match its seal."""
    at = timezone.now()
    try:
        manifest = open_record(record, keys=public_keys())
        summary = summary_page(signed_summary(pack, manifest["summary_sha256"]))
    except BrokenSealError:
        summary = None
    return {
        "summary": summary,
        "files": files_page(record),
        "code_address": pack_address(record.code),
        "is_stale": is_stale(record, at),
        "links": [link_page(link, at) for link in links_of(pack)],
        "form": form,
    }


@centre_lead
@require_POST
def again(request: HttpRequest, centre: Centre, pack_id: UUID) -> HttpResponse:
    """Ask for the same pack as of today."""
    try:
        newer = ask_again(pack=_pack(centre, pack_id), by=_lead(request), at=timezone.now())
    except TooManyPacksError:
        _say_too_many(request)
        return redirect("credentials:pack", centre.public_id, pack_id)
    return redirect("credentials:pack", centre.public_id, newer.public_id)


@centre_lead
@require_POST
def retry(request: HttpRequest, centre: Centre, pack_id: UUID) -> HttpResponse:
    """Let a pack that stopped try again."""
    pack = _pack(centre, pack_id)
    for job in jobs_behind([pack]).values():
        jobs.retry(job=job, at=timezone.now())
    return redirect("credentials:pack", centre.public_id, pack_id)


@centre_lead
@require_POST
def pack_file(request: HttpRequest, centre: Centre, pack_id: UUID, name: str) -> HttpResponse:
    """Fetch a file. It is an export, so it is asked for by a form and noted."""
    pack, record = _signed(centre, pack_id)
    try:
        file = fetch_file(record=record, name=name, by=_lead(request), at=timezone.now())
    except NoSuchFileError:
        raise Http404 from None
    except BrokenSealError:
        messages.error(request, _("This file is no longer what was signed. Please contact us."))
        return redirect("credentials:pack", centre.public_id, pack_id)
    return file_response(file, pack, name)


def file_response(file: Any, pack: EvidencePack, name: str) -> HttpResponse:
    """A file as a download under a name that says its day, sent piece by piece."""
    response = FileResponse(
        file,
        as_attachment=True,
        filename=file_name(pack, name),
        content_type=CONTENT_TYPES[f".{name.rpartition('.')[2]}"],
    )
    return cast(HttpResponse, response)


@centre_lead
@require_POST
def links(request: HttpRequest, centre: Centre, pack_id: UUID) -> HttpResponse:
    """Make a link for an inspector. Its address is in this answer and never again."""
    pack, _record = _signed(centre, pack_id)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _shown(request, centre, pack, form, status=422)
    _link, token = inspector_links.make_link(
        pack=pack, by=_lead(request), at=timezone.now(), **form.cleaned_data
    )
    return _shown(request, centre, pack, LinkForm(), address=inspector_address(token))


@centre_lead
@require_POST
def close_link(request: HttpRequest, centre: Centre, pack_id: UUID, link_id: UUID) -> HttpResponse:
    """Close a link at once."""
    pack = _pack(centre, pack_id)
    link = get_object_or_404(pack.links, public_id=link_id)
    inspector_links.close_link(link=link, by=_lead(request), at=timezone.now())
    messages.success(request, _("The link is closed. Its address no longer answers."))
    return redirect("credentials:pack", centre.public_id, pack_id)
