"""Minutes saved: one's own, and those of a centre's people together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from curriculum.domain.savings import SavedTotal, Saving, by_month, by_product
from curriculum.queries.savings import savings_at, savings_of
from curriculum.views.access import learners_only
from passport.people.models import Centre, Professional
from passport.people.views.access import centre_lead
from passport.ui.charts import Bar, Chart, bars

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class SavedFigures:
    """What stands above the drawings: minutes saved and needed, deltas, people."""

    minutes: int
    needed: int
    deltas: int
    learners: int


@require_safe
@learners_only
def own_savings(request: HttpRequest, learner: Professional) -> HttpResponse:
    """Minutes that the learner did not spend again, in all and per product."""
    found = savings_of([learner.pk])
    return render(request, "curriculum/savings.html", _context(found))


@require_safe
@centre_lead
def centre_savings(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The same for the people of a centre together, per product and per month; nobody is named."""
    found = savings_at(centre, timezone.localdate())
    months = by_month(found)[-MONTHS_SHOWN:]
    context = {
        **_context(found),
        "centre": centre,
        "section": "overview",
        "months": _chart(months, "months", _("Minutes by month"), _month),
    }
    return render(request, "curriculum/savings_centre.html", context)


def _context(found: Sequence[Saving]) -> dict[str, object]:
    products = by_product(found)
    return {
        "figures": SavedFigures(
            minutes=sum(each.minutes for each in found),
            needed=sum(each.needed for each in found),
            deltas=len(found),
            learners=len({each.learner for each in found}),
        ),
        "totals": products,
        "products": _chart(products, "products", _("Minutes by product"), str),
    }


def _month(key: object) -> str:
    year, month = str(key).split("-")
    return date_format(date(int(year), int(month), 1), "F Y")


def _chart(
    totals: Sequence[SavedTotal], name: str, title: str, label_of: Callable[[object], str]
) -> Chart:
    rows = [Bar(label_of(each.key), (each.minutes, each.needed)) for each in totals]
    parts = (_("minutes saved"), _("minutes learned"))
    return bars(rows, parts=parts, name=f"savings-{name}", title=title)
