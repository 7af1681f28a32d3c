"""Cleans what people type about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The part of sign-up that allauth does not ask for."""

    first_name = forms.CharField(label=_("Given names"), max_length=150)
    last_name = forms.CharField(label=_("Family name"), max_length=150)

    def signup(self, request, user):
        """Called by allauth after the user was made."""
