"""Samples of the components of evidence packs: facts, coverage, files, links, answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_HASH = "bd9a2b8a7a64a824e481c2050589a2d7bafa0d12031c95bbfd3a55f83b287cb6"
_ID = "00000000-0000-4000-8000-000000000000"

_facts: Values = {
    "centre": "Fictional University Hospital, Sampletown",
    "framework": _("A standard, edition 9"),
    "status_on": "2026-11-21",
    "scope": _("All roles; all units"),
}
_files = [
    {"name": "pack.pdf", "title": _("PDF to read and print"), "size": 184_320, "sha256": _HASH},
    {"name": "pack.json", "title": _("List for computers (JSON)"), "size": 4096, "sha256": _HASH},
]


def _figures(met: int, total: int) -> Values:
    return {"met": met, "total": total, "percent": 100 * met // total}


def _link(state: str, label: Any) -> Values:
    return {
        "state": state,
        "link": {
            "public_id": _ID,
            "label": label,
            "made_at": "2026-11-21",
            "made_by": {"get_full_name": "Quinn Manager"},
            "expires_at": "2026-12-05",
            "closed_at": "2026-11-25",
            "last_opened_on": "2026-11-24",
        },
    }


_pack: Values = {**_facts, "kind": "inspection", "files": _files}

PACK_SAMPLES: dict[str, list[Values]] = {
    "pack_answer": [
        {"answer": "known", "packs": [_pack], "of": "file"},
        {"answer": "known", "packs": [_pack], "of": "code"},
        {"answer": "unknown", "packs": [], "of": "file"},
        {"answer": "altered", "packs": [], "of": "file", "contact": "passport@localhost"},
    ],
    "pack_coverage": [
        {
            "coverage": {
                "groups": [_("Clinical"), _("Processing")],
                "rows": [
                    {
                        "role": _("Ward nurse"),
                        "people": 12,
                        "cells": [
                            {"title": _("Clinical"), "figures": _figures(9, 12)},
                            {"title": _("Processing"), "figures": None},
                        ],
                    },
                    {
                        "role": _("Cell laboratory"),
                        "people": 4,
                        "cells": [
                            {"title": _("Clinical"), "figures": _figures(4, 4)},
                            {"title": _("Processing"), "figures": _figures(1, 4)},
                        ],
                    },
                ],
            }
        }
    ],
    "pack_facts": [{**_facts, "people": 16}],
    "pack_files": [
        {"files": _files, "token": "sample"},
        {"files": _files, "centre_id": _ID, "pack_id": _ID, "csrf_token": ""},
        {"files": _files},
    ],
    "pack_links": [
        {
            "links": [
                _link("open", _("JACIE inspection")),
                _link("closed", _("Mock inspection")),
                _link("over", _("Last year")),
            ],
            "centre_id": _ID,
            "pack_id": _ID,
            "csrf_token": "",
        }
    ],
}
