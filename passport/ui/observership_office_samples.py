"""Samples of the components of the office of observerships and of its committee."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_ID = "00000000-0000-4000-8000-000000000000"


def _card(**fields: Any) -> Values:
    card = {
        "home": "RO", "host": "FR", "url": "/placements/", "number": "pilot-004",
        "who": "Ana Sample", "where": "Fictional Hospital, Paris", "first": "2027-06-07",
        "last": "2027-06-11", "days": 12, "step": _("Sign the agreement"),
        "whose": (_("trainee"), _("host")), "due_on": "2027-05-10", "is_late": False, "moves": (),
        "money": {"paid": 1500, "total": 3000, "currency": "EUR"}, **fields,
    }  # fmt: skip
    return {"card": card}


def _call(stage: str, words: Any, **fields: Any) -> Values:
    call = {
        "key": "pilot", "title": _("Fictional call"), "opens_on": "2027-01-11",
        "closes_on": "2027-03-31",
    }  # fmt: skip
    following = {
        "text": _("Everything is read. Fix the order that breaks ties."),
        "url": "/placements/calls/pilot/order/",
        "label": _("Fix the order"),
    }
    line = {
        "call": call, "stage": stage, "stage_words": words, "applications": 14,
        "standing": {"windows": 6}, "next": following, **fields,
    }  # fmt: skip
    return {"line": line}


def _review(**fields: Any) -> Values:
    return {
        "public_id": _ID,
        "application": {"number": "pilot-004", "call": {"title": _("Fictional call")}},
        "assigned_at": "2027-04-02",
        **fields,
    }


OBSERVERSHIP_OFFICE_SAMPLES: dict[str, list[Values]] = {
    "application_state": [
        {"state": "submitted", "words": _("Submitted")},
        {"state": "eligible", "words": _("Eligible")},
        {"state": "ineligible", "words": _("Not eligible")},
    ],
    "board_card": [
        _card(),
        _card(is_late=True, moves=((_("Cancelled"), "/placements/"),)),
        _card(
            host="", first=None, money=None, moves=((_("Not eligible"), "/placements/"),),
            step=_("Match it with its call"), whose=(_("coordinator"),), due_on=None,
        ),
    ],
    "call_card": [
        _call("open", _("Open")),
        _call("choosing", _("Closed, choosing")),
        _call("ended", _("Ended")),
    ],
    "committee_line": [
        {"row": _review(), "is_first": True},
        {"row": _review(submitted_at="2027-04-20", declared_at="2027-04-03"), "is_first": False},
    ],
    "office_nav": [
        {"section": "board"},
        {
            "section": "calls", "tab": "committee",
            "call": {"key": "pilot", "title": _("Fictional call")},
        },
    ],
}  # fmt: skip
