"""Why an application ends."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    """The reason, in own words."""

    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        max_length=500,
        help_text=_("The coordinators read it. It helps them to offer the place to others."),
        error_messages={"required": _("Say in a few words why you withdraw.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
