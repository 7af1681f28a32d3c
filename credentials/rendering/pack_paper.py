"""The PDF of a pack in words: cover, coverage, people, and each requirement with who showed it."""

from collections.abc import Iterator
from typing import Any, cast

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Column, GroupCell
from credentials.models import PackKind
from credentials.rendering.addresses import public_host, verdict_address
from credentials.rendering.pack_addresses import check_address, code_text
from credentials.rendering.pack_content import Object, PackContent
from credentials.rendering.pack_words import (
    TONES,
    day_words,
    edition_words,
    kind_words,
    left_words,
    mapped_words,
    people_words,
    profession_words,
    role_words,
    roles_words,
    scope_words,
    short_day,
    state_words,
    time_words,
    title_words,
)
from passport.paper.pack_sheet import PackCover, PackPaper, PackRow, PackTable

GROUPS_PER_TABLE = 7
_DASH = "\N{EN DASH}"


def paper_of(content: PackContent) -> PackPaper:
    """Every word of the document in the active language; long tables are read while drawn."""
    issuer = settings.ISSUER
    status = _status(content)
    return PackPaper(
        language=get_language() or settings.LANGUAGE_CODE,
        title=f"{PackKind(content.kind).label}: {content.centre}",
        subject=status,
        author=issuer["name"],
        cover=_cover(content, status),
        tables=_tables(content),
        running_head=_running_head(content),
        footer=f"{issuer['name']}. {issuer['disclaimer']}",
        page_line=_("Page {page} of"),
        continued=_("{heading}, continued"),
    )


def _running_head(content: PackContent) -> str:
    return f"{content.centre} · {edition_words(content.view.title, content.view.edition)}"


def _status(content: PackContent) -> str:
    return _("Status on %(day)s") % {"day": day_words(content.on)}


def _cover(content: PackContent, status: str) -> PackCover:
    return PackCover(
        product=settings.WAGTAIL_SITE_NAME,
        issuer=_("Made by the centre through %(issuer)s") % {"issuer": settings.ISSUER["name"]},
        kind=str(PackKind(content.kind).label),
        centre=content.centre,
        status=status,
        mapped=mapped_words(content.view.title, content.view.edition),
        warning=_("Demonstration: not clinically reviewed") if content.demonstration else "",
        facts=tuple(_facts(content)),
        check_heading=_("How to check this pack"),
        check_steps=(
            _("1. Open %(place)s and choose the file.") % {"place": check_address()},
            _("2. The answer says whether this very file is unchanged, and who made it."),
            _("Or scan the code: it names centre, day and the hash of every file."),
        ),
        code_text=code_text(content.code),
        code=content.code,
        host=public_host(),
        hash_label=_("SHA-256 of the data (pack.json)"),
        data_hash=content.data_sha256,
        disclaimer=settings.ISSUER["disclaimer"],
    )


def _facts(content: PackContent) -> Iterator[tuple[str, str]]:
    yield _("Standard"), edition_words(content.view.title, content.view.edition)
    if content.product:
        yield _("Product"), content.product
    yield _("Scope"), scope_words(content.scope)
    people = [people_words(content.people_count), left_words(content.left_since)]
    yield _("People"), ". ".join(filter(None, people))
    if any(column.local for column in content.columns):
        yield _("Own requirements"), _("What the centre asks beyond the standard stands last.")
    issuer = settings.ISSUER
    yield _("Issued through"), f"{issuer['name']} ({issuer['contact']})"
    yield _("Please note"), issuer["disclaimer"]


def _tables(content: PackContent) -> Iterator[PackTable]:
    yield from _coverage(content)
    if content.kind == PackKind.STATEMENT:
        yield _releases(content)
        if content.scope.names:
            yield _named(content)
        return
    yield _people(content)
    titles = dict(content.view.groups)
    group = None
    for column in content.columns:
        if column.group != group:
            group = column.group
            yield _chapter(titles[group], column.local)
        yield _requirement(content, column)


def _coverage(content: PackContent) -> Iterator[PackTable]:
    """Role by group; many groups take several tables."""
    groups = content.view.groups
    for start in range(0, len(groups), GROUPS_PER_TABLE):
        part = groups[start : start + GROUPS_PER_TABLE]
        share = 72 // len(part)
        yield PackTable(
            heading=_("Coverage by role, more groups") if start else _("Coverage by role"),
            level=0 if start == 0 else 1,
            note=_(
                "People with every requirement of the group in force, of those it is asked of."
                " A dash: nothing of the group is asked of this role."
            ),
            head=(_("Role"), _("People"), *(title for _key, title in part)),
            shares=(20, 8, *([share] * len(part))),
            rows=(
                PackRow(
                    cells=(
                        role_words(row.role),
                        str(row.people),
                        *map(_figure, row.cells[start : start + GROUPS_PER_TABLE]),
                    )
                )
                for row in content.coverage
            ),
        )


def _figure(cell: GroupCell | None) -> str:
    if cell is None:
        return _DASH
    counts = _("%(met)d of %(total)d") % {"met": cell.met, "total": cell.total}
    return f"{cell.percent} % ({counts})"


def _people(content: PackContent) -> PackTable:
    return PackTable(
        heading=_("People"),
        level=0,
        note=_(
            "Who has a passport can be checked live at the address beside the name."
            " Compare the name with the staff badge."
        ),
        head=(_("Number"), _("Name"), _("Profession"), _("Roles"), _("Unit"), _("Check at")),
        shares=(6, 20, 14, 22, 12, 26),
        rows=(_person(person) for person in content.people()),
    )


def _person(person: Object) -> PackRow:
    code = str(person["passport_code"])
    address = verdict_address(code) if code else ""
    return PackRow(
        cells=(
            str(person["number"]),
            str(person["name"]),
            profession_words(str(person["profession"])),
            roles_words(cast(list[str], person["roles"])),
            str(person["unit"]),
            address.split("//", 1)[-1] or _("No passport code"),
        ),
        link=address,
    )


def _chapter(title: str, local: bool) -> PackTable:
    note = _("Asked by the centre itself. It is no part of the standard.") if local else ""
    return PackTable(heading=title, level=0, note=note)


def _requirement(content: PackContent, column: Column) -> PackTable:
    place = (column.group, column.key)
    asked, in_force = content.tally.asked[place], content.tally.in_force[place]
    label = f"{column.number} {column.label}".strip()
    words = _("In force for %(n)d of %(total)d people.") % {"n": in_force, "total": asked}
    return PackTable(
        heading=label,
        note=words,
        head=(
            _("Name"), _("State"), _("Shown by"), _("How"), _("Version"), _("Language"),
            _("Time"), _("Day"), _("By whom, where"),
        ),
        shares=(16, 15, 22, 11, 6, 7, 5, 8, 10),
        rows=_shown_rows(content, column),
        closing=_missing(content, column),
    )  # fmt: skip


def _shown_rows(content: PackContent, column: Column) -> Iterator[PackRow]:
    """A row for each thing shown; name and state stand in the first one only."""
    for entry in content.entries_of(column):
        standing = Standing(str(entry["standing"]))
        last_day = cast(str | None, entry["last_day"])
        who = content.names[cast(int, entry["person"]) - 1], state_words(standing, last_day)
        start = who
        for each in cast(list[dict[str, Any]], entry["shown_by"]):
            yield PackRow(cells=(*start, *_shown(each)), repeated=who, tone=TONES[standing])
            start = ("", "")


def _shown(each: dict[str, Any]) -> tuple[str, ...]:
    return (
        title_words(each["title"], each["reviewed"]),
        kind_words(each["kind"]),
        each["version"],
        each["language"].upper(),
        time_words(each["minutes"]),
        short_day(each["on"]),
        ", ".join(filter(None, (each["by"], each["place"]))),
    )


def _missing(content: PackContent, column: Column) -> Iterator[str]:
    """Who is asked and has nothing to show."""
    names = [
        content.names[cast(int, entry["person"]) - 1]
        for entry in content.entries_of(column)
        if not entry["shown_by"]
    ]
    if names:
        words = _("Not yet shown (%(n)d): %(names)s")
        yield words % {"n": len(names), "names": "; ".join(names)}


def _releases(content: PackContent) -> PackTable:
    return PackTable(
        heading=_("Completed, by version and role"),
        level=0,
        note=_("How many people of each role completed each version, and it is in force."),
        head=(_("What was completed"), _("Version"), _("Role"), _("People")),
        shares=(48, 12, 30, 10),
        rows=(
            PackRow(cells=(release.title, release.version, role_words(role), str(people)))
            for release, role, people in content.tally.release_counts()
        ),
    )


def _named(content: PackContent) -> PackTable:
    return PackTable(
        heading=_("People named by the centre"),
        level=0,
        note=_("The centre adds these names itself, as its own act."),
        head=(_("Name"), _("Roles"), _("Completed")),
        shares=(25, 25, 50),
        rows=(
            PackRow(
                cells=(
                    str(person["name"]),
                    roles_words(cast(list[str], person["roles"])),
                    "; ".join(cast(list[str], person["releases"])),
                )
            )
            for person in content.people()
        ),
    )
