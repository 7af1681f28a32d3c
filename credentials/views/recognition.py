"""Prior learning: a holder claims it, an issuer decides in the back office."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages as office_messages

from credentials.forms import ClaimForm, DecisionForms
from credentials.models import Recognition
from credentials.permissions import can_decide_claim
from credentials.queries.recognitions import claims_of
from credentials.services.recognition import (
    ClaimDecidedError,
    ClaimRefusedError,
    TooManyClaimsError,
    claim_learning,
    decide_claim,
)
from credentials.views.office import issuer
from passport.people.models import Professional
from passport.people.queries.profiles import professional_of

CLAIMS_A_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest) -> HttpResponse:
    """What the holder learned elsewhere, what was decided, and a new claim."""
    holder = professional_of(request.user)
    if holder is None:
        return redirect("people:welcome_start")
    form = ClaimForm(request.POST or None, today=timezone.localdate())
    if form.is_valid() and _claimed(request, holder, form):
        return redirect("credentials:claims")
    page = Paginator(claims_of(holder.pk), CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "credentials/claims.html", context, status=status)


def _claimed(request: HttpRequest, holder: Professional, form: ClaimForm) -> bool:
    try:
        claim_learning(holder=holder, learned=form.learned, at=timezone.now())
    except TooManyClaimsError:
        form.add_error(
            None,
            _("%(n)d claims wait already. Please wait until some are decided.")
            % {"n": settings.CLAIMS_OPEN_MAX},
        )
        return False
    except ClaimRefusedError:
        form.add_error("achieved_on", _("Choose another day, today at the latest."))
        return False
    messages.success(request, _("Sent. The issuer decides and writes to you."))
    return True


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """An issuer accepts or refuses a claim, with a reason that its holder reads."""
    claim = get_object_or_404(Recognition.objects.select_related("professional__user"), pk=pk)
    if not can_decide_claim(request.user, claim):
        raise PermissionDenied
    forms = DecisionForms(claim, request.POST or None)
    if request.method == "POST" and forms.is_valid():
        return _decided(request, claim, forms)
    context = {
        "claim": claim,
        "forms": forms,
        "page_title": _("Decide about prior learning"),
        "page_subtitle": claim.title,
    }
    return TemplateResponse(request, "credentials/recognition_decide.html", context)


def _decided(request: HttpRequest, claim: Recognition, forms: DecisionForms) -> HttpResponse:
    try:
        decide_claim(claim=claim, judgement=forms.judgement, by=issuer(request), at=timezone.now())
    except ClaimDecidedError:
        office_messages.warning(request, _("Somebody decided before you. Please look again."))
    else:
        office_messages.success(request, _("Recorded. The holder is told."))
    return redirect("prior_learning:inspect", claim.pk)
