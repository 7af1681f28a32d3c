"""What a version holds: its uploaded bundle and its packages."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from curriculum.domain.minutes import length_of
from curriculum.domain.packages import PackageState
from curriculum.forms.partner_content import BundleForm, PackageLineForm, lines_of
from curriculum.models import AddOnVersion, ContentPackage
from curriculum.queries.add_ons import (
    PartnerDoor,
    asked_outcomes,
    for_partner,
    is_editable,
    latest_upload,
    used_packages,
)
from curriculum.services.bundles import BundleTooLargeError, receive_bundle
from curriculum.services.version_checks import bundle_of
from curriculum.services.version_moves import VersionStateError
from curriculum.services.version_packages import choose_packages
from curriculum.views.partner_frame import acted, framed, member, typed, version_or_404
from curriculum.views.partner_words import told_of_record
from passport.jobs.models import Job
from passport.people.models import Partner
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """Upload a bundle; what the last one held, or what is wrong with it."""
    found = version_or_404(partner, version_id)
    form = BundleForm(typed(request), request.FILES or None)
    if form.is_valid() and _received(request, found, form):
        return redirect("curriculum:partner_bundle", partner.public_id, found.public_id)
    upload = latest_upload(for_partner(partner), found.pk)
    own = bundle_of(found)
    context = framed(
        request,
        partner,
        found,
        "bundle",
        form=form,
        upload=upload,
        findings=[told_of_record(each) for each in upload.findings] if upload else [],
        job=_job_of(upload.job_id) if upload and not upload.finished_at else None,
        bundle=own,
        length=length_of(own.content) if own else None,
    )
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/partner_bundle.html", context, status=status)


def _job_of(job_id: UUID | None) -> Job | None:
    return Job.objects.filter(public_id=job_id).first() if job_id else None


def _received(request: HttpRequest, found: AddOnVersion, form: BundleForm) -> bool:
    """Whether the upload waits for its check now; else the form says why not."""
    try:
        receive_bundle(
            version=found,
            upload=form.cleaned_data["file"],
            by=member(request),
            at=timezone.now(),
        )
    except BundleTooLargeError:
        form.add_error("file", _("The file is larger than we take."))
        return False
    except VersionStateError:
        form.add_error("file", _("The version is no draft now. Take it back first."))
        return False
    except PartnerSuspendedError:
        raise Http404 from None
    messages.success(request, _("Received. It is being read; the page may be left."))
    return True


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def packages(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """Which accepted packages the version plays, in which order, for which outcomes."""
    found = version_or_404(partner, version_id)
    forms = _line_forms(request, for_partner(partner), found)
    sent = request.method == "POST"
    if sent and (not is_editable(found) or all(form.is_valid() for form in forms)):
        lines = lines_of(forms) if is_editable(found) else ()

        def act() -> None:
            choose_packages(version=found, lines=lines, by=member(request), at=timezone.now())

        return acted(request, found, act, _("The packages are saved."))
    context = framed(request, partner, found, "packages", forms=forms, used=used_packages(found))
    status = 422 if sent else 200
    return render(request, "curriculum/partner_version_packages.html", context, status=status)


def _line_forms(
    request: HttpRequest, door: PartnerDoor, found: AddOnVersion
) -> list[PackageLineForm]:
    """A form for each accepted package, the chosen ones first, in their order."""
    chosen = {line.package_id: line for line in used_packages(found)}
    outcomes = asked_outcomes(found.add_on.programme_id)
    rows = list(door.packages.filter(state=PackageState.ACCEPTED))
    rows.sort(key=lambda row: chosen[row.pk].position if row.pk in chosen else 100)
    return [
        PackageLineForm(
            typed(request), package=row, outcomes=outcomes, initial=_line_initial(row, chosen)
        )
        for row in rows
    ]


def _line_initial(row: ContentPackage, chosen: dict) -> dict[str, object]:
    line = chosen.get(row.pk)
    if line is None:
        return {}
    return {
        "use": True, "position": line.position, "minutes": line.minutes, "outcomes": line.outcomes,
    }  # fmt: skip
