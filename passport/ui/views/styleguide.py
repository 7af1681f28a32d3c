"""The gallery of components, in both themes."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from passport.ui.samples import SAMPLES


@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with its sample, light and dark side by side."""
    if not request.user.is_staff:
        raise PermissionDenied(_("This page is for staff. An administrator can give you access."))
    samples = [
        {"name": name, "template": f"components/{name}.html", "context": context}
        for name, context in sorted(SAMPLES.items())
    ]
    return render(request, "ui/styleguide.html", {"samples": samples})
