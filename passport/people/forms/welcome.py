"""The four short pages that make a plan: profession, place, products, language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from passport.choices import choices_of
from passport.people.models import Centre, Professional
from passport.people.models.countries import COUNTRIES
from passport.people.models.labels import PROFESSION_LABELS, ROLE_LABELS, SETTING_LABELS
from passport.people.queries.profiles import centre_named, home_centre, open_roles


class ProfessionForm(forms.Form):
    """Profession, roles in the team and, if wanted, the home centre."""

    profession = forms.ChoiceField(
        label=_("What is your profession?"),
        choices=choices_of(PROFESSION_LABELS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
        help_text=_("By qualification. It is printed on your passport."),
    )
    roles = forms.MultipleChoiceField(
        label=_("What do you do in the CAR T team?"),
        choices=choices_of(ROLE_LABELS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
        help_text=_("Choose one or more. Each role has its own learning path."),
    )
    centre_name = forms.CharField(
        label=_("Your home centre"),
        required=False,
        max_length=310,
        help_text=_("Start to type and choose from the list. You can add it later."),
        widget=forms.TextInput(attrs={"list": "centres", "autocomplete": "organization"}),
    )
    new_name = forms.CharField(label=_("Name of the centre"), required=False, max_length=200)
    new_city = forms.CharField(label=_("City"), required=False, max_length=100)
    new_country = forms.ChoiceField(
        label=_("Country of the centre"), required=False, choices=[("", "—"), *COUNTRIES]
    )

    def __init__(self, *args: Any, professional: Professional | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = home_centre(professional) if professional else None
        if professional is not None:
            self.initial = {
                "profession": professional.profession,
                "roles": [row.role for row in open_roles(professional)],
                "centre_name": str(self.centre or ""),
            }

    def clean(self) -> dict[str, Any]:
        """Leave in `centre` the known one, a new unconfirmed one, or None."""
        data = super().clean() or {}
        new = {name: data.get(f"new_{name}", "").strip() for name in ("name", "city", "country")}
        data["centre"] = None
        if any(new.values()):
            if not all(new.values()):
                self.add_error("new_name", _("Give name, city and country of your centre."))
            data["centre"] = Centre(**new)
        elif typed := data.get("centre_name", "").strip():
            unchanged = self.centre is not None and typed == str(self.centre)
            data["centre"] = self.centre if unchanged else centre_named(typed)
            if data["centre"] is None:
                self.add_error(
                    "centre_name",
                    _("This centre is not in our list. Choose another, or add yours below."),
                )
        return data


class PlaceForm(forms.Form):
    """Country and whom a person treats."""

    country = forms.ChoiceField(
        label=_("In which country do you work?"),
        choices=[("", "—"), *COUNTRIES],
        error_messages={"required": _("Choose a country.")},
    )
    setting = forms.ChoiceField(
        label=_("Whom do you treat?"),
        choices=choices_of(SETTING_LABELS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, professional: Professional, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        centre = home_centre(professional)
        self.initial = {
            "country": professional.country or (centre.country if centre else ""),
            "setting": professional.setting,
        }


class _ProductChoices(forms.ModelMultipleChoiceField):
    """Products by active substance, brand behind it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.inn} ({obj.brand})" if obj.brand else obj.inn


class ProductsForm(forms.Form):
    """Products a person handles."""

    products = _ProductChoices(
        label=_("Which products do you handle?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all boxes empty if you handle none, or do not know yet."),
    )

    def __init__(self, *args: Any, professional: Professional, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The catalogue of products lies above people; only the relation knows its model.
        products = Professional._meta.get_field("products").related_model._default_manager
        self.fields["products"].queryset = products.all()  # type: ignore[attr-defined]
        self.initial = {"products": professional.products.all()}


class LanguageForm(forms.Form):
    """Language of modules, pages and mails."""

    language = forms.ChoiceField(
        label=_("In which language do you want to learn?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, professional: Professional, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.initial = {"language": professional.language}
