"""A field for a day, and the choice of framework and day that a centre's page shows."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from passport.dates import in_last_years, in_next_years
from passport.standards.models import Framework

YEARS_BACK, YEARS_AHEAD = 10, 2


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Give a field of choices what can be chosen; a second value may be a list: a group."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class DayField(forms.DateField):
    """A day, chosen with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "invalid": _("Enter a day as year, month and day, for example 2026-11-21."),
            **kwargs.pop("error_messages", {}),
        }
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            input_formats=["%Y-%m-%d"], widget=widget, error_messages=messages, **kwargs
        )


class ViewForm(forms.Form):
    """Which framework a page shows, and as of which day; without an answer, the first and today."""

    framework = forms.ChoiceField(
        label=_("Framework"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    on = DayField(label=_("As of"), required=False)

    def __init__(self, data: QueryDict, *, frameworks: Sequence[Framework], today: date) -> None:
        super().__init__({"on": today.isoformat(), **data.dict()})
        self.today = today
        self.offered = {each.key: each for each in frameworks}
        offer(self, "framework", [(each.key, str(each)) for each in frameworks])

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and not (
            in_last_years(day, self.today, YEARS_BACK)
            or in_next_years(day, self.today, YEARS_AHEAD)
        ):
            raise forms.ValidationError(
                _("Choose a day of the last 10 years or of the next 2 years.")
            )
        return day

    def chosen_framework(self) -> Framework | None:
        """The framework asked for, else the first one offered; None when there is none."""
        first = next(iter(self.offered.values()), None)
        return self.offered.get(self.cleaned_data.get("framework", ""), first)

    def chosen_day(self) -> date:
        """The day asked for, else today."""
        return self.cleaned_data.get("on") or self.today
