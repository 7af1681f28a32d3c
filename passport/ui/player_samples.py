"""Samples of the components in which content packages are played."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PLAYER_SAMPLES: dict[str, list[dict[str, Any]]] = {
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
