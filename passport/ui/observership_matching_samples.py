"""Samples of the components of the matching: what a run came to, why, how offers stand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]


def _line(tag: str, verdict: Any, *sentences: Any, department: str = "Fictional Ward") -> Values:
    centre = {"name": "Fictional Hospital", "city": "Sampletown"}
    return {
        "window": {
            "opening": {"department": department, "centre": centre["name"]},
            "starts_on": date(2027, 6, 7),
            "ends_on": date(2027, 6, 18),
        },
        "tag": tag,
        "verdict": verdict,
        "sentences": sentences,
    }


def _match(state: str, label: Any, **said: Any) -> Values:
    return {
        "match": {
            "state": state,
            "get_state_display": label,
            "answer_by": date(2027, 5, 11),
            **said,
        }
    }


OBSERVERSHIP_MATCHING_SAMPLES: dict[str, list[Values]] = {
    "match_answers": [
        _match("proposed", _("Waits for answers")),
        _match("proposed", _("Waits for answers"), host_accepted_at=date(2027, 5, 5)),
        _match("accepted", _("Accepted by both")),
        _match("declined", _("Declined")),
    ],
    "match_counts": [
        {
            "summary": {
                "applicants": 14,
                "placed": 12,
                "unplaced": 2,
                "places": 15,
                "ranked": 10,
                "first": 8,
            }
        }
    ],
    "match_reasons": [
        {
            "lines": [
                _line("good", _("Here"), _("Wish number 1."), _("Language in common: English.")),
                _line("attention", _("Full"), _("2 applicants ranked higher are placed here.")),
                _line("stop", _("Not possible"), _("Language: French B2 is needed.")),
            ]
        }
    ],
}
