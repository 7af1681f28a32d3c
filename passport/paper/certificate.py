"""Draws a certificate on A4, lying: finished words in, the bytes of a PDF out."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from passport.paper.fonts import SEMIBOLD
from passport.paper.furniture import (
    COVER,
    GOLD,
    HAIRLINE,
    INK,
    QUIET_INK,
    WHITE,
    Band,
    draw_band,
    draw_paragraph,
)
from passport.paper.properties import page_canvas

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
    target = BytesIO()
    canvas = page_canvas(target, (WIDTH, HEIGHT), sheet, sheet.heading)
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
    draw_paragraph(canvas, sheet.heading, (26, WHITE, True), place)


def _body(canvas: Canvas, sheet: CertificateSheet) -> None:
    """Who hosted whom and when, in a statement and in lines."""
    width = WIDTH - 2 * MARGIN
    top = HEIGHT - BAND - 12 * mm
    top = draw_paragraph(canvas, sheet.name, (22, COVER, True), (MARGIN, top, width)) - 4 * mm
    top = draw_paragraph(canvas, sheet.statement, (14, INK, False), (MARGIN, top, width)) - 7 * mm
    for label, value in sheet.facts:
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, top + 2 * mm, WIDTH - MARGIN, top + 2 * mm)
        draw_paragraph(canvas, label, (11, QUIET_INK, False), (MARGIN, top, LABELS))
        place = (MARGIN + LABELS, top, width - LABELS)
        top = draw_paragraph(canvas, value, (11, INK, True), place) - 4.5 * mm
    draw_paragraph(canvas, sheet.closing, (11, INK, False), (MARGIN, top - 2 * mm, width))


def _foot(canvas: Canvas, sheet: CertificateSheet) -> None:
    """Who issues it, and what it is not."""
    place = (MARGIN, 24 * mm, WIDTH - 2 * MARGIN)
    lowest = draw_paragraph(canvas, sheet.issuer, (10, INK, True), place)
    draw_paragraph(canvas, sheet.footer, (9, QUIET_INK, False), (MARGIN, lowest - 1 * mm, place[2]))
