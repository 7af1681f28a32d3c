"""A framework as one CSV table: a row for the framework, each group, clause, crosswalk entry."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from passport.standards.domain.exchange import (
    ClauseRecord,
    CrosswalkRecord,
    FrameworkRecord,
    Vocabulary,
)
from passport.standards.formats.cells import neutral, plain
from passport.standards.formats.fields import (
    LARGEST_FILE,
    MOST_ROWS,
    Cleaner,
    NotReadableError,
)
from passport.standards.formats.records import Builder

COLUMNS = (
    "record", "key", "label", "group", "number", "number_status", "number_source", "roles",
    "evidence_kinds", "validity_months", "any_of", "kind", "owner", "edition", "pathway",
    "jurisdiction", "product", "replaces", "valid_from", "valid_until", "grace_days", "relation",
    "verified", "source", "note",
)  # fmt: skip
USED = {
    "framework": {
        "key", "label", "kind", "owner", "edition", "pathway", "jurisdiction", "product",
        "replaces", "valid_from", "valid_until", "validity_months", "grace_days", "source", "note",
    },
    "group": {"key", "label"},
    "requirement": {
        "key", "label", "group", "number", "number_status", "number_source", "roles",
        "evidence_kinds", "validity_months", "any_of",
    },
    "crosswalk": {"key", "replaces", "relation", "verified", "source", "note"},
}  # fmt: skip
LISTS = {"roles", "evidence_kinds"}
BYTE_ORDER_MARK = "\ufeff"
Rows = dict[str, list[tuple[str, dict[str, Any]]]]


def write_csv(record: FrameworkRecord) -> bytes:
    """The table in UTF-8 with the mark by which spreadsheets know it; formulas neutralised."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(record):
        writer.writerow([neutral(_cell(row.get(column, ""))) for column in COLUMNS])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _rows(record: FrameworkRecord) -> Iterator[dict[str, Any]]:
    own = {name: getattr(record, name) for name in USED["framework"] - {"label"}}
    yield {"record": "framework", "label": record.title, **own}
    for key, title in record.groups:
        yield {"record": "group", "key": key, "label": title}
    for clause in record.clauses:
        yield _clause_row(clause)
    for entry in record.crosswalk:
        yield _entry_row(entry)


def _clause_row(clause: ClauseRecord) -> dict[str, Any]:
    requirement = clause.requirement
    return {
        "record": "requirement",
        "key": requirement.key,
        "label": requirement.label,
        "group": clause.group,
        "number": clause.number,
        "number_status": clause.number_status,
        "number_source": clause.number_source,
        "roles": requirement.roles,
        "evidence_kinds": requirement.evidence_kinds,
        "validity_months": requirement.validity_months,
        "any_of": requirement.any_of,
    }


def _entry_row(entry: CrosswalkRecord) -> dict[str, Any]:
    return {
        "record": "crosswalk",
        "key": entry.requirement,
        "replaces": entry.earlier,
        "relation": entry.relation,
        "verified": entry.verified,
        "source": entry.source,
        "note": entry.note,
    }


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def read_csv(data: bytes, words: Vocabulary) -> FrameworkRecord:
    """The framework in a table. Raises NotReadableError that names line and column."""
    cleaner = Cleaner()
    rows = _read_rows(_decoded(data, cleaner), cleaner)
    cleaner.stop_if_refused()
    return _record(rows, Builder(words, cleaner, _named))


def _named(line: str, column: str) -> str:
    return _("%(line)s, column %(column)s") % {"line": line, "column": column}


def _line(number: int) -> str:
    return _("line %(number)d") % {"number": number}


def _decoded(data: bytes, cleaner: Cleaner) -> str:
    if len(data) > LARGEST_FILE:
        cleaner.refuse(_("file"), _("The file is larger than 1 MB. Take out what is not needed."))
    elif not data.strip():
        cleaner.refuse(_("file"), _("The file is empty. Choose another."))
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            cleaner.refuse(_line(line), _("The text is not UTF-8. Save the table as “CSV UTF-8”."))
    raise NotReadableError(cleaner.findings)


def _read_rows(text: str, cleaner: Cleaner) -> Rows:
    rows: Rows = {kind: [] for kind in USED}
    for number, cells in _lines(text, cleaner):
        row = dict(zip(COLUMNS, (plain(cell) for cell in cells), strict=True))
        kind = row.pop("record")
        if kind not in rows:
            cleaner.choice(_named(_line(number), "record"), kind, set(USED))
            continue
        _refuse_unused(kind, row, _line(number), cleaner)
        rows[kind].append((_line(number), _split(row)))
    return rows


def _lines(text: str, cleaner: Cleaner) -> Iterator[tuple[int, list[str]]]:
    """Every row after the header with the number of its first line; stops at the first fault."""
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for count, cells in enumerate(reader):
            if fault := _fault(count, cells):
                cleaner.refuse(_line(number), fault)
                return
            if count and any(cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        cleaner.refuse(_line(number), _("The row cannot be read. Look for a lone quotation mark."))


def _fault(count: int, cells: list[str]) -> str:
    if count == 0 and tuple(cells) != COLUMNS:
        return _("The columns are not those of an exported table. Use these: %(columns)s.") % {
            "columns": ", ".join(COLUMNS)
        }
    if cells and len(cells) != len(COLUMNS):
        return _("The row has %(found)d cells instead of %(wanted)d. Compare with the first.") % {
            "found": len(cells),
            "wanted": len(COLUMNS),
        }
    if count > MOST_ROWS:
        return _("The table has more than %(most)d rows. Split it.") % {"most": MOST_ROWS}
    return ""


def _refuse_unused(kind: str, row: dict[str, str], line: str, cleaner: Cleaner) -> None:
    """A value that would be passed over in silence is a mistake."""
    for column, value in row.items():
        if value and column not in USED[kind]:
            cleaner.refuse(
                _named(line, column),
                _("A row of kind “%(kind)s” has nothing here. Empty this cell.") % {"kind": kind},
            )


def _split(row: dict[str, str]) -> dict[str, Any]:
    return {name: value.split() if name in LISTS else value for name, value in row.items()}


def _record(rows: Rows, build: Builder) -> FrameworkRecord:
    if len(rows["framework"]) != 1:
        build.clean.refuse(_("file"), _("One row of kind “framework” is needed, and only one."))
        build.clean.stop_if_refused()
    return build.whole(
        build.framework(*rows["framework"][0]),
        groups=[(row[0], build.group(*row)) for row in rows["group"]],
        clauses=[(row[0], build.clause(*row)) for row in rows["requirement"]],
        crosswalk=[(row[0], build.entry(*row)) for row in rows["crosswalk"]],
    )
