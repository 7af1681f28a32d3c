"""Samples of the components of observed practice."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]
_SOMEBODY = "00000000-0000-4000-8000-000000000000"

_centre = "Fictional University Hospital, Sampletown"
_task = {
    "title": _("ICE score"),
    "summary": _("Take the ten points of ICE in the right order, and read the grade they give."),
    "setting": _("On a fictional patient or on a colleague who plays one"),
    "minutes": 10,
    "version": "1.0",
}
_observation = {
    "task": _task,
    "centre": _centre,
    "opened_at": datetime(2026, 11, 21, 13, 0, tzinfo=UTC),
    "signed_at": datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
    "public_id": _SOMEBODY,
}
_step = {
    "step": {
        "key": "orientation",
        "text": _("Orientation, 4 points: asks for year, month, city and hospital."),
        "critical": True,
    },
    "seen": False,
    "sources": (1,),
}
_quiet_step = {
    "step": {"key": "again", "text": _("Says when the next score is due."), "critical": False},
    "seen": True,
    "sources": (1, 2),
}


def _seen(state: str, last_day: date | None) -> Values:
    return {
        "state": state,
        "observed_on": date(2026, 3, 15),
        "assessor": "Pavel Fictional",
        "last_day": last_day,
        "reviewed": True,
    }


_valid = _seen("valid", date(2027, 3, 15))

PRACTICE_SAMPLES: dict[str, list[Values]] = {
    "kept_signatures": [{"owner": _SOMEBODY, "shared": False, "csrf_token": ""}],
    "observation_card": [
        {"observation": _observation, "name": "Pavel Fictional", "primary": True},
        {"observation": _observation, "name": "Nora Newcomer", "opened": True},
        {
            "observation": {**_observation, "signed_at": None},
            "name": "Nora Newcomer",
            "opened": True,
        },
    ],
    "observation_step": [{"each": _step}, {"each": _quiet_step}, {"each": _step, "missing": True}],
    "person_picker": [
        {
            "page": Paginator(
                [
                    {"public_id": _SOMEBODY, "name": "Nora Newcomer", "roles": _("Ward nurse")},
                    {"public_id": _SOMEBODY, "name": "Pavel Fictional", "roles": _("Neurology")},
                ],
                25,
            ).page(1),
            "words": "",
            "query": "",
            "centre": _SOMEBODY,
        },
        {"page": Paginator([], 25).page(1), "words": "Zz", "query": "", "centre": _SOMEBODY},
    ],
    "seen_step": [{"each": _quiet_step}, {"each": _step}],
    "task_card": [
        {
            "task": _task,
            "places": [
                {"centre": _centre, "seen": _valid, "waiting": None},
                {"centre": "Invented Clinic, Elsewhere", "seen": None, "waiting": True},
            ],
            "reviewed": True,
        },
        {"task": _task, "places": [], "reviewed": False},
    ],
    "task_state": [
        {"seen": _valid, "waiting": None},
        {"seen": _seen("renewal_due", date(2026, 10, 15)), "waiting": True},
        {"seen": _seen("expired", date(2026, 3, 15)), "waiting": None},
        {"seen": _seen("valid", None), "waiting": None},
        {"seen": {**_valid, "reviewed": False}, "waiting": None},
        {"seen": None, "waiting": None},
    ],
}
