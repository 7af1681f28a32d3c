"""A partner's packages: the list, uploading, what the check found, the trial, withdrawing."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.domain.doctor import Reader
from curriculum.domain.packages import PackageState
from curriculum.forms.packages import PackageForm, too_large_words
from curriculum.models import ContentPackage, Purpose
from curriculum.queries.add_ons import for_partner
from curriculum.queries.packages import (
    binding_uses,
    listed_packages,
    own_registration,
    package_uses,
    playable,
    stored_bytes,
)
from curriculum.services.diagnosing import diagnose_trial
from curriculum.services.package_trials import begin_trial, trial_of
from curriculum.services.packages import (
    AlreadyUploadedError,
    ArchiveGoneError,
    NoRoomError,
    PackageInUseError,
    PackageStateError,
    PackageTooLargeError,
    TooManyUploadsError,
    archive_path,
    check_again,
    receive_package,
    withdraw_package,
)
from curriculum.services.playing import register
from curriculum.services.quarantine import QuarantineHandler, quarantined
from curriculum.views.doctor_words import doctor_panel
from curriculum.views.package_words import grouped, step_lines
from curriculum.views.partner_frame import member, typed
from curriculum.views.player import playing_page, title_of
from passport.jobs.models import Job, JobStatus
from passport.people.models import Partner, User
from passport.people.queries.partners import partner_of
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member, portal

_PER_PAGE = 25
_HOPELESS = 4  # times the limit: such a body is not even read to its end
_GB = 1024**3


def package_or_404(partner: Partner, package_id: UUID) -> ContentPackage:
    """The partner's own package; another's does not exist here."""
    rows = for_partner(partner).packages.select_related("partner", "uploaded_by")
    return get_object_or_404(rows, public_id=package_id)


@partner_member
@require_safe
def packages(request: HttpRequest, partner: Partner) -> HttpResponse:
    """All packages of the partner with where each stands."""
    rows = listed_packages(for_partner(partner))
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    context = portal(request, partner, "packages", page=page)
    return render(request, "curriculum/packages.html", context)


@csrf_exempt
def upload(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Upload a package; its bytes go to quarantine while they arrive, then the form is read.

    The token of the form is looked at within, once it is known where the bytes may go.
    """
    if request.method == "POST":
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > _HOPELESS * settings.PACKAGE_BYTES_MAX:
            return HttpResponse(too_large_words(), status=413, content_type="text/plain")
        user, today = request.user, timezone.localdate()
        belongs = isinstance(user, User) and partner_of(user, partner_id, today) is not None
        limit = settings.PACKAGE_BYTES_MAX if belongs else 0
        request.upload_handlers = [QuarantineHandler(request, limit)]
    return cast(HttpResponse, _upload(request, partner_id=partner_id))


@csrf_protect
@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def _upload(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = PackageForm(typed(request), request.FILES or None)
    if form.is_valid():
        package = _received(request, partner, form)
        if package:
            return redirect("curriculum:partner_package", partner.public_id, package.public_id)
    used = stored_bytes(partner) / _GB
    context = portal(
        request, partner, "packages", form=form, used=used,
        room=settings.PACKAGE_BYTES_PER_PARTNER // _GB, per_day=settings.PACKAGE_UPLOADS_PER_DAY,
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/package_upload.html", context, status=status)


def _received(request: HttpRequest, partner: Partner, form: PackageForm) -> ContentPackage | None:
    """The package that waits for its check now, or the one that has these bytes already."""
    taken = quarantined(form.cleaned_data["file"])
    try:
        package = receive_package(
            partner=partner, upload=taken, by=member(request), at=timezone.now()
        )
    except AlreadyUploadedError as error:
        messages.info(request, _("You have uploaded just this file before. Here it is."))
        return error.package
    except PackageTooLargeError:
        form.add_error("file", too_large_words())
    except TooManyUploadsError:
        text = _("You uploaded %(count)s packages in 24 hours. Come back tomorrow.")
        form.add_error("file", text % {"count": settings.PACKAGE_UPLOADS_PER_DAY})
    except NoRoomError:
        text = _("Your packages would take more than %(size)s GB. Withdraw one first.")
        form.add_error("file", text % {"size": settings.PACKAGE_BYTES_PER_PARTNER // _GB})
    except PartnerSuspendedError:
        raise Http404 from None
    else:
        messages.success(request, _("Received. It is being checked; the page may be left."))
        return package
    return None


@partner_member
@require_safe
def package(request: HttpRequest, partner: Partner, package_id: UUID) -> HttpResponse:
    """Where a package stands: steps, findings, trial, uses, and what can be done."""
    found = package_or_404(partner, package_id)
    job = Job.objects.filter(public_id=found.job_id).first() if found.job_id else None
    is_working = job is not None and job.status != JobStatus.DONE
    gone = found.state == PackageState.WITHDRAWN
    context = portal(
        request, partner, "packages",
        package=found, title=title_of(found), job=job if is_working else None,
        steps=step_lines(
            found.steps, is_checking=is_working, is_tried=bool(found.trial)
        ),
        groups=grouped(list(found.findings.all())),
        trial=trial_of(found), uses=list(package_uses(found)),
        may_try=_may_try(found), may_withdraw=not gone and not binding_uses(found).exists(),
        may_check=not gone and archive_path(found).is_file(),
    )  # fmt: skip
    return render(request, "curriculum/package.html", context)


def _may_try(found: ContentPackage) -> bool:
    return playable(ContentPackage.objects.filter(pk=found.pk)).exists()


@partner_member
@require_POST
def check(request: HttpRequest, partner: Partner, package_id: UUID) -> HttpResponse:
    """Have a package checked again, or let a stopped check go on."""
    found = package_or_404(partner, package_id)

    def act() -> None:
        check_again(package=found, by=member(request), at=timezone.now())

    return _acted(request, found, act, _("It is being checked; the page may be left."))


@partner_member
@require_POST
def withdraw(request: HttpRequest, partner: Partner, package_id: UUID) -> HttpResponse:
    """Give a package up."""
    found = package_or_404(partner, package_id)

    def act() -> None:
        withdraw_package(package=found, by=member(request), at=timezone.now())

    return _acted(request, found, act, _("The package is withdrawn."))


def _acted(
    request: HttpRequest, found: ContentPackage, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do something to a package and say what became of it."""
    try:
        act()
    except PartnerSuspendedError:
        raise Http404 from None
    except TooManyUploadsError:
        messages.warning(request, _("It was checked too often today. Come back tomorrow."))
    except ArchiveGoneError:
        messages.warning(request, _("The file is no longer kept. Upload it again."))
    except PackageInUseError:
        messages.warning(request, _("A version in review or live plays it. It stays."))
    except PackageStateError:
        messages.info(request, _("It is no longer in that state. Nothing changed."))
    else:
        messages.success(request, done)
    return redirect("curriculum:partner_package", found.partner.public_id, found.public_id)


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, partner: Partner, package_id: UUID) -> HttpResponse:
    """Try a package: POST begins anew, `unit` plays, else what it told so far."""
    found = package_or_404(partner, package_id)
    here = reverse("curriculum:partner_package_trial", args=[partner.public_id, package_id])
    if request.method == "POST":
        return _begun(request, found, here)
    registration = own_registration(found, member(request).pk, Purpose.TRIAL)
    can_play = registration is not None and found.trial and _may_try(found)
    if "unit" in request.GET and registration is not None and can_play:
        return playing_page(request, registration, eyebrow=_("Trial"), close_url=here)
    told = diagnose_trial(package=found, at=timezone.now()) if found.trial else None
    context = portal(
        request, partner, "packages", package=found, title=title_of(found),
        doctor=doctor_panel(Reader.PARTNER, told) if told else None,
        trial=trial_of(found), may_try=_may_try(found), can_play=can_play,
        groups=grouped(list(found.findings.filter(rule__startswith="trial_"))),
    )  # fmt: skip
    return render(request, "curriculum/package_trial.html", context)


def _begun(request: HttpRequest, found: ContentPackage, here: str) -> HttpResponse:
    user, at = member(request), timezone.now()
    try:
        begin_trial(package=found, by=user, at=at)
    except PackageStateError:
        messages.info(request, _("Only a package that was taken can be tried."))
        return redirect("curriculum:partner_package", found.partner.public_id, found.public_id)
    register(package=found, user=user, learner=None, purpose=Purpose.TRIAL, at=at)
    return redirect(f"{here}?unit=")
