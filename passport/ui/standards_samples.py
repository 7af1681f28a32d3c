"""Samples of the components of the public pages on requirements."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]

_not_verified = {"text": _("Number not verified"), "verified": False}
_requirement = {
    "key": "care.iec",
    "label": _("Policy for effector-cell toxicity"),
    "roles": _("Ward nurse"),
    "evidence": _("Initial competence"),
    "validity": _("12 months"),
}

STANDARDS_SAMPLES: dict[str, list[Values]] = {
    "crosswalk_table": [
        {
            "earlier": _("Sample Standards, 1"),
            "later": _("Sample Standards, 2"),
            "lines": [
                {
                    "key": "care.iec",
                    "label": _("Policy for effector-cell toxicity"),
                    "change": "changed",
                    "change_label": _("Changed"),
                    "earlier": {"text": "A1.1", "verified": True},
                    "later": _not_verified,
                    "note": _("The draft asks for more. The final text was not seen."),
                    "sure": _("Not verified. Seen: page on the draft"),
                }
            ],
        }
    ],
    "framework_table": [
        {
            "title": _("Accreditation"),
            "frameworks": [
                {
                    "key": "sample-standards-1",
                    "title": _("Sample Standards"),
                    "edition": "1",
                    "owner": _("Sample owner"),
                    "jurisdiction": {"name": _("International")},
                    "valid_from": date(2026, 1, 1),
                    "asked": 12,
                }
            ],
        }
    ],
    "requirement_table": [
        {
            "numbered": True,
            "group": {
                "key": "sample-group",
                "title": _("Patient care"),
                "lines": [
                    {
                        **_requirement,
                        "number": {"text": "A1.1", "verified": True, "source": _("Edition 1")},
                    },
                    {**_requirement, "number": _not_verified},
                ],
            },
        }
    ],
}
