"""Cleans filters, practice answers, decisions, exam answers and the exam statement."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curriculum.models.learning import Confidence
from curriculum.models.module import ModuleKind
from curriculum.queries.catalogue import track_choices

SEQUENCE_MAX = 2**53
OPTION_DIGITS = 3


def _role_choices() -> list[tuple[str, str | Promise]]:
    return [("", _("All roles")), *track_choices()]


class CatalogueForm(forms.Form):
    """Filters of the catalogue, sent by GET."""

    q = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *ModuleKind.choices]
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=_role_choices)


class OptionsField(forms.MultipleChoiceField):
    """Numbers of the options chosen; the service knows which numbers exist."""

    def valid_value(self, value: str) -> bool:
        return value.isdecimal() and len(value) < OPTION_DIGITS


class CheckForm(forms.Form):
    """A practice answer: one or more options, and how sure the learner is."""

    chosen = OptionsField(error_messages={"required": _("Choose an answer first.")})
    confidence = forms.ChoiceField(
        choices=Confidence.choices, error_messages={"required": _("Say how sure you are.")}
    )

    def clean_chosen(self) -> frozenset[int]:
        """The options as numbers."""
        return frozenset(int(value) for value in self.cleaned_data["chosen"])


class DecisionForm(forms.Form):
    """A decision at one stage of a vignette."""

    stage = forms.IntegerField(min_value=1)
    chosen = forms.IntegerField(
        min_value=0, error_messages={"required": _("Choose what you would do.")}
    )


class ExamAnswerForm(forms.Form):
    """One exam answer; the service knows which options exist."""

    flagged = forms.BooleanField(required=False)
    sequence = forms.IntegerField(required=False, min_value=1, max_value=SEQUENCE_MAX)


class StatementForm(forms.Form):
    """What a learner states before an exam."""

    alone = forms.BooleanField(
        label=_("I take this exam myself, without help from others."),
        error_messages={"required": _("Please confirm that you take this exam yourself.")},
    )
