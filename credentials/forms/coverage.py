"""Cleans what quality managers choose on the coverage pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from credentials.queries.members import ROLELESS
from credentials.rendering.coverage import role_name
from passport.dates import days_left
from passport.standards.models import Framework, Product

FARTHEST_DAYS = 3660  # ten years either way
A_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
Pairs = Iterable[tuple[str, Any]]


class QuickSelect(forms.Select):
    """Django's drop-down without a template per option: filters hold many, on hot pages."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup, joined."""
        given = "" if value is None else str(value)
        options = [
            (key, SafeString(" selected" if str(key) == given else ""), label)
            for key, label in self.choices
        ]
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})})),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class OneOf(forms.ChoiceField):
    """One of a list that the form gives; all of them when nothing is chosen."""

    widget = QuickSelect

    def __init__(self, label: Any = "", **fields: Any) -> None:
        messages = {"invalid_choice": _("Choose one of the list.")}
        super().__init__(label=label, required=False, error_messages=messages, **fields)


class OneHere(OneOf):
    """One of what the chosen framework has; a part of another one stands for all."""

    def clean(self, value: Any) -> Any:
        """What was chosen, if the framework has it."""
        return super().clean(value if self.valid_value(value) else "")


class Filter(forms.Form):
    """Choices that narrow a page; one that is not offered is said and left out."""

    def chosen(self, name: str) -> str:
        """What was chosen for a field; empty for all."""
        self.is_valid()
        value: str = self.cleaned_data.get(name) or ""
        return value

    def said(self) -> list[Any]:
        """What is offered, what is chosen, and what is wrong with it."""
        offered = [
            [(str(key), str(label)) for key, label in cast(Pairs, field.choices)]
            for field in self.fields.values()
            if isinstance(field, forms.ChoiceField)
        ]
        chosen = [str(self.data.get(name)) for name in self.fields]
        return [offered, chosen, self.errors.get_json_data() if self.errors else None]


def markup_key(*filters: Filter) -> str:
    """Everything that the markup of some filters says, the language apart."""
    return repr([each for form in filters for each in form.said()])


class FrameworkFilter(Filter):
    """What is looked at: whose requirements, for which product, on which day."""

    framework = OneOf(_("Requirements of"))
    product = OneOf(_("Product"))
    on = forms.DateField(
        label=_("Status on"),
        required=False,
        widget=A_DAY,
        error_messages={"invalid": _("Enter a day, for example 2026-11-21.")},
    )

    def __init__(
        self,
        data: Any,
        *,
        frameworks: Iterable[Framework],
        products: Iterable[Product],
        today: date,
    ) -> None:
        super().__init__(data)
        self.today = today
        _offer(self, "framework", ((each.key, str(each)) for each in frameworks))
        _offer(self, "product", _with_all(_("All products"), product_pairs(products)))

    def clean_on(self) -> date | None:
        """A day within ten years."""
        on: date | None = self.cleaned_data["on"]
        if on and abs(days_left(on, self.today)) > FARTHEST_DAYS:
            raise ValidationError(_("Choose a day within ten years."))
        return on


class PeopleFilter(Filter):
    """Whose cells are looked at: unit and role; groups and gaps where people are listed."""

    unit = OneOf(_("Unit"))
    role = OneOf(_("Role"))
    group = OneHere(_("Part of the requirements"))
    requirement = OneHere(widget=forms.HiddenInput)
    gaps = forms.BooleanField(label=_("Only people with gaps"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        units: Iterable[str],
        roles: Iterable[str],
        groups: Pairs = (),
        requirements: Iterable[str] = (),
    ) -> None:
        super().__init__(data)
        _offer(self, "unit", _with_all(_("All units"), ((unit, unit) for unit in units)))
        _offer(self, "role", _with_all(_("All roles"), role_pairs(roles)))
        _offer(self, "group", _with_all(_("All parts"), groups))
        _offer(self, "requirement", ((each, each) for each in requirements))


class ProductChoice(Filter):
    """For which product a team or a forecast is looked at."""

    product = OneOf(_("Product"))

    def __init__(self, data: Any, *, products: Iterable[Product]) -> None:
        super().__init__(data)
        self.names = {each.key: each.inn for each in products}
        _offer(self, "product", _with_all(_("Any product"), self.names.items()))


class EditionChoice(Filter):
    """Two editions: the one a centre was certified under, and the one that comes."""

    earlier = OneOf(_("Certified under"))
    later = OneOf(_("Audited under"))

    def __init__(self, data: Any, *, frameworks: Iterable[Framework]) -> None:
        super().__init__(data)
        pairs = [(each.key, str(each)) for each in frameworks]
        _offer(self, "earlier", pairs)
        _offer(self, "later", pairs)


class CertificationForm(forms.Form):
    """Under which edition the centre was certified, and when the interim audit is."""

    framework = forms.ModelChoiceField(
        label=_("Standard and edition"),
        queryset=Framework.objects.none(),
        to_field_name="key",
        error_messages={
            "required": _("Choose the standard and its edition."),
            "invalid_choice": _("Choose one of the list."),
        },
    )
    certified_on = forms.DateField(
        label=_("Certified on"),
        widget=A_DAY,
        error_messages={
            "required": _("Enter the day on the certificate."),
            "invalid": _("Enter a day, for example 2026-11-21."),
        },
    )
    interim_audit_on = forms.DateField(
        label=_("Interim audit on"),
        required=False,
        widget=A_DAY,
        error_messages={"invalid": _("Enter a day, for example 2026-11-21.")},
    )

    def __init__(self, data: Any, *, frameworks: Any, today: date) -> None:
        super().__init__(data)
        self.today = today
        cast(forms.ModelChoiceField, self.fields["framework"]).queryset = frameworks

    def clean_certified_on(self) -> date:
        """Certificates are not dated ahead."""
        day: date = self.cleaned_data["certified_on"]
        if days_left(day, self.today) > 0:
            raise ValidationError(_("This day is still to come. Enter the day on the certificate."))
        return day

    def clean(self) -> dict[str, Any]:
        """An interim audit comes after the certificate."""
        cleaned = super().clean() or {}
        certified, audit = cleaned.get("certified_on"), cleaned.get("interim_audit_on")
        if certified and audit and days_left(audit, certified) <= 0:
            self.add_error("interim_audit_on", _("Enter a day after the certificate."))
        return cleaned


def product_pairs(products: Iterable[Product]) -> list[tuple[str, str]]:
    """Products by their active substance."""
    return [(each.key, each.inn) for each in products]


def role_pairs(codes: Iterable[str]) -> Pairs:
    """Roles in words; people without one can be chosen too."""
    return [(code or ROLELESS, role_name(code)) for code in codes]


def _with_all(everything: Any, pairs: Pairs) -> Pairs:
    return [("", everything), *pairs]


def _offer(form: forms.Form, name: str, pairs: Pairs) -> None:
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = list(pairs)
