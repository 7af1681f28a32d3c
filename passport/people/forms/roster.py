"""Reads an uploaded roster and says in words what is wrong with it."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passport.people.domain.roster import (
    EXAMPLE_EMAIL,
    Column,
    Fault,
    Row,
    columns_of,
    folded,
    missing_columns,
    row_of,
)
from passport.people.formats.roster_files import UnreadableRosterError, lines_of
from passport.people.models.labels import ROLE_LABELS

HEADINGS: dict[Column, Promise] = {
    Column.EMAIL: gettext_lazy("E-mail"),
    Column.GIVEN: gettext_lazy("Given names"),
    Column.FAMILY: gettext_lazy("Family name"),
    Column.ROLES: gettext_lazy("Roles"),
    Column.UNIT: gettext_lazy("Unit"),
}
REMEDIES: dict[str, Promise] = {
    Fault.NO_EMAIL: gettext_lazy("E-mail is empty. Every row needs an address: enter it."),
    Fault.BAD_EMAIL: gettext_lazy(
        "“%(text)s” is not an email address. Write it as name@hospital.example."
    ),
    Fault.LONG_EMAIL: gettext_lazy("E-mail has more than 254 characters. Correct it."),
    Fault.NO_ROLE: gettext_lazy("Roles is empty. Enter at least one code, such as NUR."),
    Fault.UNKNOWN_ROLE: gettext_lazy(
        "We know no role “%(text)s”. Use a code or name from the template, with / between several."
    ),
    Fault.LONG_NAME: gettext_lazy("A name has more than 150 characters. Shorten it."),
    Fault.HIDDEN: gettext_lazy("A text holds characters that nobody sees. Type it anew."),
    Fault.LONG_UNIT: gettext_lazy("Unit has more than 80 characters. Shorten it."),
    Fault.FORMULA: gettext_lazy("A cell holds a formula. Enter its result as text."),
    Fault.EXAMPLE: gettext_lazy("This is the example of the template. Delete the row."),
}
UNREADABLE = {
    "kind": gettext_lazy(
        "We read CSV and XLSX files. Save your list as one of these and choose it again."
    ),
    "broken": gettext_lazy("This file is damaged. Open it, save it anew and choose it again."),
    "packed": gettext_lazy(
        "This workbook holds much more than a list of staff. Copy the list into a new one."
    ),
    "rows": gettext_lazy("The file has more than %(rows)s rows. Split it into several files."),
}


def remedy(fault: str, text: str) -> str:
    """What is wrong in a row, which rule it breaks and what to do, in words."""
    return str(REMEDIES[fault]) % {"text": text}


def role_codes() -> dict[str, str]:
    """Role codes by everything that a roster may call them, in the reader's language too."""
    names = {folded(str(code)): str(code) for code in ROLE_LABELS}
    return names | {folded(str(label)): str(code) for code, label in ROLE_LABELS.items()}


class RosterForm(forms.Form):
    """A file with one row for each colleague; leaves what was read in `rows`."""

    file = forms.FileField(
        label=gettext_lazy("List of staff"),
        help_text=gettext_lazy("CSV or XLSX, up to 1 MB and 2,000 rows."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )
    rows: tuple[Row, ...] = ()

    def clean_file(self) -> UploadedFile:
        """Read the rows; nothing is stored of the file but these."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.ROSTER_BYTES_MAX:
            raise forms.ValidationError(
                _("The file is larger than 1 MB. Delete columns that we do not read, or split it.")
            )
        try:
            lines = lines_of(file.read(), settings.ROSTER_ROWS_MAX)
        except UnreadableRosterError as error:
            values = {"rows": f"{settings.ROSTER_ROWS_MAX:,}"}
            raise forms.ValidationError(UNREADABLE[error.reason], params=values) from None
        self.rows = _rows(lines)
        return file

    @property
    def file_name(self) -> str:
        """The name of the file, in characters that do no harm."""
        return get_valid_filename(self.cleaned_data["file"].name or "roster")


def _rows(lines: list[tuple[int, list[str]]]) -> tuple[Row, ...]:
    heading = lines[0][1] if lines else []
    places = columns_of(heading)
    missing = missing_columns(places)
    if missing:
        names = ", ".join(f"“{HEADINGS[column]}”" for column in missing)
        text = _("The first row must name the columns. Missing: %(names)s. Use the template.")
        raise forms.ValidationError(text % {"names": names})
    if len(lines) == 1:
        raise forms.ValidationError(_("There is no row below the headings. Add your colleagues."))
    codes = role_codes()
    return tuple(row_of(number, cells, places, codes) for number, cells in lines[1:])


def template_rows() -> tuple[list[str], list[str]]:
    """Headings and one example, in the reader's language where we can read it again."""
    heading = ["E-mail", "Given names", "Family name", "Roles", "Unit"]
    return heading, [EXAMPLE_EMAIL, "Jana", "Sample", "NUR / TRN", "Ward 5"]
