"""What everybody may read: the frameworks, one edition, and two editions side by side."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from passport.standards.domain.crosswalk import Crosswalk
from passport.standards.forms.public import ComparisonForm, ListForm, RoleForm
from passport.standards.models import Framework
from passport.standards.queries.crosswalks import crosswalk_of
from passport.standards.queries.frameworks import (
    framework_by_key,
    listed_frameworks,
    pair_to_compare,
    sheet_of,
    successor_of,
)
from passport.standards.views.words import (
    RELATIONS_IN_WORDS,
    change_in_words,
    groups_in_words,
    is_numbered,
    validity_in_words,
)

FRAMEWORKS_PER_PAGE = 50


def frameworks(request: HttpRequest) -> HttpResponse:
    """All frameworks by kind, filtered and searched by GET."""
    form = ListForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = listed_frameworks(
        kind=chosen.get("kind", ""),
        jurisdiction=chosen.get("jurisdiction", ""),
        words=chosen.get("q", ""),
    )
    page = Paginator(found, FRAMEWORKS_PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "standards/frameworks.html",
        {"form": form, "page": page, "query": query.urlencode(), "filtered": any(chosen.values())},
    )


def framework(request: HttpRequest, key: str) -> HttpResponse:
    """One edition: its groups, what each requirement asks of whom, and what is not sure."""
    found = _framework_or_404(key)
    form = RoleForm(request.GET or None)
    role = form.cleaned_data["role"] if form.is_bound and form.is_valid() else ""
    sheets = sheet_of(found, role)
    return render(
        request,
        "standards/framework.html",
        {
            "framework": found,
            "successor": successor_of(found),
            "validity": validity_in_words(found.validity_months),
            "form": form,
            "role": role,
            "groups": groups_in_words(sheets),
            "numbered": is_numbered(found.kind, sheets),
        },
    )


def _framework_or_404(key: str) -> Framework:
    found = framework_by_key(key)
    if found is None:
        raise Http404(_("There is no such framework."))
    return found


def crosswalk(request: HttpRequest) -> HttpResponse:
    """Two editions side by side; the newest that replaced another, until somebody chooses."""
    pair = pair_to_compare()
    chosen = request.GET or (dict(zip(("earlier", "later"), pair, strict=True)) if pair else None)
    form = ComparisonForm(chosen)
    shown: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        shown |= _compared(**form.cleaned_data)
    return render(request, "standards/crosswalk.html", shown)


def _compared(*, earlier: str, later: str, change: str) -> dict[str, object]:
    """What the page says of two editions; only the lines of one change where one is chosen."""
    before, after = _framework_or_404(earlier), _framework_or_404(later)
    compared = crosswalk_of(before, after)
    lines = [line for line in compared.by_change() if not change or line.change.value == change]
    return {
        "earlier": before,
        "later": after,
        "change": change,
        "counts": _counted(compared),
        "verified": sum(line.verified for line in compared.lines),
        "total": len(compared.lines),
        "lines": [change_in_words(line) for line in lines],
    }


def _counted(compared: Crosswalk) -> list[dict[str, object]]:
    """How many requirements became what, in words."""
    return [
        {"change": change.value, "label": RELATIONS_IN_WORDS[change.value], "number": number}
        for change, number in compared.counts.items()
    ]
