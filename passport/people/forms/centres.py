"""What is written down of a centre, and what staff say when they decide about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passport.people.forms.names import shown
from passport.people.models import Centre, Professional
from passport.people.models.countries import COUNTRIES
from passport.people.queries.registry import professional_with_address
from passport.people.services.registry import CentreFacts


class CentreForm(forms.Form):
    """Name, place and official contact of a centre."""

    name = forms.CharField(
        label=_("Name of the centre"),
        max_length=200,
        help_text=_("In full, as on its letterhead. No company name."),
        error_messages={"required": _("Enter the name of the centre.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    city = forms.CharField(
        label=_("City"), max_length=100, error_messages={"required": _("Enter the city.")}
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=[("", "—"), *COUNTRIES],
        error_messages={"required": _("Choose a country.")},
    )
    contact_email = forms.EmailField(
        label=_("Official contact"),
        help_text=_("An email address of the hospital, not a private one. We write there."),
        error_messages={
            "required": _("Enter the official address."),
            "invalid": _("Enter an email address such as quality@hospital.example."),
        },
    )

    def clean_name(self) -> str:
        """A name in letters that show."""
        return shown(self.cleaned_data["name"])

    def clean_city(self) -> str:
        """A city in letters that show."""
        return shown(self.cleaned_data["city"])

    @property
    def facts(self) -> CentreFacts:
        """What was entered."""
        data = self.cleaned_data
        return CentreFacts(
            name=" ".join(data["name"].split()),
            city=" ".join(data["city"].split()),
            country=data["country"],
            contact_email=data["contact_email"].lower(),
        )


def facts_of(centre: Centre) -> dict[str, Any]:
    """What is known of a centre, to start a form with."""
    return {
        "name": centre.name,
        "city": centre.city,
        "country": centre.country,
        "contact_email": centre.contact_email,
    }


class ConfirmForm(forms.Form):
    """How staff reached the official contact of a centre."""

    note = forms.CharField(
        label=_("How did you reach the official contact?"),
        max_length=500,
        help_text=_("Way and day, no names. It is kept in the audit trail."),
        error_messages={"required": _("Say how you reached the official contact.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeadForm(forms.Form):
    """Whom staff make quality manager."""

    email = forms.EmailField(
        label=_("Email address of the quality manager"),
        help_text=_("The person needs an account here with a learning profile."),
    )
    professional: Professional | None = None

    def clean_email(self) -> str:
        """An address that somebody with a profile has confirmed."""
        self.professional = professional_with_address(self.cleaned_data["email"])
        if self.professional is None:
            raise forms.ValidationError(
                _("Nobody with this confirmed address has a learning profile. Ask them to join.")
            )
        return self.cleaned_data["email"]
