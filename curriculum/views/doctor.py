"""The completion doctor's pages: for the learner, and for support by a link that ends."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from curriculum.domain.doctor import Reader
from curriculum.models import Module
from curriculum.services.diagnosing import diagnose
from curriculum.views.access import learners_only
from curriculum.views.doctor_words import DoctorPanel, doctor_panel
from passport.people.models import Professional

SALT = "completion-doctor"
LINK_DAYS = 7
DAY_SECONDS = 86_400


@require_safe
@learners_only
def doctor(request: HttpRequest, learner: Professional, code: str) -> HttpResponse:
    """Why the own work on a product counts or not, and a link to hand to support."""
    token = signing.dumps([str(learner.public_id), code], salt=SALT)
    link = f"{settings.PUBLIC_URL}{reverse('curriculum:support_doctor', args=[token])}"
    context = {"link": link, "days": LINK_DAYS}
    return _page(request, learner, code, Reader.LEARNER, context)


@require_safe
@login_required
def support_doctor(request: HttpRequest, token: str) -> HttpResponse:
    """The same for staff to whom a learner gave the link; it ends after seven days."""
    if not getattr(request.user, "is_staff", False):
        raise Http404
    try:
        public_id, code = signing.loads(token, salt=SALT, max_age=LINK_DAYS * DAY_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    learner = get_object_or_404(Professional.objects.select_related("user"), public_id=public_id)
    return _page(request, learner, code, Reader.SUPPORT, {"learner": learner})


def _page(
    request: HttpRequest, learner: Professional, code: str, reader: Reader, context: dict
) -> HttpResponse:
    module = get_object_or_404(Module, code=code)
    found = diagnose(learner=learner, code=code, at=timezone.now())
    if found is None:
        raise Http404
    panel: DoctorPanel = doctor_panel(reader, found)
    context = {"module": module, "doctor": panel, **context}
    return render(request, "curriculum/doctor.html", context)
