"""What is written during a visit: the plan, three lines a day, ticks, items observed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from observership.domain.visit import Lines, PlannedDay, days_between
from observership.forms.application_fields import LineField, ScreenedForm
from observership.models import Placement
from observership.queries.visits import Goal
from passport.dates import is_after

NO_PATIENTS = _("No patient data: no names, dates of birth or record numbers.")


def day_words(on: date) -> str:
    """A day as it stands in a list: Monday 1 June."""
    return date_format(on, "l j F")


class DayForm(ScreenedForm):
    """One day of the plan."""

    SCREENED = ("title", "notes")

    title = LineField(label=_("What is planned"), max_length=200, required=False)
    notes = LineField(label=_("When, where, with whom"), max_length=500, required=False)
    free = forms.BooleanField(label=_("No visit on this day"), required=False)

    def __init__(self, sent: Any, *, day: PlannedDay) -> None:
        first = {"title": day.title, "notes": day.notes, "free": day.free}
        super().__init__(sent, prefix=day.on.isoformat(), initial=first, near=day.on)
        self.day = day
        self.heading = day_words(day.on)

    @property
    def planned(self) -> PlannedDay:
        """The day as it was written."""
        data = self.cleaned_data
        return PlannedDay(self.day.on, data["title"], data["notes"], data["free"])


def day_forms(days: Sequence[PlannedDay], sent: Any = None) -> list[DayForm]:
    """A form per day."""
    return [DayForm(sent, day=day) for day in days]


class _DayField(forms.TypedChoiceField):
    """A day of a visit that has come."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=date.fromisoformat, **kwargs)

    def offer(self, placement: Placement, today: date) -> None:
        """Offer the days of a visit up to and with today, latest first."""
        days = days_between(placement.starts_on, placement.ends_on)
        past = [day for day in days if not is_after(day, today)]
        self.choices = [(day.isoformat(), day_words(day)) for day in reversed(past)]


def _line(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LogForm(ScreenedForm):
    """Three lines about one day."""

    SCREENED = ("saw", "learned", "will_use")

    on = _DayField(label=_("Day"))
    saw = _line(_("I saw"), NO_PATIENTS)
    learned = _line(_("I learned"))
    will_use = _line(_("I will use at home"), required=False)

    def __init__(self, *args: Any, placement: Placement, today: date, **kwargs: Any) -> None:
        super().__init__(*args, near=placement.starts_on, **kwargs)
        self.fields["on"].offer(placement, today)  # type: ignore[attr-defined]

    @property
    def lines(self) -> Lines:
        """The lines as written."""
        data = self.cleaned_data
        return Lines(data["saw"], data["learned"], data["will_use"])


class TicksForm(forms.Form):
    """Agreed objectives that one side calls met."""

    met = forms.MultipleChoiceField(
        label=_("Objectives met so far"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].choices = [  # type: ignore[attr-defined]
            (goal.key, goal.title) for goal in goals
        ]


class ItemForm(ScreenedForm):
    """Something that the trainee watched."""

    SCREENED = ("text",)

    text = LineField(
        label=_("What did you watch?"),
        max_length=200,
        help_text=_("For example: thaw and infusion, grading at the bed. No patient data."),
    )
    on = _DayField(label=_("Day"))
    objective = forms.ChoiceField(label=_("Belongs to"), required=False)

    def __init__(
        self,
        *args: Any,
        placement: Placement,
        goals: Sequence[Goal],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, near=placement.starts_on, **kwargs)
        self.fields["on"].offer(placement, today)  # type: ignore[attr-defined]
        self.fields["objective"].choices = [  # type: ignore[attr-defined]
            ("", _("No objective")),
            *((goal.key, goal.title) for goal in goals),
        ]
