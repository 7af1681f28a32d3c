"""Samples of the components in which learners see products."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from passport.ui.charts import Bar, bars

_chart = bars(
    [Bar("17 outcomes", (11, 0, 6))],
    parts=("covered", "learned here", "remaining"),
    name="product-sample",
    title="Outcomes of fictoleucel",
)

PRODUCT_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "plan_products": [
        {
            "products": {
                "completed": 1,
                "total": 2,
                "minutes_left": 18,
                "products": [
                    {
                        "code": "PRD-FICTOL",
                        "inn": "fictoleucel",
                        "brand": "Fictavia",
                        "sponsor": "Fictional Cell Company",
                        "minutes": 18,
                        "update_due_on": "2026-06-30",
                    },
                    {
                        "code": "PRD-OTHERL",
                        "inn": "otherleucel",
                        "sponsor": "Another Fictional Company",
                        "minutes": 0,
                        "state": "done",
                    },
                ],
            }
        }
    ],
    "product_card": [
        {
            "card": {
                "code": "PRD-FICTOL",
                "inn": "fictoleucel",
                "brand": "Fictavia",
                "sponsor": "Fictional Cell Company",
                "jurisdiction": _("European Union"),
                "label_on": "2026-01-15",
                "monitored": True,
                "counts": _(
                    "11 of 17 already covered by your core and role modules; 6 remain, 18 minutes."
                ),
                "chart": _chart,
                "tags": [{"words": _("Not begun"), "kind": ""}],
            }
        }
    ],
    "product_plate": [
        {
            "version": {
                "add_on": {"partner": {"name": "Fictional Cell Company"}},
                "additional_monitoring": True,
                "label_on": "2026-01-15",
                "label_url": "https://label.example/fictoleucel",
                "rmp_version": "3.1",
                "approval_reference": "FICT-2026-001",
                "approval_ends_on": "2027-12-31",
                "authority_agreed": True,
                "authors": [
                    {
                        "name": "Alex Author",
                        "affiliation": "Fictional Cell Company",
                        "interests": _("Employee"),
                    }
                ],
            }
        }
    ],
}
