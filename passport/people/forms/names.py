"""Names at sign-up; allauth builds its own sign-up form on top of this one."""

from unicodedata import category

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from passport.people.models import User

JOINERS = {"\u200c", "\u200d"}  # some scripts are spelled with them


def shown(name: str) -> str:
    """A name without characters that nobody sees: they could turn round what a verifier reads."""
    hidden = [
        each for each in name if category(each) in {"Cc", "Cf", "Zl", "Zp"} and each not in JOINERS
    ]
    if hidden:
        raise forms.ValidationError(_("Use letters, spaces, hyphens and apostrophes only."))
    return name


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

    def clean_first_name(self) -> str:
        """Given names in letters that show."""
        return shown(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        """Family name in letters that show."""
        return shown(self.cleaned_data["last_name"])

    def signup(self, request: HttpRequest, user: User) -> None:
        """Asked for by allauth; the adapter has stored the names already."""
