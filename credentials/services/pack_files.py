"""Writes the files of a pack from what was gathered: list, PDF, workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from django.utils.translation import gettext as _

from credentials.domain.matrix import Column
from credentials.domain.pack import DATA, DRAWN, WORKBOOK, code_of_data
from credentials.formats.pack_list import write_list
from credentials.formats.spool import Spool
from credentials.models import EvidencePack, PackKind
from credentials.rendering.pack_content import Object, PackContent
from credentials.rendering.pack_data import coverage_json, head_json, requirement_json
from credentials.rendering.pack_paper import paper_of
from credentials.rendering.pack_sheets import tables_of
from credentials.services.pack_gathering import Gathered, Progress
from credentials.services.pack_keeping import hash_of_path
from passport.paper.pack_pages import draw_pack
from passport.paper.pack_sheet import PackTable
from passport.workbook import Sheet, write_workbook

REPORT_EVERY = 20


def _objects(spool: Spool) -> Iterator[Object]:
    return cast(Iterator[Object], spool.values())


def write_data(pack: EvidencePack, gathered: Gathered, path: Path) -> str:
    """Write the JSON list; returns its SHA-256, on which the pack's code rests."""
    tally = gathered.tally
    head = head_json(pack, gathered.view, gathered.scope) | {
        "coverage": coverage_json(gathered.coverage),
        "people_count": len(gathered.people.members),
        "left_since": gathered.people.left_since,
        "demonstration": bool(tally.unreviewed),
    }
    lists = {"people": gathered.persons}
    if pack.kind == PackKind.INSPECTION:
        lists["entries"] = gathered.entries
        head["requirements"] = [requirement_json(each) for each in gathered.view.columns]
    else:
        head["releases"] = [
            {"title": release.title, "version": release.version, "role": role, "people": people}
            for release, role, people in tally.release_counts()
        ]
    with path.open("w", encoding="utf-8") as file:
        write_list(file, head, lists)
    return hash_of_path(path).sha256


def content_of(pack: EvidencePack, gathered: Gathered, data_sha256: str) -> PackContent:
    """The pack as paper and workbook take it."""

    def entries_of(column: Column) -> Iterator[Object]:
        values = gathered.by_requirement.values(f"{column.group}\n{column.key}")
        return cast(Iterator[Object], values)

    return PackContent(
        kind=pack.kind,
        on=pack.status_on,
        centre=str(pack.centre),
        product=pack.product.inn if pack.product else "",
        view=gathered.view,
        scope=gathered.scope,
        coverage=gathered.coverage,
        tally=gathered.tally,
        names=tuple(member.name for member in gathered.people.members),
        people_count=len(gathered.people.members),
        left_since=gathered.people.left_since,
        demonstration=bool(gathered.tally.unreviewed),
        code=code_of_data(data_sha256),
        data_sha256=data_sha256,
        people=lambda: _objects(gathered.persons),
        entries=lambda: _objects(gathered.entries),
        entries_of=entries_of,
    )


def write_files(
    pack: EvidencePack, gathered: Gathered, folder: Path, progress: Progress
) -> tuple[PackContent, dict[str, Path]]:
    """Write the list, the PDF and the workbook; returns what they were made of and where."""
    paths = {name: folder / name for name in (DATA, DRAWN, WORKBOOK)}
    progress(_("Writing the list"), 0, None)
    content = content_of(pack, gathered, write_data(pack, gathered, paths[DATA]))
    paper = paper_of(content)
    tables = _reported(paper.tables, len(content.columns) + 2, progress)
    with paths[DRAWN].open("wb") as file:
        draw_pack(replace(paper, tables=tables), file)
    progress(_("Writing the workbook"), 0, None)
    write_workbook(
        paths[WORKBOOK],
        (Sheet(*table) for table in tables_of(content)),
        title=paper.title,
        author=paper.author,
        on=pack.status_on,
    )
    return content, paths


def _reported(tables: Iterable[PackTable], total: int, progress: Progress) -> Iterator[PackTable]:
    """The same tables; every now and then the job says how far it is."""
    for number, table in enumerate(tables):
        if number % REPORT_EVERY == 0:
            progress(_("Drawing the PDF"), min(number, total), total)
        yield table
