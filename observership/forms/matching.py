"""What a coordinator asks of the matching: pairs kept and ruled out, publication, by hand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from observership.domain.wishes import Wish

MOST_WISHES = 40
MORE = "more"
Choices = Sequence[tuple[str, str]]


class RunForm(forms.Form):
    """What a run is called."""

    title = forms.CharField(
        label=_("What do you try?"),
        max_length=120,
        required=False,
        help_text=_("A few words by which you find this run again."),
    )


class WishForm(forms.Form):
    """One applicant and one place, and why; a row that is left empty asks for nothing."""

    application = forms.ChoiceField(label=_("Applicant"), required=False)
    window = forms.ChoiceField(label=_("Place"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, applicants: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("application", applicants), ("window", places)):
            field: Any = self.fields[name]
            field.choices = [("", _("Not chosen")), *choices]

    def clean(self) -> dict[str, Any]:
        """A row names both, or nothing at all."""
        data = super().clean() or self.cleaned_data
        application, window = data.get("application"), data.get("window")
        if window and not application:
            self.add_error("application", _("Choose an applicant."))
        if application and not window:
            self.add_error("window", _("Choose a place."))
        if data.get("reason") and not application and not window:
            self.add_error("application", _("Choose an applicant."))
        return data

    @property
    def wish(self) -> Wish | None:
        """The pair; None for an empty row."""
        data = self.cleaned_data
        if not data.get("application"):
            return None
        return Wish(data["application"], data["window"], data["reason"].strip())


WishFormSet = forms.formset_factory(
    WishForm, extra=1, max_num=MOST_WISHES, absolute_max=MOST_WISHES, validate_max=True
)


def wishes_in(rows: BaseFormSet) -> list[tuple[WishForm, Wish]]:
    """Rows that name a pair, with what they name."""
    forms_ = [form for form in rows.forms if isinstance(form, WishForm)]
    return [(form, wish) for form in forms_ if (wish := form.wish) is not None]


class PublishForm(forms.Form):
    """The word of somebody who looked at everything."""

    sure = forms.BooleanField(
        label=_("I looked at who gets a place and who does not. Publish this run."),
        error_messages={"required": _("Tick this to publish.")},
    )


class ProposeForm(WishForm):
    """One pair that a coordinator proposes after publication; everything is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = {
            "application": _("Choose an applicant."),
            "window": _("Choose a place."),
            "reason": _("Say why."),
        }
        for name, words in needed.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words
        self.fields["reason"].help_text = _("Applicant and host read it. No patient data.")
