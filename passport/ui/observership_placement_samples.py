"""Samples of the components of placements: next step, agreement, signatures, lists."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_ID = "00000000-0000-4000-8000-000000000000"


def _step(words: Any, whose: Any, **values: Any) -> Values:
    given = {"words": words, "whose": [whose], "due_on": "2026-05-20"}
    return {"step": {**given, "is_mine": False, "is_late": False, "url": "", **values}}


def _line(words: Any, *, needed: bool = True, done_at: str = "", own: bool = False) -> Values:
    task = {"needed": needed, "done_at": done_at}
    return {"line": {"words": words, "task": task, "own": own}, "url": "#", "csrf_token": ""}


OBSERVERSHIP_PLACEMENT_SAMPLES: dict[str, list[Values]] = {
    "placement_nav": [{"placement_id": _ID, "place": _("Fictional Hospital"), "tab": "overview"}],
    "next_step": [
        {**_step(_("Sign the agreement"), _("trainee"), is_mine=True, url="#"), "primary": True},
        _step(_("Say how the visit was"), _("trainee"), is_mine=True, url="#"),
        _step(_("Say what changed at home"), _("trainee"), is_mine=True, from_on="2026-05-06"),
        _step(_("Finish the host's checklist"), _("host"), is_late=True),
    ],
    "agreement_terms": [
        {
            "agreement": {
                "version": 2,
                "made_at": "2026-05-07",
                "why": _("Another week suits better."),
                "starts_on": "2026-06-01",
                "ends_on": "2026-06-12",
                "paperwork": [_("Confidentiality agreement")],
                "terms": {
                    "trainee": "Jana Nováková",
                    "home": _("Fictional Home Hospital, Brno"),
                    "home_head": "Prof. Sample Head",
                    "host": _("Haematology, Fictional Hospital, Paris"),
                    "supervisor": "Dr. Camille Exemple",
                    "objectives": [
                        {
                            "title": _("Thaw and infusion at the bedside"),
                            "module": "COR-03",
                            "requirements": [{"label": _("Product administration")}],
                        }
                    ],
                    "rules": _("Please come at 8:00 and wear the badge."),
                },
            }
        }
    ],
    "signature_list": [
        {
            "signatures": [
                {"label": _("Trainee"), "name": "Jana Nováková", "signed_at": "2026-05-08"},
                {"label": _("Host centre"), "name": "", "signed_at": None},
                {"label": _("Home department"), "name": "", "signed_at": None},
            ]
        }
    ],
    "task_line": [
        _line(_("Travel booked")),
        _line(_("Leave agreed with the employer"), done_at="2026-05-10"),
        _line(_("Accommodation booked"), needed=False),
        _line(_("Ask for a parking permit"), own=True),
    ],
}
