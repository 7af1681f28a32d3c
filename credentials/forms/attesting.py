"""Cleans what a quality manager says that colleagues have shown."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from credentials.domain.references import Unfit, unfit
from credentials.forms.days import DayField, offer
from credentials.models import LocalRequirement
from credentials.queries.attestations import PERSON_KINDS, person_kinds
from credentials.queries.standards import local_key
from credentials.services.attesting import Shown
from passport.dates import in_last_years
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries.centres import Member
from passport.standards.models import Clause, EvidenceKind, Framework, Requirement

REMEDIES = {
    Unfit.DATE: gettext_lazy("Leave the date out: the day stands in its own field."),
    Unfit.RECORD_NUMBER: gettext_lazy(
        "This looks like a personal or record number. Name the binder, page or system instead."
    ),
    Unfit.IDENTITY: gettext_lazy(
        "Say nothing about identity papers or patients. Name the binder, page or system instead."
    ),
}
Asked = Requirement | LocalRequirement


def kinds_of(asked: Asked) -> tuple[str, ...]:
    """How something may be shown."""
    if isinstance(asked, LocalRequirement):
        return (asked.evidence_kind,)
    return person_kinds(asked)


class AttestForm(forms.Form):
    """What was shown, how, on which day, and where the paper can be found."""

    asked = forms.ChoiceField(
        label=gettext_lazy("What was shown?"),
        error_messages={
            "required": gettext_lazy("Choose what was shown."),
            "invalid_choice": gettext_lazy("Choose one of the entries in the list."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How was it shown?"),
        required=False,
        help_text=gettext_lazy("Needed only where the entry above names several ways."),
    )
    shown_on = DayField(
        label=gettext_lazy("On which day?"),
        error_messages={"required": gettext_lazy("Enter the day on which it was shown.")},
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hours"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy("For continuing education."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Where can the paper be found?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "For example: training file, binder 3. No identity papers, no patient data, no numbers"
            " of persons."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["people", "asked", "kind", "shown_on", "hours", "reference"]

    def __init__(
        self,
        *args: Any,
        framework: Framework | None,
        clauses: Sequence[Clause],
        local: Sequence[LocalRequirement],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.offered: dict[str, Asked] = {
            **{row.requirement.key: row.requirement for row in clauses},
            **{local_key(row.public_id): row for row in local},
        }
        groups = _grouped(framework, clauses, local)
        offer(self, "asked", [("", _("Choose")), *groups])
        kinds = [(kind.value, kind.label) for kind in PERSON_KINDS]
        offer(self, "kind", [("", _("As asked")), *kinds])
        self.fields["shown_on"].widget.attrs["max"] = on.isoformat()

    def clean_shown_on(self) -> date:
        day: date = self.cleaned_data["shown_on"]
        years = settings.ATTESTATION_YEARS
        if not in_last_years(day, self.on, years):
            raise forms.ValidationError(
                ngettext(
                    "Choose a day of the last %(n)s year, today at the latest.",
                    "Choose a day of the last %(n)s years, today at the latest.",
                    years,
                )
                % {"n": years}
            )
        return day

    def clean_reference(self) -> str:
        text: str = self.cleaned_data["reference"]
        found = unfit(text)
        if found is not None:
            raise forms.ValidationError(REMEDIES[found])
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("asked"):
            self._clean_kind(kinds_of(self.offered[cleaned["asked"]]))
        if "hours" in cleaned and "kind" in cleaned:
            self._clean_hours()
        return cleaned

    def _clean_kind(self, kinds: Sequence[str]) -> None:
        """The only way in which it can be shown, or the chosen one if it is among them."""
        chosen = self.cleaned_data.get("kind") or (kinds[0] if len(kinds) == 1 else "")
        if chosen in kinds:
            self.cleaned_data["kind"] = chosen
            return
        names = ", ".join(str(EvidenceKind(kind).label) for kind in kinds)
        self.add_error("kind", _("This is shown by: %(kinds)s. Choose one.") % {"kinds": names})

    def _clean_hours(self) -> None:
        is_education = self.cleaned_data["kind"] == EvidenceKind.CONTINUING_EDUCATION
        if is_education and not self.cleaned_data["hours"]:
            self.add_error("hours", _("Enter the hours of continuing education."))
        elif self.cleaned_data["hours"] and not is_education:
            self.add_error("hours", _("Hours belong to continuing education. Leave them out."))

    @property
    def shown(self) -> Shown:
        """What the form says, once it is clean."""
        said = self.cleaned_data
        return Shown(
            asked=self.offered[said["asked"]],
            kind=said["kind"],
            shown_on=said["shown_on"],
            hours=said["hours"],
            reference=said["reference"],
        )


def _grouped(
    framework: Framework | None, clauses: Sequence[Clause], local: Sequence[LocalRequirement]
) -> list[tuple[str, Any]]:
    """Choices in the order and under the titles of the framework's groups, own ones last."""
    titles = dict(framework.groups) if framework else {}
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in clauses:
        group = groups.setdefault(titles.get(row.group, row.group), [])
        group.append((row.requirement.key, _worded(row.requirement)))
    if local:
        groups[_("Asked by this centre")] = [
            (local_key(row.public_id), _worded(row)) for row in local
        ]
    return list(groups.items())


def _worded(asked: Asked) -> str:
    kinds = ", ".join(str(EvidenceKind(kind).label).lower() for kind in kinds_of(asked))
    return f"{asked.label} ({kinds})"


class AttestManyForm(AttestForm):
    """The same for several colleagues at once."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who has shown it?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one colleague."),
            "invalid_choice": gettext_lazy("Choose colleagues from the list only."),
        },
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids = {str(each.public_id): each.id for each in members}
        offer(self, "people", [(str(each.public_id), _named(each)) for each in members])

    @property
    def chosen(self) -> list[int]:
        """Professional ids of the colleagues that were ticked."""
        return [self.ids[each] for each in self.cleaned_data["people"]]


def _named(member: Member) -> str:
    roles = ", ".join(str(label) for code, label in ROLE_LABELS.items() if code in member.roles)
    return f"{member.name}: {roles}" if roles else member.name


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it taken back?"),
        max_length=500,
        error_messages={"required": gettext_lazy("Give a reason: it stays with the record.")},
        help_text=gettext_lazy("Do not write anything about patients."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
