"""As what somebody belongs to a centre: asked by invitation, by poster, or changed later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passport.choices import choices_of
from passport.people.domain.roles import Membership, Terms, highest
from passport.people.forms.names import shown
from passport.people.models.labels import MEMBERSHIP_LABELS, ROLE_LABELS
from passport.people.queries.centres import Member
from passport.people.services.invitations import Invitee


class TermsForm(forms.Form):
    """Roles at a centre and unit."""

    roles = forms.MultipleChoiceField(
        label=_("Roles at this centre"),
        choices=choices_of(ROLE_LABELS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=80,
        help_text=_("The ward or department, spelled as for the others there."),
        widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
    )

    def clean_unit(self) -> str:
        """A unit in letters that show, with single spaces."""
        return " ".join(shown(self.cleaned_data["unit"]).split())

    @property
    def terms(self) -> Terms:
        """What was entered."""
        data = self.cleaned_data
        return Terms(
            kind=data.get("kind", Membership.STAFF),
            roles=tuple(data["roles"]),
            unit=data["unit"],
        )


class AskForm(TermsForm):
    """What somebody says who asks to join."""

    roles = forms.MultipleChoiceField(
        label=_("What do you do at this centre?"),
        choices=choices_of(ROLE_LABELS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )
    unit = forms.CharField(
        label=_("Your unit"),
        required=False,
        max_length=80,
        help_text=_("The ward or department."),
    )


def _kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Belongs to the centre as"),
        choices=choices_of(MEMBERSHIP_LABELS),
        widget=forms.RadioSelect,
        initial=Membership.STAFF,
        help_text=_("Quality managers see everybody. Supervisors sign for observerships."),
    )


class MembershipForm(TermsForm):
    """Kind, roles and unit of a member."""

    kind = _kind_field()
    field_order = ["roles", "unit", "kind"]

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "roles": list(member.roles),
            "unit": member.unit,
            "kind": highest(member.kinds),
        }


class InviteForm(TermsForm):
    """Whom a centre asks, and as what."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("Only the person who reads this address can accept."),
        error_messages={
            "required": _("Enter an email address."),
            "invalid": _("Enter an email address such as jana@hospital.example."),
        },
    )
    given_names = forms.CharField(label=_("Given names"), required=False, max_length=150)
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=150)
    kind = _kind_field()
    field_order = ["email", "given_names", "family_name", "roles", "unit", "kind"]

    def __init__(self, *args: Any, members: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members

    def clean_email(self) -> str:
        """An address of nobody who belongs to the centre already."""
        email = self.cleaned_data["email"].lower()
        if email in self.members:
            raise forms.ValidationError(
                _("This colleague belongs to your centre already. Look under People.")
            )
        return email

    def clean_given_names(self) -> str:
        """Names in letters that show."""
        return shown(self.cleaned_data["given_names"])

    def clean_family_name(self) -> str:
        """Names in letters that show."""
        return shown(self.cleaned_data["family_name"])

    @property
    def invitee(self) -> Invitee:
        """Whom to ask."""
        data = self.cleaned_data
        return Invitee(
            email=data["email"],
            given_names=data["given_names"],
            family_name=data["family_name"],
            terms=self.terms,
        )


class MemberFilterForm(forms.Form):
    """Whom a list of members shows."""

    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All roles")), *choices_of(ROLE_LABELS)]
    )

    def __init__(self, *args: Any, units: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("All units")),
            *((unit, unit) for unit in units),
        ]
