"""What trainee and host answer to an offer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

STAY, LEAVE = "stay", "leave"


class ReasonField(forms.CharField):
    """Why somebody says no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Why do you decline?"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Only the coordinators read it. No patient data."),
            error_messages={"required": _("Say in a few words why you decline.")},
            **kwargs,
        )


class TraineeDeclineForm(forms.Form):
    """A trainee's no: stay in the call, or leave it."""

    reason = ReasonField()
    then = forms.ChoiceField(
        label=_("And then?"),
        choices=[
            (STAY, _("I stay in the call. Offer me another department if one has a place.")),
            (LEAVE, _("I leave the call. My application ends.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you stay in the call.")},
    )

    @property
    def stay(self) -> bool:
        """Whether the trainee stays in the call."""
        return bool(self.cleaned_data["then"] == STAY)


class HostDeclineForm(forms.Form):
    """A host's no."""

    reason = ReasonField()


class DaysForm(forms.Form):
    """The first day that a host would rather have; the visit keeps its length."""

    first = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the first day.")},
    )
    words = forms.CharField(
        label=_("Word to the visitor"),
        max_length=300,
        required=False,
        help_text=_("No patient data."),
    )

    def __init__(self, *args: Any, first: date, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = self.fields["first"].widget.attrs
        attrs["min"], attrs["max"] = first.isoformat(), last.isoformat()


class WindowForm(forms.Form):
    """Another window of the same opening, for the coordinators."""

    window = forms.ChoiceField(
        label=_("Window"), error_messages={"required": _("Choose a window.")}
    )
    words = forms.CharField(label=_("Word to the coordinators"), max_length=300, required=False)

    def __init__(self, *args: Any, windows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["window"]
        field.choices = windows
