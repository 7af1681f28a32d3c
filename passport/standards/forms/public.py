"""Cleans filters of the public pages: which frameworks, which role, which two editions."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passport.people.models.labels import ROLE_LABELS
from passport.standards.models import FrameworkKind, Relation
from passport.standards.queries.frameworks import framework_choices, jurisdiction_choices

Choices = list[tuple[str, str | Promise]]


def _roles() -> Choices:
    return [("", _("Every role")), *((role.value, label) for role, label in ROLE_LABELS.items())]


def _jurisdictions() -> Choices:
    return [("", _("Everywhere")), *jurisdiction_choices()]


class ListForm(forms.Form):
    """Filters of the list of frameworks, sent by GET."""

    q = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *FrameworkKind.choices]
    )
    jurisdiction = forms.ChoiceField(label=_("Holds in"), required=False, choices=_jurisdictions)


class RoleForm(forms.Form):
    """Whose requirements of a framework are shown, sent by GET."""

    role = forms.ChoiceField(label=_("Role"), required=False, choices=_roles)


class ComparisonForm(forms.Form):
    """Which two editions are compared, and which lines are shown, sent by GET."""

    earlier = forms.ChoiceField(label=_("Earlier edition"), choices=framework_choices)
    later = forms.ChoiceField(label=_("Later edition"), choices=framework_choices)
    change = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("All lines")), *Relation.choices]
    )

    def clean(self) -> dict[str, Any]:
        """Two different editions."""
        cleaned = super().clean() or {}
        if cleaned.get("earlier") and cleaned.get("earlier") == cleaned.get("later"):
            self.add_error("later", _("Choose another edition than the earlier one."))
        return cleaned
