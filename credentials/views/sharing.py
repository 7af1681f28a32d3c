"""Where a holder makes, closes and replaces copies, and fetches their PDF."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from credentials.forms import CopyForm
from credentials.models import Copy, CopyKind, Passport
from credentials.permissions import can_carry
from credentials.queries.passports import carried_copies, latest_edition, open_copies
from credentials.rendering.addresses import verdict_address
from credentials.services import copies
from credentials.services.documents import kept_document, read_document
from credentials.signing.seals import BrokenSealError
from passport.people.queries.profiles import professional_of


def _own_passport(request: HttpRequest) -> Passport | None:
    """The reader's passport once it has an edition."""
    holder = professional_of(request.user)
    found = Passport.objects.filter(holder=holder, editions__isnull=False) if holder else None
    return found.distinct().first() if found is not None else None


def _own_copy(request: HttpRequest, public_id: UUID) -> Copy:
    """An open copy of the reader's own passport; anybody else's is not there."""
    copy = get_object_or_404(
        Copy.objects.select_related("passport__holder__user"), public_id=public_id
    )
    if not can_carry(request.user, copy.passport):
        raise Http404
    return copy


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest) -> HttpResponse:
    """Copies that answer, a new one, and the switch of the number look-up."""
    passport = _own_passport(request)
    if passport is None:
        return render(request, "credentials/sharing.html", {"passport": None})
    form = CopyForm(request.POST or None)
    if form.is_valid():
        return _made(request, passport, form)
    shown = [
        {"copy": copy, "address": verdict_address(copy.code)}
        for copy in carried_copies(passport, timezone.now())
    ]
    context = {"passport": passport, "copies": shown, "form": form}
    return render(
        request, "credentials/sharing.html", context, status=422 if form.is_bound else 200
    )


def _made(request: HttpRequest, passport: Passport, form: CopyForm) -> HttpResponse:
    try:
        copies.make_copy(
            passport=passport,
            kind=CopyKind(form.cleaned_data["kind"]),
            label=form.cleaned_data["label"],
            at=timezone.now(),
        )
    except copies.TooManyCopiesError:
        messages.warning(request, _("You have many copies already. Close one first."))
    else:
        messages.success(request, _("The new copy stands first in the list."))
    return redirect("credentials:sharing")


@login_required
@require_POST
def close_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close one copy; every other lives on."""
    copy = _own_copy(request, public_id)
    try:
        copies.close_copy(copy=copy, at=timezone.now())
    except copies.CopyClosedError:
        messages.info(request, _("This copy was closed before."))
    else:
        messages.success(request, _("The copy is closed. Its code no longer answers."))
    return redirect("credentials:sharing")


@login_required
@require_POST
def replace_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a copy a new code; the old one says that a newer exists."""
    copy = _own_copy(request, public_id)
    try:
        copies.replace_copy(copy=copy, at=timezone.now())
    except copies.CopyClosedError:
        messages.info(request, _("This copy was closed before."))
    except copies.TooManyCopiesError:
        messages.warning(request, _("You made many copies today. Please try again tomorrow."))
    else:
        messages.success(request, _("The copy has a new code. The old one says so."))
    return redirect("credentials:sharing")


@login_required
@require_POST
def set_lookup(request: HttpRequest) -> HttpResponse:
    """Let others check by number and family name, or not."""
    passport = _own_passport(request)
    if passport is None:
        raise Http404
    allowed = request.POST.get("allowed") == "yes"
    copies.set_number_lookup(passport=passport, allowed=allowed, at=timezone.now())
    text = _("Number and family name answer.") if allowed else _("Only your codes answer now.")
    messages.success(request, text)
    return redirect("credentials:sharing")


@login_required
@require_safe
def copy_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The PDF of an open copy as of its latest edition."""
    copy = _own_copy(request, public_id)
    edition = latest_edition(copy.passport)
    at = timezone.now()
    if edition is None or not open_copies(copy.passport, at).filter(pk=copy.pk).exists():
        raise Http404
    try:
        drawn = read_document(kept_document(copy=copy, edition=edition, at=at))
    except BrokenSealError:
        messages.error(request, _("This passport does not match its seal. Please contact us."))
        return redirect("credentials:passport")
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{copy.passport.number}.pdf"'
    return response
