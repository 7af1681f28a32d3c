"""What is written down of a partner, whom it invites, and what staff say of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passport.people.forms.names import shown
from passport.people.models import Partner, PartnerKind
from passport.people.models.countries import COUNTRIES
from passport.people.services.partners import PartnerFacts

_ADDRESS_ERRORS = {
    "required": _("Enter an email address."),
    "invalid": _("Enter an email address such as petra@company.example."),
}


class PartnerForm(forms.Form):
    """Name, country and official contact of a partner."""

    name = forms.CharField(
        label=_("Name of the partner"),
        max_length=200,
        help_text=_("As in the public register of companies."),
        error_messages={"required": _("Enter the name of the partner.")},
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=[("", "—"), *COUNTRIES],
        error_messages={"required": _("Choose a country.")},
    )
    contact_email = forms.EmailField(
        label=_("Official contact"),
        help_text=_("An email address of the company, not a private one."),
        error_messages=_ADDRESS_ERRORS,
    )

    def clean_name(self) -> str:
        """A name in letters that show, with single spaces."""
        return " ".join(shown(self.cleaned_data["name"]).split())

    @property
    def facts(self) -> PartnerFacts:
        """What was entered."""
        data = self.cleaned_data
        return PartnerFacts(
            name=data["name"],
            country=data["country"],
            contact_email=data["contact_email"].lower(),
        )


def partner_facts_of(partner: Partner) -> dict[str, Any]:
    """What is known of a partner, to start a form with."""
    return {
        "name": partner.name,
        "country": partner.country,
        "contact_email": partner.contact_email,
    }


class ReasonForm(forms.Form):
    """Why a partner is suspended, or is no longer."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("The partner's people read it. It is kept in the audit trail: no names."),
        error_messages={"required": _("Say why.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FirstManagerForm(forms.Form):
    """Whom staff invite as manager of a partner that has none."""

    email = forms.EmailField(
        label=_("Email address of the manager"),
        help_text=_("An address of the company. We mail a link that works once, for seven days."),
        error_messages=_ADDRESS_ERRORS,
    )


class PartnerKindForm(forms.Form):
    """As what somebody belongs to a partner."""

    kind = forms.ChoiceField(
        label=_("Belongs to the partner as"),
        choices=PartnerKind.choices,
        widget=forms.RadioSelect,
        initial=PartnerKind.EDITOR,
        help_text=_("Editors write and upload. Managers also sign, submit and invite."),
        error_messages={"required": _("Choose editor or manager.")},
    )


class PartnerInviteForm(PartnerKindForm):
    """Whom a partner asks, and as what."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("Only the person who reads this address can accept."),
        error_messages=_ADDRESS_ERRORS,
    )
    field_order = ["email", "kind"]

    def __init__(self, *args: Any, members: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members

    def clean_email(self) -> str:
        """An address of nobody who belongs to the partner already."""
        email = self.cleaned_data["email"].lower()
        if email in self.members:
            raise forms.ValidationError(_("This person belongs to you already. Look at the list."))
        return email
