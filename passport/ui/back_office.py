"""What we add to the look of the back office: panels of its first page, values of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Field
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import InspectView

from passport.ui.templatetags.ui import day, moment

EMPTY = "–"  # noqa: RUF001 - a dash, as empty cells show it


@dataclass(frozen=True)
class DeskLine:
    """One way on: a link, and how many things wait behind it, if anybody counts."""

    label: str | Promise
    url: str
    waiting: int | None = None


class DeskPanel(Component):
    """A heading, a sentence and the ways on."""

    template_name = "ui/desk_panel.html"
    order = 250

    def __init__(self, title: Promise, text: Promise, lines: Sequence[DeskLine]) -> None:
        self.title, self.text, self.lines = title, text, lines

    def get_context_data(self, parent_context: Context | None = None) -> dict[str, object]:
        """What the template shows."""
        return {"title": self.title, "text": self.text, "lines": self.lines}


class RecordInspect(InspectView):
    """A record that is looked at: days and moments as our pages write them, yes and no in words."""

    def get_page_title(self) -> str:
        """What it is: passport, alarm, concern."""
        return str(self.model._meta.verbose_name).capitalize()

    def get_field_display_value(self, field_name: str, field: Field) -> Any:
        """Wagtail's words, except for moments, days, truths and what is empty."""
        value = getattr(self.object, field_name, None)
        if isinstance(value, datetime):
            return moment(value)
        if isinstance(value, date):
            return day(value)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        shown = super().get_field_display_value(field_name, field)
        return EMPTY if shown is None or shown == "" else shown
