"""What a coordinator writes down of a call, and the reason with which one is ended."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.domain.calls import (
    DATES,
    Frozen,
    Stage,
    days_in_order,
    why_frozen,
)
from observership.domain.eligibility import with_defaults
from observership.forms.call_start import (
    ELIGIBILITY_FIELDS,
    column_of,
    criterion_fields,
    initial_of,
)
from observership.models import Call
from observership.models.labels import LANGUAGE_LABELS, LEVEL_LABELS
from observership.services.calls import CallFacts
from passport.choices import choices_of
from passport.people.models.labels import ROLE_LABELS

CRITERIA = range(1, 7)
SAME = (
    "title", *DATES, "days_min", "days_max", "roles", "visitor_amount", "host_amount", "currency",
    "first_step_percent", "answer_days",
)  # fmt: skip
_DAY = {"type": "date"}
FROZEN_WORDS = {
    Frozen.OPENED: gettext_lazy("The call has opened. What is grey stays as applicants read it."),
    Frozen.CLOSED: gettext_lazy("The call has closed. What is grey stays as it is."),
    Frozen.PUBLISHED: gettext_lazy("Places were announced. Nothing changes any more."),
    Frozen.ENDED: gettext_lazy("The call has ended."),
    Frozen.EARLIER: gettext_lazy("This day can only move on, because applicants rely on it."),
}


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Enter a day such as 2027-03-14."),
        },
    )


def _number(label: Any, least: int, most: int, help_text: Any = "", **more: Any) -> Any:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text, **more
    )


class CallForm(forms.Form):
    """Everything about a call; what may not change any more is shown and cannot be typed in."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("As applicants read it, for example “Observerships 2027”."),
        error_messages={"required": gettext_lazy("Enter a title.")},
    )
    key = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=40,
        help_text=gettext_lazy(
            "Letters, figures and hyphens. Addresses and application numbers begin with it."
        ),
        error_messages={
            "required": gettext_lazy("Enter a short name."),
            "invalid": gettext_lazy("Use letters, figures and hyphens only."),
        },
    )
    opens_on = _day(gettext_lazy("Opens on"))
    closes_on = _day(gettext_lazy("Last day to apply"))
    publish_on = _day(gettext_lazy("Places are announced on"))
    visits_from = _day(gettext_lazy("Visits from"))
    visits_until = _day(gettext_lazy("Visits until"))
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Who may apply"),
        choices=choices_of(ROLE_LABELS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role.")},
    )
    days_min = _number(gettext_lazy("Shortest visit in days"), 1, 60)
    days_max = _number(gettext_lazy("Longest visit in days"), 1, 60)
    visitor_amount = _number(gettext_lazy("For the visitor's centre"), 0, 100000)
    host_amount = _number(gettext_lazy("For the host centre"), 0, 100000)
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=gettext_lazy("Currency"),
        help_text=gettext_lazy("Three capital letters, such as EUR."),
        error_messages={"invalid": gettext_lazy("Enter three capital letters, such as EUR.")},
    )
    first_step_percent = _number(
        gettext_lazy("First payment in percent"),
        0,
        100,
        gettext_lazy("Released when the placement is agreed; the rest after the report."),
    )
    answer_days = _number(gettext_lazy("Days to answer an offer"), 1, 60)
    emerging_max = _number(
        gettext_lazy("CAR T treatments a year, at most"),
        0,
        10000,
        gettext_lazy("Of the home centre. Leave empty when every centre may apply."),
        required=False,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Least level of a language"), choices=choices_of(LEVEL_LABELS)
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages, one of which is needed"),
        choices=list(LANGUAGE_LABELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "With none chosen any language counts. Hosts name their own languages in any case."
        ),
    )
    months_between = _number(
        gettext_lazy("Months since the last observership"),
        0,
        240,
        gettext_lazy("0 when nobody has to wait."),
    )
    letter = forms.BooleanField(
        label=gettext_lazy("A letter of support by the head of department is needed"),
        required=False,
    )
    bands = forms.CharField(
        label=gettext_lazy("Bands of scores"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Least scores, such as 4; 3. Within a band countries take turns. Empty: one band."
        ),
    )
    seed = forms.CharField(
        label=gettext_lazy("Seed of the lots"),
        max_length=80,
        help_text=gettext_lazy(
            "Any words. They are published, so that everybody can check the lots."
        ),
        error_messages={"required": gettext_lazy("Enter a few words or figures.")},
    )

    def __init__(
        self, *args: Any, call: Call | None = None, stage: Stage = Stage.PLANNED, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", initial_of(call))
        self.call, self.stage = call, stage
        self.frozen: list[Any] = []
        super().__init__(*args, **kwargs)
        for number in CRITERIA:
            self.fields.update(criterion_fields(number))
        if call is not None:
            del self.fields["key"]
            self._freeze(stage)

    def _freeze(self, stage: Stage) -> None:
        for name, field in self.fields.items():
            reason = why_frozen(stage, column_of(name))
            if reason is not None:
                field.disabled, field.help_text = True, ""
                if FROZEN_WORDS[reason] not in self.frozen:
                    self.frozen.append(FROZEN_WORDS[reason])

    @property
    def criteria(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Title and weight of each criterion, side by side."""
        return [(self[f"criterion_{n}"], self[f"weight_{n}"]) for n in CRITERIA]

    def clean_key(self) -> str:
        """A short name that is no page of its own."""
        key: str = self.cleaned_data["key"].lower()
        if key == "new":
            raise forms.ValidationError(_("Choose another short name."))
        return key

    def clean_bands(self) -> list[float]:
        """Scores between 1 and 5, the best first."""
        words = self.cleaned_data["bands"].replace(";", " ").split()
        try:
            found = sorted({float(word.replace(",", ".")) for word in words}, reverse=True)
        except ValueError:
            found = [0.0]
        if any(not 1 < each <= 5 for each in found):
            raise forms.ValidationError(_("Enter scores over 1 and up to 5, such as 4; 3."))
        return found

    def clean(self) -> dict[str, Any]:
        """Days in order, lengths in order, criteria that differ."""
        data = super().clean() or self.cleaned_data
        if all(data.get(name) for name in DATES):
            wrong = days_in_order({name: data[name] for name in DATES})
            if wrong:
                self.add_error(wrong, _("This day must come after the one before it."))
        if data.get("days_min") and data.get("days_max") and data["days_min"] > data["days_max"]:
            self.add_error("days_max", _("The longest visit is shorter than the shortest."))
        keys = [each["key"] for each in self._criteria(data)]
        if len(set(keys)) < len(keys):
            self.add_error("criterion_1", _("Two criteria have the same name."))
        return data

    def _criteria(self, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = [(data.get(f"criterion_{n}"), data.get(f"weight_{n}")) for n in CRITERIA]
        return [
            {"key": slugify(title)[:40] or f"c{n}", "title": title, "weight": weight or 1}
            for n, (title, weight) in enumerate(rows, start=1)
            if title
        ]

    @property
    def facts(self) -> CallFacts:
        """What was entered, and what is kept of everything that may not change."""
        data = self.cleaned_data
        values = {name: data[name] for name in SAME}
        values["criteria"] = self._criteria(data)
        values["eligibility"] = {
            **with_defaults(self.call.eligibility if self.call else {}),
            **{name: data[name] for name in ELIGIBILITY_FIELDS},
        }
        values["priority"] = {"bands": data["bands"], "seed": data["seed"].strip()}
        if self.call is not None:
            frozen = [name for name in values if why_frozen(self.stage, name)]
            values.update({name: getattr(self.call, name) for name in frozen})
        return CallFacts(**values)


class EndCallForm(forms.Form):
    """Why a call is ended."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("It is kept in the audit trail. No names."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the call ends.")},
    )
