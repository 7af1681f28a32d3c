"""Draws letters on A4: finished words in, the bytes of a PDF out, the same every time."""

from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from passport.paper.fonts import REGULAR, SEMIBOLD
from passport.paper.furniture import (
    COVER,
    GOLD,
    HAIRLINE,
    INK,
    QUIET_INK,
    WHITE,
    CountingCanvas,
    draw_page_number,
    style,
)
from passport.paper.properties import document_options

WIDTH, HEIGHT = A4
MARGIN = 22 * mm
BAND = 20 * mm
FOOT = 22 * mm
TEXT = style(10.5, spaceAfter=7)
LINE = style(10.5)
QUIET = style(9, colour=QUIET_INK)
HEADING = style(17, font=SEMIBOLD, spaceBefore=10, spaceAfter=10)
PART = style(11, font=SEMIBOLD, spaceBefore=6, spaceAfter=4)
STRONG = style(10.5, font=SEMIBOLD)
ITEM = style(10.5, leftIndent=12, bulletIndent=2, spaceAfter=3)


@dataclass(frozen=True)
class LetterSheet:
    """Every word of a letter, in one language.

    `sender` and `recipient` are lines of addresses, `facts` pairs of label and value, `points` a
    list below `points_heading`, `signatures` the lines under which somebody signs by hand.
    """

    language: str
    title: str
    product: str
    issuer: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    dated: str
    heading: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    points_heading: str
    points: tuple[str, ...]
    closing: tuple[str, ...]
    signatures: tuple[str, ...]
    footer: str
    page_line: str


def draw_letter(sheet: LetterSheet) -> bytes:
    """The PDF of a letter."""
    target = BytesIO()
    document = BaseDocTemplate(target, **document_options(sheet, sheet.heading))
    inner = WIDTH - 2 * MARGIN
    first = Frame(MARGIN, FOOT, inner, HEIGHT - BAND - FOOT - 8 * mm, 0, 0, 0, 0)
    later = Frame(MARGIN, FOOT, inner, HEIGHT - FOOT - 18 * mm, 0, 0, 0, 0)
    document.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=lambda canvas, _: _first_page(canvas, sheet)),
            PageTemplate("later", [later], onPage=lambda canvas, _: _foot(canvas, sheet)),
        ]
    )
    document.build([NextPageTemplate("later"), *_story(sheet, inner)], canvasmaker=CountingCanvas)
    return target.getvalue()


def _story(sheet: LetterSheet, width: float) -> list[Flowable]:
    """Addresses, heading, text, facts, points, and where it is signed."""
    points = [Paragraph(escape(each), ITEM, bulletText="•") for each in sheet.points]
    opening = [Paragraph(escape(sheet.points_heading), PART), *points[:2]] if points else []
    return [
        _addresses(sheet, width),
        Paragraph(escape(sheet.heading), HEADING),
        *(Paragraph(escape(each), TEXT) for each in sheet.paragraphs),
        _facts(sheet, width),
        KeepTogether(opening),
        *points[2:],
        Spacer(1, 3 * mm),
        KeepTogether(
            [*(Paragraph(escape(each), TEXT) for each in sheet.closing), _signing(sheet, width)]
        ),
    ]


def _addresses(sheet: LetterSheet, width: float) -> Table:
    """Whom it is from and to, and the day."""
    left = [Paragraph(escape(each), QUIET) for each in sheet.sender]
    left += [Spacer(1, 4 * mm), *(Paragraph(escape(each), STRONG) for each in sheet.recipient[:1])]
    left += [Paragraph(escape(each), LINE) for each in sheet.recipient[1:]]
    right = [Paragraph(escape(sheet.dated), QUIET)]
    table = Table([[left, right]], colWidths=[width * 0.68, width * 0.32])
    table.setStyle(_plain())
    return table


def _facts(sheet: LetterSheet, width: float) -> Table:
    rows = [
        [Paragraph(escape(label), QUIET), Paragraph(escape(value), STRONG)]
        for label, value in sheet.facts
    ]
    table = Table(rows, colWidths=[width * 0.3, width * 0.7], spaceBefore=4, spaceAfter=10)
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, HAIRLINE),
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
            ]
        )
    )
    return table


def _signing(sheet: LetterSheet, width: float) -> Table:
    """Lines to sign on by hand, one beside the other."""
    cells = [Paragraph(escape(each), QUIET) for each in sheet.signatures]
    share = min(width / max(len(cells), 1), 90 * mm)
    table = Table([cells], colWidths=[share] * len(cells), spaceBefore=16 * mm, hAlign="LEFT")
    rules = [("LINEABOVE", (place, 0), (place, 0), 0.7, INK) for place in range(len(cells))]
    table.setStyle(TableStyle([*_plain().getCommands(), *rules]))
    return table


def _plain() -> TableStyle:
    return TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
        ]
    )


def _first_page(canvas: Canvas, sheet: LetterSheet) -> None:
    """A slim head: navy with the product and its issuer, a line of gold below."""
    canvas.setFillColor(COVER)
    canvas.rect(0, HEIGHT - BAND, WIDTH, BAND, stroke=0, fill=1)
    canvas.setFillColor(GOLD)
    canvas.rect(0, HEIGHT - BAND - 0.8 * mm, WIDTH, 0.8 * mm, stroke=0, fill=1)
    canvas.setFont(SEMIBOLD, 11)
    canvas.drawString(MARGIN, HEIGHT - 9.5 * mm, sheet.product.upper(), charSpace=1.6)
    canvas.setFillColor(WHITE)
    canvas.setFont(REGULAR, 9)
    canvas.drawString(MARGIN, HEIGHT - 15 * mm, sheet.issuer[:110])
    _foot(canvas, sheet)


def _foot(canvas: Canvas, sheet: LetterSheet) -> None:
    """By whom it is not endorsed, and the number of the page."""
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, 15 * mm, WIDTH - MARGIN, 15 * mm)
    foot = Paragraph(escape(sheet.footer), style(8, colour=QUIET_INK))
    _width, height = foot.wrap(WIDTH - 2 * MARGIN - 26 * mm, 12 * mm)
    foot.drawOn(canvas, MARGIN, 13.5 * mm - height)
    line = sheet.page_line.format(page=canvas.getPageNumber())
    draw_page_number(canvas, WIDTH - MARGIN - 8, 10.6 * mm, line)
