"""Samples of the components of the reviewers' pages: queue and effect of publishing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_ID = "00000000-0000-4000-8000-000000000000"


def _line(state: str, reason: Any = None, **fields: Any) -> Values:
    version = {
        "public_id": _ID,
        "title": _("Handle and give fictoleucel"),
        "number": 2,
        "language": "en",
        "state": state,
        "publish_on": fields.pop("publish_on", None),
        "add_on": {
            "programme": {"product": {"inn": "fictoleucel"}},
            "partner": {"name": "Fictional Cell Company"},
        },
    }
    line = {
        "version": version, "waited": 3, "taken": 1, "approvals": 0, "decided": False,
        "news": _("Thawing follows the new label."), "days_left": None, **fields,
    }  # fmt: skip
    return {"line": line, "reason": reason}


REVIEW_SAMPLES: dict[str, list[Values]] = {
    "publication_effect": [
        {"effect": {"keep": 250, "deltas": 38, "outcomes": 2, "minutes": 12}},
        {"effect": {"keep": 1, "deltas": 0, "outcomes": 0, "minutes": 0}},
    ],
    "review_line": [
        _line("in_review", days_left=4, mine={"due_on": "2026-12-01"}),
        _line("in_review", days_left=-2, mine={"due_on": "2026-11-20"}),
        _line("in_review", _("You belonged to this partner within the last 12 months.")),
        _line("approved", publish_on="2027-01-11", decided=True),
    ],
    "review_nav": [{"section": "queue"}],
}
