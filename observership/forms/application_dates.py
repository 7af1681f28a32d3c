"""Which languages an applicant speaks, and when the visit can be."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.domain.candidates import Period
from observership.domain.eligibility import days_inside
from observership.forms.application import SectionForm
from observership.models.labels import LANGUAGE_LABELS, LEVEL_LABELS
from observership.services.applications import Answers
from passport.choices import choices_of
from passport.dates import is_after

LANGUAGE_ROWS = 5
DATE_ROWS = 4
_NONE = [("", "—")]


class LanguagesForm(SectionForm):
    """Up to five languages, each with its level."""

    NEEDED = ("language_1", "level_1")

    def prepare(self) -> None:
        """Rows, begun with what was saved or with the language of the profile."""
        for row in range(1, LANGUAGE_ROWS + 1):
            self.fields[f"language_{row}"] = forms.ChoiceField(
                label=gettext_lazy("Language"),
                choices=[*_NONE, *LANGUAGE_LABELS.items()],
                required=False,
            )
            self.fields[f"level_{row}"] = forms.ChoiceField(
                label=gettext_lazy("Level"),
                choices=[*_NONE, *choices_of(LEVEL_LABELS)],
                required=False,
            )
        self.initial = {}
        for row, each in enumerate(self._known(), start=1):
            self.initial[f"language_{row}"] = each["code"]
            self.initial[f"level_{row}"] = each["level"]

    def _known(self) -> list[dict[str, str]]:
        trainee = self.application.trainee
        profile = trainee.language if trainee else ""
        begun = [{"code": profile, "level": ""}] if profile in LANGUAGE_LABELS else []
        return self.application.languages or begun

    @property
    def rows(self) -> Iterator[tuple[int, Any, Any]]:
        """Number and the two fields of each row."""
        for row in range(1, LANGUAGE_ROWS + 1):
            yield row, self[f"language_{row}"], self[f"level_{row}"]

    def clean(self) -> dict[str, Any]:
        """Each language once, with its level."""
        data = super().clean()
        seen: set[str] = set()
        for row in range(1, LANGUAGE_ROWS + 1):
            code, level = data.get(f"language_{row}"), data.get(f"level_{row}")
            if code and not level:
                self.add_error(f"level_{row}", _("Choose how well you speak it."))
            if level and not code:
                self.add_error(f"language_{row}", _("Choose the language."))
            if code and code in seen:
                self.add_error(f"language_{row}", _("You named this language before."))
            seen.add(code or "")
        return data

    @property
    def answers(self) -> Answers:
        """The rows that name a language."""
        data = self.cleaned_data
        rows = [
            {"code": data[f"language_{row}"], "level": data[f"level_{row}"]}
            for row in range(1, LANGUAGE_ROWS + 1)
            if data[f"language_{row}"]
        ]
        return Answers(columns={"languages": rows})


class DatesForm(SectionForm):
    """Up to four periods, and how many days the visit should last."""

    NEEDED = ("length", "from_1", "until_1")

    length = forms.IntegerField(
        label=gettext_lazy("How many days should the visit last?"), required=False, min_value=1
    )

    def prepare(self) -> None:
        """Rows, begun with what was saved."""
        call = self.application.call
        for row in range(1, DATE_ROWS + 1):
            for name, label in (("from", gettext_lazy("From")), ("until", gettext_lazy("Until"))):
                self.fields[f"{name}_{row}"] = forms.DateField(
                    label=label,
                    required=False,
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                )
        self.fields["length"].help_text = _(
            "Weekends count. In this call %(least)s to %(most)s days."
        ) % {"least": call.days_min, "most": call.days_max}
        self.initial = {"length": self.application.length}
        for row, each in enumerate(self.application.dates, start=1):
            self.initial[f"from_{row}"] = each["from"]
            self.initial[f"until_{row}"] = each["until"]

    @property
    def rows(self) -> Iterator[tuple[int, Any, Any]]:
        """Number and the two fields of each row."""
        for row in range(1, DATE_ROWS + 1):
            yield row, self[f"from_{row}"], self[f"until_{row}"]

    def clean_length(self) -> int | None:
        """As long as the call allows."""
        length: int | None = self.cleaned_data["length"]
        call = self.application.call
        if length is not None and not call.days_min <= length <= call.days_max:
            said = _("In this call a visit lasts %(least)s to %(most)s days.")
            raise forms.ValidationError(said % {"least": call.days_min, "most": call.days_max})
        return length

    def clean(self) -> dict[str, Any]:
        """Both days of each period, in order, among the days of visits."""
        data = super().clean()
        for row in range(1, DATE_ROWS + 1):
            if f"from_{row}" in data and f"until_{row}" in data:
                self._check(row, data[f"from_{row}"], data[f"until_{row}"])
        return data

    def _check(self, row: int, first: date | None, last: date | None) -> None:
        if first is None and last is None:
            return
        if first is None or last is None:
            name = "from" if first is None else "until"
            self.add_error(f"{name}_{row}", _("Enter both days."))
        elif is_after(first, last):
            self.add_error(f"until_{row}", _("This day lies before the first one."))
        elif not days_inside(Period(first, last), self._visits()):
            self.add_error(f"from_{row}", _("No day of it lies among the visits of this call."))

    def _visits(self) -> Period:
        call = self.application.call
        return Period(call.visits_from, call.visits_until)

    @property
    def answers(self) -> Answers:
        """The periods in the order of their first days, and the length."""
        data = self.cleaned_data
        rows = [
            {"from": data[f"from_{row}"].isoformat(), "until": data[f"until_{row}"].isoformat()}
            for row in range(1, DATE_ROWS + 1)
            if data[f"from_{row}"]
        ]
        columns = {"dates": sorted(rows, key=lambda each: each["from"]), "length": data["length"]}
        return Answers(columns=columns)
