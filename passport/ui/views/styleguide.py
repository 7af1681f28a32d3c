"""The gallery of components, each alone and in both themes."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from passport.ui.samples import SAMPLES

THEMES = ("light", "dark")
GENERAL = "general"


def _staff_only(request: HttpRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied(_("It is for staff only."))


@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """All components, light and dark side by side."""
    _staff_only(request)
    return render(request, "ui/styleguide.html", {"names": [GENERAL, *sorted(SAMPLES)]})


@login_required
@xframe_options_sameorigin
def component(request: HttpRequest, name: str, theme: str) -> HttpResponse:
    """One component with each of its samples; `general` shows the classes without a template."""
    _staff_only(request)
    if name not in {GENERAL, *SAMPLES} or theme not in THEMES:
        raise Http404
    context = {
        "name": name,
        "shown_theme": theme,
        "template": f"components/{name}.html",
        "samples": SAMPLES.get(name, []),
    }
    return render(request, "ui/component.html", context)
