"""How the form of a call begins, and which column each of its fields is kept in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from observership.domain.codes import Level
from observership.domain.eligibility import with_defaults
from observership.domain.priority import settings_of
from observership.models import Call

ELIGIBILITY_FIELDS = ("emerging_max", "level", "languages", "letter", "months_between")


def column_of(name: str) -> str:
    """The column of a call that a field of the form is kept in."""
    if name.startswith(("criterion_", "weight_")):
        return "criteria"
    if name in ELIGIBILITY_FIELDS:
        return "eligibility"
    return "priority" if name in ("bands", "seed") else name


def criterion_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"criterion_{number}": forms.CharField(
            label=_("Criterion %(number)d") % {"number": number}, max_length=120, required=False
        ),
        f"weight_{number}": forms.IntegerField(
            label=_("Weight %(number)d") % {"number": number},
            min_value=1,
            max_value=10,
            required=False,
        ),
    }


def initial_of(call: Call | None) -> dict[str, Any]:
    """How the form begins: with what is kept, or with what is usual."""
    if call is None:
        return {
            "roles": ["PHY"], "days_min": 5, "days_max": 14, "visitor_amount": 2000,
            "host_amount": 1000, "currency": "EUR", "first_step_percent": 50, "answer_days": 7,
            "criterion_1": _("Need at the home centre"), "weight_1": 2,
            "criterion_2": _("Plan for afterwards"), "weight_2": 2,
            "criterion_3": _("Motivation"), "weight_3": 1,
            "bands": "4; 3", **with_defaults({}), "level": str(Level.B2),
        }  # fmt: skip
    kept = {name: getattr(call, name) for name in call.__dict__ if not name.startswith("_")}
    order = settings_of(call.priority)
    criteria = {
        name: value
        for number, each in enumerate(call.criteria, start=1)
        for name, value in (
            (f"criterion_{number}", each["title"]),
            (f"weight_{number}", each["weight"]),
        )
    }
    bands = "; ".join(f"{each:g}" for each in order.bands)
    return {
        **kept, **criteria, **with_defaults(call.eligibility), "bands": bands, "seed": order.seed,
    }  # fmt: skip
