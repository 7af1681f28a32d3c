"""Samples of the components in which content packages are played."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PLAYER_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "completion_doctor": [
        {
            "doctor": {
                "counts": False,
                "lines": [
                    _("“Thawing the bag” says that it is not complete."),
                    _("The exam was not taken. A package alone never counts."),
                ],
                "next": _("Go on in “Thawing the bag” to its end, then close it."),
            }
        },
        {
            "doctor": {
                "counts": True,
                "lines": [_("This module counts since 3 May 2026.")],
                "next": _("Nothing is left to do."),
            }
        },
    ],
    "player_frame": [
        {
            "title": _("Fictoleucel: handling the bag"),
            "partner_name": "Fictional Therapies",
            "launch_url": "",
            "commit_url": "",
            "csrf_token": "",
        }
    ],
    "player_parts": [
        {
            "units": [
                {"key": "one", "title": _("Receiving the bag")},
                {"key": "two", "title": _("Thawing the bag")},
            ],
            "current": "two",
        }
    ],
}
