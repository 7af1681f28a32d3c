"""Draws the poster of a staff room on A4: finished words in, the bytes of a PDF out."""

from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from passport.paper.fonts import REGULAR, SEMIBOLD, width_of
from passport.paper.furniture import (
    COVER,
    GOLD,
    HAIRLINE,
    INK,
    QUIET_INK,
    WHITE,
    Band,
    draw_band,
    draw_code,
    draw_paragraph,
    style,
)
from passport.paper.properties import page_canvas

WIDTH, HEIGHT = A4
MARGIN = 20 * mm
BAND = 74 * mm
CODE_SIDE = 100 * mm
BAND_TEXT = 118 * mm  # left of the rosette, which never lies under words


@dataclass(frozen=True)
class PosterSheet:
    """Every word on a poster, in one language."""

    language: str
    title: str
    product: str
    issuer: str
    centre: str
    city: str
    heading: str
    lead: str
    steps: tuple[str, ...]
    sees: str
    code_text: str
    code_note: str
    address: str
    footer: str


def draw_poster(sheet: PosterSheet) -> bytes:
    """The PDF of a poster, the same every time."""
    target = BytesIO()
    canvas = page_canvas(target, A4, sheet, sheet.heading)
    _band(canvas, sheet)
    top = _text(canvas, sheet.lead, 18, INK, HEIGHT - BAND - 12 * mm)
    _code(canvas, sheet, top - 8 * mm)
    _steps(canvas, sheet, top - 8 * mm)
    _foot(canvas, sheet)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _band(canvas: Canvas, sheet: PosterSheet) -> None:
    """The cover: product, question, centre on navy."""
    draw_band(canvas, Band(A4, BAND, 30 * mm, 40 * mm, 1.2 * mm), sheet.centre)
    canvas.setFont(SEMIBOLD, 14)
    canvas.drawString(MARGIN, HEIGHT - 19 * mm, sheet.product.upper(), charSpace=2)
    place = (MARGIN, HEIGHT - 24 * mm, BAND_TEXT)
    lowest = draw_paragraph(canvas, sheet.heading, (26, WHITE, True), place)
    _centre(canvas, f"{sheet.centre}, {sheet.city}", lowest - 2 * mm)


def _centre(canvas: Canvas, name: str, top: float) -> None:
    """The name of the centre, as large as it fits below the heading."""
    room = top - (HEIGHT - BAND) - 3 * mm
    for size in (14, 11, 9, 7):
        if _height(name, size, BAND_TEXT) <= room:
            break
    draw_paragraph(canvas, name, (size, GOLD, False), (MARGIN, top, BAND_TEXT))


def _height(text: str, size: float, width: float) -> float:
    return float(Paragraph(escape(text), style(size)).wrap(width, HEIGHT)[1])


def _text(
    canvas: Canvas, text: str, size: float, colour: Color, top: float, *, bold: bool = False
) -> float:
    """A paragraph over the width of the page; returns where it ends."""
    return draw_paragraph(canvas, text, (size, colour, bold), (MARGIN, top, WIDTH - 2 * MARGIN))


def _code(canvas: Canvas, sheet: PosterSheet, top: float) -> None:
    """The code at the right, with its address in words below."""
    left = WIDTH - MARGIN - CODE_SIDE
    draw_code(canvas, sheet.code_text, left, top - CODE_SIDE, CODE_SIDE)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.7)
    canvas.rect(left, top - CODE_SIDE, CODE_SIDE, CODE_SIDE, stroke=1, fill=0)


def _steps(canvas: Canvas, sheet: PosterSheet, top: float) -> None:
    """Numbered steps at the left of the code."""
    width = WIDTH - 2 * MARGIN - CODE_SIDE - 10 * mm
    y = top
    for number, step in enumerate(sheet.steps, start=1):
        canvas.setFillColor(COVER)
        canvas.circle(MARGIN + 4.5 * mm, y - 4.5 * mm, 4.5 * mm, stroke=0, fill=1)
        canvas.setFillColor(WHITE)
        canvas.setFont(SEMIBOLD, 13)
        canvas.drawCentredString(MARGIN + 4.5 * mm, y - 6.2 * mm, str(number))
        place = (MARGIN + 13 * mm, y, width - 13 * mm)
        y = draw_paragraph(canvas, step, (15, INK, False), place) - 8 * mm


def _foot(canvas: Canvas, sheet: PosterSheet) -> None:
    """What the centre sees, the address to type, the last day."""
    y = _text(canvas, sheet.sees, 13, INK, 68 * mm)
    canvas.setFillColor(QUIET_INK)
    canvas.setFont(REGULAR, 11)
    canvas.drawString(MARGIN, y - 10 * mm, sheet.code_note)
    size = 12.0
    while width_of(sheet.address, SEMIBOLD, size) > WIDTH - 2 * MARGIN and size > 6:
        size -= 0.5
    canvas.setFillColor(INK)
    canvas.setFont(SEMIBOLD, size)
    canvas.drawString(MARGIN, y - 16 * mm, sheet.address)
    canvas.setFillColor(QUIET_INK)
    canvas.setFont(REGULAR, 10)
    canvas.drawString(MARGIN, 12 * mm, f"{sheet.footer} {sheet.issuer}")
