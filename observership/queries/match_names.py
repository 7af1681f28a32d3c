"""The names behind the ids that a stored run holds: windows, objectives, products, applicants."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from observership.models import Application, Call, Objective, OpeningWindow
from passport.standards.models import Product

Windows: TypeAlias = dict[str, OpeningWindow]


@dataclass(frozen=True)
class Names:
    """Windows of a call by public id, closed ones too; objectives and products by key."""

    windows: Windows
    objectives: dict[str, str]
    products: dict[str, str]


def windows_named(call: Call) -> Windows:
    """Every window of a call by public id, with its opening and centre; one query."""
    rows = OpeningWindow.objects.filter(call=call).select_related("opening__centre", "call")
    ordered = rows.order_by("opening__centre__name", "opening__department", "starts_on", "pk")
    return {str(window.public_id): window for window in ordered}


def names_of(call: Call) -> Names:
    """Everything that explanations of a call's runs name; three queries."""
    return Names(
        windows=windows_named(call),
        objectives=dict(Objective.objects.values_list("key", "title")),
        products=dict(Product.objects.values_list("key", "inn")),
    )


def applicants(ids: Collection[str]) -> dict[str, Application]:
    """Applications by public id, with their people; one query."""
    rows = Application.objects.filter(public_id__in=ids).select_related("trainee__user")
    return {str(each.public_id): each for each in rows.defer("sections")}
