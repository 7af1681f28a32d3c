"""The one typeface of print: Source Sans, embedded, with the letters of every European name.

It has no Korean letters; a name in them is printed as empty boxes, so ask for its Latin spelling.
"""

from functools import cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "SourceSans"
SEMIBOLD = "SourceSans-Semibold"
_FILES = {REGULAR: "SourceSansPro-Regular.ttf", SEMIBOLD: "SourceSansPro-Semibold.ttf"}


@cache
def register_fonts() -> None:
    """Load the faces once per process."""
    folder = files("font_source_sans_pro") / "files"
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD
    )


def width_of(text: str, font: str, size: float) -> float:
    """Width of a line in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
