"""Makes the site's web fonts from the packaged Source Sans; nothing third-party is committed."""

from dataclasses import dataclass
from pathlib import Path

import font_source_sans_pro
from django.conf import settings
from fontTools.ttLib import TTFont


@dataclass(frozen=True)
class Face:
    """One cut of the typeface and the css values that ask for it."""

    source: str
    weight: int
    style: str = "normal"

    @property
    def file_name(self) -> str:
        return f"{self.source}.woff2"

    @property
    def static_name(self) -> str:
        return f"vendor/fonts/{self.file_name}"


FACES = (
    Face("SourceSansPro-Regular", 400),
    Face("SourceSansPro-Semibold", 600),
    Face("SourceSansPro-It", 400, "italic"),
)


def vendor_folder() -> Path:
    """Folder of the made fonts, served below /static/vendor/."""
    return Path(settings.DATA_DIR) / "vendor" / "fonts"


def make_fonts() -> list[Path]:
    """Write each missing WOFF2 file; returns those written now."""
    packaged = Path(font_source_sans_pro.__file__).parent / "files"
    vendor_folder().mkdir(parents=True, exist_ok=True)
    written = []
    for face in FACES:
        target = vendor_folder() / face.file_name
        if target.exists():
            continue
        font = TTFont(packaged / f"{face.source}.ttf")
        font.flavor = "woff2"
        partial = target.with_suffix(".partial")
        font.save(partial)
        partial.rename(target)
        written.append(target)
    return written
