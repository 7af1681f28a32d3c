"""What coordinators look for, decide and assign in the office."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.domain.lifecycle import APPLICATION_MOVES, ApplicationState
from observership.forms.application_fields import ScreenedForm
from observership.models import Call, CommitteeMember
from observership.models.labels import APPLICATION_LABELS
from observership.queries.office import Wanted
from passport.people.models.countries import COUNTRY_NAMES
from passport.people.models.labels import ROLE_LABELS

DECIDABLE = (ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE)


class ApplicationFilterForm(forms.Form):
    """State, country, role and a part of the number; empty fields filter nothing."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=60, required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)

    def __init__(self, *args: Any, call: Call, countries: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = {str(code): label for code, label in ROLE_LABELS.items()}
        everything: list[tuple[Any, Any]] = [("", _("All"))]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "state": [
                (str(state), label)
                for state, label in APPLICATION_LABELS.items()
                if state != ApplicationState.DRAFT
            ],
            "country": [(code, COUNTRY_NAMES.get(code, code)) for code in countries],
            "role": [(code, roles.get(code, code)) for code in call.roles],
        }
        for name, found in choices.items():
            self.fields[name].choices = everything + found  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What is looked for; what fits no choice filters nothing."""
        if not self.is_bound or not self.is_valid():
            return Wanted()
        return Wanted(**{name: str(value).strip() for name, value in self.cleaned_data.items()})


class DecisionForm(ScreenedForm):
    """A decision on eligibility by hand, with a note that the applicant reads."""

    SCREENED = ("note",)

    to = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you decide."),
            "invalid_choice": gettext_lazy("Somebody decided before you. Look at it again."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The applicant reads it. It is kept for good. No patient data."),
        error_messages={"required": gettext_lazy("Say why.")},
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (str(each), APPLICATION_LABELS[each]) for each in decisions_from(state)
        ]


def decisions_from(state: str) -> list[ApplicationState]:
    """Where a coordinator may move an application by hand."""
    return [each for each in DECIDABLE if each in APPLICATION_MOVES[ApplicationState(state)]]


class MemberForm(forms.Form):
    """The exact address of somebody who is to read."""

    email = forms.EmailField(
        label=gettext_lazy("Email address of the account"),
        help_text=gettext_lazy("Exactly as the person signs in. There is no search by name."),
        error_messages={
            "required": gettext_lazy("Enter an email address."),
            "invalid": gettext_lazy("Enter an email address such as reader@hospital.example."),
        },
    )


class ShareForm(forms.Form):
    """How many readers each application has."""

    each = forms.TypedChoiceField(
        label=gettext_lazy("Readers of each application"),
        choices=[(number, str(number)) for number in (1, 2, 3, 4)],
        coerce=int,
        initial=2,
    )


class ReaderForm(forms.Form):
    """One member who is to read an application."""

    member = forms.ModelChoiceField(
        label=gettext_lazy("Member of the committee"),
        queryset=CommitteeMember.objects.none(),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a member."),
            "invalid_choice": gettext_lazy("Choose a member of this committee."),
        },
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        field.queryset = members  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: str(row.user)  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """Fixing the order; a reason when reviews are missing."""

    without_reviews = forms.CharField(
        label=gettext_lazy("Why it is fixed without them"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept with the order and in the audit trail."),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that the order cannot be changed any more."),
        error_messages={"required": gettext_lazy("Confirm that the order stays as it is.")},
    )

    def __init__(self, *args: Any, missing: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if missing:
            field = self.fields["without_reviews"]
            field.required = True
            field.error_messages["required"] = _("Say why you do not wait.")
        else:
            del self.fields["without_reviews"]
