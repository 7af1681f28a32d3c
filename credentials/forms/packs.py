"""Cleans what quality managers ask of packs, and the file that somebody has checked."""

import hashlib
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext, gettext_lazy, ngettext

from credentials.domain.pack import Scope
from credentials.forms.days import DayField
from credentials.models import PackKind
from credentials.queries.packs import PackChoices
from credentials.rendering.pack_words import edition_words
from credentials.services.packing import PackAsk
from passport.dates import is_after
from passport.people.domain.roles import Role
from passport.people.models.labels import ROLE_LABELS
from passport.standards.models import Framework

LINK_DAYS = 14
EARLIEST = date(2000, 1, 1)


class _AskForm(forms.Form):
    """What every pack is asked: of which day, about whom."""

    status_on = DayField(
        label=gettext_lazy("Status on"),
        help_text=gettext_lazy("Today or a day before. The pack says this day on every page."),
        error_messages={"required": gettext_lazy("Enter the day, for example today.")},
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Only these roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none to include everybody."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Only this unit"), required=False)

    def __init__(self, data: Any = None, *, choices: PackChoices, today: date) -> None:
        super().__init__(data, initial={"status_on": today})
        self.today = today
        self._offer("roles", [(code, ROLE_LABELS[Role(code)]) for code in choices.roles])
        units = [(unit, unit) for unit in choices.units]
        self._offer("unit", [("", gettext("All units")), *units])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean_status_on(self) -> date:
        day: date = self.cleaned_data["status_on"]
        if is_after(day, self.today):
            raise forms.ValidationError(
                gettext("Choose today or an earlier day: later days are not known yet.")
            )
        if is_after(EARLIEST, day):
            raise forms.ValidationError(gettext("Choose a day from the year 2000 on."))
        return day

    def scope(self, *, names: bool) -> Scope:
        """Whom the pack is about."""
        return Scope(tuple(sorted(self.cleaned_data["roles"])), self.cleaned_data["unit"], names)


class InspectionForm(_AskForm):
    """A pack for an inspector: against which edition."""

    framework = forms.ChoiceField(
        label=gettext_lazy("Standard and edition"),
        error_messages={"required": gettext_lazy("Choose the standard of the inspection.")},
    )
    field_order = ("framework", "status_on", "roles", "unit")

    def __init__(self, data: Any = None, *, choices: PackChoices, today: date) -> None:
        super().__init__(data, choices=choices, today=today)
        self.offered: dict[str, Framework] = {each.key: each for each in choices.frameworks}
        self._offer(
            "framework",
            [(key, edition_words(each.title, each.edition)) for key, each in self.offered.items()],
        )

    @property
    def ask(self) -> PackAsk:
        """What the form says, once it is clean."""
        return PackAsk(
            kind=PackKind.INSPECTION,
            framework=self.offered[self.cleaned_data["framework"]],
            status_on=self.cleaned_data["status_on"],
            scope=self.scope(names=True),
        )


class StatementForm(_AskForm):
    """A statement for a company: about which product, and whether the centre adds names."""

    product = forms.ChoiceField(
        label=gettext_lazy("Product"),
        error_messages={"required": gettext_lazy("Choose the product of the company.")},
    )
    names = forms.BooleanField(
        label=gettext_lazy("We add the names of our people ourselves"),
        required=False,
        help_text=gettext_lazy(
            "Without names the statement holds counts by role. With names, giving them is an act"
            " of your centre."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you add names?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only when you add names. It is kept in the record of your acts."),
    )
    field_order = ("product", "status_on", "roles", "unit", "names", "reason")

    def __init__(self, data: Any = None, *, choices: PackChoices, today: date) -> None:
        super().__init__(data, choices=choices, today=today)
        self.offered: dict[str, Framework] = {
            each.product.key: each for each in choices.programmes if each.product
        }
        self._offer("product", [(key, str(each.product)) for key, each in self.offered.items()])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("names") and not cleaned.get("reason", "").strip():
            self.add_error("reason", gettext("Say why you add names, or leave the names out."))
        return cleaned

    @property
    def ask(self) -> PackAsk:
        """What the form says, once it is clean."""
        framework = self.offered[self.cleaned_data["product"]]
        names = self.cleaned_data["names"]
        return PackAsk(
            kind=PackKind.STATEMENT,
            framework=framework,
            status_on=self.cleaned_data["status_on"],
            product=framework.product,
            scope=self.scope(names=names),
            reason=self.cleaned_data["reason"].strip() if names else "",
        )


class LinkForm(forms.Form):
    """A link for an inspector: for whom, for how long."""

    label = forms.CharField(
        label=gettext_lazy("For whom?"),
        max_length=80,
        error_messages={"required": gettext_lazy("Say for whom, for example the inspection.")},
        help_text=gettext_lazy("Only you and your fellow quality managers see this."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days?"),
        initial=LINK_DAYS,
        min_value=1,
        error_messages={"required": gettext_lazy("Enter a number of days.")},
    )

    def clean_days(self) -> int:
        days: int = self.cleaned_data["days"]
        most = settings.INSPECTOR_LINK_DAYS_MAX
        if days > most:
            words = ngettext("Enter at most %(n)d day.", "Enter at most %(n)d days.", most)
            raise forms.ValidationError(words % {"n": most})
        return days


class HashedUpload(UploadedFile):
    """A file of which only hash and size were kept."""

    sha256: str = ""


class HashingUpload(FileUploadHandler):
    """Reads an upload piece by piece into a hash; the content itself goes nowhere."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take one piece; nothing is passed on to keep it."""
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> HashedUpload:
        """What is left of the file."""
        upload = HashedUpload(name=self.file_name or "file", size=file_size)
        upload.sha256 = self.digest.hexdigest()
        return upload


class FileForm(forms.Form):
    """A file that somebody holds and wants checked."""

    file = forms.FileField(
        label=gettext_lazy("The file you hold"),
        max_length=None,
        error_messages={
            "required": gettext_lazy("Choose the file: PDF, workbook or list of the pack."),
            "empty": gettext_lazy("This file is empty. Choose the file as you received it."),
        },
        help_text=gettext_lazy("We read it once to compare it. We do not keep it."),
    )

    @property
    def sha256(self) -> str:
        """Hash of the file, once the form is clean."""
        return cast(HashedUpload, self.cleaned_data["file"]).sha256


FORMS: dict[PackKind, type[InspectionForm] | type[StatementForm]] = {
    PackKind.INSPECTION: InspectionForm,
    PackKind.STATEMENT: StatementForm,
}
