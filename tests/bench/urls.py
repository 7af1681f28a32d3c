"""The product's routes and the floor: one indexed query and a template, nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from credentials.models import Copy
from passport.urls import urlpatterns as product


def floor(request: HttpRequest, code: str, size: int) -> HttpResponse:
    """What a Django page of `size` bytes costs at the least."""
    copy = get_object_or_404(Copy, code=code)
    return render(request, "bench_floor.html", {"copy": copy, "filling": "x" * size})


urlpatterns = [path("floor/<str:code>/<int:size>", floor), *product]
