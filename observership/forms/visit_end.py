"""What is said at the end of a visit and after it: attestation, report, ratings, changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from observership.domain.after_visit import (
    MOST_PLANS,
    QUESTIONS,
    PlanState,
    YesNo,
)
from observership.domain.codes import Side
from observership.domain.sign_off import Attestation, Attested
from observership.forms.application_fields import ScreenedForm, text_field
from observership.forms.visit import NO_PATIENTS
from observership.models import Placement
from observership.models.visit_labels import (
    ATTESTED_LABELS,
    PLAN_LABELS,
    QUESTION_LABELS,
    SCORE_LABELS,
    YES_NO_LABELS,
)
from observership.services.follow_ups import Change
from passport.choices import choices_of
from passport.people.models import Professional


class Said(TypedDict):
    """A reason, and whether it was read again after a warning about patient data."""

    reason: str
    knowingly: bool


class SignOffForm(ScreenedForm):
    """Four ticks, the days, a comment."""

    SCREENED = ("comment",)

    def __init__(self, *args: Any, placement: Placement, days: int, **kwargs: Any) -> None:
        super().__init__(*args, near=placement.starts_on, **kwargs)
        for code in Attested:
            self.fields[code] = forms.BooleanField(
                label=ATTESTED_LABELS[code],
                error_messages={"required": _("Tick this, or do not sign off.")},
            )
        self.fields["days_attended"] = forms.IntegerField(
            label=_("Days on which the visitor was here"),
            min_value=1,
            max_value=days,
            initial=days,
        )
        self.fields["comment"] = text_field(_("Comment for the trainee"), 3, 1000, NO_PATIENTS)

    @property
    def attestation(self) -> Attestation:
        """What was attested."""
        data = self.cleaned_data
        return Attestation(
            ticks=frozenset(code for code in Attested if data[code]),
            days_attended=data["days_attended"],
            comment=data["comment"],
            knowingly=self.knowingly,
        )


class ReasonForm(ScreenedForm):
    """Why something is refused, taken back or closed."""

    SCREENED = ("reason",)

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_PATIENTS,
    )

    @property
    def said(self) -> Said:
        """What the services take."""
        return Said(reason=self.cleaned_data["reason"], knowingly=self.knowingly)


class SeenForm(ScreenedForm):
    """First part of the report."""

    SCREENED = ("seen", "different")

    seen = forms.CharField(
        label=_("What did you see?"),
        max_length=2000,
        help_text=NO_PATIENTS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    different = text_field(_("What do they do differently from your centre?"), 4, 2000)

    @property
    def said(self) -> dict[str, str]:
        """What was written, by question."""
        return {name: self.cleaned_data[name] for name in self.SCREENED}


class PlansForm(ScreenedForm):
    """Second part of the report: at most three plans."""

    SCREENED = tuple(f"plan_{number}" for number in range(1, MOST_PLANS + 1))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(self.SCREENED, start=1):
            self.fields[name] = forms.CharField(
                label=_("Plan %(number)d") % {"number": number},
                max_length=300,
                required=number == 1,
                help_text=_("What will you change at home, and by when?") if number == 1 else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def plans(self) -> list[str]:
        """Those that were written."""
        return [self.cleaned_data[name] for name in self.SCREENED if self.cleaned_data[name]]


class RatingForm(ScreenedForm):
    """A score for each question of a side, and a comment."""

    SCREENED = ("comment",)

    def __init__(self, *args: Any, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = QUESTIONS[side]
        for question in self.questions:
            self.fields[question] = forms.TypedChoiceField(
                label=QUESTION_LABELS[question],
                choices=list(SCORE_LABELS.items()),
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = text_field(
            _("Anything else?"), 3, 1000, _("Only coordinators read this.")
        )

    @property
    def scores(self) -> dict[str, int]:
        """Score by question."""
        return {str(question): self.cleaned_data[question] for question in self.questions}


class FollowUpForm(ScreenedForm):
    """What changed at home."""

    SCREENED = ("words",)

    def __init__(self, *args: Any, plans: Sequence[str], near: date, **kwargs: Any) -> None:
        super().__init__(*args, near=near, **kwargs)
        self.names = [f"plan_{number}" for number in range(len(plans))]
        for name, plan in zip(self.names, plans, strict=True):
            self.fields[name] = _choice(
                _("Your plan: %(plan)s") % {"plan": plan}, choices_of(PLAN_LABELS)
            )
        both = choices_of(YES_NO_LABELS)
        self.fields["first_patient"] = _choice(
            _("Has your centre treated its first patient with CAR T cells?"), both
        )
        self.fields["team_trained"] = _choice(
            _("Has your team been trained in what you learned?"), both
        )
        self.fields["words"] = text_field(_("What else changed?"), 4, 1000, NO_PATIENTS)

    @property
    def change(self) -> Change:
        """The answer."""
        data = self.cleaned_data
        return Change(
            plans=[PlanState(data[name]) for name in self.names],
            first_patient=YesNo(data["first_patient"]),
            team_trained=YesNo(data["team_trained"]),
            words=data["words"],
            knowingly=self.knowingly,
        )


class MentorForm(forms.Form):
    """Another mentor of the host."""

    mentor = forms.TypedChoiceField(label=_("Mentor"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Sequence[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.fields["mentor"].choices = [  # type: ignore[attr-defined]
            (person.pk, str(person)) for person in people
        ]

    @property
    def chosen(self) -> Professional:
        """Who was chosen."""
        return self.people[self.cleaned_data["mentor"]]


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
