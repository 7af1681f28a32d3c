"""What every PDF says of itself: title, issuer, subject, program and language."""

from io import BytesIO
from typing import Any, Protocol

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from passport.paper.fonts import REGULAR, register_fonts


class Described(Protocol):
    """A sheet that says what it is."""

    @property
    def language(self) -> str:
        """Code of the language."""

    @property
    def title(self) -> str:
        """What a viewer shows as the name of the document."""

    @property
    def issuer(self) -> str:
        """Whose document it is."""

    @property
    def product(self) -> str:
        """The program that made it."""


def document_options(sheet: Described, subject: str) -> dict[str, Any]:
    """Options of a document of several A4 pages in our typeface; the same bytes every time."""
    register_fonts()
    return {
        "pagesize": A4,
        "title": sheet.title,
        "author": sheet.issuer,
        "subject": subject,
        "creator": sheet.product,
        "lang": sheet.language,
        "invariant": 1,
        "initialFontName": REGULAR,
        "displayDocTitle": True,
    }


def page_canvas(
    target: BytesIO, size: tuple[float, float], sheet: Described, subject: str
) -> Canvas:
    """A canvas for one page in our typeface; the same bytes every time."""
    register_fonts()
    canvas = Canvas(
        target, pagesize=size, invariant=1, initialFontName=REGULAR, lang=sheet.language
    )
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.issuer)
    canvas.setSubject(subject)
    canvas.setCreator(sheet.product)
    return canvas
