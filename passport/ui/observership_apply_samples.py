"""Samples of the components of applications: list of own ones, tasks, rules, answers, letters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_ID = "00000000-0000-4000-8000-000000000000"


def _task(title: Any, minutes: int, progress: str, word: Any, *todo: Any) -> Values:
    return {
        "title": title,
        "url": "#",
        "minutes": minutes,
        "progress": progress,
        "word": word,
        "todo": todo,
    }


def _reason(title: Any, found: Any, **values: Any) -> Values:
    return {"title": title, "found": found, "met": False, "unknown": False, "remedy": "", **values}


_LETTER = {
    "head_position": _("Head of haematology"),
    "answered_at": "2026-03-03",
    "supports": True,
    "gives_leave": True,
    "text": _("We open our unit in autumn. This visit comes at the right time."),
    "signed_name": "Prof. Sample Head",
}
_GROUPS = [
    {
        "title": _("About me"),
        "rows": [
            (_("Applies as"), [_("Treating physician")]),
            (_("Why this visit"), [_("Our fictional unit opens in autumn.")]),
        ],
    },
    {"title": _("Languages"), "rows": [(_("Speaks"), [_("English: C1, fluent"), _("Czech")])]},
    {"title": _("Dates"), "rows": []},
]
_APPLICATION = {
    "public_id": _ID,
    "number": "sample-2026-004",
    "call": {"title": _("Fictional call 2026")},
    "get_state_display": _("Place offered"),
}

OBSERVERSHIP_APPLY_SAMPLES: dict[str, list[Values]] = {
    "application_answers": [{"groups": _GROUPS, "letter": _LETTER}],
    "application_card": [
        {
            "line": {
                "application": _APPLICATION,
                "tag": "attention",
                "step": {"text": _("A place is offered to you. Answer it."), "is_mine": True},
            }
        }
    ],
    "application_tasks": [
        {
            "done": 1,
            "missing": 3,
            "tasks": [
                _task(_("About me"), 5, "complete", _("Complete")),
                _task(_("Dates"), 3, "started", _("In progress"), _("Enter at least one period")),
                _task(_("Letter of support"), 3, "waiting", _("Waits for the answer")),
                _task(_("Goals of the visit"), 8, "empty", _("Not started")),
            ],
            "optional": _task(_("Where I would rather go"), 5, "empty", _("Optional")),
        }
    ],
    "eligibility_reasons": [
        {
            "reasons": [
                _reason(_("Role"), _("Met"), met=True),
                _reason(_("Letter of support"), _("Not answered yet"), unknown=True),
                _reason(
                    _("Language"),
                    _("No language reaches the level that the call asks for."),
                    remedy=_("Change it while the call is open."),
                ),
            ]
        }
    ],
    "host_rank": [
        {
            "line": {
                "opening": {
                    "department": _("Fictional Department of Haematology"),
                    "centre": "Fictional Hospital, Paris",
                    "get_setting_display": _("Adults"),
                },
                "windows": [{"starts_on": "2026-06-01", "ends_on": "2026-06-14"}],
                "languages": [_("English"), _("French")],
                "goals": [_("Thaw and infusion at the bedside")],
                "goals_wanted": 2,
                "products": ["fictoleucel"],
                "against": [],
                "terms": {"roles": [_("Treating physician")], "house_rules": _("Bring shoes.")},
                "field": {"id_for_label": "sample", "errors": []},
            }
        }
    ],
    "support_letter": [
        {"letter": _LETTER},
        {"letter": {**_LETTER, "supports": False, "gives_leave": False, "text": ""}},
    ],
}
