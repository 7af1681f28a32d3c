"""Samples of the components about acceptance rules: lines to choose, differences to a rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Values = dict[str, Any]


class _Line(forms.Form):
    accepted = forms.BooleanField(label=_("Accept"), required=False)
    release_from = forms.IntegerField(label=_("From release"), required=False)
    release_until = forms.IntegerField(label=_("Until release"), required=False)
    max_age_months = forms.IntegerField(label=_("Months"), min_value=1, required=False)

    module = "COR-04"
    teacher = {"title": _("Recognise and grade CRS"), "since": 1, "newest": 3}


_filled = _Line(
    {"a-accepted": "1", "a-release_from": "2", "a-release_until": "", "a-max_age_months": "0"},
    prefix="a",
)

RULE_SAMPLES: dict[str, list[Values]] = {
    "rule_lines": [
        {
            "table": [
                {
                    "label": _("Recognise cytokine release syndrome"),
                    "roles": _("Ward nurse, Treating physician"),
                    "rows": [_filled],
                },
                {"label": _("Thaw fictoleucel"), "roles": "", "rows": []},
            ]
        }
    ],
    "rule_differences": [
        {
            "differences": [
                {
                    "change": "changed",
                    "kind": _("changed"),
                    "label": _("Recognise cytokine release syndrome"),
                    "module": "COR-04",
                    "before": _("release 1 and later"),
                    "after": _("release 2 and later"),
                },
                {
                    "change": "removed",
                    "kind": _("no longer accepted"),
                    "label": _("Thaw fictoleucel"),
                    "module": "COR-05",
                    "before": _("release 1 and later"),
                    "after": "",
                },
            ]
        }
    ],
}
