"""Writes long tables page by page, keeping nothing of a row once it is drawn."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from passport.paper.fonts import REGULAR, SEMIBOLD, width_of
from passport.paper.furniture import HAIRLINE, INK, QUIET_INK, SURFACE, TONES, CountingCanvas
from passport.paper.pack_sheet import PackRow, PackTable

SIZE, LEADING, PAD = 8.0, 10.0, 2.5
HEADINGS = {0: (15.0, 19.0), 1: (10.5, 14.0)}
TOGETHER = 24 * mm


class PackCanvas(CountingCanvas):
    """Packs each page away as soon as it is full, so that thousands need little memory."""

    def showPage(self) -> None:  # noqa: N802 - the name is reportlab's
        """Close the page and compress it now instead of at the end."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        stream = PDFStream(content=zlib.compress(page.stream.encode("latin-1")))
        stream.dictionary["Filter"] = PDFArray([PDFName("FlateDecode")])
        page.Contents, page.stream = stream, None


@dataclass(frozen=True)
class Area:
    """Where tables may stand on a page."""

    left: float
    top: float
    width: float
    bottom: float


@lru_cache(maxsize=8192)
def _word_width(word: str, font: str, size: float) -> float:
    return width_of(word, font, size)


@lru_cache(maxsize=8192)
def wrapped(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """Lines of a text; only a word that is longer than a line is cut."""
    if _word_width(text, font, size) <= room:
        return (text,)
    most, space = max(int(room / (size * 0.62)), 1), _word_width(" ", font, size)
    lines: list[list[str]] = [[]]
    used = 0.0
    parts = [part for each in text.split() for part in _parts(each, most, font, size, room)]
    for word in parts:
        width = _word_width(word, font, size)
        if lines[-1] and used + space + width > room:
            lines.append([])
        used = used + space + width if lines[-1] else width
        lines[-1].append(word)
    return tuple(" ".join(line) for line in lines)


def _parts(word: str, most: int, font: str, size: float, room: float) -> list[str]:
    if _word_width(word, font, size) <= room:
        return [word]
    return [word[i : i + most] for i in range(0, len(word), most)]


def _wrapped_cells(cells: Sequence[str], widths: Sequence[float]) -> list[tuple[str, ...]]:
    return [
        wrapped(text, REGULAR, SIZE, width - 2 * PAD)
        for text, width in zip(cells, widths, strict=True)
    ]


def _height(cells: Sequence[tuple[str, ...]]) -> float:
    return max(map(len, cells)) * LEADING + 2 * PAD


class TableWriter:
    """Writes tables down the page and turns it when it is full."""

    def __init__(
        self, canvas: Canvas, area: Area, frame: Callable[[], None], continued: str
    ) -> None:
        self._canvas, self._area, self._frame = canvas, area, frame
        self._continued = continued
        self._y = area.bottom
        self._marks = 0

    def write(self, table: PackTable) -> None:
        """One table: heading, note, rows under a head that every page repeats, closing lines.

        A table without rows has no head.
        """
        self._heading(table)
        widths = [self._area.width * share / 100 for share in table.shares]
        for number, row in enumerate(table.rows):
            if number == 0:
                self._head(table, widths)
            self._row(table, row, widths)
        for text in table.closing:
            self._paragraph(text)
        self._y -= 4 * mm

    def _turn(self) -> None:
        if self._y < self._area.top:
            self._canvas.showPage()
        self._frame()
        self._y = self._area.top

    def start(self) -> None:
        """Begin the first page of tables."""
        self._frame()
        self._y = self._area.top

    def _room(self, height: float) -> bool:
        return self._y - height >= self._area.bottom

    def _heading(self, table: PackTable) -> None:
        """A heading stays with its note and with rows of its table."""
        size, leading = HEADINGS[table.level]
        lines = wrapped(table.heading, SEMIBOLD, size, self._area.width)
        if not self._room(len(lines) * leading + TOGETHER):
            self._turn()
        self._bookmark(table)
        self._canvas.setFillColor(INK)
        self._canvas.setFont(SEMIBOLD, size)
        for line in lines:
            self._y -= leading
            self._canvas.drawString(self._area.left, self._y + 3, line)
        self._y -= 2 * (1 - table.level)
        if table.note:
            self._paragraph(table.note)
        self._y -= 1 * mm

    def _bookmark(self, table: PackTable) -> None:
        self._marks += 1
        key = f"part-{self._marks}"
        self._canvas.bookmarkHorizontalAbsolute(key, self._y)
        self._canvas.addOutlineEntry(table.heading, key, level=table.level, closed=table.level == 0)

    def _paragraph(self, text: str) -> None:
        """A text over the whole width, line by line over as many pages as it takes."""
        for line in wrapped(text, REGULAR, SIZE, self._area.width):
            if not self._room(LEADING):
                self._turn()
            self._y -= LEADING
            self._canvas.setFillColor(QUIET_INK)
            self._canvas.setFont(REGULAR, SIZE)
            self._canvas.drawString(self._area.left, self._y + 2, line)

    def _head(self, table: PackTable, widths: list[float]) -> None:
        cells = [
            wrapped(text, SEMIBOLD, SIZE, width - 2 * PAD)
            for text, width in zip(table.head, widths, strict=True)
        ]
        height = _height(cells)
        self._canvas.setFillColor(SURFACE)
        self._canvas.rect(
            self._area.left, self._y - height, self._area.width, height, stroke=0, fill=1
        )
        self._canvas.setFont(SEMIBOLD, SIZE, LEADING)
        self._cells(cells, widths, "")
        self._close_row(height)

    def _row(self, table: PackTable, row: PackRow, widths: list[float]) -> None:
        """One row; where it opens a page, heading, head and its first cells are said again."""
        cells = _wrapped_cells(row.cells, widths)
        height = _height(cells)
        if not self._room(height):
            self._turn()
            self._paragraph(self._continued.format(heading=table.heading))
            self._y -= 1 * mm
            self._head(table, widths)
            cells = _wrapped_cells((*row.repeated, *row.cells[len(row.repeated) :]), widths)
            height = _height(cells)
        self._canvas.setFont(REGULAR, SIZE, LEADING)
        self._cells(cells, widths, row.tone)
        if row.link:
            self._link(row.link, widths[-1], height)
        self._close_row(height)

    def _link(self, address: str, width: float, height: float) -> None:
        right = self._area.left + self._area.width
        place = (right - width, self._y - height, right, self._y)
        self._canvas.linkURL(address, place, relative=0)

    def _cells(self, cells: list[tuple[str, ...]], widths: list[float], tone: str) -> None:
        """The texts of a row, each in its column; the second in its tone."""
        text = self._canvas.beginText()
        text.setFillColor(INK)
        x, top = self._area.left + PAD, self._y - PAD - SIZE + 1
        for place, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            if tone and place in {1, 2}:
                text.setFillColor(TONES[tone][0] if place == 1 else INK)
            text.setTextOrigin(x, top)
            for line in filter(None, lines):
                text.textLine(line)
            x += width
        self._canvas.drawText(text)

    def _close_row(self, height: float) -> None:
        self._y -= height
        self._canvas.setStrokeColor(HAIRLINE)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(self._area.left, self._y, self._area.left + self._area.width, self._y)
