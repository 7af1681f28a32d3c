"""Reviewers play the packages of what they review."""

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from curriculum.models import AddOnVersion, ContentPackage, Purpose
from curriculum.queries.independence import conflict_of
from curriculum.queries.packages import own_registration, playable
from curriculum.queries.review import versions_for_review
from curriculum.services.playing import register
from curriculum.views.player import playing_page, title_of
from passport.people.models import User

REVIEW = "curriculum.add_reviewdecision"


def _open_to(user: User, package_id: UUID) -> list[AddOnVersion]:
    """Versions in review or after it that play a package and that somebody is independent of."""
    rows = versions_for_review().filter(packages__package__public_id=package_id)
    on = timezone.localdate()
    return [each for each in rows.defer("content") if conflict_of(user, each, on) is None]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """Play a package that a version uses which left its draft; POST opens it the first time.

    Whoever is not independent of any of these versions finds nothing here.
    """
    user = cast(User, request.user)
    if not user.has_perm(REVIEW):
        raise Http404
    versions = _open_to(user, package_id)
    rows = playable(ContentPackage.objects.select_related("partner")).distinct()
    package = get_object_or_404(rows, public_id=package_id, used_by__version__in=versions)
    if request.method == "POST":
        register(
            package=package, user=user, learner=None, purpose=Purpose.REVIEW, at=timezone.now()
        )
        return redirect("curriculum:review_play", package_id)
    registration = own_registration(package, user.pk, Purpose.REVIEW)
    if registration is None:
        context = {"package": package, "title": title_of(package), "is_review": True}
        return render(request, "curriculum/package_start.html", context)
    return playing_page(request, registration, eyebrow=_("Review"), close_url="/review/")
