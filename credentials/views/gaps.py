"""What a centre certified under one edition lacks at an audit under the next."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from credentials.forms.coverage import CertificationForm, EditionChoice
from credentials.queries.certifications import certifications_of, editions_of, standards_offered
from credentials.queries.coverage import gaps_of
from credentials.rendering.gaps import gap_parts
from credentials.services.certifications import record_certification
from passport.people.models import Centre, User
from passport.people.views.access import centre_lead
from passport.standards.models import Framework
from passport.standards.queries.crosswalks import crosswalk_of


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def gaps(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The gap list of two editions; a certificate that is recorded here chooses them."""
    now = timezone.localtime()
    offered = standards_offered()
    form = CertificationForm(request.POST or None, frameworks=offered, today=now.date())
    if request.method == "POST" and form.is_valid():
        return _recorded(request, centre, form)
    choice = _choice(request, centre, list(offered))
    certifications = list(certifications_of(centre))
    context = {
        **_compared(centre, choice),
        "choice": choice,
        "form": form,
        "certifications": certifications,
        "certified": [row.framework for row in certifications],
        "centre": centre,
        "section": "coverage",
        "now": now,
    }
    return render(request, "credentials/gaps.html", context, status=422 if form.is_bound else 200)


def _recorded(request: HttpRequest, centre: Centre, form: CertificationForm) -> HttpResponse:
    by = cast(User, request.user)
    record_certification(centre=centre, by=by, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The certificate is recorded. The list compares with its edition."))
    return redirect("credentials:gaps", centre.public_id)


def _choice(request: HttpRequest, centre: Centre, offered: list[Framework]) -> EditionChoice:
    earlier, later = editions_of(centre) or ("", "")
    data = {"earlier": earlier, "later": later, **request.GET.dict()}
    return EditionChoice(data, frameworks=offered)


def _compared(centre: Centre, choice: EditionChoice) -> dict[str, Any]:
    """The gaps of the two editions chosen; nothing while two are not chosen."""
    keys = (choice.chosen("earlier"), choice.chosen("later"))
    if not all(keys) or keys[0] == keys[1]:
        return {"parts": (), "earlier": None, "later": None}
    found = Framework.objects.in_bulk(list(keys), field_name="key")
    earlier, later = (found[key] for key in keys)
    verified = {line.key for line in crosswalk_of(earlier, later).lines if line.verified}
    listed = gaps_of(centre, earlier.key, later.key, timezone.localdate())
    return {"parts": gap_parts(listed, verified), "earlier": earlier, "later": later}
