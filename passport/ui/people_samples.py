"""Samples of the components of a centre's people: lists, invitations, poster."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from passport.ui.learning_samples import Values

_ID = "00000000-0000-4000-8000-000000000001"
_DAY = datetime(2027, 2, 14, tzinfo=UTC)
_PARTNER: Values = {"public_id": _ID, "name": "Fictional Cell Company", "suspended_at": None}


class _Centre:
    """A centre that does not exist."""

    public_id = _ID
    confirmed_at: datetime | None = _DAY

    def __str__(self) -> str:
        return "Fictional University Hospital, Sampletown"


class _Waiting(_Centre):
    """A centre that nobody confirmed."""

    confirmed_at = None


def _own(centre: _Centre, **values: Any) -> Values:
    own = {"kind": _("Staff"), "unit": "Ward 5", "roles": [_("Ward nurse")], "leads": False}
    return {"own": {**own, "centre": centre, **values}, "csrf_token": ""}


PEOPLE_SAMPLES: dict[str, list[Values]] = {
    "centre_sight": [{}],
    "invitation_terms": [
        {
            "invitation": {
                "centre": _Centre(),
                "invited_by": "Quinn Imaginary",
                "unit": "Ward 5",
                "expires_at": _DAY,
            },
            "roles": [_("Ward nurse"), _("Local trainer or assessor")],
            "kind": _("Staff"),
        }
    ],
    "own_centre": [
        _own(_Centre()),
        _own(_Waiting(), kind=_("Quality manager"), leads=True),
    ],
    "partner_nav": [
        {"partner": _PARTNER, "section": "people", "contact": "desk@passport.example"},
        {
            "partner": {
                **_PARTNER,
                "suspended_at": _DAY,
                "suspension_reason": _("Its modules are looked at again."),
            },
            "section": "people",
            "contact": "desk@passport.example",
        },
    ],
    "people_nav": [
        {
            "centre": _Centre(),
            "tabs": {"current": "members", "invitations": 12, "requests": 3},
        }
    ],
    "poster": [
        {
            "centre": _Centre(),
            "code": {"size": 9, "path": "M4 4h1v1h-1z"},
            "address": "https://passport.example/join/0000/",
            "until": _DAY,
        }
    ],
}
