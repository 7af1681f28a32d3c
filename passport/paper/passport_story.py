"""The flowing part of a passport sheet: statement, stamps, modules, requirements."""

from html import escape

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from passport.paper.fonts import REGULAR, SEMIBOLD
from passport.paper.furniture import (
    BODY,
    HAIRLINE,
    HEADING,
    SMALL,
    STAMP_COLOURS,
    STRONG,
    SURFACE,
    TONES,
    style,
)
from passport.paper.sheet import PassportSheet, Section

_GRID = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, HAIRLINE),
    ("BACKGROUND", (0, 0), (-1, 0), SURFACE),
]


class StampShape(Flowable):
    """The shape of a stamp.

    A circle for the core, a square for a role, a ticket for a product, a hexagon for a visit.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind, self.width, self.height = kind, 14, 12

    def draw(self) -> None:
        """Draw the outline in the stamp's colour."""
        self.canv.setStrokeColor(STAMP_COLOURS[self.kind])
        self.canv.setLineWidth(3)
        if self.kind == "core":
            self.canv.circle(7, 5, 5, stroke=1, fill=0)
        elif self.kind == "product":
            self.canv.drawPath(self._ticket(), stroke=1, fill=0)
        elif self.kind == "placement":
            self.canv.drawPath(self._hexagon(), stroke=1, fill=0)
        else:
            self.canv.roundRect(2, 0, 10, 10, 3, stroke=1, fill=0)

    def _hexagon(self) -> PDFPathObject:
        """Six equal sides, standing on a corner."""
        path = self.canv.beginPath()
        path.moveTo(7, -1)
        for x, y in ((12.2, 2), (12.2, 8), (7, 11), (1.8, 8), (1.8, 2)):
            path.lineTo(x, y)
        path.close()
        return path

    def _ticket(self) -> PDFPathObject:
        """A rectangle with a bite out of each side."""
        path = self.canv.beginPath()
        path.moveTo(1, 1)
        path.lineTo(13, 1)
        path.lineTo(13, 3)
        path.curveTo(10.5, 3.5, 10.5, 6.5, 13, 7)
        path.lineTo(13, 9)
        path.lineTo(1, 9)
        path.lineTo(1, 7)
        path.curveTo(3.5, 6.5, 3.5, 3.5, 1, 3)
        path.close()
        return path


def story(sheet: PassportSheet, width: float) -> list[Flowable]:
    """Everything that may run over pages."""
    parts: list[Flowable] = [_statement(sheet, width)]
    if sheet.warning:
        parts += [Spacer(0, 6), _box(sheet.warning, "attention", width)]
    parts += [_heading(sheet.stamps_heading), _stamps(sheet, width)]
    for section in sheet.sections:
        parts += _section(section, width)
    return parts


def _text(text: str, kind: object = BODY) -> Paragraph:
    return Paragraph(escape(text), kind)


def _heading(text: str) -> Paragraph:
    heading = _text(text, HEADING)
    heading.bookmark = text
    return heading


def _panel(cells: list[list[Flowable]], widths: list[float], ink: Color, tint: Color) -> Table:
    return Table(
        cells,
        colWidths=widths,
        style=TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("BACKGROUND", (0, 0), (-1, -1), tint),
                ("LINEBEFORE", (0, 0), (0, -1), 3, ink, "butt"),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        ),
    )


def _statement(sheet: PassportSheet, width: float) -> Table:
    """The state on a day, in large letters."""
    ink, tint = TONES[sheet.tone]
    cells = [
        _text(sheet.statement, style(17, font=SEMIBOLD, colour=ink)),
        _text(sheet.statement_note, style(10)),
    ]
    return _panel([[cells]], [width], ink, tint)


def _box(text: str, tone: str, width: float) -> Table:
    ink, tint = TONES[tone]
    return _panel([[[_text(text, style(11, font=SEMIBOLD, colour=ink))]]], [width], ink, tint)


def _stamps(sheet: PassportSheet, width: float) -> Table:
    head = [_text(text, SMALL) for text in ("", *sheet.stamps_head)]
    rows = [
        [
            StampShape(stamp.kind),
            [_text(stamp.title, STRONG), *(_text(note, SMALL) for note in stamp.notes)],
        ]
        + [_text(text) for text in (stamp.earned, stamp.until, stamp.volume)]
        for stamp in sheet.stamps
    ]
    shares = [22, *((width - 22) * share / 100 for share in (34, 20, 26, 20))]
    return Table([head, *rows], colWidths=shares, style=TableStyle(_GRID), repeatRows=1)


def _section(section: Section, width: float) -> list[Flowable]:
    """Heading and note never stand at the foot of a page without rows of their table."""
    head = [_text(text, SMALL) for text in section.head]
    rows = [[_text(cell) for cell in row] for row in section.rows]
    table = Table(
        [head, *rows],
        colWidths=[width * share / 100 for share in section.shares],
        style=TableStyle(_GRID),
        repeatRows=1,
    )
    note = [_text(section.note, SMALL), Spacer(0, 4)] if section.note else []
    return [CondPageBreak(32 * mm), _heading(section.heading), *note, table]
