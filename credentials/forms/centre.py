"""Cleans what a centre asks of its people: local requirements, minimum covers, reminders."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credentials.forms.days import DayField
from credentials.models import CoverRule, Shift
from credentials.services.cover_rules import Cover
from credentials.services.local_requirements import Asked
from passport.choices import choices_of
from passport.dates import in_next_years
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries.centres import Member
from passport.standards.domain.roles import EVERYBODY
from passport.standards.models import EvidenceKind, Framework, Product


class LocalRequirementForm(forms.Form):
    """What is asked, of whom, how it is shown, how long it holds."""

    label = forms.CharField(
        label=gettext_lazy("What do you ask?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say in a few words what you ask.")},
        help_text=gettext_lazy("For example: yearly drill with the neurology team."),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Of whom?"),
        choices=[(EVERYBODY, gettext_lazy("Everybody")), *choices_of(ROLE_LABELS)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role, or everybody.")},
    )
    evidence_kind = forms.ChoiceField(
        label=gettext_lazy("How is it shown?"),
        choices=EvidenceKind.choices,
        error_messages={"required": gettext_lazy("Choose how it is shown.")},
    )
    validity_months = forms.IntegerField(
        label=gettext_lazy("For how many months does it hold?"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=gettext_lazy("Leave empty when it is shown once for good."),
    )

    def clean_roles(self) -> list[str]:
        roles: list[str] = self.cleaned_data["roles"]
        return [EVERYBODY] if EVERYBODY in roles else roles

    @property
    def asked(self) -> Asked:
        """What the form says, once it is clean."""
        return Asked(**self.cleaned_data)


class LastDayForm(forms.Form):
    """Up to and with which day something is asked."""

    last_day = DayField(
        label=gettext_lazy("Last day on which you ask it"),
        error_messages={"required": gettext_lazy("Enter the last day.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["last_day"].initial = today
        self.fields["last_day"].widget.attrs["min"] = today.isoformat()

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if not in_next_years(day, self.today, 5):
            raise forms.ValidationError(_("Choose today or a day of the next 5 years."))
        return day


class CoverRuleForm(forms.Form):
    """How many people of which role, for which product, on which shift."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=choices_of(ROLE_LABELS))
    product = forms.ModelChoiceField(
        label=gettext_lazy("Product"),
        queryset=Product.objects.all(),
        required=False,
        empty_label=gettext_lazy("Any product"),
    )
    shift = forms.ChoiceField(label=gettext_lazy("When"), choices=Shift.choices)
    minimum = forms.IntegerField(
        label=gettext_lazy("At least how many people?"),
        min_value=1,
        max_value=500,
        error_messages={"required": gettext_lazy("Enter a number of people, 1 or more.")},
    )

    @property
    def cover(self) -> Cover:
        """What the form says, once it is clean."""
        return Cover(**self.cleaned_data)


def cover_initial(rule: CoverRule) -> dict[str, Any]:
    """What the form shows of a rule that is to be changed."""
    return {
        "role": rule.role,
        "product": rule.product,
        "shift": rule.shift,
        "minimum": rule.minimum,
    }


class ReminderForm(forms.Form):
    """Whom to remind of which framework; people of other centres are passed over."""

    framework = forms.ChoiceField(required=False)

    def __init__(
        self, data: QueryDict, *, frameworks: Sequence[Framework], members: Sequence[Member]
    ) -> None:
        super().__init__(data)
        self.offered = {each.key: each for each in frameworks}
        ids = {str(each.public_id): each.id for each in members}
        self.chosen = [ids[each] for each in data.getlist("people") if each in ids]
        choices = [(each.key, str(each)) for each in frameworks]
        cast(forms.ChoiceField, self.fields["framework"]).choices = choices

    def clean(self) -> dict[str, Any]:
        if not self.chosen or not self.offered:
            raise forms.ValidationError(_("Choose at least one colleague."))
        return super().clean() or {}

    @property
    def chosen_framework(self) -> Framework:
        """The framework asked for, else the first one offered."""
        first = next(iter(self.offered))
        return self.offered[self.cleaned_data["framework"] or first]
