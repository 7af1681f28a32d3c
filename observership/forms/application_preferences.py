"""Where an applicant would rather go: a number for each opening, equal numbers are ties."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from observership.queries.preferences import Possible

LEAST_RANKS = 3


class PreferencesForm(forms.Form):
    """One rank for each opening that could fit."""

    any_host = forms.BooleanField(
        label=_("Any other suitable host is welcome too"),
        required=False,
        help_text=_("Without it you get a place only at the hosts that you numbered."),
    )

    def __init__(
        self, *args: Any, lines: Iterable[Possible], any_host: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if not line.broken or line.rank is not None]
        choices = [("", _("No number")), *((str(each), str(each)) for each in self._numbers())]
        self.initial = {"any_host": any_host}
        for line in self.lines:
            name = _name(line)
            self.fields[name] = forms.ChoiceField(
                label=str(line.opening), choices=choices, required=False
            )
            self.initial[name] = str(line.rank or "")

    def _numbers(self) -> range:
        """Enough for a strict order, and for every number that was given before."""
        given = (line.rank or 0 for line in self.lines)
        return range(1, max(LEAST_RANKS, len(self.lines), *given) + 1)

    def field_of(self, line: Possible) -> forms.BoundField:
        """The field of an opening."""
        return self[_name(line)]

    def clean(self) -> dict[str, Any]:
        """Somewhere to go at all."""
        data = super().clean() or self.cleaned_data
        if not data.get("any_host") and not any(data.get(_name(line)) for line in self.lines):
            self.add_error("any_host", _("Number a host, or tick that any host is welcome."))
        return data

    @property
    def ranks(self) -> dict[int, int]:
        """The numbers given, by opening."""
        data = self.cleaned_data
        return {line.opening.pk: int(data[_name(line)]) for line in self.lines if data[_name(line)]}


def _name(line: Possible) -> str:
    return f"rank_{line.opening.public_id}"
