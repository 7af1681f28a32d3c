"""What the forms of an application share: one-line text, and a question about patients' data."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.domain.screening import patient_like

CONFIRM = "not_a_patient"


class LineField(forms.CharField):
    """Text on one line, whatever was sent: it stands in mails and headings."""

    def to_python(self, value: Any) -> str:
        """The words with one space between them."""
        return " ".join(str(super().to_python(value)).split())


def text_field(label: Any, rows: int, most: int, help_text: Any = "") -> forms.CharField:
    """A box for some sentences."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ScreenedForm(forms.Form):
    """Asks once more before it takes text that looks like data about a patient.

    `SCREENED` names the fields; the box to confirm is there only when something was found. Full
    dates near `near`, the time of the visits, are no birthdays.
    """

    SCREENED: tuple[str, ...] = ()

    def __init__(self, *args: Any, near: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = near

    @property
    def knowingly(self) -> bool:
        """Whether the writer confirmed that it is about no patient."""
        return bool(self.data.get(self.add_prefix(CONFIRM)))

    def clean(self) -> dict[str, Any]:
        """Refuse what looks like a patient until the writer says that it is none."""
        data = super().clean() or self.cleaned_data
        found = {name: self._found(data.get(name) or "") for name in self.SCREENED}
        if any(found.values()):
            self.fields[CONFIRM] = forms.BooleanField(
                label=gettext_lazy("It is not about a patient, save it"), required=False
            )
            if not self.knowingly:
                self._ask({name: hits for name, hits in found.items() if hits})
        return data

    def _found(self, text: str) -> list[str]:
        return [hit.text for hit in patient_like(text, near=self.near)]

    def _ask(self, found: dict[str, list[str]]) -> None:
        for name, texts in found.items():
            said = _("This may be about one patient: %(text)s. Take it out, or tick the last box.")
            self.add_error(name, said % {"text": ", ".join(f"“{text}”" for text in texts)})
