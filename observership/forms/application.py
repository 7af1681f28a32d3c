"""What applicants say of themselves and of their centre; a section may be saved with gaps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from observership.domain.application import Accreditation
from observership.domain.codes import Section
from observership.forms.application_fields import LineField, ScreenedForm, text_field
from observership.models import Application
from observership.models.labels import ACCREDITATION_LABELS
from observership.queries.applications import certified
from observership.services.applications import Answers
from passport.choices import choices_of
from passport.people.models import Centre
from passport.people.models.countries import COUNTRIES
from passport.people.models.labels import ROLE_LABELS, SETTING_LABELS
from passport.people.queries.profiles import centre_named
from passport.standards.models import Product

NO_PATIENTS = _("No patient data: no names, dates of birth or record numbers.")


class SectionForm(ScreenedForm):
    """One section of an application, begun with what is known.

    `NEEDED` names what submitting asks for; saving takes gaps.
    """

    NEEDED: tuple[str, ...] = ()

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, near=application.call.visits_from, **kwargs)
        self.application = application
        self.prepare()

    def prepare(self) -> None:
        """Set choices and first values."""

    def as_needed(self) -> "SectionForm":
        """The form as it is shown: what submitting needs is not called optional."""
        self.use_required_attribute = False
        if self.is_bound:
            self.full_clean()
        for name in self.NEEDED:
            self.fields[name].required = True
        return self

    def said(self, section: Section) -> dict[str, Any]:
        """The answers of a section so far."""
        found: dict[str, Any] = self.application.sections.get(section, {})
        return found

    @property
    def answers(self) -> Answers:
        """What was entered, for the service."""
        raise NotImplementedError


class MeForm(SectionForm):
    """The applicant."""

    SCREENED = ("motivation",)
    NEEDED = ("role", "position", "motivation")

    role = forms.ChoiceField(
        label=_("As what do you apply?"), required=False, widget=forms.RadioSelect
    )
    position = LineField(
        label=_("Your position"),
        max_length=150,
        required=False,
        help_text=_("For example: consultant haematologist."),
    )
    years = forms.IntegerField(
        label=_("Years of work with cell therapy"), min_value=0, max_value=60, required=False
    )
    motivation = text_field(_("Why do you want to go?"), 6, 2000, NO_PATIENTS)

    def prepare(self) -> None:
        """The roles of the call."""
        invited = set(self.application.call.roles)
        choices = [each for each in choices_of(ROLE_LABELS) if each[0] in invited]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        said = self.said(Section.ME)
        self.initial = {**said, "role": self.application.role}

    @property
    def answers(self) -> Answers:
        """Role, and the typed answers."""
        data = self.cleaned_data
        texts = {name: data[name] for name in ("position", "years", "motivation")}
        return Answers(columns={"role": data["role"]}, texts=texts)


class _Products(forms.ModelMultipleChoiceField):
    """Products by active substance, brand behind it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.inn} ({obj.brand})" if obj.brand else obj.inn


class CentreForm(SectionForm):
    """The centre that the applicant comes from and goes back to."""

    SCREENED = ("needs",)
    NEEDED = ("centre_name", "city", "country", "setting", "per_year", "jacie", "needs")

    centre_name = LineField(
        label=_("Your centre"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    city = LineField(label=_("City"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=[("", "—"), *COUNTRIES], required=False)
    setting = forms.ChoiceField(
        label=_("Whom do you treat?"),
        choices=choices_of(SETTING_LABELS),
        required=False,
        widget=forms.RadioSelect,
    )
    per_year = forms.IntegerField(
        label=_("CAR T treatments per year at your centre"),
        min_value=0,
        max_value=5000,
        required=False,
        help_text=_("Of the last twelve months. Write 0 when you are about to start."),
    )
    jacie = forms.ChoiceField(
        label=_("JACIE accreditation"),
        choices=choices_of(ACCREDITATION_LABELS),
        required=False,
        widget=forms.RadioSelect,
    )
    products = _Products(
        label=_("Products that your centre gives or plans to give"),
        queryset=Product.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = text_field(_("What does your centre lack most?"), 6, 2000, NO_PATIENTS)

    def prepare(self) -> None:
        """What the profile and the register of certifications say."""
        application = self.application
        said = dict(self.said(Section.CENTRE))
        if "jacie" not in said and certified(application.centre):
            said["jacie"] = Accreditation.ACCREDITED
        columns = ("centre_name", "city", "country", "setting")
        self.initial = {
            **said,
            **{name: getattr(application, name) for name in columns},
            "products": application.products.all(),
        }

    @property
    def answers(self) -> Answers:
        """Columns, texts and products; the centre's own row when it is known here."""
        data = self.cleaned_data
        columns = {name: data[name] for name in ("centre_name", "city", "country", "setting")}
        texts = {name: data[name] for name in ("per_year", "jacie", "needs")}
        return Answers(
            columns={**columns, "centre": self._centre()},
            texts=texts,
            links={"products": list(data["products"])},
        )

    def _centre(self) -> Centre | None:
        name, city = self.cleaned_data["centre_name"], self.cleaned_data["city"]
        known = self.application.centre
        if known is not None and (known.name, known.city) == (name, city):
            return known
        found = centre_named(f"{name}, {city}") if name and city else None
        same = found is not None and found.country == self.cleaned_data["country"]
        return found if same else None
