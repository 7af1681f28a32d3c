"""When an opening takes visitors, how many in a window, and what a host says of an applicant."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.domain.candidates import Period
from observership.domain.host_words import Word
from observership.models import Call, OpeningWindow
from observership.services.host_words import Said
from observership.services.windows import WindowFacts
from passport.dates import is_after

WORD_LABELS = {
    Word.ESPECIALLY: gettext_lazy("Especially welcome"),
    Word.WELCOME: gettext_lazy("Welcome"),
    Word.AFTER: gettext_lazy("Welcome after others"),
    Word.NO: gettext_lazy("We cannot host this applicant"),
}


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Enter the day."),
            "invalid": gettext_lazy("Enter a day such as 2026-06-01."),
        },
    )


class WindowForm(forms.Form):
    """First day, last day, places."""

    starts_on = _day(gettext_lazy("First day"))
    ends_on = _day(gettext_lazy("Last day"))
    places = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=20,
        initial=1,
        help_text=gettext_lazy(
            "Visitors in this whole window. Add windows for visits one after another."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and is_after(first, last):
            self.add_error("ends_on", _("This day lies before the first one."))
        return data

    @property
    def facts(self) -> WindowFacts:
        """What was entered."""
        data = self.cleaned_data
        return WindowFacts(Period(data["starts_on"], data["ends_on"]), data["places"])


class NewWindowForm(WindowForm):
    """The same with the call."""

    call = forms.ChoiceField(label=gettext_lazy("Call"))
    field_order = ("call", "starts_on", "ends_on", "places")

    def __init__(self, *args: Any, calls: Collection[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._calls = {call.key: call for call in calls}
        field: Any = self.fields["call"]
        field.choices = [(call.key, call.title) for call in calls]

    @property
    def chosen_call(self) -> Call:
        """The call that was chosen."""
        return self._calls[self.cleaned_data["call"]]


class CopyForm(forms.Form):
    """From which call into which one."""

    source = forms.ChoiceField(label=gettext_lazy("Dates of"))
    target = forms.ChoiceField(label=gettext_lazy("into"))

    def __init__(
        self, *args: Any, sources: Collection[Call], targets: Collection[Call], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._calls = {call.key: call for call in (*sources, *targets)}
        for name, calls in (("source", sources), ("target", targets)):
            field: Any = self.fields[name]
            field.choices = [(call.key, call.title) for call in calls]

    def clean(self) -> dict[str, Any]:
        """Two different calls."""
        data = super().clean() or self.cleaned_data
        if data.get("source") and data.get("source") == data.get("target"):
            self.add_error("target", _("Choose another call."))
        return data

    @property
    def from_call(self) -> Call:
        """The call whose dates are copied."""
        return self._calls[self.cleaned_data["source"]]

    @property
    def to_call(self) -> Call:
        """The call that gets them."""
        return self._calls[self.cleaned_data["target"]]


class WordForm(forms.Form):
    """A host's word of an applicant."""

    word = forms.ChoiceField(
        label=gettext_lazy("What do you say?"),
        choices=[(str(code), label) for code, label in WORD_LABELS.items()],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Without a word an applicant is welcome. Equals are ties."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only when you cannot host. Coordinators read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Who cannot host somebody says why."""
        data = super().clean() or self.cleaned_data
        if data.get("word") == Word.NO and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why you cannot host this applicant."))
        return data

    @property
    def said(self) -> Said:
        """What was entered."""
        return Said(Word(self.cleaned_data["word"]), self.cleaned_data["reason"])


def window_facts(window: OpeningWindow) -> dict[str, date | int]:
    """What a window says, to begin a form with."""
    return {
        "starts_on": window.starts_on,
        "ends_on": window.ends_on,
        "places": window.places,
    }
