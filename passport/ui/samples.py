"""What the styleguide shows: for each component the values it takes, one set per variant."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from passport.ui.centre_samples import CENTRE_SAMPLES
from passport.ui.learning_samples import LEARNING_SAMPLES
from passport.ui.observership_apply_samples import OBSERVERSHIP_APPLY_SAMPLES
from passport.ui.observership_host_samples import OBSERVERSHIP_HOST_SAMPLES
from passport.ui.observership_matching_samples import OBSERVERSHIP_MATCHING_SAMPLES
from passport.ui.observership_office_samples import OBSERVERSHIP_OFFICE_SAMPLES
from passport.ui.observership_placement_samples import OBSERVERSHIP_PLACEMENT_SAMPLES
from passport.ui.observership_visit_samples import VISIT_SAMPLES
from passport.ui.pack_samples import PACK_SAMPLES
from passport.ui.package_samples import PACKAGE_SAMPLES
from passport.ui.partner_samples import PARTNER_SAMPLES
from passport.ui.passport_samples import PASSPORT_SAMPLES
from passport.ui.people_samples import PEOPLE_SAMPLES
from passport.ui.person_samples import PERSON_SAMPLES
from passport.ui.player_samples import PLAYER_SAMPLES
from passport.ui.practice_samples import PRACTICE_SAMPLES
from passport.ui.product_samples import PRODUCT_SAMPLES
from passport.ui.review_samples import REVIEW_SAMPLES
from passport.ui.rule_samples import RULE_SAMPLES
from passport.ui.standards_samples import STANDARDS_SAMPLES

Values = dict[str, Any]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Family name"), help_text=_("As on the badge."))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("NUR", _("Ward nurse")), ("PHA", _("Hospital pharmacist"))],
        widget=forms.RadioSelect,
    )
    shared = forms.BooleanField(label=_("This is a shared computer"), required=False)


def _stamp(kind: str, title: Any, state: str = "valid", **values: Any) -> Values:
    dates = {} if state == "open" else {"earned_on": "2026-03-15", "expires_on": "2027-03-14"}
    return {"stamp": {"kind": kind, "title": title, "state": state, **dates, **values}}


def _job(status: str, step: Any, **values: Any) -> Values:
    return {"job": {"status": status, "step": step, **values}}


_empty = SampleForm()
_faulty = SampleForm({"name": ""})
_here = {"path": "/styleguide/", "csrf_token": ""}

SAMPLES: dict[str, list[Values]] = {
    "empty_state": [
        {
            "title": _("Your stamps will be listed here"),
            "text": _("You have none yet: your plan starts with Core 1, 25 minutes."),
            "url": "/plan/",
            "label": _("Open my plan"),
        }
    ],
    "error_summary": [{"form": _faulty}],
    "field": [{"field": field} for field in _empty] + [{"field": _faulty["name"]}],
    "job_panel": [
        _job("waiting", _("Draw your passport")),
        _job("running", _("Drawing page 1"), done_count=1, total_count=3),
        _job("done", _("Your passport is ready.")),
        _job("failed", _("Drawing page 2")),
    ],
    "language_switch": [{"languages": [("en", "English"), ("de", "Deutsch")], **_here}],
    "page_header": [
        {
            "eyebrow": _("Core 4"),
            "title": _("Recognise and grade CRS"),
            "lead": _("What to look for, how to grade it and whom to call."),
        }
    ],
    "pagination": [{"page": Paginator(range(30), 10).page(2)}],
    "ring": [
        {"value": 6, "total": 8, "label": _("Core"), "kind": "core", "note": _("6 of 8 modules")},
        {"value": 2, "total": 8, "label": _("Ward nurse"), "kind": "role"},
        {"value": 0, "total": 2, "label": _("Products"), "kind": "product"},
    ],
    "sample_passport": [{"site_name": "CAR T Passport", "public_host": "passport.example"}],
    "simple_form": [{"form": _empty, "action": "", "label": _("Save"), "csrf_token": ""}],
    "stamp": [
        _stamp("core", _("Core knowledge")),
        _stamp("role", _("Ward nurse: knowledge"), "renewal_due"),
        _stamp("product", _("Axicabtagene ciloleucel"), "expired"),
        _stamp("placement", _("Observership"), "under_review"),
        _stamp("role", _("Hospital pharmacist"), "open"),
    ],
    "status_banner": [
        {"kind": "good", "title": _("Saved")},
        {"kind": "info", "title": _("A newer release exists"), "text": _("Yours stays valid.")},
        {
            "kind": "attention",
            "title": _("Renewal due"),
            "text": _("Your core stamp is valid until 14 March 2027."),
        },
        {"kind": "stop", "title": _("Withdrawn by the issuer")},
    ],
    "theme_switch": [{"theme": "dark", **_here}],
    **CENTRE_SAMPLES,
    **LEARNING_SAMPLES,
    **OBSERVERSHIP_OFFICE_SAMPLES,
    **OBSERVERSHIP_APPLY_SAMPLES,
    **OBSERVERSHIP_HOST_SAMPLES,
    **OBSERVERSHIP_MATCHING_SAMPLES,
    **OBSERVERSHIP_PLACEMENT_SAMPLES,
    **PACK_SAMPLES,
    **PACKAGE_SAMPLES,
    **PARTNER_SAMPLES,
    **PASSPORT_SAMPLES,
    **PEOPLE_SAMPLES,
    **PERSON_SAMPLES,
    **PLAYER_SAMPLES,
    **PRACTICE_SAMPLES,
    **PRODUCT_SAMPLES,
    **REVIEW_SAMPLES,
    **RULE_SAMPLES,
    **STANDARDS_SAMPLES,
    **VISIT_SAMPLES,
}
