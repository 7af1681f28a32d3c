"""Sign-in with the one question that a ward needs: whose computer is this?"""

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """E-mail, password, and whether others use this computer; the adapter reads the answer."""

    shared_computer = forms.BooleanField(
        label=_("This is a shared computer"),
        help_text=_("We sign you out after 15 minutes without activity."),
        required=False,
    )
