"""Samples of the components of a visit: navigation, log, items."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_ID = "00000000-0000-4000-8000-000000000000"
_FIRST = date(2026, 6, 1)
_ITEM = {"public_id": _ID, "text": _("Thaw and infusion of a product"), "on": _FIRST}
_ALL = (
    "days", "log", "objectives", "items", "sign_off", "report", "rating", "follow_ups", "mentor",
)  # fmt: skip

VISIT_SAMPLES: dict[str, list[Values]] = {
    "visit_nav": [
        {
            "placement_id": _ID,
            "place": "Fictional University Hospital",
            "section": "log",
            "sections": _ALL,
            "side": "trainee",
        },
    ],
    "log_lines": [
        {
            "entry": {
                "on": _FIRST,
                "saw": _("Grading at the bed, twice a day"),
                "learned": _("The night team grades too"),
                "will_use": _("A card at each bed"),
            },
            "url": "?on=2026-06-01",
        },
        {"entry": {"on": _FIRST, "saw": "", "learned": "", "will_use": ""}},
    ],
    "observed_item": [
        {
            "item": {**_ITEM, "supervisor": "Dr. Sample Host", "supervisor_signed_at": _FIRST},
            "objective": _("A day in apheresis"),
        },
        {"item": _ITEM, "objective": "", "withdraw": "/withdraw/", "csrf_token": ""},
    ],
    "items_to_confirm": [
        {"items": [_ITEM, {**_ITEM, "text": _("Board")}], "action": "/", "csrf_token": ""},
    ],
}
