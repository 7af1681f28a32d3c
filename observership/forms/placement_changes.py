"""What is written when a placement changes: off, other days, another supervisor, an incident."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from observership.domain.candidates import Period
from observership.forms.application_fields import ScreenedForm
from observership.forms.placement import WhyForm
from observership.services.changes import Cancelling, Incident
from passport.dates import is_after
from passport.people.models import Professional

_STAY, _LEAVE = "stay", "leave"
_DAY = {"type": "date"}
INCIDENT_WORDS = {
    Incident.SAFETY: _("Safety of people or material"),
    Incident.CONDUCT: _("Conduct of somebody"),
    Incident.HEALTH: _("Illness or injury of the visitor"),
    Incident.DATA: _("Confidentiality"),
    Incident.OTHER: _("Something else"),
}


class CancelForm(ScreenedForm):
    """Why a visit is off, and what becomes of the application."""

    SCREENED = ("reason",)

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Trainee, host and coordinators read it."),
        error_messages={"required": _("Say why in a few words.")},
    )
    after = forms.ChoiceField(
        label=_("The application afterwards"),
        choices=[
            (_STAY, _("It stays in the call: another place may be found")),
            (_LEAVE, _("It is withdrawn")),
        ],
        widget=forms.RadioSelect,
        initial=_STAY,
    )
    attended = forms.IntegerField(
        label=_("Days that the trainee was there"),
        min_value=0,
        max_value=366,
        error_messages={"required": _("Enter a number, 0 for none.")},
    )

    def __init__(self, *args: Any, begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["after" if begun else "attended"]

    @property
    def said(self) -> Cancelling:
        """What the service is told."""
        data = self.cleaned_data
        stay = data.get("after", _STAY) == _STAY
        return Cancelling(reason=data["reason"], stay=stay, attended=data.get("attended", 0))


class DatesForm(WhyForm):
    """Other days of a visit."""

    first = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    all_agreed = forms.BooleanField(
        label=_("Trainee, host and home department agreed to the later last day."),
        required=False,
    )
    field_order = ("first", "last", "all_agreed", "why")

    def __init__(self, sent: Any, *, days: Period, begun: bool, extends: bool) -> None:
        first = {"first": days.first, "last": days.last}
        super().__init__(sent, initial=first, near=days.first)
        self.fields["first"].disabled = begun
        self._last = days.last
        if not (begun and extends):
            del self.fields["all_agreed"]

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first, and all agreed to a later one."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and is_after(first, last):
            self.add_error("last", _("The last day comes before the first."))
        unasked = "all_agreed" in self.fields and not data.get("all_agreed")
        if unasked and last and is_after(last, self._last):
            self.add_error("all_agreed", _("Ask all three first, then tick it."))
        return data

    @property
    def days(self) -> Period:
        """The days as typed."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])

    @property
    def is_agreed(self) -> bool:
        """Whether a coordinator stated that the three sides agreed."""
        return bool(self.cleaned_data.get("all_agreed"))


class SupervisorForm(WhyForm):
    """Who supervises instead."""

    supervisor = forms.ChoiceField(
        label=_("Supervisor"),
        widget=forms.RadioSelect,
        help_text=_("Supervisors and quality managers of the host."),
        error_messages={"required": _("Choose who supervises.")},
    )
    field_order = ("supervisor", "why")

    def __init__(self, *args: Any, people: Sequence[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(each.public_id): each for each in people}
        field: Any = self.fields["supervisor"]
        field.choices = [(key, str(each)) for key, each in self._people.items()]

    @property
    def chosen(self) -> Professional:
        """Who was chosen."""
        return self._people[self.cleaned_data["supervisor"]]


class IncidentForm(ScreenedForm):
    """What happened; only coordinators and the writer read it."""

    SCREENED = ("words",)

    kind = forms.ChoiceField(
        label=_("What it was about"),
        choices=[(str(kind), words) for kind, words in INCIDENT_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was about.")},
    )
    words = forms.CharField(
        label=_("What happened"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("No patient data: no names, dates of birth or record numbers."),
        error_messages={"required": _("Say what happened.")},
    )
