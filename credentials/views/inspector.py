"""What somebody sees who was handed a pack: no account, no cookie, one answer."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from credentials.forms.packs import FileForm, HashingUpload
from credentials.models import InspectorLink
from credentials.queries.packs import record_of
from credentials.rendering.addresses import public_host
from credentials.rendering.pack_page import files_page, manifest_page, summary_page
from credentials.services import limits
from credentials.services.inspector_links import open_link
from credentials.services.pack_checks import (
    UNKNOWN,
    PackAnswer,
    PackState,
    check_file,
    check_pack_code,
)
from credentials.services.pack_downloads import NoSuchFileError, open_file
from credentials.services.pack_keeping import signed_summary
from credentials.signing.keys import public_keys
from credentials.signing.pack_seals import open_record
from credentials.signing.seals import BrokenSealError
from credentials.views.packs import file_response
from credentials.views.verifier import posted

ANSWERED = {PackState.KNOWN: 200, PackState.ALTERED: 200, PackState.UNKNOWN: 404}
FORM_BYTES = 4096


def _address(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))


def _waiting(request: HttpRequest, wait: int) -> HttpResponse:
    """Too many tries from one address."""
    response = render(request, "credentials/pack_wait.html", {"wait": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response


def _opened(request: HttpRequest, token: str) -> InspectorLink | HttpResponse:
    """The link behind a token, or the one answer that every other token gets."""
    at, address = timezone.now(), _address(request)
    wait = limits.seconds_to_wait(address=address, at=at)
    if wait:
        return _waiting(request, wait)
    link = open_link(token=token, at=at)
    return link if link else _missed(request, address, at)


def _missed(request: HttpRequest, address: str, at: datetime) -> HttpResponse:
    wait = limits.seconds_after_miss(address=address, at=at)
    if wait:
        return _waiting(request, wait)
    return render(request, "credentials/inspector_unknown.html", status=404)


@require_safe
def inspect(request: HttpRequest, token: str) -> HttpResponse:
    """A pack as an inspector sees it: what it is, its coverage, its files, how to check them."""
    link = _opened(request, token)
    if isinstance(link, HttpResponse):
        return link
    context = _inspected(link) | {"token": token, "public_host": public_host()}
    return render(request, "credentials/inspect.html", context)


def _inspected(link: InspectorLink) -> dict[str, Any]:
    """What is shown of the pack; nothing but a warning when it does not match its seal."""
    pack = link.pack
    record = record_of(pack)
    try:
        if record is None:
            raise BrokenSealError("the pack has no record")
        manifest = open_record(record, keys=public_keys())
        summary = summary_page(signed_summary(pack, manifest["summary_sha256"]))
    except BrokenSealError:
        return {"issuer": settings.ISSUER}
    return {
        "manifest": manifest_page(manifest),
        "summary": summary,
        "files": files_page(record),
        "until": link.expires_at,
        "issuer": settings.ISSUER,
    }


@require_safe
def inspect_file(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A file of the pack behind a link."""
    link = _opened(request, token)
    if isinstance(link, HttpResponse):
        return link
    record = record_of(link.pack)
    try:
        if record is None:
            raise NoSuchFileError(name)
        file = open_file(record, name)
    except (NoSuchFileError, BrokenSealError):
        return render(request, "credentials/inspector_unknown.html", status=404)
    return file_response(file, link.pack, name)


@require_safe
def pack_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the code printed in a pack stands for, and how to check its files."""
    at, address = timezone.now(), _address(request)
    wait = limits.seconds_to_wait(address=address, at=at)
    answer = UNKNOWN if wait else check_pack_code(code)
    if answer.state is PackState.UNKNOWN:
        wait = wait or limits.seconds_after_miss(address=address, at=at)
    if wait:
        return _waiting(request, wait)
    context = {**_said(answer), "public_host": public_host()}
    return render(request, "credentials/pack_code.html", context, status=ANSWERED[answer.state])


@csrf_exempt  # nobody is signed in here, and no cookie is set; `posted` stands guard
@require_http_methods(["GET", "HEAD", "POST"])
def pack_check(request: HttpRequest) -> HttpResponse:
    """Compare a file with the hashes that were kept; its content is read and forgotten."""
    if request.method != "POST":
        return render(request, "credentials/pack_check.html", {"form": FileForm()})
    at, address = timezone.now(), _address(request)
    wait = limits.seconds_to_wait(address=address, at=at)
    if wait:
        return _waiting(request, wait)
    if _size(request) > settings.PACK_CHECK_BYTES_MAX + FORM_BYTES:
        context = {"form": FileForm(), "megabytes": settings.PACK_CHECK_BYTES_MAX // 1024**2}
        return render(request, "credentials/pack_check.html", context, status=413)
    request.upload_handlers = [HashingUpload(request)]
    form = FileForm(posted(request), request.FILES)
    if not form.is_valid():
        return render(request, "credentials/pack_check.html", {"form": form}, status=422)
    return _compared(request, form, address, at)


def _size(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _compared(request: HttpRequest, form: FileForm, address: str, at: datetime) -> HttpResponse:
    answer = check_file(form.sha256)
    if answer.state is PackState.UNKNOWN:
        wait = limits.seconds_after_miss(address=address, at=at)
        if wait:
            return _waiting(request, wait)
    context = {"form": FileForm(), **_said(answer), "sha256": form.sha256}
    return render(request, "credentials/pack_check.html", context)


def _said(answer: PackAnswer) -> dict[str, Any]:
    """The answer as templates take it."""
    return {
        "answer": answer.state.value,
        "packs": [manifest_page(each.manifest) for each in answer.packs],
    }
