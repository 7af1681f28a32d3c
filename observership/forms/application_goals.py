"""What applicants want to see: objectives by module, requirements of the programme, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from observership.domain.codes import Section
from observership.forms.application import NO_PATIENTS, SectionForm
from observership.forms.application_fields import LineField, text_field
from observership.queries.goals import found_requirements, objectives_by_module, role_requirements
from observership.services.applications import Answers
from passport.standards.models import Requirement


@dataclass(frozen=True)
class Group:
    """Boxes under one heading."""

    title: str
    boxes: tuple[Any, ...]


class GoalsForm(SectionForm):
    """Objectives and requirements to tick; `find` adds requirements to choose from."""

    SCREENED = ("outcome",)

    objectives = forms.MultipleChoiceField(
        label=_("What do you want to watch?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hosts say which of these they offer. Choose what your centre needs most."),
    )
    requirements = forms.MultipleChoiceField(
        label=_("Requirements that the visit should support"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those of your role, and those that you looked for."),
    )
    find = LineField(
        label=_("Look for other requirements"),
        max_length=80,
        required=False,
        help_text=_("A word of a standard, for example “storage”. Then press Find."),
    )
    outcome = text_field(_("What will be different at home afterwards?"), 5, 2000, NO_PATIENTS)

    def prepare(self) -> None:
        """Everything on offer, with what was chosen and what was looked for."""
        application = self.application
        chosen = [str(row.pk) for row in application.requirements.all()]
        wanted = self.data.getlist("requirements") if self.is_bound else chosen  # type: ignore[attr-defined]
        self.modules = objectives_by_module()
        found = found_requirements(self.data.get("find", "")) if self.is_bound else []
        rows = role_requirements(
            application.role, [each for each in wanted if each.isdecimal() and len(each) < 19]
        )
        self._offer("objectives", (o for each in self.modules for o in each.objectives))
        self._offer("requirements", dict.fromkeys([*rows, *found]))
        self.initial = {
            **self.said(Section.GOALS),
            "objectives": [str(row.pk) for row in application.objectives.all()],
            "requirements": chosen,
        }

    def _offer(self, name: str, rows: Iterable[Any]) -> None:
        label = _label if name == "requirements" else str
        field: Any = self.fields[name]
        field.choices = [(str(row.pk), label(row)) for row in rows]

    @property
    def groups(self) -> list[Group]:
        """The boxes of the objectives, under their modules."""
        boxes = {str(box.data["value"]): box for box in self["objectives"]}
        return [
            Group(module.title, tuple(boxes[str(each.pk)] for each in module.objectives))
            for module in self.modules
        ]

    @property
    def answers(self) -> Answers:
        """Rows to point at, and the words."""
        data = self.cleaned_data
        links = {name: [int(pk) for pk in data[name]] for name in ("objectives", "requirements")}
        return Answers(texts={"outcome": data["outcome"]}, links=links)


def _label(requirement: Requirement) -> str:
    return requirement.label
