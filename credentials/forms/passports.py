"""Cleans what verifiers, holders and issuers type about passports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from credentials.models import CopyKind

NAME_LENGTH = 150


class NumberForm(forms.Form):
    """A passport number with the family name on it."""

    number = forms.CharField(
        label=_("Passport number"),
        max_length=40,
        error_messages={"required": _("Enter the number of the passport.")},
        help_text=_("It looks like CTP-7F3K-9Q2M. Small letters and spaces do no harm."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    family_name = forms.CharField(
        label=_("Family name on the passport"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Enter the family name.")},
        help_text=_("You may leave out accents."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ConcernForm(forms.Form):
    """Something that looked wrong."""

    text = forms.CharField(
        label=_("What looked wrong?"),
        max_length=2000,
        error_messages={"required": _("Say in a few words what looked wrong.")},
        help_text=_("Do not write anything about patients."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    number = forms.CharField(label=_("Passport number"), max_length=40, required=False)
    contact = forms.CharField(
        label=_("How can we reach you?"),
        max_length=200,
        required=False,
        help_text=_("Only if you want an answer."),
    )


class CopyForm(forms.Form):
    """A new copy: how it is carried and for whom."""

    kind = forms.ChoiceField(
        label=_("What do you need?"),
        choices=[
            (CopyKind.PRINT.value, _("A copy to print")),
            (CopyKind.SHARE.value, _("A link to share")),
        ],
        widget=forms.RadioSelect,
        initial=CopyKind.PRINT.value,
    )
    label = forms.CharField(
        label=_("For whom?"),
        max_length=80,
        required=False,
        help_text=_("Only you see this, for example: ward 5, locker."),
    )


class ReasonForm(forms.Form):
    """Why the issuer decides."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        error_messages={"required": _("Give a reason: the holder reads it.")},
        help_text=_("The holder reads this. Verifiers do not."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
