"""Draws the A4 passport: finished words in, the bytes of a PDF out, the same every time."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from passport.paper.fonts import REGULAR, SEMIBOLD, width_of
from passport.paper.furniture import (
    COVER,
    GOLD,
    HAIRLINE,
    INK,
    QUIET_INK,
    WHITE,
    Band,
    CountingCanvas,
    draw_band,
    draw_code,
    draw_page_number,
)
from passport.paper.passport_story import story
from passport.paper.properties import document_options
from passport.paper.sheet import PassportSheet

WIDTH, HEIGHT = A4
MARGIN = 18 * mm
BAND = 62 * mm
CODE_SIDE = 30 * mm
CHECK_HEIGHT = 44 * mm
FOOT = 14 * mm


class _Document(BaseDocTemplate):
    """Makes bookmarks of headings."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the name is reportlab's
        """A heading becomes a bookmark."""
        mark = getattr(flowable, "bookmark", None)
        if mark:
            self.canv.bookmarkPage(mark)
            self.canv.addOutlineEntry(mark, mark, level=0)


def draw_passport(sheet: PassportSheet) -> bytes:
    """The PDF of a passport sheet."""
    target = BytesIO()
    document = _Document(target, **document_options(sheet, sheet.statement))
    inner = WIDTH - 2 * MARGIN
    first = Frame(
        MARGIN, FOOT + CHECK_HEIGHT, inner, HEIGHT - BAND - FOOT - CHECK_HEIGHT, 0, 6, 0, 12
    )
    later = Frame(MARGIN, FOOT + 6 * mm, inner, HEIGHT - 30 * mm - FOOT, 0, 6, 0, 0)
    document.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=lambda canvas, _: _first_page(canvas, sheet)),
            PageTemplate("later", [later], onPage=lambda canvas, _: _later_page(canvas, sheet)),
        ]
    )
    document.build([NextPageTemplate("later"), *story(sheet, inner)], canvasmaker=CountingCanvas)
    return target.getvalue()


def _first_page(canvas: Canvas, sheet: PassportSheet) -> None:
    _band(canvas, sheet)
    _check_panel(canvas, sheet)
    _foot(canvas, sheet)


def _later_page(canvas: Canvas, sheet: PassportSheet) -> None:
    """A slim band that says whose sheet this is."""
    canvas.setFillColor(COVER)
    canvas.rect(0, HEIGHT - 14 * mm, WIDTH, 14 * mm, stroke=0, fill=1)
    canvas.setFillColor(GOLD)
    canvas.rect(0, HEIGHT - 14.6 * mm, WIDTH, 0.6 * mm, stroke=0, fill=1)
    canvas.setFont(SEMIBOLD, 10)
    canvas.setFillColor(WHITE)
    canvas.drawString(MARGIN, HEIGHT - 9 * mm, _fitted(sheet.name, SEMIBOLD, 10, 110 * mm))
    canvas.setFillColor(GOLD)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 9 * mm, sheet.number)
    _foot(canvas, sheet)


def _band(canvas: Canvas, sheet: PassportSheet) -> None:
    """The cover: issuer, product, name, profession and number on navy."""
    draw_band(canvas, Band(A4, BAND, 32 * mm, 42 * mm, 1 * mm), sheet.number)
    canvas.setFont(SEMIBOLD, 13)
    canvas.drawString(MARGIN, HEIGHT - 15 * mm, sheet.product.upper(), charSpace=2)
    canvas.setFillColor(WHITE)
    canvas.setFont(REGULAR, 9)
    canvas.drawString(MARGIN, HEIGHT - 20.5 * mm, _fitted(sheet.issuer, REGULAR, 9, 120 * mm))
    _name(canvas, sheet)


def _name(canvas: Canvas, sheet: PassportSheet) -> None:
    """The name as large as it fits in two lines, or three of a smaller size."""
    lines, size = _name_lines(sheet.name, 116 * mm)
    y = HEIGHT - BAND + 20.5 * mm + (len(lines) - 1) * size * 1.1
    canvas.setFillColor(WHITE)
    canvas.setFont(SEMIBOLD, size)
    for line in lines:
        canvas.drawString(MARGIN, y, line)
        y -= size * 1.1
    canvas.setFont(REGULAR, 12)
    canvas.drawString(MARGIN, HEIGHT - BAND + 14 * mm, sheet.profession)
    canvas.setFillColor(GOLD)
    canvas.setFont(SEMIBOLD, 12)
    canvas.drawString(MARGIN, HEIGHT - BAND + 7 * mm, sheet.number, charSpace=0.8)


def _name_lines(name: str, room: float) -> tuple[list[str], float]:
    """Lines of a name and their size: 26 points, smaller only where it is long."""
    for size, most in ((26, 1), (20, 2), (15, 3), (12, 4), (9, 6)):
        lines = _wrapped(name, size, room)
        if len(lines) <= most:
            break
    return lines, size


def _wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines of a text; only a word that is longer than a line is cut."""
    most = max(int(room / (size * 0.6)), 1)
    words = [word[i : i + most] for word in text.split() for i in range(0, len(word), most)]
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, SEMIBOLD, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fitted(text: str, font: str, size: float, room: float) -> str:
    """A text cut with three dots where it would not fit."""
    if width_of(text, font, size) <= room:
        return text
    while text and width_of(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text}…"


def _check_panel(canvas: Canvas, sheet: PassportSheet) -> None:
    """How to check, with the code in the lower right corner."""
    top = FOOT + CHECK_HEIGHT - 4 * mm
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.7)
    canvas.line(MARGIN, top, WIDTH - MARGIN, top)
    draw_code(canvas, sheet.code_text, WIDTH - MARGIN - CODE_SIDE, FOOT + 8 * mm, CODE_SIDE)
    canvas.setFillColor(INK)
    canvas.setFont(SEMIBOLD, 11)
    canvas.drawString(MARGIN, top - 7 * mm, sheet.check_heading)
    y = top - 12.5 * mm
    for line in sheet.check_steps:
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(QUIET_INK)
        canvas.drawString(MARGIN, y, _fitted(line, REGULAR, 9, 132 * mm))
        y -= 4.6 * mm
    canvas.setFillColor(INK)
    canvas.setFont(SEMIBOLD, 9)
    canvas.drawCentredString(WIDTH - MARGIN - CODE_SIDE / 2, FOOT + 4.5 * mm, sheet.host)


def _foot(canvas: Canvas, sheet: PassportSheet) -> None:
    canvas.setFillColor(QUIET_INK)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawString(MARGIN, 7 * mm, _fitted(sheet.footer, REGULAR, 7.5, 140 * mm))
    line = sheet.page_line.format(page=canvas.getPageNumber())
    draw_page_number(canvas, WIDTH - MARGIN - 8, 7 * mm, line)
