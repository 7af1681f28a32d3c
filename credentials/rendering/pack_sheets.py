"""The rows of a pack's workbook: summary, coverage, people, evidence."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Column, GroupCell
from credentials.models import PackKind
from credentials.rendering.addresses import verdict_address
from credentials.rendering.pack_addresses import check_address, pack_address
from credentials.rendering.pack_content import Object, PackContent
from credentials.rendering.pack_words import (
    edition_words,
    kind_words,
    left_words,
    mapped_words,
    profession_words,
    role_words,
    roles_words,
    scope_words,
    standing_words,
)

Cell = str | int | float | date | None
Table = tuple[str, tuple[int, ...], tuple[str, ...], Iterator[tuple[Cell, ...]]]
MINUTES = 60


def tables_of(content: PackContent) -> Iterator[Table]:
    """Name, widths, head and rows of every sheet, in order."""
    yield _("Summary"), (34, 90), (_("What"), _("Value")), _summary(content)
    yield _coverage_table(content)
    if content.kind == PackKind.STATEMENT:
        yield _release_table(content)
        if content.scope.names:
            yield _("People"), (34, 40, 90), (_("Name"), _("Roles"), _("Releases")), _named(content)
    else:
        yield _people_table(content)
        yield _evidence_table(content)


def _summary(content: PackContent) -> Iterator[tuple[Cell, ...]]:
    view = content.view
    yield _("Kind"), str(PackKind(content.kind).label)
    yield _("Centre"), content.centre
    yield _("Status on"), content.on
    yield _("Standard"), edition_words(view.title, view.edition)
    if content.product:
        yield _("Product"), content.product
    yield _("Scope"), scope_words(content.scope)
    yield _("People"), content.people_count
    if content.left_since:
        yield _("Left since"), left_words(content.left_since)
    yield _("Meaning"), mapped_words(view.title, view.edition)
    if content.demonstration:
        yield _("Warning"), _("Demonstration: not clinically reviewed")
    yield _("Issued through"), settings.ISSUER["name"]
    yield _("Disclaimer"), settings.ISSUER["disclaimer"]
    yield _("Check this file at"), check_address()
    yield _("Verification code"), content.code
    yield _("About this pack"), pack_address(content.code)
    yield _("SHA-256 of the data (pack.json)"), content.data_sha256


def _coverage_table(content: PackContent) -> Table:
    head = (
        _("Role"), _("People"), _("Requirements"), _("Everything in force"), _("Renewal due"),
        _("Shown in part"), _("Not yet shown"), _("Percent in force"),
    )  # fmt: skip
    return _("Coverage"), (30, 10, 40, 14, 14, 14, 14, 14), head, _coverage(content)


def _coverage(content: PackContent) -> Iterator[tuple[Cell, ...]]:
    titles = dict(content.view.groups)
    for row in content.coverage:
        for cell in row.cells:
            if cell is not None:
                yield role_words(row.role), row.people, titles[cell.group], *_figures(cell)


def _figures(cell: GroupCell) -> tuple[int, ...]:
    return cell.met, cell.due, cell.partial, cell.missing, cell.percent


def _release_table(content: PackContent) -> Table:
    rows = (
        (release.title, release.version, role_words(role), people)
        for release, role, people in content.tally.release_counts()
    )
    head = _("What was completed"), _("Version"), _("Role"), _("People")
    return _("Releases"), (60, 12, 34, 10), head, rows


def _named(content: PackContent) -> Iterator[tuple[Cell, ...]]:
    for person in content.people():
        releases = cast(list[str], person["releases"])
        yield str(person["name"]), _roles(person), "; ".join(releases)


def _people_table(content: PackContent) -> Table:
    head = (
        _("Number"), _("Name"), _("Profession"), _("Roles"), _("Unit"), _("Passport code"),
        _("Check the passport at"),
    )  # fmt: skip
    return _("People"), (9, 34, 22, 40, 20, 32, 60), head, _people(content)


def _people(content: PackContent) -> Iterator[tuple[Cell, ...]]:
    for person in content.people():
        code = str(person["passport_code"])
        yield (
            cast(int, person["number"]),
            str(person["name"]),
            profession_words(str(person["profession"])),
            _roles(person),
            str(person["unit"]),
            code,
            verdict_address(code) if code else "",
        )


def _roles(person: Object) -> str:
    return roles_words(cast(list[str], person["roles"]))


def _evidence_table(content: PackContent) -> Table:
    head = (
        _("Number"), _("Name"), _("Group"), _("Clause"), _("Requirement"), _("State"),
        _("Last valid day"), _("Shown by"), _("How"), _("Version"), _("Language"), _("Hours"),
        _("Day"), _("By"), _("Place or reference"), _("Clinical review"),
    )  # fmt: skip
    widths = (9, 30, 24, 12, 44, 16, 14, 44, 24, 10, 10, 8, 12, 26, 30, 40)
    return _("Evidence"), widths, head, _evidence(content)


def _evidence(content: PackContent) -> Iterator[tuple[Cell, ...]]:
    """One row for each thing shown, and one for each requirement of which nothing was shown."""
    titles = dict(content.view.groups)
    columns = {(column.group, column.key): column for column in content.view.columns}
    for entry in content.entries():
        column = columns[(str(entry["group"]), str(entry["requirement"]))]
        start = _start(entry, column, content.names, titles)
        shown = cast(list[dict[str, Any]], entry["shown_by"])
        for each in shown:
            yield *start, *_shown(each)
        if not shown:
            yield start


def _start(
    entry: Object, column: Column, names: tuple[str, ...], titles: dict[str, str]
) -> tuple[Cell, ...]:
    number = cast(int, entry["person"])
    last_day = entry["last_day"]
    return (
        number,
        names[number - 1],
        titles[column.group],
        column.number,
        column.label,
        standing_words(Standing(str(entry["standing"])), bool(entry["shown_by"])),
        date.fromisoformat(str(last_day)) if last_day else None,
    )


def _shown(each: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        each["title"],
        kind_words(each["kind"]),
        each["version"],
        each["language"].upper(),
        round(each["minutes"] / MINUTES, 2) if each["minutes"] else None,
        date.fromisoformat(each["on"]),
        each["by"],
        each["place"],
        "" if each["reviewed"] else _("Demonstration: not clinically reviewed"),
    )
