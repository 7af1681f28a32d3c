"""Cleans filters, answers, decisions, statements, and what assessors and their centres say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curriculum.models import ObservedTask
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
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All kinds")),
            *(each for each in ModuleKind.choices if each[0] != ModuleKind.PRODUCT),
        ],
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


class SignatureForm(forms.Form):
    """What an assessor saw, and when by the own device; the service knows which steps exist."""

    signed_at = forms.DateTimeField(required=False)

    def __init__(self, *args: Any, steps: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticks"] = forms.MultipleChoiceField(
            required=False, choices=[(key, key) for key in steps]
        )


class TaskForm(forms.Form):
    """One of the tasks that may be chosen."""

    task = forms.ChoiceField(
        label=_("Task"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a task.")},
    )

    def __init__(self, *args: Any, tasks: Iterable[ObservedTask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = {task.key: task for task in tasks}
        choices = [(key, task.title) for key, task in self.tasks.items()]
        self.fields["task"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> ObservedTask | None:
        """The task; None where a form offers all of them."""
        return self.tasks.get(self.cleaned_data["task"])


class AssessorForm(TaskForm):
    """What a member may assess."""

    def __init__(self, *args: Any, tasks: Iterable[ObservedTask], **kwargs: Any) -> None:
        super().__init__(*args, tasks=tasks, **kwargs)
        field: Any = self.fields["task"]
        field.label = _("May assess")
        field.choices = [("all", _("All tasks")), *field.choices]
        field.error_messages["required"] = _("Choose what this colleague may assess.")


class AnnulSignOffForm(forms.Form):
    """Why a sign-off is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Your colleague reads it. It is kept for good. No patient data."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": _("Say why the sign-off is taken back.")},
    )
