"""What is written about a placement before it begins: agreement, lists, money."""

from collections.abc import Collection, Sequence
from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from observership.domain.agreement import MOST_OBJECTIVES
from observership.domain.lifecycle import FundingState
from observership.domain.screening import bank_like
from observership.forms.application_fields import LineField, ScreenedForm
from observership.services.funding import Payment


class WhyForm(ScreenedForm):
    """A change that says why; no patient stands in it."""

    SCREENED: tuple[str, ...] = ("why",)

    why = LineField(
        label=_("Why"),
        max_length=300,
        help_text=_("Everybody who has a part in the placement reads it."),
        error_messages={"required": _("Say why in a few words.")},
    )


class AgreementForm(WhyForm):
    """Objectives and house rules of the next version."""

    SCREENED = ("rules", *WhyForm.SCREENED)

    objectives = forms.MultipleChoiceField(
        label=_("Objectives"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the trainee wished for stands first."),
        error_messages={"required": _("Choose at least one objective.")},
    )
    rules = forms.CharField(
        label=_("House rules"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    field_order = ("objectives", "rules", "why")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["objectives"]
        field.choices = choices

    def go_on_from(self, content_hash: str) -> None:
        """Keep what was typed, to be sent once more about this version."""
        sent: Any = copy(self.data)
        sent["content_hash"] = content_hash
        self.data = sent

    def clean_objectives(self) -> list[str]:
        """No more than an agreement holds."""
        chosen: list[str] = self.cleaned_data["objectives"]
        if len(chosen) > MOST_OBJECTIVES:
            raise forms.ValidationError(
                _("Choose %(most)d objectives at the most."), params={"most": MOST_OBJECTIVES}
            )
        return chosen


class SignForm(forms.Form):
    """A signature in an account: which version was read, and that it was."""

    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read = forms.BooleanField(
        label=_("I read this version and agree to it."),
        error_messages={"required": _("Tick that you read and agree.")},
    )


class HomeSignForm(SignForm):
    """The signature of a head of department, with a typed name."""

    name = LineField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Typing it here is your signature."),
        error_messages={"required": _("Type your name.")},
    )
    read = forms.BooleanField(
        label=_("I lead this department, read this version and agree to it."),
        error_messages={"required": _("Tick that you read and agree.")},
    )
    field_order = ("content_hash", "name", "read")


class ChangesForm(ScreenedForm):
    """What a head of department asks to be changed before signing."""

    SCREENED = ("text",)

    text = forms.CharField(
        label=_("What should change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The trainee, the host and the coordinators read it."),
        error_messages={"required": _("Say what should change.")},
    )


class HomeHeadForm(forms.Form):
    """Who signs for the home department."""

    name = LineField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Email address"))


class LineForm(ScreenedForm):
    """An own line of a list."""

    SCREENED = ("label",)

    label = LineField(
        label=_("Another line"),
        max_length=200,
        error_messages={"required": _("Write the line first.")},
    )


class NeedsForm(forms.Form):
    """What a trainee needs for access or diet, with consent."""

    text = forms.CharField(
        label=_("What the host should know"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only what matters for the visit, for example a step-free way or a diet."),
        error_messages={"required": _("Write what the host should know.")},
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that the host reads this. It is deleted 30 days after the visit, "
            "or when I delete it."
        ),
        error_messages={"required": _("Without your agreement we do not keep this.")},
    )


def _no_account(text: str) -> None:
    if bank_like(text):
        raise forms.ValidationError(_("This looks like an account number. We keep none."))


class FundingForm(ScreenedForm):
    """What is said about a payment: its reference, or a reason."""

    SCREENED = ("note",)

    to = forms.ChoiceField(label=_("What happened"), choices=(), widget=forms.RadioSelect)
    reference = LineField(
        label=_("Reference of the payment"),
        max_length=60,
        required=False,
        help_text=_("For a payment that was made. Never an account number."),
        validators=[_no_account],
    )
    note = LineField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("For withholding, for planning again, and for paying without a report."),
        validators=[_no_account],
    )

    WORDS = {
        FundingState.RELEASED: _("Release it for payment"),
        FundingState.PAID: pgettext_lazy("payment", "It was paid"),
        FundingState.WITHHELD: _("Withhold it"),
        FundingState.PLANNED: _("Plan it again"),
    }

    def __init__(
        self,
        *args: Any,
        ways: Collection[FundingState],
        release_asks_why: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._ask_why = {FundingState.WITHHELD, FundingState.PLANNED}
        if release_asks_why:
            self._ask_why.add(FundingState.RELEASED)
        field: Any = self.fields["to"]
        field.choices = [(str(way), words) for way, words in self.WORDS.items() if way in ways]
        if FundingState.PAID not in ways:
            del self.fields["reference"]

    def clean(self) -> dict[str, Any]:
        """A payment has its reference, and withholding its reason."""
        data = super().clean() or self.cleaned_data
        to = data.get("to")
        if to == FundingState.PAID and data.get("reference") == "":
            self.add_error("reference", _("Enter the reference of the payment."))
        if to in self._ask_why and data.get("note") == "":
            self.add_error("note", _("Say why."))
        return data

    @property
    def said(self) -> Payment:
        """What is kept about the payment: the reference where it was made, else the reason."""
        data = self.cleaned_data
        paid = data["to"] == FundingState.PAID
        return Payment(reference=data["reference"] if paid else "", note=data["note"])
