"""What a department offers to visitors, as it is typed."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.forms.application_fields import LineField, text_field
from observership.models import Objective, Opening
from observership.models.labels import (
    INDICATION_LABELS,
    LANGUAGE_LABELS,
    LEVEL_LABELS,
    PAPERWORK_LABELS,
)
from observership.queries.goals import objectives_by_module
from observership.queries.openings import roles_admitted
from observership.services.openings import OpeningFacts
from passport.choices import choices_of
from passport.people.models import Professional
from passport.people.models.labels import ROLE_LABELS, SETTING_LABELS
from passport.standards.models import Product

LANGUAGE_ROWS = 4
MOST_DAYS = 20
TITLE, NOTES = 200, 500
_NONE = [("", "—")]
_DAYS_HELP = gettext_lazy(
    "One line for each day. After a colon you can add notes: “Apheresis: meet the team at 8”."
)


def _boxes(label: Any, choices: Any, *, required: bool = True, help_text: Any = "") -> Any:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )


class OpeningForm(forms.Form):
    """Department, supervisor, who may come, what can be seen, what is asked."""

    department = LineField(
        label=gettext_lazy("Department"),
        max_length=120,
        help_text=gettext_lazy("As visitors find it on the door."),
        error_messages={"required": gettext_lazy("Enter the department.")},
    )
    supervisor = forms.ChoiceField(
        label=gettext_lazy("Supervisor"),
        help_text=gettext_lazy("Answers offers, plans the days and signs off the visit."),
        error_messages={"required": gettext_lazy("Choose who supervises visitors.")},
    )
    setting = forms.ChoiceField(
        label=gettext_lazy("Patients"),
        choices=choices_of(SETTING_LABELS),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whom the department treats.")},
    )
    roles = _boxes(
        gettext_lazy("Roles that you receive"),
        choices_of(ROLE_LABELS),
        help_text=gettext_lazy("Roles that calls admit now. Others follow once a call does."),
    )
    indications = _boxes(
        gettext_lazy("What is treated"), choices_of(INDICATION_LABELS), required=False
    )
    products = _boxes(gettext_lazy("Products given"), [], required=False)
    objectives = _boxes(
        gettext_lazy("What visitors can watch"),
        [],
        required=False,
        help_text=gettext_lazy("Applicants choose from the same list; it counts in the matching."),
    )
    paperwork = _boxes(
        gettext_lazy("What you ask for before the first day"),
        choices_of(PAPERWORK_LABELS),
        required=False,
        help_text=gettext_lazy("The papers go to you. None is uploaded here."),
    )
    house_rules = text_field(gettext_lazy("House rules"), 4, 2000)
    days = text_field(
        gettext_lazy("Plan of the days, to start from"), 6, MOST_DAYS * (TITLE + NOTES), _DAYS_HELP
    )

    def __init__(self, *args: Any, people: Collection[Professional], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(each.public_id): each for each in people}
        self._products = {str(each.pk): each for each in Product.objects.order_by("inn", "pk")}
        self.modules = objectives_by_module()
        self._objectives = {
            str(each.pk): each for module in self.modules for each in module.objectives
        }
        self._offer("roles", self._roles())
        self._offer("supervisor", [*_NONE, *((key, str(p)) for key, p in self._people.items())])
        self._offer("products", [(key, _named(each)) for key, each in self._products.items()])
        self._offer("objectives", [(key, each.title) for key, each in self._objectives.items()])
        self._add_languages()

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _roles(self) -> list[tuple[str, Any]]:
        """What calls admit, and what the department said before; everything where no call is."""
        admitted, every = set(roles_admitted()), choices_of(ROLE_LABELS)
        kept = admitted | set(self.initial.get("roles") or ())
        return [each for each in every if not admitted or each[0] in kept]

    def _add_languages(self) -> None:
        levels = [*_NONE, *choices_of(LEVEL_LABELS)]
        for row in range(1, LANGUAGE_ROWS + 1):
            self.fields[f"language_{row}"] = forms.ChoiceField(
                label=gettext_lazy("Language"),
                choices=[*_NONE, *LANGUAGE_LABELS.items()],
                required=False,
            )
            self.fields[f"level_{row}"] = forms.ChoiceField(
                label=gettext_lazy("At least"), choices=levels, required=False
            )

    @property
    def language_rows(self) -> Iterator[tuple[int, Any, Any]]:
        """Number and the two fields of each row."""
        for row in range(1, LANGUAGE_ROWS + 1):
            yield row, self[f"language_{row}"], self[f"level_{row}"]

    def clean_days(self) -> str:
        """As many days as a visit can have, each line as long as a day's plan may be."""
        lines = _lines(self.cleaned_data["days"])
        if len(lines) > MOST_DAYS:
            said = _("Plan %(n)s days at the most; visitors stay shorter.") % {"n": MOST_DAYS}
            raise forms.ValidationError(said)
        if any(len(each["title"]) > TITLE or len(each["notes"]) > NOTES for each in lines):
            raise forms.ValidationError(_("One line is too long. Keep each day to a sentence."))
        text: str = self.cleaned_data["days"]
        return text

    def clean(self) -> dict[str, Any]:
        """At least one language, each once, with its level."""
        data = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for row in range(1, LANGUAGE_ROWS + 1):
            code, level = data.get(f"language_{row}"), data.get(f"level_{row}")
            if code and not level:
                self.add_error(f"level_{row}", _("Choose how well visitors must speak it."))
            if level and not code:
                self.add_error(f"language_{row}", _("Choose the language."))
            if code and code in seen:
                self.add_error(f"language_{row}", _("You named this language before."))
            seen.add(code or "")
        if not seen - {""}:
            self.add_error("language_1", _("Name a language that visitors can speak with you."))
        return data

    @property
    def facts(self) -> OpeningFacts:
        """What was entered."""
        data = self.cleaned_data
        languages = tuple(
            {"code": data[f"language_{row}"], "level": data[f"level_{row}"]}
            for row in range(1, LANGUAGE_ROWS + 1)
            if data[f"language_{row}"]
        )
        lists = ("roles", "indications", "paperwork")
        return OpeningFacts(
            department=data["department"],
            supervisor=self._people[data["supervisor"]],
            setting=data["setting"],
            languages=languages,
            house_rules=data["house_rules"],
            day_plan=tuple(_lines(data["days"])),
            products=tuple(self._products[key] for key in data["products"]),
            objectives=tuple(self._objectives[key] for key in data["objectives"]),
            **{name: tuple(data[name]) for name in lists},
        )


def facts_of(opening: Opening) -> dict[str, Any]:
    """What an opening says, to begin a form with."""
    rows = enumerate(opening.languages[:LANGUAGE_ROWS], start=1)
    languages = {
        name: value
        for row, each in rows
        for name, value in ((f"language_{row}", each["code"]), (f"level_{row}", each["level"]))
    }
    columns = ("department", "setting", "roles", "indications", "paperwork", "house_rules")
    return {
        **{name: getattr(opening, name) for name in columns},
        **languages,
        "supervisor": str(opening.supervisor.public_id) if opening.supervisor else "",
        "products": [str(each.pk) for each in opening.products.all()],
        "objectives": [str(each.pk) for each in _current(opening)],
        "days": "\n".join(_line(each) for each in opening.day_plan),
    }


def _current(opening: Opening) -> list[Objective]:
    return list(opening.objectives.filter(retired_at__isnull=True))


def _named(product: Product) -> str:
    """The active substance first; the brand name is small print."""
    return f"{product.inn} ({product.brand})" if product.brand else product.inn


def _lines(text: str) -> list[dict[str, str]]:
    """A day for each line that says something."""
    parts = (line.partition(":") for line in text.splitlines())
    rows = [{"title": title.strip(), "notes": notes.strip()} for title, _colon, notes in parts]
    return [row for row in rows if row["title"] or row["notes"]]


def _line(day: dict[str, str]) -> str:
    return f"{day['title']}: {day['notes']}" if day.get("notes") else day["title"]
