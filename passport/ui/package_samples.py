"""Samples of the components in which partners see their content packages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

_STEPS = [
    {"title": _("Received whole"), "state": "done", "words": _("Done")},
    {"title": _("Scanned for malware"), "state": "waits", "words": _("Waits for the scanner")},
    {"title": _("Manifest read"), "state": "stopped", "words": _("Something to stop")},
    {"title": _("Tried"), "state": "open", "words": _("Not reached")},
]

PACKAGE_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "check_steps": [{"steps": _STEPS}],
    "package_counts": [
        {"stop": 1, "fix": 3, "note": 2, "checked": True},
        {"stop": 0, "fix": 0, "note": 0, "checked": True},
        {"stop": 0, "fix": 0, "note": 0, "checked": False},
    ],
    "package_tag": [
        {"state": "accepted", "label": _("Accepted")},
        {"state": "refused", "label": _("Refused")},
        {"state": "checking", "label": _("Checking")},
        {"state": "withdrawn", "label": _("Withdrawn")},
    ],
    "trial_facts": [
        {
            "trial": {
                "began": True,
                "ended": False,
                "calls": 4,
                "elements": ["cmi.core.lesson_status", "cmi.suspend_data"],
                "blocked": [
                    {
                        "address": "https://fonts.example",
                        "directive": "font-src",
                        "file": "index.html",
                    }
                ],
            }
        }
    ],
}
