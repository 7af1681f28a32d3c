"""Names at sign-up; allauth builds its own sign-up form on top of this one."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from passport.people.models import User


class NameForm(forms.Form):
    """The part of sign-up that allauth does not ask for; its adapter saves the names."""

    field_order = ["first_name", "last_name", "email", "password1"]

    first_name = forms.CharField(
        label=_("Given names"),
        max_length=150,
        error_messages={"required": _("Enter your given names.")},
        help_text=_("As on your staff badge: people compare the two."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Family name"),
        max_length=150,
        error_messages={"required": _("Enter your family name.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Asked for by allauth; the adapter has stored the names already."""
