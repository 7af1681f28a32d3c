"""What a partner opens and declares: add-ons, versions, metadata, authors."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.models import AddOnVersion
from curriculum.services.add_ons import VersionFacts
from passport.dates import is_after
from passport.people.models.countries import COUNTRIES, ELSEWHERE
from passport.standards.models import Framework

LANGUAGES = [
    ("en", gettext_lazy("English")),
    ("cs", gettext_lazy("Czech")),
    ("de", gettext_lazy("German")),
    ("es", gettext_lazy("Spanish")),
    ("fr", gettext_lazy("French")),
    ("it", gettext_lazy("Italian")),
    ("nl", gettext_lazy("Dutch")),
    ("pl", gettext_lazy("Polish")),
    ("pt", gettext_lazy("Portuguese")),
    ("ro", gettext_lazy("Romanian")),
]
MOST_AUTHORS = 20
_YES, _NO = "yes", "no"
_DAY = {"type": "date"}


def needed_later(form: forms.Form, *names: str) -> None:
    """Mark fields that a draft may leave empty and a submission may not: they are not optional."""
    for name in names:
        form.fields[name].needed_later = True  # type: ignore[attr-defined]


class LineField(forms.CharField):
    """Text on one line, whatever was sent: it stands in mails and headings."""

    def to_python(self, value: Any) -> str:
        """The words with one space between them."""
        return " ".join(str(super().to_python(value)).split())


class AddOnForm(forms.Form):
    """A product programme and the title of the module for it."""

    programme = forms.ChoiceField(
        label=gettext_lazy("Product programme"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a product programme.")},
    )
    title = LineField(
        label=gettext_lazy("Title of the module"),
        max_length=200,
        help_text=gettext_lazy("Say what learners can do afterwards. Begin with the generic name."),
        error_messages={"required": gettext_lazy("Enter a title.")},
    )

    def __init__(self, *args: Any, programmes: Iterable[Framework], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {each.key: each for each in programmes}
        field: Any = self.fields["programme"]
        field.choices = [(key, each.title) for key, each in self.programmes.items()]

    @property
    def chosen(self) -> Framework:
        """The programme."""
        return self.programmes[self.cleaned_data["programme"]]


class LanguageForm(forms.Form):
    """The language of a new version."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=LANGUAGES,
        error_messages={"required": gettext_lazy("Choose a language.")},
    )


class MetadataForm(forms.Form):
    """What a partner declares; a draft may be saved with gaps, the desk lists them."""

    title = LineField(
        label=gettext_lazy("Title of the module"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter a title.")},
    )
    notes = forms.CharField(
        label=gettext_lazy("What is new in this version"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Reviewers and learners read it. No patient data."),
    )
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries in which it may be shown"),
        choices=[each for each in COUNTRIES if each[0] != ELSEWHERE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    label_on = forms.DateField(
        label=gettext_lazy("Date of the label that the text follows"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        help_text=gettext_lazy("Uploading a bundle sets it to the date that the bundle names."),
    )
    label_ends_on = forms.DateField(
        label=gettext_lazy("Last day on which the text fits the label"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        help_text=gettext_lazy("After this day the version retires by itself."),
    )
    label_url = forms.URLField(
        label=gettext_lazy("Address of the label"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("It begins with https://"),
        error_messages={"invalid": gettext_lazy("Enter an address that begins with https://.")},
    )
    additional_monitoring = forms.BooleanField(
        label=gettext_lazy("The product is under additional monitoring"), required=False
    )
    rmp_version = LineField(
        label=gettext_lazy("Version of the risk management plan"), max_length=40, required=False
    )
    authority_agreed = forms.ChoiceField(
        label=gettext_lazy("Was this material agreed with an authority?"),
        choices=[(_YES, gettext_lazy("Yes")), (_NO, gettext_lazy("No"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Educational material of a risk management plan usually was."),
    )
    approval_reference = LineField(
        label=gettext_lazy("Approval reference"), max_length=120, required=False
    )
    approval_ends_on = forms.DateField(
        label=gettext_lazy("Last day of the approval"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )

    NEEDED = ("countries", "label_on", "label_url", "rmp_version", "authority_agreed")

    def as_needed(self) -> "MetadataForm":
        """The form as it is shown: what submission needs is not called optional."""
        if self.is_bound:
            self.full_clean()
        self.use_required_attribute = False
        for name in self.NEEDED:
            self.fields[name].required = True
        return self

    def clean_label_url(self) -> str:
        """An address that nobody on the way can change."""
        address: str = self.cleaned_data["label_url"]
        if address and not address.lower().startswith("https://"):
            raise forms.ValidationError(_("Enter an address that begins with https://."))
        return address

    def clean(self) -> dict[str, Any]:
        """The label fits from its date on."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("label_on"), data.get("label_ends_on")
        if first and last and is_after(first, last):
            self.add_error("label_ends_on", _("This day lies before the date of the label."))
        return data


class AuthorForm(forms.Form):
    """One author, with affiliation and interests."""

    name = LineField(label=gettext_lazy("Name"), max_length=120, required=False)
    affiliation = LineField(label=gettext_lazy("Affiliation"), max_length=200, required=False)
    interests = LineField(
        label=gettext_lazy("Interests"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Employer, fees, shares. Write “none” when there are none."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed_later(self, "name", "interests")

    def clean(self) -> dict[str, Any]:
        """A row that says something names somebody."""
        data = super().clean() or self.cleaned_data
        if not data.get("name") and (data.get("affiliation") or data.get("interests")):
            self.add_error("name", _("Enter the name of this author."))
        return data


AuthorFormSet = forms.formset_factory(
    AuthorForm, extra=1, max_num=MOST_AUTHORS, absolute_max=MOST_AUTHORS, validate_max=True
)


def facts_of(form: MetadataForm, authors: forms.BaseFormSet) -> VersionFacts:
    """What was entered; rows without a name are left out."""
    data = dict(form.cleaned_data)
    answer = data.pop("authority_agreed")
    rows = [row.cleaned_data for row in authors.forms if row.cleaned_data.get("name")]
    return VersionFacts(
        **data,
        authority_agreed={_YES: True, _NO: False}.get(answer),
        authors=[
            {name: row[name] for name in ("name", "affiliation", "interests")} for row in rows
        ],
    )


def declared_initial(version: AddOnVersion) -> dict[str, Any]:
    """What a version says so far, to start the form with."""
    known = {True: _YES, False: _NO, None: ""}
    fields = {name: getattr(version, name) for name in MetadataForm.base_fields}
    return {**fields, "authority_agreed": known[version.authority_agreed]}


def as_typed(form: forms.Form, data: QueryDict) -> dict[str, Any]:
    """What was typed so far, unchecked, to start the form with again."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }
