"""The network view: many centres together, for the coalition."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from credentials.domain.network import SMALLEST, STEP
from credentials.models import NetworkSnapshot
from credentials.permissions import can_see_network
from credentials.rendering.network import network_of


@login_required
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The latest figures, and how the share of everybody has moved since the ones before."""
    if not can_see_network(request.user):
        raise PermissionDenied
    snapshots = list(NetworkSnapshot.objects.order_by("-taken_on")[:26])
    context = {
        "latest": snapshots[0] if snapshots else None,
        "shown": network_of(snapshots) if snapshots else None,
        "smallest": SMALLEST,
        "step": STEP,
    }
    return render(request, "credentials/network.html", context)
