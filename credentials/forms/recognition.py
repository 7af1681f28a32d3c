"""Cleans claims of prior learning, and what an issuer says of them."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credentials.domain.references import has_date
from credentials.forms.days import DayField
from credentials.models import Recognition
from credentials.queries.recognitions import alignable_requirements
from credentials.services.recognition import Judgement, Learned, Supports
from passport.dates import in_last_years
from passport.standards.models import AlignmentStrength

ROWS = 6


class ClaimForm(forms.Form):
    """What was learned elsewhere."""

    title = forms.CharField(
        label=gettext_lazy("What did you learn?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the title that stands on the paper.")},
        help_text=gettext_lazy("The title as it stands on the paper."),
    )
    provider = forms.CharField(
        label=gettext_lazy("Who certified it?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the school, society or centre.")},
        help_text=gettext_lazy("The school, society or centre."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Number on the paper"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Only the paper's own number. No number of an identity paper, no date of birth."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    achieved_on = DayField(
        label=gettext_lazy("On which day?"),
        error_messages={"required": gettext_lazy("Enter the day that stands on the paper.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["achieved_on"].widget.attrs["max"] = today.isoformat()

    def clean_reference(self) -> str:
        text: str = self.cleaned_data["reference"]
        if has_date(text):
            raise forms.ValidationError(
                _("Leave the date out: the day of the paper stands in its own field.")
            )
        return text

    def clean_achieved_on(self) -> date:
        day: date = self.cleaned_data["achieved_on"]
        if not in_last_years(day, self.today, settings.CLAIM_YEARS):
            raise forms.ValidationError(
                _("Choose a day of the last %(n)s years, today at the latest.")
                % {"n": settings.CLAIM_YEARS}
            )
        return day

    @property
    def learned(self) -> Learned:
        """What the form says, once it is clean."""
        return Learned(**self.cleaned_data)


class JudgementForm(forms.Form):
    """Accepted or refused, and why."""

    accepted = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("yes", gettext_lazy("Accept")), ("no", gettext_lazy("Refuse"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose: accept or refuse.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        error_messages={"required": gettext_lazy("Give a reason: the holder reads it.")},
        help_text=gettext_lazy("The holder reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SupportForm(forms.Form):
    """One requirement that an accepted claim supports."""

    requirement = forms.ModelChoiceField(
        label=gettext_lazy("Requirement"),
        queryset=alignable_requirements(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    strength = forms.ChoiceField(
        label=gettext_lazy("How far"),
        choices=AlignmentStrength.choices,
        initial=AlignmentStrength.FULL,
        required=False,
    )


class _SupportRows(forms.BaseFormSet):
    """Each requirement at most once."""

    def clean(self) -> None:
        chosen = [row.cleaned_data.get("requirement") for row in self.forms if row.is_valid()]
        given = [each for each in chosen if each is not None]
        if len(set(given)) != len(given):
            raise forms.ValidationError(_("Choose each requirement once."))


SupportRows = forms.formset_factory(
    SupportForm, formset=_SupportRows, extra=ROWS, max_num=ROWS, absolute_max=ROWS
)


class DecisionForms:
    """The judgement together with the requirements that it names."""

    def __init__(self, claim: Recognition, data: Any = None) -> None:
        self.claim = claim
        self.judgement_form = JudgementForm(data)
        self.rows = SupportRows(data, prefix="supports")

    def is_valid(self) -> bool:
        """Whether both are clean, and accepted names at least one requirement, refused none."""
        if not (self.judgement_form.is_valid() and self.rows.is_valid()):
            return False
        accepted, named = self.judgement_form.cleaned_data["accepted"], bool(self.supports)
        if accepted and not named:
            self.judgement_form.add_error(
                "accepted", _("Name at least one requirement that it supports, or refuse.")
            )
        if named and not accepted:
            self.judgement_form.add_error(
                "accepted", _("Take the requirements out to refuse, or accept.")
            )
        return accepted == named

    @property
    def supports(self) -> tuple[Supports, ...]:
        """The requirements that were chosen."""
        return tuple(
            Supports(
                row.cleaned_data["requirement"],
                row.cleaned_data["strength"] or AlignmentStrength.FULL,
            )
            for row in self.rows.forms
            if row.cleaned_data.get("requirement")
        )

    @property
    def judgement(self) -> Judgement:
        """What the forms say, once they are clean."""
        said = self.judgement_form.cleaned_data
        return Judgement(said["accepted"], said["reason"], self.supports)
