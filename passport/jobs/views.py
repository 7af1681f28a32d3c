"""A job's own page: steps in words, progress, what to do when it stopped."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from passport.jobs import services
from passport.jobs.models import Job


def _own_job(request: HttpRequest, job_id: UUID) -> Job:
    """The asked job, if the person who asks owns it."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return get_object_or_404(Job, public_id=job_id, owner_id=request.user.public_id)


@login_required
@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The job's page, or only its panel when the page asks for news."""
    found = _own_job(request, job_id)
    template = "components/job_panel.html" if request.headers.get("HX-Request") else "jobs/job.html"
    return render(request, template, {"job": found})


@login_required
@require_POST
def retry(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Try a stopped job again."""
    found = _own_job(request, job_id)
    services.retry(job=found, at=timezone.now())
    return redirect("jobs:job", job_id)
