"""Samples of the components that show one person to a centre, and claims of prior learning."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]

_HERE = "00000000-0000-0000-0000-000000000000"
_module = {
    "kind": _("Module"),
    "title": _("Cytokine release syndrome"),
    "version": "2.1",
    "language": "en",
    "minutes": 35,
    "on": date(2026, 3, 15),
    "by": "",
    "place": "",
    "reviewed": True,
}
_task = {
    **_module,
    "kind": _("Observed task"),
    "title": _("ICE score"),
    "version": "1.0",
    "language": "",
    "minutes": 10,
    "by": "Pavel Fictional",
    "reviewed": False,
}
_paper = {
    "kind": _("Orientation"),
    "title": _("Orientation day"),
    "on": date(2026, 1, 12),
    "by": "Quentin Sample",
    "place": _("Training file, binder 3"),
    "reviewed": True,
}
_attested = {
    "public_id": _HERE,
    "what": _("Continuing education of nurses"),
    "kind_words": _("Continuing education"),
    "shown_on": date(2026, 3, 2),
    "hours": 6,
    "reference": _("Training file, binder 3"),
    "by": "Quentin Sample",
    "at": date(2026, 3, 3),
}
_claim = {
    "title": _("Immune effector cell nursing"),
    "provider": _("Fictional School of Nursing"),
    "reference": "FSN-2024-031",
    "achieved_on": date(2024, 10, 4),
    "claimed_at": date(2026, 3, 3),
}
_decision = {
    "accepted": True,
    "reason": _("The programme covers the whole requirement."),
    "decided_at": date(2026, 3, 9),
    "alignments": {
        "all": [{"requirement": {"label": _("Recognise and grade CRS")}, "strength": "full"}]
    },
}

PERSON_SAMPLES: dict[str, list[Values]] = {
    "attested_list": [
        {
            "attested": [
                _attested,
                {
                    **_attested,
                    "is_local": True,
                    "withdrawn_at": date(2026, 4, 1),
                    "reason": _("Written for the wrong colleague."),
                },
            ],
            "centre_id": _HERE,
        },
        {"attested": [], "centre_id": _HERE},
    ],
    "claim": [
        {"claim": _claim},
        {"claim": _claim, "decision": _decision},
        {"claim": _claim, "decision": {**_decision, "accepted": False}},
    ],
    "dossier_lines": [
        {
            "caption": _("Clinical programme"),
            "lines": [
                {
                    "label": _("Recognise and grade CRS"),
                    "number": "B3.3.4",
                    "state": _("valid"),
                    "tone": "good",
                    "last_day": date(2027, 3, 15),
                    "proofs": [_module, _task],
                },
                {
                    "label": _("Orientation of new staff"),
                    "state": _("runs out soon"),
                    "tone": "attention",
                    "last_day": date(2027, 1, 12),
                    "proofs": [_paper],
                },
                {
                    "label": _("Verify the identity of the product"),
                    "state": _("missing"),
                    "tone": "stop",
                    "proofs": [],
                },
            ],
        }
    ],
}
