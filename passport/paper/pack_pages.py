"""Draws an evidence pack on A4, lying: cover, tables, page numbers; the same bytes every time."""

from typing import BinaryIO, NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from passport.paper.fonts import REGULAR, SEMIBOLD, register_fonts
from passport.paper.furniture import (
    COVER,
    GOLD,
    HAIRLINE,
    INK,
    QUIET_INK,
    TONES,
    WHITE,
    Band,
    draw_band,
    draw_code,
    draw_page_number,
)
from passport.paper.pack_sheet import PackCover, PackPaper
from passport.paper.pack_tables import Area, PackCanvas, TableWriter, wrapped

WIDTH, HEIGHT = landscape(A4)
MARGIN = 16 * mm
BAND = 50 * mm
FOOT = 14 * mm
CODE_SIDE = 36 * mm
LEFT_WIDTH = 160 * mm
AREA = Area(left=MARGIN, top=HEIGHT - 20 * mm, width=WIDTH - 2 * MARGIN, bottom=FOOT + 4 * mm)


class Ink(NamedTuple):
    """How a paragraph looks."""

    colour: Color = QUIET_INK
    font: str = REGULAR


QUIET, PLAIN, STRONG = Ink(), Ink(INK), Ink(INK, SEMIBOLD)
WARNING = Ink(TONES["attention"][0], SEMIBOLD)


class Column(NamedTuple):
    """Where paragraphs stand: left edge and width."""

    x: float
    room: float


RIGHT = MARGIN + LEFT_WIDTH + 12 * mm
LEFT, SIDE = Column(MARGIN, LEFT_WIDTH), Column(RIGHT, WIDTH - MARGIN - RIGHT)
LABELS, VALUES = Column(MARGIN, 44 * mm), Column(MARGIN + 46 * mm, LEFT_WIDTH - 46 * mm)


def draw_pack(paper: PackPaper, target: BinaryIO) -> None:
    """Write the PDF of a pack; rows are drawn as they come and then forgotten."""
    register_fonts()
    canvas = PackCanvas(
        target,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=paper.language,
    )
    canvas.setTitle(paper.title)
    canvas.setSubject(paper.subject)
    canvas.setAuthor(paper.author)
    canvas.setCreator(paper.cover.product)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    _cover(canvas, paper)
    writer = TableWriter(canvas, AREA, lambda: _frame(canvas, paper), paper.continued)
    writer.start()
    for table in paper.tables:
        writer.write(table)
    canvas.showPage()
    canvas.save()


def _cover(canvas: Canvas, paper: PackPaper) -> None:
    cover = paper.cover
    canvas.bookmarkPage("cover")
    canvas.addOutlineEntry(cover.kind, "cover", level=0)
    _band(canvas, cover)
    y = _status(canvas, cover, HEIGHT - BAND - 10 * mm)
    y = _lines(canvas, cover.mapped, LEFT, y - 3 * mm, PLAIN)
    if cover.warning:
        y = _lines(canvas, cover.warning, LEFT, y - 2 * mm, WARNING)
    _facts(canvas, cover, y - 4 * mm)
    _check(canvas, cover)
    _foot(canvas, paper)
    canvas.showPage()


def _band(canvas: Canvas, cover: PackCover) -> None:
    """Product, issuer, kind of pack and centre on navy."""
    draw_band(canvas, Band((WIDTH, HEIGHT), BAND, 34 * mm, 40 * mm, 1 * mm), cover.code)
    canvas.setFont(SEMIBOLD, 12)
    canvas.drawString(MARGIN, HEIGHT - 13 * mm, cover.product.upper(), charSpace=2)
    canvas.setFillColor(WHITE)
    canvas.setFont(REGULAR, 9)
    canvas.drawString(MARGIN, HEIGHT - 18.5 * mm, cover.issuer)
    canvas.setFont(REGULAR, 13)
    canvas.drawString(MARGIN, HEIGHT - 29 * mm, cover.kind)
    size, lines = _fitting(cover.centre, WIDTH - 2 * MARGIN - 60 * mm)
    canvas.setFont(SEMIBOLD, size)
    for number, line in enumerate(lines):
        canvas.drawString(MARGIN, HEIGHT - 39 * mm - number * size * 1.1, line)


def _fitting(text: str, room: float) -> tuple[float, tuple[str, ...]]:
    """A size in which a text takes one line, or two of the smallest."""
    for size in (22.0, 18.0, 14.0):
        lines = wrapped(text, SEMIBOLD, size, room)
        if len(lines) == 1:
            break
    return size, lines[:2]


def _status(canvas: Canvas, cover: PackCover, top: float) -> float:
    """The day in large letters: a pack speaks of this day and of no other."""
    ink, tint = TONES["good"]
    canvas.setFillColor(tint)
    canvas.rect(MARGIN, top - 14 * mm, LEFT_WIDTH, 14 * mm, stroke=0, fill=1)
    canvas.setFillColor(ink)
    canvas.rect(MARGIN, top - 14 * mm, 1 * mm, 14 * mm, stroke=0, fill=1)
    canvas.setFont(SEMIBOLD, 17)
    canvas.drawString(MARGIN + 5 * mm, top - 9 * mm, cover.status)
    return top - 14 * mm


def _lines(canvas: Canvas, text: str, column: Column, y: float, ink: Ink = QUIET) -> float:
    """A paragraph of 9 points; returns where it ends."""
    canvas.setFillColor(ink.colour)
    canvas.setFont(ink.font, 9)
    for line in wrapped(text, ink.font, 9, column.room):
        y -= 12
        canvas.drawString(column.x, y + 2, line)
    return y


def _facts(canvas: Canvas, cover: PackCover, y: float) -> None:
    """Label and value, line by line, with a hairline between."""
    for label, value in cover.facts:
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, y, MARGIN + LEFT_WIDTH, y)
        _lines(canvas, label, LABELS, y - 3)
        y = _lines(canvas, value, VALUES, y - 3, PLAIN) - 3


def _check(canvas: Canvas, cover: PackCover) -> None:
    """The code, the hash and what to do with them."""
    top = HEIGHT - BAND - 10 * mm
    canvas.setFillColor(INK)
    canvas.setFont(SEMIBOLD, 12)
    canvas.drawString(SIDE.x, top - 5 * mm, cover.check_heading)
    draw_code(canvas, cover.code_text, SIDE.x - 3 * mm, top - 9 * mm - CODE_SIDE, CODE_SIDE)
    y = _lines(canvas, cover.host, SIDE, top - 11 * mm - CODE_SIDE, STRONG)
    y = _lines(canvas, cover.code, SIDE, y, PLAIN) - 2 * mm
    for step in cover.check_steps:
        y = _lines(canvas, step, SIDE, y) - 2
    y = _lines(canvas, cover.hash_label, SIDE, y - 1 * mm)
    half = len(cover.data_hash) // 2
    for part in (cover.data_hash[:half], cover.data_hash[half:]):
        y = _lines(canvas, part, SIDE, y, PLAIN)


def _frame(canvas: Canvas, paper: PackPaper) -> None:
    """What stands on every later page: whose pack, of which day."""
    canvas.setFillColor(COVER)
    canvas.rect(0, HEIGHT - 12 * mm, WIDTH, 12 * mm, stroke=0, fill=1)
    canvas.setFillColor(GOLD)
    canvas.rect(0, HEIGHT - 12.5 * mm, WIDTH, 0.5 * mm, stroke=0, fill=1)
    canvas.setFont(SEMIBOLD, 9)
    canvas.setFillColor(WHITE)
    room = WIDTH - 2 * MARGIN - 70 * mm
    canvas.drawString(MARGIN, HEIGHT - 8 * mm, wrapped(paper.running_head, SEMIBOLD, 9, room)[0])
    canvas.setFillColor(GOLD)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 8 * mm, paper.cover.status)
    _foot(canvas, paper)


def _foot(canvas: Canvas, paper: PackPaper) -> None:
    canvas.setFillColor(QUIET_INK)
    canvas.setFont(REGULAR, 7.5)
    room = WIDTH - 2 * MARGIN - 40 * mm
    canvas.drawString(MARGIN, 7 * mm, wrapped(paper.footer, REGULAR, 7.5, room)[0])
    line = paper.page_line.format(page=canvas.getPageNumber())
    draw_page_number(canvas, WIDTH - MARGIN - 18, 7 * mm, line)
