"""Finds room for the names beside the marks of a map, so that none covers another."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from passport.ui.charts.projection import HEIGHT, WIDTH, Point

LETTER, LINE = 7.3, 17  # pixels that a letter and a line take at the size of quiet text
MARK = 7  # half of a mark, with a little room


class Label(NamedTuple):
    """A name beside a point: how far from it in pixels, and which of its ends is nearer."""

    point: Point
    text: str
    dx: float
    dy: float
    anchor: str


class Box(NamedTuple):
    """A part of the drawing in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two parts have anything in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def labels_within(
    width: int, names: Sequence[tuple[Point, str]], taken: Iterable[Box] = ()
) -> list[Label]:
    """Labels that fit on a map of so many pixels; names without room are left out.

    `taken` are parts in which other words stand. Who comes first has the first choice.
    """
    unit = width / WIDTH
    marks = [_mark(point, unit) for point, _ in names]
    full = list(taken)
    found = []
    for index, (point, text) in enumerate(names):
        others = [*full, *marks[:index], *marks[index + 1 :]]
        for label, box in _ways(point, text, unit):
            if _fits(box, width) and not any(box.meets(other) for other in others):
                found.append(label)
                full.append(box)
                break
    return found


def _mark(point: Point, unit: float) -> Box:
    x, y = point.x * unit, point.y * unit
    return Box(x - MARK, y - MARK, x + MARK, y + MARK)


def _fits(box: Box, width: int) -> bool:
    high = width * HEIGHT / WIDTH
    return box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= high


def _ways(point: Point, text: str, unit: float) -> Iterator[tuple[Label, Box]]:
    """Right of the point, left of it, above and below it."""
    x, y, long = point.x * unit, point.y * unit, len(text) * LETTER
    for dx, dy, anchor, left in (
        (9, 5, "start", x + 9),
        (-9, 5, "end", x - 9 - long),
        (0, -10, "middle", x - long / 2),
        (0, 20, "middle", x - long / 2),
    ):
        top = y + dy - LINE + 4
        yield Label(point, text, dx, dy, anchor), Box(left, top, left + long, top + LINE)
