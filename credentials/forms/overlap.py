"""Cleans the role for which overlap is shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from passport.choices import choices_of
from passport.people.models.labels import ROLE_LABELS


class RoleFilter(forms.Form):
    """One role, or all of them."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("All roles")), *choices_of(ROLE_LABELS)],
        required=False,
    )

    def chosen(self) -> str:
        """The role's code; all roles where none, or none that exists, was asked for."""
        return self.cleaned_data["role"] if self.is_bound and self.is_valid() else ""
