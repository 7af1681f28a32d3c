"""What every sheet shares: colours, paragraph styles, rosette, code and page numbers."""

import re
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from passport.paper.codes import code_of
from passport.paper.fonts import REGULAR, SEMIBOLD
from passport.ui.rosette import outline, rings_of, turns

INK = HexColor("#14202B")
QUIET_INK = HexColor("#44525F")
HAIRLINE = HexColor("#C9D2DA")
SURFACE = HexColor("#F4F6F8")
COVER = HexColor("#12304A")
GOLD = HexColor("#F0C869")
FAINT_GOLD = HexColor("#646B57")
WHITE = HexColor("#FFFFFF")
TONES = {
    "good": (HexColor("#1B6B3A"), HexColor("#E7F4EB")),
    "attention": (HexColor("#7A4B00"), HexColor("#FFF3D6")),
    "stop": (HexColor("#A3202A"), HexColor("#FCEBEC")),
}
STAMP_COLOURS = {
    "core": HexColor("#1F3A6E"),
    "role": HexColor("#0B5A66"),
    "product": HexColor("#6B2D6B"),
    "placement": HexColor("#7A4B00"),
}
COUNT_FORM = "page-count"
_NUMBERS = re.compile(r"-?\d+\.?\d*")


def style(
    size: float, *, font: str = REGULAR, colour: Color = INK, **fields: Any
) -> ParagraphStyle:
    """A paragraph style in our typeface, left-aligned, with its leading."""
    return ParagraphStyle(
        name=f"{font}-{size}",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=size * 1.3,
        textColor=colour,
        alignment=TA_LEFT,
        **fields,
    )


BODY = style(9)
SMALL = style(8, colour=QUIET_INK)
STRONG = style(9, font=SEMIBOLD)
HEADING = style(13, font=SEMIBOLD, spaceBefore=12, spaceAfter=4)


def draw_paragraph(
    canvas: Canvas,
    text: str,
    look: tuple[float, Color, bool],
    place: tuple[float, float, float],
) -> float:
    """Draw a plain text, wrapped, below a line; returns where it ends.

    `look` is size, colour and whether it is bold; `place` is left, top and width.
    """
    size, colour, bold = look
    left, top, width = place
    drawn = Paragraph(escape(text), style(size, font=SEMIBOLD if bold else REGULAR, colour=colour))
    _, height = drawn.wrap(width, top)
    drawn.drawOn(canvas, left, top - height)
    return top - float(height)


def draw_code(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """A code with its white frame, its lower left corner at x, y."""
    code = code_of(text)
    module = side / code.size
    canvas.setFillColor(WHITE)
    canvas.rect(x, y, side, side, stroke=0, fill=1)
    canvas.setFillColor(INK)
    path = canvas.beginPath()
    for run in code.runs:
        top = y + side - run.y * module
        path.rect(x + run.x * module, top - module, run.length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


class Band(NamedTuple):
    """The head of a cover: page, height, the rosette's place and radius, and the line below."""

    page: tuple[float, float]
    height: float
    inset: float
    radius: float
    line: float


def draw_band(canvas: Canvas, band: Band, text: str) -> None:
    """The head of a cover: navy with the rosette of a text, a line of gold; gold stays the ink."""
    width, top = band.page
    foot = top - band.height
    canvas.setFillColor(COVER)
    canvas.rect(0, foot, width, band.height, stroke=0, fill=1)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(0, foot, width, band.height)
    canvas.clipPath(clip, stroke=0, fill=0)
    draw_rosette(canvas, text, width - band.inset, top - band.height / 2, band.radius)
    canvas.restoreState()
    canvas.setFillColor(GOLD)
    canvas.rect(0, foot - band.line, width, band.line, stroke=0, fill=1)


def draw_rosette(canvas: Canvas, text: str, x: float, y: float, radius: float) -> None:
    """The faint rosette of a number around x, y; decoration only."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(radius / 100, radius / 100)
    for index, ring in enumerate(rings_of(text)):
        form = f"ring-{index}"
        _define_line(canvas, form, _cubics(outline(ring)))
        for angle in turns(ring):
            canvas.saveState()
            canvas.rotate(angle)
            canvas.doForm(form)
            canvas.restoreState()
    canvas.restoreState()


def _define_line(canvas: Canvas, form: str, curves: list[tuple[float, ...]]) -> None:
    """A closed line, written once and laid over itself many times."""
    canvas.beginForm(form, -100, -100, 100, 100)
    canvas.setStrokeColor(FAINT_GOLD)
    canvas.setLineWidth(0.45)
    path = canvas.beginPath()
    path.moveTo(*curves[0])
    for curve in curves[1:]:
        path.curveTo(*curve)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.endForm()


def _cubics(path: str) -> list[tuple[float, ...]]:
    """Start point and cubic curves of a path made of quadratic ones."""
    values = [float(number) for number in _NUMBERS.findall(path)]
    x, y = values[:2]
    found: list[tuple[float, ...]] = [(x, y)]
    for i in range(2, len(values), 4):
        cx, cy, to_x, to_y = values[i : i + 4]
        found.append(
            (
                x + 2 / 3 * (cx - x),
                y + 2 / 3 * (cy - y),
                to_x + 2 / 3 * (cx - to_x),
                to_y + 2 / 3 * (cy - to_y),
                to_x,
                to_y,
            )
        )
        x, y = to_x, to_y
    return found


def draw_page_number(canvas: Canvas, x: float, y: float, line: str) -> None:
    """ "Page 1 of" with the count behind it, which is drawn when the last page is known."""
    canvas.setFont(REGULAR, 8)
    canvas.setFillColor(QUIET_INK)
    canvas.drawRightString(x, y, line)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(COUNT_FORM)
    canvas.restoreState()


class CountingCanvas(Canvas):
    """Draws, at the end, the count of pages that every page refers to."""

    def save(self) -> None:
        """Every page is finished now."""
        count = self.getPageNumber() - 1
        self.beginForm(COUNT_FORM, 0, -3, 40, 10)
        self.setFont(REGULAR, 8)
        self.setFillColor(QUIET_INK)
        self.drawString(2, 0, str(count))
        self.endForm()
        super().save()
