"""What products' programmes ask, and what core and tracks have shown: for centre and company."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from credentials.evidence.overlap import overlaps
from credentials.forms.overlap import RoleFilter
from credentials.rendering.overlap import chart_of, sections_of


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every product's programme in one plot."""
    form = RoleFilter(request.GET or None)
    role = form.chosen()
    found = overlaps(role)
    context = {"form": form, "found": found, "role": role, "chart": chart_of(found)}
    return render(request, "credentials/overlap.html", context)


@require_safe
def product(request: HttpRequest, product: str) -> HttpResponse:
    """One product's programme, requirement by requirement."""
    form = RoleFilter(request.GET or None)
    role = form.chosen()
    found = overlaps(role, product)
    if not found:
        raise Http404
    context = {
        "form": form,
        "role": role,
        "programmes": [(each.framework, sections_of(each)) for each in found],
        "chart": chart_of(found),
        "product": found[0].framework.product,
    }
    return render(request, "credentials/overlap_product.html", context)
