"""For people who wait for the next call: leave an address, confirm it, take it off again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from observership.forms.alerts import AlertForm
from observership.models import CallAlert
from observership.queries.alerts import alert_of
from observership.services.alerts import (
    TooManyAlertsError,
    ask_alert,
    confirm_alert,
    drop_alert,
)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address; the answer is the same whether or not it was known."""
    form = AlertForm(request.POST)
    if form.is_valid():
        try:
            ask_alert(
                email=form.cleaned_data["email"],
                language=get_language() or "en",
                at=timezone.now(),
            )
        except TooManyAlertsError:
            form.add_error(None, _("Too many people asked today. Please try again tomorrow."))
        else:
            return render(request, "observership/call_alert_sent.html")
    return render(request, "observership/call_alert_ask.html", {"form": form}, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: HttpRequest, token: str) -> HttpResponse:
    """What the link leads to: confirm with one button, or take the address off."""
    found = alert_of(token, timezone.now())
    if found is None:
        return render(request, "observership/call_alert_over.html", status=404)
    if request.method == "POST":
        return _answered(request, found, token)
    return render(request, "observership/call_alert.html", {"alert": found, "token": token})


def _answered(request: HttpRequest, found: CallAlert, token: str) -> HttpResponse:
    if request.POST.get("answer") == "drop":
        drop_alert(alert=found)
        messages.success(request, _("Your address is erased. You get no mail."))
        return redirect("/observerships/")
    confirm_alert(alert=found, at=timezone.now())
    messages.success(request, _("Done. You get one mail when the next call opens."))
    return redirect("observership:alert", token)
