"""Where an applicant would rather go."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from observership.forms.application_preferences import PreferencesForm
from observership.models import Application
from observership.models.labels import LANGUAGE_LABELS
from observership.queries.applications import is_open
from observership.queries.preferences import Possible, possible_openings
from observership.services.applications import CallClosedError
from observership.services.preferences import RANKABLE, OtherCallError, set_preferences
from observership.views.application_words import AGAINST
from observership.views.opening_words import offer_words
from observership.views.trainee_frame import framed, home, own_application, typed


@own_application
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, application: Application) -> HttpResponse:
    """Openings that could fit, with what speaks for each; a number ranks it."""
    if application.state not in RANKABLE or not is_open(application.call, timezone.localdate()):
        return _closed(request, application)
    lines = possible_openings(application, timezone.localdate())
    form = PreferencesForm(typed(request), lines=lines, any_host=application.any_host)
    if form.is_valid():
        return _saved(request, application, form)
    context = framed(
        application,
        form=form,
        lines=[{**_words(line), "field": form.field_of(line)} for line in form.lines],
        others=[_words(line) for line in lines if line not in form.lines],
    )
    status = 422 if form.is_bound else 200
    return render(request, "observership/application_preferences.html", context, status=status)


def _saved(request: HttpRequest, application: Application, form: PreferencesForm) -> HttpResponse:
    any_host = form.cleaned_data["any_host"]
    try:
        set_preferences(
            application=application, ranks=form.ranks, any_host=any_host, at=timezone.now()
        )
    except CallClosedError:
        return _closed(request, application)
    except OtherCallError:
        messages.warning(request, _("A host left this call meanwhile. Look through the list."))
        return home(application)
    messages.success(request, _("Your preferences are saved."))
    return home(application)


def _closed(request: HttpRequest, application: Application) -> HttpResponse:
    messages.info(request, _("Preferences can be changed only while the call is open."))
    return home(application)


def _words(line: Possible) -> dict[str, Any]:
    """An opening with what speaks for it and what stands against it."""
    goals = {each.key: each.title for each in line.opening.objectives.all()}
    products = {each.key: each.inn for each in line.opening.products.all()}
    return {
        "opening": line.opening,
        "windows": line.windows,
        "terms": offer_words(line.opening),
        "languages": [LANGUAGE_LABELS.get(code, code) for code in line.fit.shared_languages],
        "goals": [goals[key] for key in line.fit.goals_met],
        "goals_wanted": len(line.fit.goals_wanted),
        "products": [products[key] for key in line.fit.products_met],
        "against": [AGAINST[each] for each in line.broken if each in AGAINST],
    }
