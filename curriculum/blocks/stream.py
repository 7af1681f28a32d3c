"""Module records to the stored form of a page's streams, and back.

Ids are derived from the place, so that the same module always gives the same JSON.
"""

from typing import Any
from uuid import UUID, uuid5

from curriculum.domain.content import (
    Basis,
    Block,
    BlockKind,
    CalloutKind,
    Chapter,
    Figure,
    ModuleContent,
    Option,
    Pool,
    Question,
    QuestionKind,
    Stage,
    Table,
    Vignette,
)
from curriculum.domain.text import plain_rich_text

STREAMS = ("objectives", "chapters", "questions", "vignettes", "glossary")
_IDS = UUID("0c7fd3c5-6d3b-5f43-9d6e-4f1f5f6b7a10")

Raw = list[dict[str, Any]]


class _Writer:
    """Gives every block an id derived from the module and the block's path."""

    def __init__(self, content: ModuleContent) -> None:
        self.root = f"{content.code}/{content.language}"

    def item(self, kind: str, value: Any, path: str) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": str(uuid5(_IDS, f"{self.root}/{path}"))}

    def options(self, options: tuple[Option, ...], path: str) -> Raw:
        return [
            self.item(
                "item",
                {"text": each.text, "correct": each.correct, "explanation": each.explanation},
                f"{path}/{number}",
            )
            for number, each in enumerate(options)
        ]

    def block(self, block: Block, path: str) -> dict[str, Any]:
        value: Any = block.html or block.key
        if block.callout:
            value = {"kind": str(block.callout), "title": block.title, "text": block.html}
        if block.figure:
            figure = block.figure
            value = {"svg": figure.svg, "alt": figure.alt, "caption": figure.caption}
        if block.table:
            value = _table_value(block.table)
        return self.item(str(block.kind), value, path)

    def chapter(self, chapter: Chapter) -> dict[str, Any]:
        path = f"chapters/{chapter.slug}"
        value = {
            "title": chapter.title,
            "slug": chapter.slug,
            "objectives": " ".join(chapter.objectives),
            "body": [
                self.block(block, f"{path}/{number}") for number, block in enumerate(chapter.blocks)
            ],
        }
        return self.item("chapter", value, path)

    def question(self, question: Question) -> dict[str, Any]:
        path = f"questions/{question.key}"
        value = {
            "key": question.key,
            "pool": str(question.pool),
            "objective": question.objective,
            "kind": str(question.kind),
            "stem": question.stem,
            "options": self.options(question.options, path),
            "basis": str(question.basis),
            "facts": " ".join(question.facts),
            "references": " ".join(question.references),
            "rationale": question.rationale,
        }
        return self.item("question", value, path)

    def vignette(self, vignette: Vignette) -> dict[str, Any]:
        path = f"vignettes/{vignette.key}"
        stages = [
            self.item(
                "item",
                {
                    "text": stage.text,
                    "question": stage.question,
                    "options": self.options(stage.options, f"{path}/{number}/options"),
                },
                f"{path}/{number}",
            )
            for number, stage in enumerate(vignette.stages)
        ]
        value = {
            "key": vignette.key,
            "title": vignette.title,
            "patient": vignette.patient,
            "stages": stages,
            "ending": vignette.ending,
            "facts": " ".join(vignette.facts),
            "references": " ".join(vignette.references),
        }
        return self.item("vignette", value, path)


def _table_value(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "row_heads": table.row_heads,
        "table": {
            "columns": [{"type": "cell", "heading": heading} for heading in table.head],
            "rows": [{"values": list(row)} for row in table.rows],
            "caption": "",
        },
    }


def to_streams(content: ModuleContent) -> dict[str, Raw]:
    """Stored form of every stream of a module page."""
    write = _Writer(content)
    return {
        "objectives": [
            write.item("objective", {"key": key, "text": text}, f"objectives/{key}")
            for key, text in content.objectives.items()
        ],
        "chapters": [write.chapter(chapter) for chapter in content.chapters],
        "questions": [write.question(question) for question in content.questions],
        "vignettes": [write.vignette(vignette) for vignette in content.vignettes],
        "glossary": [
            write.item("entry", {"term": term, "meaning": meaning}, f"glossary/{term}")
            for term, meaning in content.glossary.items()
        ],
    }


def _line(text: str | None) -> str:
    """A text as one line: fields that may grow also take line breaks."""
    return " ".join((text or "").split())


def _options(raw: Raw) -> tuple[Option, ...]:
    values = [item["value"] for item in raw]
    return tuple(
        Option(_line(value["text"]), bool(value["correct"]), _line(value["explanation"]))
        for value in values
    )


def _table(value: dict[str, Any]) -> Table:
    return Table(
        caption=_line(value["caption"]),
        head=tuple(column["heading"] for column in value["table"]["columns"]),
        rows=tuple(tuple(cell or "" for cell in row["values"]) for row in value["table"]["rows"]),
        row_heads=bool(value["row_heads"]),
    )


def _block(item: dict[str, Any]) -> Block:
    kind, value = BlockKind(item["type"]), item["value"]
    if kind in (BlockKind.MINUTE, BlockKind.TEXT):
        return Block(kind=kind, html=plain_rich_text(value))
    if kind == BlockKind.CALLOUT:
        return Block(
            kind=kind,
            html=plain_rich_text(value["text"]),
            callout=CalloutKind(value["kind"]),
            title=value["title"] or "",
        )
    if kind == BlockKind.TABLE:
        return Block(kind=kind, table=_table(value))
    if kind == BlockKind.FIGURE:
        return Block(
            kind=kind,
            figure=Figure(
                svg=value["svg"].strip(),
                alt=_line(value["alt"]),
                caption=_line(value["caption"]),
            ),
        )
    return Block(kind=kind, key=value.strip())


def _question(value: dict[str, Any]) -> Question:
    return Question(
        key=value["key"],
        pool=Pool(value["pool"]),
        objective=value["objective"].strip(),
        kind=QuestionKind(value["kind"]),
        stem=_line(value["stem"]),
        options=_options(value["options"]),
        basis=Basis(value["basis"]),
        facts=tuple((value["facts"] or "").split()),
        references=tuple((value["references"] or "").split()),
        rationale=_line(value["rationale"]),
    )


def _vignette(value: dict[str, Any]) -> Vignette:
    stages = [item["value"] for item in value["stages"]]
    return Vignette(
        key=value["key"],
        title=value["title"],
        patient=_line(value["patient"]),
        stages=tuple(
            Stage(_line(stage["text"]), _line(stage["question"]), _options(stage["options"]))
            for stage in stages
        ),
        ending=_line(value["ending"]),
        facts=tuple((value["facts"] or "").split()),
        references=tuple((value["references"] or "").split()),
    )


def _chapter(value: dict[str, Any]) -> Chapter:
    return Chapter(
        slug=value["slug"],
        title=value["title"],
        objectives=tuple((value["objectives"] or "").split()),
        blocks=tuple(_block(item) for item in value["body"]),
    )


def _values(raw: Raw) -> list[dict[str, Any]]:
    return [item["value"] for item in raw]


def read_streams(streams: dict[str, Raw]) -> dict[str, Any]:
    """The fields of `ModuleContent` that the streams hold."""
    return {
        "objectives": {value["key"]: value["text"] for value in _values(streams["objectives"])},
        "chapters": tuple(_chapter(value) for value in _values(streams["chapters"])),
        "questions": tuple(_question(value) for value in _values(streams["questions"])),
        "vignettes": tuple(_vignette(value) for value in _values(streams["vignettes"])),
        "glossary": {value["term"]: value["meaning"] for value in _values(streams["glossary"])},
    }
