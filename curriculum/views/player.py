"""The pages in which packages are played, and where they are saved."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from curriculum.domain.packages import PackageManifest, PackageStandard
from curriculum.models import ContentPackage, PackageRegistration, Purpose
from curriculum.queries.packages import (
    is_playable,
    offered_package,
    own_registration,
    played_registration,
)
from curriculum.scorm.launching import LaunchAddresses, frame_policy, launch_addresses
from curriculum.services import xapi_store
from curriculum.services.play_limits import seconds_after_commit
from curriculum.services.playing import (
    Commit,
    Kept,
    OlderCommitError,
    Opening,
    UnitUnknownError,
    commit_unit,
    manifest_of,
    opening_of,
    register,
)
from curriculum.views.access import learners_only
from passport.content_host.tokens import Launch
from passport.dates import local_day
from passport.people.models import Professional, User

_AHEAD = timedelta(minutes=1)
_LARGEST, _DIGITS = 2**53, 15


@learners_only
@require_http_methods(["GET", "HEAD", "POST"])
def learn(request: HttpRequest, learner: Professional, code: str, package_id: UUID) -> HttpResponse:
    """Play a package of the product that is offered to this learner; POST enrols."""
    at = timezone.now()
    found = offered_package(learner, code, package_id, local_day(at, settings.TIME_ZONE))
    if found is None:
        raise Http404
    delta, package = found
    if not is_playable(package):
        context = {"package": package, "title": delta.version.title, "code": code}
        return render(request, "curriculum/package_closed.html", context, status=410)
    user = cast(User, request.user)
    if request.method == "POST":
        register(package=package, user=user, learner=learner, purpose=Purpose.LEARN, at=at)
        return redirect("curriculum:product_package", code, package_id)
    registration = own_registration(package, user.pk, Purpose.LEARN)
    title = delta.version.title
    if registration is None:
        line = delta.version.packages.filter(package=package).first()
        context = {"package": package, "title": title, "code": code, "line": line}
        return render(request, "curriculum/package_start.html", context)
    return playing_page(request, registration, eyebrow=title, close_url=f"/products/{code}/")


def playing_page(
    request: HttpRequest, registration: PackageRegistration, *, eyebrow: str, close_url: str
) -> HttpResponse:
    """The page that frames one unit of a package; Http404 for a unit that is not there."""
    at, package = timezone.now(), registration.package
    try:
        opening = opening_of(registration=registration, key=request.GET.get("unit", ""))
    except UnitUnknownError:
        raise Http404 from None
    addresses = launch_addresses(
        sha256=package.sha256, registration=str(registration.public_id), at=at,
        session=request.session.session_key or "",
    )  # fmt: skip
    commit = reverse("curriculum:play_commit", args=[registration.public_id])
    context = {
        "title": opening.unit.title or package.title,
        "eyebrow": eyebrow,
        "partner_name": package.partner.name,
        "state": _state(registration, opening, addresses, at),
        "launch_url": addresses.player,
        "commit_url": f"{commit}?launch={int(at.timestamp())}",
        "close_url": close_url,
    }
    policed = csp_replace(frame_policy(package.sha256))(
        lambda asked: render(asked, "curriculum/player.html", context)
    )
    return cast(HttpResponse, policed(request))


def _state(
    registration: PackageRegistration, opening: Opening, addresses: LaunchAddresses, at: datetime
) -> dict[str, Any]:
    """What the player is told: the unit's data, and a pseudonym in place of the person."""
    manifest = manifest_of(registration.package)
    return {
        "unit": opening.unit.key,
        "sequence": opening.sequence,
        "cmi": opening.cmi,
        "standard": str(manifest.standard),
        "learner": registration.pseudonym,
        "registration": str(registration.public_id),
        "silent": not opening.unit.is_sco,
        "units": _units(registration, manifest, opening, addresses, int(at.timestamp())),
    }


def _units(
    registration: PackageRegistration, manifest: PackageManifest, opening: Opening,
    addresses: LaunchAddresses, moment: int,
) -> list[dict[str, str]]:  # fmt: skip
    def href(place: int) -> str:
        unit = manifest.units[place]
        if manifest.standard is not PackageStandard.CMI5 or unit.key != opening.unit.key:
            return unit.href
        opened = xapi_store.Opened(registration, manifest, unit, moment)
        return xapi_store.launch_address(opened, addresses.xapi)

    return [
        {"key": unit.key, "title": unit.title, "href": href(place)}
        for place, unit in enumerate(manifest.units)
    ]


class _WrongShapeError(ValueError):
    """A body that is no commit."""


@dataclass(frozen=True)
class _Sent:
    """A request that was read, or the answer that refuses it."""

    commit: Commit | None
    answer: JsonResponse | None = None


@login_required
@require_POST
def commit(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Save what the player of the own registration tells."""
    registration = played_registration(registration_id, timezone.localdate())
    if registration is None or registration.user_id != request.user.pk:
        raise Http404
    return _told(request, registration, request.GET.get("launch", ""))


def commit_alone(request: HttpRequest, launch: Launch, rest: str) -> HttpResponseBase:
    """Save what content tells on its own origin while our page goes; the launch is the right."""
    registration = played_registration(launch.registration, timezone.localdate())
    if rest or registration is None or registration.package.sha256 != launch.sha256:
        raise Http404
    if request.method != "POST":
        return JsonResponse({}, status=405)
    return _told(request, registration, str(moment_of(launch)))


def _told(request: HttpRequest, registration: PackageRegistration, launch: str) -> HttpResponse:
    """Save what was sent, unless this package sends more than is taken in a minute."""
    at = timezone.now()
    wait = seconds_after_commit(registration=str(registration.public_id), at=at)
    if wait:
        answer = _refused(429, _("This content saves too often. It is tried again."))
        answer["Retry-After"] = str(wait)
        return answer
    sent = _read(request, launch, at)
    return sent.answer or _saved(registration, sent.commit, at)


def moment_of(launch: Launch) -> int:
    """When a launch began, in seconds since 1970; it names the opening."""
    began = launch.expires_at - timedelta(hours=settings.CONTENT_LAUNCH_HOURS)
    return int(began.timestamp())


def _read(request: HttpRequest, launch: str, at: datetime) -> _Sent:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > settings.PACKAGE_COMMIT_BYTES_MAX:
        return _Sent(None, _refused(413, _("This is more than can be saved at once.")))
    try:
        return _Sent(_commit_of(json.loads(request.body), launch, at))
    except (ValueError, RecursionError):
        return _Sent(None, _refused(400, _("This cannot be read.")))


def _refused(status: int, text: str) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)


def _commit_of(told: Any, launch: str, at: datetime) -> Commit:
    """A commit of the right shape; raises ValueError."""
    newest = int((at + _AHEAD).timestamp())
    is_number = launch.isascii() and launch.isdigit() and len(launch) <= _DIGITS
    if not is_number or not 0 < int(launch) <= newest:
        raise _WrongShapeError("launch")
    if not isinstance(told, dict):
        raise _WrongShapeError("body")
    unit, sequence, cmi = told.get("unit"), told.get("sequence"), told.get("cmi")
    if not isinstance(unit, str) or not 0 < len(unit) <= 255 or "\0" in unit:
        raise _WrongShapeError("unit")
    if type(sequence) is not int or not 0 < sequence < _LARGEST:
        raise _WrongShapeError("sequence")
    texts = isinstance(cmi, dict) and all(isinstance(each, str) for each in cmi.values())
    if not isinstance(cmi, dict) or not texts or type(told.get("final", False)) is not bool:
        raise _WrongShapeError("cmi")
    return Commit(unit, int(launch), sequence, cmi, told.get("final", False))


def _saved(registration: PackageRegistration, sent: Commit | None, at: datetime) -> JsonResponse:
    """Answer with what is stored: 409 with the newer state, else the values that were refused."""
    if sent is None:
        return _refused(400, "")
    try:
        kept: Kept = commit_unit(registration=registration, commit=sent, at=at)
    except UnitUnknownError:
        return _refused(400, _("There is no such part."))
    except OlderCommitError as error:
        newer = {"sequence": error.row.sequence, "cmi": error.row.cmi}
        return JsonResponse(newer, status=409)
    errors = [{"element": each.element, "code": each.code} for each in kept.refused]
    answer = {"sequence": kept.sequence, "saved_at": at.isoformat(), "errors": errors}
    return JsonResponse(answer)


def title_of(package: ContentPackage) -> str:
    """What a package is called: as its manifest says, else as its file."""
    return package.title or package.file_name
