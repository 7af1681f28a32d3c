"""Where somebody leaves an address to hear of the next call."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AlertForm(forms.Form):
    """One address."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We mail you a link to confirm it. The address is erased after the one mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@hospital.example."),
        },
    )
