"""Draws a certificate on A4, lying: finished words in, the bytes of a PDF out."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from passport.paper.fonts import REGULAR, SEMIBOLD, register_fonts
from passport.paper.furniture import (
    COVER,
    GOLD,
    HAIRLINE,
    INK,
    QUIET_INK,
    WHITE,
    Band,
    draw_band,
    style,
)

WIDTH, HEIGHT = landscape(A4)
MARGIN = 24 * mm
BAND = 46 * mm
LABELS = 52 * mm


@dataclass(frozen=True)
class CertificateSheet:
    """Every word on a certificate, in one language; `facts` are pairs of label and value."""

    language: str
    title: str
    product: str
    heading: str
    name: str
    statement: str
    facts: tuple[tuple[str, str], ...]
    closing: str
    issuer: str
    footer: str


def draw_certificate(sheet: CertificateSheet) -> bytes:
    """The PDF of a certificate, the same every time."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        initialFontName=REGULAR,
        lang=sheet.language,
    )
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.issuer)
    canvas.setSubject(sheet.heading)
    canvas.setCreator(sheet.product)
    _head(canvas, sheet)
    _body(canvas, sheet)
    _foot(canvas, sheet)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _head(canvas: Canvas, sheet: CertificateSheet) -> None:
    """Product and heading on navy."""
    draw_band(canvas, Band((WIDTH, HEIGHT), BAND, 44 * mm, 38 * mm, 1.2 * mm), sheet.name)
    canvas.setFillColor(GOLD)
    canvas.setFont(SEMIBOLD, 13)
    canvas.drawString(MARGIN, HEIGHT - 18 * mm, sheet.product.upper(), charSpace=2)
    place = (MARGIN, HEIGHT - 22 * mm, WIDTH - 2 * MARGIN - 60 * mm)
    _paragraph(canvas, sheet.heading, (26, WHITE, True), place)


def _body(canvas: Canvas, sheet: CertificateSheet) -> None:
    """Who hosted whom and when, in a statement and in lines."""
    width = WIDTH - 2 * MARGIN
    top = HEIGHT - BAND - 12 * mm
    top = _paragraph(canvas, sheet.name, (22, COVER, True), (MARGIN, top, width)) - 4 * mm
    top = _paragraph(canvas, sheet.statement, (14, INK, False), (MARGIN, top, width)) - 7 * mm
    for label, value in sheet.facts:
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, top + 2 * mm, WIDTH - MARGIN, top + 2 * mm)
        _paragraph(canvas, label, (11, QUIET_INK, False), (MARGIN, top, LABELS))
        place = (MARGIN + LABELS, top, width - LABELS)
        top = _paragraph(canvas, value, (11, INK, True), place) - 4.5 * mm
    _paragraph(canvas, sheet.closing, (11, INK, False), (MARGIN, top - 2 * mm, width))


def _foot(canvas: Canvas, sheet: CertificateSheet) -> None:
    """Who issues it, and what it is not."""
    place = (MARGIN, 24 * mm, WIDTH - 2 * MARGIN)
    lowest = _paragraph(canvas, sheet.issuer, (10, INK, True), place)
    _paragraph(canvas, sheet.footer, (9, QUIET_INK, False), (MARGIN, lowest - 1 * mm, place[2]))


def _paragraph(
    canvas: Canvas,
    text: str,
    look: tuple[float, Color, bool],
    place: tuple[float, float, float],
) -> float:
    """Draw a paragraph below a line; returns where it ends."""
    size, colour, bold = look
    left, top, width = place
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    drawn = Paragraph(plain, style(size, font=SEMIBOLD if bold else REGULAR, colour=colour))
    _, height = drawn.wrap(width, HEIGHT)
    drawn.drawOn(canvas, left, top - height)
    return top - float(height)
