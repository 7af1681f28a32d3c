"""Reads the chapters of module.md: headings, prose and fenced blocks, line by line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from curriculum.blocks.figures import figure_faults
from curriculum.domain.content import Block, BlockKind, CalloutKind, Chapter, Figure
from curriculum.domain.findings import Rule
from curriculum.domain.media import MediaKind, is_video, kind_of
from curriculum.formats.notes import Notes
from curriculum.formats.prose import rich_text
from curriculum.formats.tables import read_table

FILE = "module.md"
_HEADING = re.compile(
    r"^# (?P<title>[^{]+?)\s*\{#(?P<slug>[^\s}]+)"
    r'(?:\s+objectives="(?P<objectives>[^"]*)")?\s*\}\s*$'
)
_FENCE = re.compile(r"^:::\s*(?P<name>[a-z]+)(?P<rest>.*)$")
_ARGUMENT = re.compile(r'\s+(?:([a-z-]+)(?:="([^"]*)")?|([A-Z][0-9]{1,3}))(?=\s|$)')
_ALLOWED = {
    "minute": set(), "table": {"caption", "row-heads"}, "figure": {"src", "alt"},
    "video": {"src", "alt", "captions"}, "callout": {"kind", "title"}, "check": {"key"},
    "vignette": {"key"},
}  # fmt: skip


@dataclass
class Piece:
    """A run of prose or one fenced block, with the line where its text begins."""

    name: str
    line: int
    arguments: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n")


@dataclass
class Reading:
    """What the reader of chapters needs to know about the bundle."""

    figures: dict[str, str]
    notes: Notes
    media: frozenset[str] = frozenset()
    drawn: set[str] = field(default_factory=set)

    def fault(self, line: int, fence: str, reason: str) -> None:
        self.notes.add(Rule.FENCE, FILE, line, fence=fence, reason=reason)


def _arguments(rest: str) -> dict[str, str] | None:
    """Arguments of a fence; None when something is left over."""
    found = {}
    for name, value, key in _ARGUMENT.findall(rest):
        found[name or "key"] = value or key
    return None if _ARGUMENT.sub("", rest).strip() else found


def _opened(line: str, number: int, reading: Reading) -> Piece:
    match = _FENCE.match(line)
    name = match["name"] if match else ""
    arguments = _arguments(match["rest"]) if match else None
    if name not in _ALLOWED:
        reading.fault(number, line, f"known are {', '.join(sorted(_ALLOWED))}.")
    elif arguments is None:
        reading.fault(number, line, 'write arguments as name="value".')
    elif unknown := set(arguments) - _ALLOWED[name]:
        reading.fault(number, line, f"{min(unknown)} is not known here.")
    return Piece(name, number, arguments or {})


def _pieces(lines: list[tuple[int, str]], reading: Reading) -> Iterator[Piece]:
    """Cut the lines of a chapter into prose and fenced blocks."""
    fence: Piece | None = None
    prose = Piece("text", lines[0][0] if lines else 0)
    for number, line in lines:
        if fence and line.rstrip() == ":::":
            yield fence
            fence, prose = None, Piece("text", number + 1)
        elif line.startswith(":::"):
            if fence:
                reading.fault(fence.line, f"::: {fence.name}", "it is not closed. Add “:::”.")
            elif prose.text.strip():
                yield prose
            fence = _opened(line.rstrip(), number, reading)
        else:
            (fence or prose).lines.append(line)
    if fence:
        reading.fault(fence.line, f"::: {fence.name}", "it is not closed. Add “:::”.")
    elif prose.text.strip():
        yield prose


def _html(piece: Piece, reading: Reading) -> str:
    """Rich text of a piece; prose begins on its own line, fenced text on the next."""
    first = piece.line if piece.name == "text" else piece.line + 1
    text = "\n".join(piece.lines)
    return rich_text(text, file=FILE, notes=reading.notes, first_line=first)


def _callout(piece: Piece, reading: Reading) -> Block | None:
    kind = piece.arguments.get("kind", "")
    if kind not in set(CalloutKind):
        reading.fault(piece.line, "::: callout", f"kind is one of {', '.join(CalloutKind)}.")
        return None
    return Block(
        kind=BlockKind.CALLOUT,
        html=_html(piece, reading),
        callout=CalloutKind(kind),
        title=piece.arguments.get("title", ""),
    )


def _figure(piece: Piece, reading: Reading) -> Block | None:
    name = piece.arguments.get("src", "")
    if reading.media or name not in reading.figures:
        return _media(piece, reading)
    if name in reading.drawn:
        reading.fault(piece.line, "::: figure", f"{name} is shown twice.")
    reading.drawn.add(name)
    for fault in figure_faults(reading.figures[name]):
        reading.notes.add(Rule.FIGURE, f"figures/{name}", reason=fault)
    return _shown(piece, svg=reading.figures[name].strip())


def _shown(piece: Piece, *, svg: str = "", media: str = "", captions: str = "") -> Block:
    alt, caption = piece.arguments.get("alt", ""), " ".join(piece.text.split())
    return Block(BlockKind.FIGURE, figure=Figure(svg, alt, caption, media, captions))


def _media(piece: Piece, reading: Reading) -> Block | None:
    """A picture or video of a product; which one, the fence's name says."""
    name, captions = (piece.arguments.get(key, "") for key in ("src", "captions"))
    fence, video = f"::: {piece.name}", piece.name == "video"
    for file in (name, captions) if video else (name,):
        if file not in reading.media:
            folder = "media" if reading.media or video else "figures"
            reading.fault(piece.line, fence, f"{folder}/{file} is not there.")
            return None
    if is_video(name) != video or kind_of(name) == MediaKind.VTT:
        reading.fault(piece.line, fence, "a figure shows a picture, a video shows an MP4.")
    if video and kind_of(captions) != MediaKind.VTT:
        reading.fault(piece.line, fence, "captions are a VTT file.")
    reading.drawn |= {name, captions}
    return _shown(piece, media=name, captions=captions)


def _table(piece: Piece, reading: Reading) -> Block | None:
    table = read_table(
        piece.lines,
        caption=piece.arguments.get("caption", ""),
        row_heads="row-heads" in piece.arguments,
    )
    if isinstance(table, str):
        reading.notes.add(Rule.TABLE, FILE, piece.line, reason=table)
        return None
    return Block(kind=BlockKind.TABLE, table=table)


def _prose(piece: Piece, reading: Reading) -> Block | None:
    return Block(kind=BlockKind(piece.name), html=_html(piece, reading))


def _pointer(piece: Piece, reading: Reading) -> Block | None:
    if not piece.arguments.get("key") or piece.text.strip():
        reading.fault(piece.line, f"::: {piece.name}", "it takes a key and no text.")
    return Block(kind=BlockKind(piece.name), key=piece.arguments.get("key", ""))


_READERS: dict[str, Callable[[Piece, Reading], Block | None]] = {
    "text": _prose, "minute": _prose, "table": _table, "figure": _figure, "video": _media,
    "callout": _callout, "check": _pointer, "vignette": _pointer,
}  # fmt: skip


def _chapter(heading: tuple[int, str], lines: list[tuple[int, str]], reading: Reading) -> Chapter:
    number, line = heading
    match = _HEADING.match(line)
    if not match:
        reading.notes.add(Rule.HEADING, FILE, number, text=line[:60])
    slug = match["slug"] if match else f"line-{number}"
    reading.notes.place(f"chapter {slug}", FILE, number)
    pieces = [piece for piece in _pieces(lines, reading) if piece.name in _READERS]
    blocks = [_READERS[piece.name](piece, reading) for piece in pieces]
    return Chapter(
        slug=slug,
        title=match["title"] if match else line[2:],
        objectives=tuple((match["objectives"] or "").split()) if match else (),
        blocks=tuple(block for block in blocks if block),
    )


def read_chapters(
    text: str,
    *,
    first_line: int,
    figures: dict[str, str],
    notes: Notes,
    media: frozenset[str] = frozenset(),
) -> tuple[Chapter, ...]:
    """All chapters; what does not fit is noted. `media` names a product's checked files."""
    reading = Reading(figures=figures, notes=notes, media=media)
    chapters: list[tuple[tuple[int, str], list[tuple[int, str]]]] = []
    for number, line in enumerate(text.splitlines(), start=first_line):
        if line.startswith("# "):
            chapters.append(((number, line), []))
        elif chapters:
            chapters[-1][1].append((number, line))
        elif line.strip():
            notes.add(Rule.HEADING, FILE, number, text=line[:60])
    read = tuple(_chapter(heading, lines, reading) for heading, lines in chapters)
    for name in sorted(set(figures) - reading.drawn):
        notes.add(Rule.FIGURE, f"figures/{name}", reason="no chapter shows it.")
    for name in sorted(media - reading.drawn):
        notes.add(Rule.MEDIA, f"media/{name}", reason="no chapter shows it.")
    return read
