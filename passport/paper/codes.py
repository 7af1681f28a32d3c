"""QR codes as paths: dark modules only, the quiet zone of four modules counted in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

QUIET = 4
_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")


@dataclass(frozen=True)
class Run:
    """Neighbouring dark modules of one row."""

    x: int
    y: int
    length: int


@dataclass(frozen=True)
class Code:
    """A code of `size` modules a side, quiet zone included."""

    size: int
    runs: tuple[Run, ...]

    @property
    def path(self) -> str:
        """SVG path over a square of `size` units."""
        return "".join(f"M{run.x} {run.y}h{run.length}v1h-{run.length}z" for run in self.runs)


@lru_cache(maxsize=256)
def code_of(text: str) -> Code:
    """The code of a text, level Q; upper-case addresses become small codes."""
    mode = MODE_ALPHA_NUM if _ALPHANUMERIC.fullmatch(text) else MODE_8BIT_BYTE
    made = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    made.add_data(QRData(text.encode(), mode=mode))
    made.make(fit=True)
    rows = made.get_matrix()
    runs = tuple(run for y, row in enumerate(rows) for run in _runs(row, y + QUIET))
    return Code(size=len(rows) + 2 * QUIET, runs=runs)


def _runs(row: list[bool], y: int) -> Iterator[Run]:
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield Run(start + QUIET, y, x - start)
            start = None
