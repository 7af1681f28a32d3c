"""Samples of the components of public calls and of a host's desk."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_ID = "00000000-0000-4000-8000-000000000000"
_CENTRE = {"public_id": _ID, "name": "Fictional University Hospital", "city": "Lyon"}
_CALL = {
    "title": "Spring 2027",
    "opens_on": date(2026, 11, 1),
    "closes_on": date(2026, 12, 31),
    "visits_from": date(2027, 3, 1),
    "visits_until": date(2027, 6, 30),
}
_WINDOW = {
    "public_id": _ID,
    "starts_on": date(2027, 3, 1),
    "ends_on": date(2027, 3, 14),
    "places": 2,
}
_OPENING = {
    "public_id": _ID,
    "centre": _CENTRE,
    "department": "Fictional Haematology",
    "get_setting_display": _("Adults"),
    "supervisor": "Suki Sample",
}
_TERMS = {
    "roles": [_("Treating physician")],
    "objectives": [_("Thaw and infusion at the bedside")],
    "paperwork": [_("Proof of insurance")],
    "house_rules": _("Please come in plain clothes."),
}
_NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class SampleAlertForm(forms.Form):
    """One address."""

    email = forms.EmailField(label=_("E-mail address"))


def _line(phase: str, tag: str, state: Any) -> Values:
    return {
        "line": {
            "title": "Spring 2027",
            "url": "/",
            "intro": _("One to two weeks in France, Germany or Italy."),
            "phase": phase,
            "tag": tag,
            "state": state,
            "call": _CALL,
            "deadline": "31 December 2026, 23:59 Brussels time",
            "roles": [_("Treating physician")],
            "centres": 3,
            "places": 5,
        }
    }


def _offer(**values: Any) -> Values:
    offer = {
        "match": {"public_id": _ID, "window": _WINDOW},
        "deadline": "28 November 2026, 23:59 Brussels time",
        "number": "spring-001",
        "trainee": {"user": "Tereza Sample"},
        "opening": _OPENING,
        **values,
    }
    return {"centre": _CENTRE, "offer": offer}


_APPLICANT = {
    "number": "spring-001",
    "facts": "Treating physician · Czechia · Adults · 7 days",
    "languages": ["English: C1, fluent"],
    "reasons": [_("You share English."), _("You offer 1 of 2 goals: Watch an infusion.")],
    "dates": [_("1 March 2027 to 7 March 2027, in the window from 1 March")],
}

OBSERVERSHIP_HOST_SAMPLES: dict[str, list[Values]] = {
    "call_alert": [{"form": SampleAlertForm(), "csrf_token": ""}],
    "call_hosts": [
        {
            "hosts": [
                {
                    "offer": {"windows": [_WINDOW]},
                    "opening": _OPENING,
                    "country": _("France"),
                    "languages": ["English: B2, follows clinical talk"],
                    "indications": [_("Multiple myeloma")],
                    "products": ["fictoleucel"],
                    "terms": _TERMS,
                }
            ]
        }
    ],
    "host_terms": [{"terms": _TERMS, "name": "Fictional Haematology"}],
    "host_applicant": [
        {"applicant": {**_APPLICANT, "word": _("Welcome"), "tag": ""}, "url": "/"},
        {
            "applicant": {
                **_APPLICANT,
                "word": _("We cannot host this applicant"),
                "tag": "stop",
                "reason": _("No bed in March."),
            }
        },
    ],
    "host_offer": [
        {**_offer(), "primary": True},
        _offer(answered=True),
        _offer(late=True),
    ],
    "host_visits": [
        {
            "visits": [
                {
                    "public_id": _ID,
                    "trainee": {"user": "Tereza Sample"},
                    "opening": _OPENING,
                    "starts_on": date(2027, 3, 1),
                    "ends_on": date(2027, 3, 7),
                    "get_state_display": _("Agreed"),
                }
            ]
        }
    ],
    "opening_card": [
        {
            "centre": _CENTRE,
            "csrf_token": "",
            "line": {
                "opening": _OPENING,
                "languages": ["English: B2, follows clinical talk"],
                "calls": [
                    {
                        "call": _CALL,
                        "windows": [(_WINDOW, _("2 places, 1 agreed, 1 free"))],
                        "warnings": [_("On 1 March 2027 two windows are open.")],
                    }
                ],
            },
        },
        {
            "centre": _CENTRE,
            "csrf_token": "",
            "line": {"opening": {**_OPENING, "paused_at": _NOW}, "languages": [], "calls": []},
        },
    ],
    "public_call": [
        _line("open", "good", _("Open now")),
        _line("coming", "info", _("Opens later")),
        _line("closed", "", _("Closed")),
    ],
}
