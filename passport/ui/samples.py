"""What the styleguide shows: for each component the values it takes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SAMPLES: dict[str, dict[str, Any]] = {
    "page_header": {
        "eyebrow": _("Core 4"),
        "title": _("Recognise and grade CRS"),
        "lead": _("What to look for, how to grade it and whom to call."),
    },
    "status_banner": {
        "kind": "attention",
        "title": _("Renewal due"),
        "text": _("Your core stamp is valid until 14 March 2027."),
    },
}
