"""Who is asked for a letter of support, and what the head of department answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from observership.forms.application import NO_PATIENTS
from observership.forms.application_fields import LineField, ScreenedForm, text_field
from observership.services.letters import Head, LetterAnswer

_YES, _NO = "yes", "no"


class AskLetterForm(forms.Form):
    """Whom the applicant asks."""

    head_name = LineField(
        label=_("Name of the head of your department"),
        max_length=150,
        error_messages={"required": _("Enter the name.")},
    )
    head_position = LineField(label=_("Position"), max_length=150, required=False)
    head_email = forms.EmailField(
        label=_("Email address"),
        help_text=_("An address of the hospital. We write there, and nobody else can answer."),
        error_messages={
            "required": _("Enter the email address."),
            "invalid": _("Enter an email address such as head@hospital.example."),
        },
    )

    @property
    def head(self) -> Head:
        """Who was named."""
        data = self.cleaned_data
        return Head(data["head_name"], data["head_position"], data["head_email"])


def _yes_no(label: Any, yes: Any, no: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(_YES, yes), (_NO, no)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class LetterForm(ScreenedForm):
    """The word of the head of department, under a typed name."""

    SCREENED = ("text",)

    supports = _yes_no(
        _("Do you support this visit?"), _("Yes, I support it"), _("No, I do not support it")
    )
    gives_leave = _yes_no(
        _("Do you give leave for it?"), _("Yes, for these days"), _("No, not for these days")
    )
    text = text_field(_("What should the committee know?"), 6, 3000, NO_PATIENTS)
    signed_name = LineField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Typing it here signs the letter."),
        error_messages={"required": _("Enter your name: it signs the letter.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    @property
    def answer(self) -> LetterAnswer:
        """What was said."""
        data = self.cleaned_data
        return LetterAnswer(
            supports=data["supports"] == _YES,
            gives_leave=data["gives_leave"] == _YES,
            text=data["text"],
            signed_name=data["signed_name"],
        )
