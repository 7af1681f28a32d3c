"""The table in which clause numbers of one framework are typed: a small form for each clause."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from passport.standards.models import Clause, Framework, NumberStatus
from passport.standards.queries.exchange import ordered_clauses
from passport.standards.services.numbers import NumberEntry


class NumberForm(forms.Form):
    """Number, how sure it is, and where it was seen."""

    number = forms.CharField(max_length=40, required=False, show_hidden_initial=True)
    status = forms.ChoiceField(choices=NumberStatus.choices, show_hidden_initial=True)
    source = forms.CharField(max_length=200, required=False, show_hidden_initial=True)

    def __init__(self, clause: Clause, data: MultiValueDict | None) -> None:
        initial = {
            "number": clause.number,
            "status": clause.number_status,
            "source": clause.number_source,
        }
        super().__init__(data, prefix=f"clause-{clause.pk}", initial=initial)
        self.clause = clause
        names = {
            "number": _("Number: %(label)s"),
            "status": _("Number is: %(label)s"),
            "source": _("Where the number was seen: %(label)s"),
        }
        for name, words in names.items():
            self.fields[name].label = words % {"label": clause.requirement.label}
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        for name in self.mistakes:
            self.fields[name].widget.attrs |= {
                "aria-invalid": "true",
                "aria-describedby": f"id_{self.prefix}-{name}-error",
            }

    @property
    def mistakes(self) -> dict[str, list[str]]:
        """Messages by field; none for a row that nobody touched."""
        if not self.is_bound or not self.has_changed():
            return {}
        return {name: [str(each) for each in found] for name, found in self.errors.items()}

    def clean(self) -> dict[str, Any]:
        """Verified means: the number is there, and where it was seen."""
        cleaned = super().clean() or self.cleaned_data
        number, status = cleaned.get("number"), cleaned.get("status")
        if status == NumberStatus.UNKNOWN and number:
            self.add_error("status", _("Say whether this number is verified."))
        elif status in (NumberStatus.VERIFIED, NumberStatus.UNVERIFIED) and not number:
            self.add_error("number", _("Enter the number, or choose Unknown."))
        if status == NumberStatus.VERIFIED and not cleaned.get("source"):
            self.add_error("source", _("Say where you saw the number."))
        return cleaned

    @property
    def entry(self) -> NumberEntry:
        """What is entered for the clause."""
        cleaned = self.cleaned_data
        return NumberEntry(self.clause.pk, cleaned["number"], cleaned["status"], cleaned["source"])


class NumberTable:
    """All clauses of a framework in order, each with its form."""

    def __init__(self, framework: Framework, data: MultiValueDict | None = None) -> None:
        self.forms = [NumberForm(clause, data) for clause in ordered_clauses(framework)]
        self.titles = {str(key): str(title) for key, title in framework.groups}

    @property
    def changed(self) -> list[NumberForm]:
        """Rows that this editor changed; what another entered meanwhile is left alone."""
        return [form for form in self.forms if form.has_changed()]

    def is_right(self) -> bool:
        """Whether every row that was changed can be kept."""
        return all(form.is_valid() for form in self.changed)

    @property
    def groups(self) -> Iterator[dict[str, Any]]:
        """Groups with their rows, in order."""
        for group in dict.fromkeys(form.clause.group for form in self.forms):
            rows = [form for form in self.forms if form.clause.group == group]
            yield {"key": group, "title": self.titles.get(group, group), "rows": rows}

    @property
    def faults(self) -> list[dict[str, str]]:
        """Every message with the field it belongs to."""
        return [
            {"id": form[name].auto_id, "label": str(form[name].label), "message": message}
            for form in self.changed
            for name, messages in form.mistakes.items()
            for message in messages
        ]
