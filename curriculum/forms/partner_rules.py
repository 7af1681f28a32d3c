"""What a manager fills in to sign a rule or to announce a change of the label."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.domain.acceptance import RuleLine, RuleVersion
from curriculum.domain.label_changes import SUMMARY_LENGTH, ChangeDraft, first_due_day, last_due_day
from curriculum.models import AddOnVersion
from curriculum.queries.acceptance import ChangeScope, RuleFacts, Teacher
from curriculum.services.acceptance import RuleDraft
from passport.people.models.labels import ROLE_LABELS

_PREFIX, _TICK = "line", "accepted"
_WHOLE = {"invalid": gettext_lazy("Enter a whole number."), "min_value": gettext_lazy("1 or more.")}
_HIGHEST = 32_000
_ROLES = {str(role): label for role, label in ROLE_LABELS.items()}


class LineForm(forms.Form):
    """Whether an outcome counts when one module showed it: releases, age in months."""

    accepted = forms.BooleanField(label=gettext_lazy("Accept"), required=False)
    release_from = forms.IntegerField(
        label=gettext_lazy("From release"), min_value=1, max_value=_HIGHEST, error_messages=_WHOLE
    )
    release_until = forms.IntegerField(
        label=gettext_lazy("Until release"),
        min_value=1,
        max_value=_HIGHEST,
        required=False,
        error_messages=_WHOLE,
    )
    max_age_months = forms.IntegerField(
        label=gettext_lazy("Months"),
        min_value=1,
        max_value=_HIGHEST,
        required=False,
        error_messages=_WHOLE,
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        outcome: str,
        module: str,
        teacher: Teacher | None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=f"{_PREFIX}:{outcome}:{module}", initial=initial)
        self.outcome, self.module, self.teacher = outcome, module, teacher
        self.fields["release_from"].required = False

    @property
    def line(self) -> RuleLine | None:
        """The line of the rule; None when it is not accepted."""
        if not self.cleaned_data.get("accepted"):
            return None
        return RuleLine(
            outcome=self.outcome,
            module=self.module,
            release_from=self.cleaned_data.get("release_from") or self._since,
            release_until=self.cleaned_data.get("release_until"),
            max_age_months=self.cleaned_data.get("max_age_months"),
        )

    @property
    def _since(self) -> int:
        return self.teacher.since if self.teacher else 1


class RuleForm(forms.Form):
    """First day, statement and signature of a rule; `rows` are its lines, forged ones included."""

    valid_from = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Enter the first day."),
            "invalid": gettext_lazy("Enter a day."),
        },
    )
    statement = forms.CharField(
        label=gettext_lazy("Statement"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Why you accept this. Reviewers and auditors read it."),
        error_messages={"required": gettext_lazy("Write a statement.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Type your full name.")},
    )
    agreed = forms.BooleanField(
        error_messages={"required": gettext_lazy("Confirm for whom you sign.")}
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        facts: RuleFacts,
        last: RuleVersion | None,
        today: date,
        partner: str,
    ) -> None:
        super().__init__(data, initial={"valid_from": first_free_day(last, today)})
        self.fields["agreed"].label = _("I sign for %(partner)s") % {"partner": partner}
        self.facts = facts
        self.rows = list(_rows(data, facts, last))

    def lines_are_valid(self) -> bool:
        """Whether every line can be read; what it may say is another question."""
        return not any(row.errors for row in self.rows)

    def forget_signature(self) -> None:
        """Say nothing of what was not asked for yet: the effect needs no signature."""
        for name in ("statement", "name", "agreed"):
            self.errors.pop(name, None)

    @property
    def lines(self) -> tuple[RuleLine, ...]:
        """Lines that are accepted, after `lines_are_valid`; as prefilled when nothing was sent."""
        if not self.is_bound:
            return tuple(line for row in self.rows if (line := _prefilled(row)))
        return tuple(line for row in self.rows if (line := row.line))

    @property
    def draft(self) -> RuleDraft:
        """What is signed."""
        data = self.cleaned_data
        return RuleDraft(self.lines, data["statement"].strip(), data["name"], data["valid_from"])


def first_free_day(last: RuleVersion | None, today: date) -> date:
    """The first day on which a rule after the last one may begin."""
    return max(today, last.valid_from + timedelta(days=1)) if last else today


def _prefilled(row: LineForm) -> RuleLine | None:
    values = dict(row.initial)
    if not values.pop(_TICK, False):
        return None
    return RuleLine(outcome=row.outcome, module=row.module, **values)


def _rows(data: QueryDict | None, facts: RuleFacts, last: RuleVersion | None) -> Iterable[LineForm]:
    """A row for everything that is taught; then one for each line that was sent without that."""
    before = {(line.outcome, line.module): line for line in last.lines} if last else {}
    offered = {
        (line.key, teacher.code): teacher for line in facts.lines for teacher in line.teachers
    }
    for (outcome, module), teacher in offered.items():
        initial = _initial(before.get((outcome, module)), teacher)
        yield LineForm(data, outcome=outcome, module=module, teacher=teacher, initial=initial)
    for outcome, module in _sent(data):
        if (outcome, module) not in offered:
            yield LineForm(data, outcome=outcome, module=module, teacher=None)


def _initial(line: RuleLine | None, teacher: Teacher) -> dict[str, Any]:
    if line is None:
        return {_TICK: False, "release_from": teacher.since}
    values = {name: each for name, each in vars(line).items() if name not in {"outcome", "module"}}
    return {_TICK: True, **values}


def _sent(data: QueryDict | None) -> list[tuple[str, str]]:
    """Outcome and module of every line that was ticked in what was sent."""
    found = []
    for name in data or ():
        kind, _, rest = name.removesuffix(f"-{_TICK}").partition(":")
        outcome, _, module = rest.rpartition(":")
        if kind == _PREFIX and name.endswith(f"-{_TICK}"):
            found.append((outcome, module))
    return found


class ChangeForm(forms.Form):
    """What changed in the label or the risk plan, whom it concerns, and until when."""

    version = forms.ChoiceField(
        label=gettext_lazy("Version that teaches the change"),
        error_messages={"required": gettext_lazy("Choose a version.")},
    )
    summary = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Learners read it in a mail: facts of the label, up to 500 characters."
        ),
        error_messages={"required": gettext_lazy("Say what changed.")},
    )
    outcomes = forms.MultipleChoiceField(
        label=gettext_lazy("Outcomes that it touches"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one outcome.")},
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles that relearn it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("To be relearned by"),
        help_text=gettext_lazy("30 to 365 days from today."),
        error_messages={
            "required": gettext_lazy("Enter a day."),
            "invalid": gettext_lazy("Enter a day."),
        },
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        versions: Mapping[str, AddOnVersion],
        scope: ChangeScope,
        today: date,
    ) -> None:
        super().__init__(
            data, initial={"roles": list(scope.roles), "version": next(iter(versions), None)}
        )
        self.versions = versions
        fields: Any = self.fields
        fields["version"].choices = [
            (key, _version_words(version)) for key, version in versions.items()
        ]
        fields["outcomes"].choices = list(scope.outcomes.items())
        fields["roles"].choices = [(role, _ROLES.get(role, role)) for role in scope.roles]
        fields["due_on"].widget = forms.DateInput(
            attrs={
                "type": "date",
                "min": first_due_day(today).isoformat(),
                "max": last_due_day(today).isoformat(),
            },
            format="%Y-%m-%d",
        )

    @property
    def chosen(self) -> AddOnVersion:
        """The version that teaches the change."""
        return self.versions[self.cleaned_data["version"]]

    @property
    def draft(self) -> ChangeDraft:
        """What is announced."""
        data = self.cleaned_data
        return ChangeDraft(
            data["summary"].strip(), tuple(data["outcomes"]), tuple(data["roles"]), data["due_on"]
        )


def _version_words(version: AddOnVersion) -> str:
    return _("Version %(number)s, %(language)s") % {
        "number": version.number,
        "language": version.language.upper(),
    }
