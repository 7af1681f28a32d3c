"""The site's one stylesheet: every css file in layer order, under a name that changes with it."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

from passport.ui.fonts import FACES, vendor_folder

FOLDER = Path(__file__).resolve().parent / "static" / "ui"
LAYERS = "@layer reset, tokens, base, layout, components, print;\n"
GENERAL = ("reset.css", "tokens.css", "base.css", "layout.css")


@dataclass(frozen=True)
class Stylesheet:
    """What is served: text, the same compressed, and the hash that names it."""

    text: bytes
    compressed: bytes
    digest: str


def css_files() -> list[Path]:
    """Every css file, in the order in which it is read."""
    components = sorted((FOLDER / "components").glob("*.css"))
    return [*(FOLDER / name for name in GENERAL), *components, FOLDER / "print.css"]


def _font_faces() -> str:
    """Rules for the fonts that `make_fonts` has made; none before it ran."""
    return "".join(
        f'@font-face{{font-family:"Source Sans";font-weight:{face.weight};'
        f"font-style:{face.style};font-display:swap;"
        f'src:url("{static(face.static_name)}") format("woff2")}}\n'
        for face in FACES
        if (vendor_folder() / face.file_name).exists()
    )


def _without_comments(css: str) -> str:
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())


@lru_cache(maxsize=1)
def stylesheet() -> Stylesheet:
    """The stylesheet of this process, put together once."""
    parts = [path.read_text(encoding="utf-8") for path in css_files()]
    text = (LAYERS + _font_faces() + _without_comments("\n".join(parts))).encode()
    return Stylesheet(
        text=text,
        compressed=gzip.compress(text, mtime=0),
        digest=hashlib.sha256(text).hexdigest()[:16],
    )
