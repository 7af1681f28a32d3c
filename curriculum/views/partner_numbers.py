"""Numbers of a product as published once for each quarter: page and downloads."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from curriculum.domain.aggregates import Measure
from curriculum.domain.question_bands import Band
from curriculum.formats.product_numbers import numbers_csv, numbers_xlsx
from curriculum.models import ProductAddOn
from curriculum.queries.add_ons import for_partner
from curriculum.queries.product_numbers import QuarterNumbers, published_numbers, stems_of
from curriculum.views.partner_frame import add_on_or_404
from curriculum.views.partner_number_words import (
    BANDS,
    download_head,
    download_rows,
    quarter_charts,
    quarter_words,
)
from passport.people.models import Partner
from passport.people.views.partner_access import partner_member, portal

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@partner_member
@require_safe
def numbers(request: HttpRequest, partner: Partner, add_on_id: UUID) -> HttpResponse:
    """Every published quarter, newest first; nothing else is ever counted for this page."""
    found = add_on_or_404(partner, add_on_id)
    quarters = [each for each in _published(partner, found) if not each.is_empty]
    keys = {key for each in quarters for key, _band in each.questions}
    stems = stems_of(found, keys) if keys else {}
    context = portal(
        request,
        partner,
        "modules",
        add_on=found,
        quarters=[_shown(each, stems) for each in quarters],
    )
    return render(request, "curriculum/partner_numbers.html", context)


def _published(partner: Partner, add_on: ProductAddOn) -> tuple[QuarterNumbers, ...]:
    return published_numbers(for_partner(partner), add_on)


def _shown(numbers: QuarterNumbers, stems: dict[str, str]) -> dict[str, Any]:
    return {
        "name": quarter_words(numbers.quarter),
        "key": f"quarter-{numbers.quarter.year}-{numbers.quarter.number}",
        "published_on": numbers.published_on,
        "starts": numbers.total(Measure.STARTS),
        "completions": numbers.total(Measure.COMPLETIONS),
        "saved_each": numbers.saved_each,
        "saved_together": numbers.saved_together,
        "charts": quarter_charts(numbers),
        "questions": [
            {
                "key": key,
                "stem": stems.get(key, ""),
                "band": str(BANDS[band]),
                "look": band is not Band.ORDINARY,
            }
            for key, band in numbers.questions
        ],
    }


@partner_member
@require_safe
def download(request: HttpRequest, partner: Partner, add_on_id: UUID, ending: str) -> HttpResponse:
    """The same figures as a workbook or as a table of text."""
    found = add_on_or_404(partner, add_on_id)
    if ending not in _KINDS:
        raise Http404
    rows, head = download_rows(_published(partner, found)), download_head()
    title = _("Numbers of %(code)s") % {"code": found.module.code}
    if ending == "csv":
        body = numbers_csv(head, rows)
    else:
        body = numbers_xlsx(head, rows, title=title, author=partner.name)
    name = f"numbers-{found.module.code.lower()}.{ending}"
    return HttpResponse(
        body,
        content_type=_KINDS[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
