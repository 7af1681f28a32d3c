"""Samples of the components of the passport: cover, stamps, copies, codes, verdicts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]


def _words(sign: str, tone: str, heading: Any, text: Any) -> Values:
    return {"sign": sign, "tone": tone, "heading": heading, "text": text}


def _verdict(words: Values, **verdict: Any) -> Values:
    stamps = [
        {"stamp": {"kind": "core", "state": "valid", "title": _("Core")},
         "line": _("until March 2027")},
        {"stamp": {"kind": "role", "state": "expired", "title": _("Ward nurse: knowledge")},
         "line": _("expired in October 2026")},
    ]  # fmt: skip
    return {
        "answer": {
            "words": words,
            "verdict": verdict,
            "profession": _("Nurse"),
            "stamps": stamps if verdict else [],
            "checked": "21 November 2026, 14:05:09 (CET)",
        },
        "issuer": {"name": "CAR T Passport", "contact": "passport@localhost", "disclaimer": ""},
        "host": "passport.example",
    }


_holder = {"name": "Jana Nováková", "number": "CTP-7F3K-9Q2M", "edition": 2}
_stamp = {
    "kind": "core",
    "title": _("Core: knowledge"),
    "state": "valid",
    "earned_on": "2026-03-15",
    "expires_on": "2027-03-14",
}
_content = {
    "minutes": 240,
    "modules": [
        {
            "code": "COR-04",
            "title": _("Cytokine release syndrome"),
            "version": "1.0",
            "release": 1,
            "language": "en",
            "completed_on": "2026-03-15",
        }
    ],
    "requirements": [
        {
            "key": "care.iec",
            "label": _("Care after immune effector cells"),
            "strength": "partial",
            "clauses": [],
        }
    ],
}
_visit = {
    "host": "Fictional University Hospital",
    "department": _("Haematology"),
    "city": "Lyon",
    "objectives": [{"key": "consent-talk", "title": _("How a consent talk is led")}],
}
_signs = ("tick", "renew", "clock", "bar", "sheets", "question", "seal", "cloud", "hourglass")

PASSPORT_SAMPLES: dict[str, list[Values]] = {
    "code_sheet": [
        {
            "code": {"size": 41, "path": "M4 4h7v7h-7zM30 4h7v7h-7zM4 30h7v7h-7zM14 14h13v13h-13z"},
            "number": "CTP-7F3K-9Q2M",
            "host": "passport.example",
            "until": "14:15",
        }
    ],
    "copy_card": [
        {
            "copy": {
                "public_id": "00000000-0000-4000-8000-000000000000",
                "label": _("For the ward office"),
                "kind": "share",
                "get_kind_display": _("Shared link"),
                "created_at": "2026-11-21",
            },
            "address": "https://passport.example/v/",
        }
    ],
    "next_stamp": [
        {
            "next": {
                "kind": "role",
                "title": _("Ward nurse"),
                "done": 2,
                "total": 8,
                "next_label": "NUR-03",
            }
        }
    ],
    "passport_cover": [
        {
            "site_name": "CAR T Passport",
            "issuer_name": "CAR T Passport (demonstration)",
            "name": "Jana Nováková",
            "profession": _("Nurse"),
            "number": "CTP-7F3K-9Q2M",
        }
    ],
    "passport_stamp": [{"item": {"stamp": _stamp, "content": _content}}],
    "stamp_modules": [{"modules": _content["modules"], "minutes": 240}],
    "stamp_visit": [{"visit": _visit, "line": _("5 days, 1 June 2026 to 5 June 2026")}],
    "verdict": [
        _verdict(_words("tick", "good", _("Valid passport"), _("until 14 March 2027")), **_holder)
    ],
    "verdict_actions": [{"verdict": _holder, "issuer": {"name": "CAR T Passport"}}],
    "verdict_block": [
        {"words": _words("tick", "good", _("Valid passport"), _("until 14 March 2027"))},
        {"words": _words("bar", "stop", _("Withdrawn by the issuer"), _("Do not rely on it."))},
    ],
    "verdict_sign": [{"sign": sign} for sign in _signs],
}
