"""The land of Europe and its borders as two paths, from Natural Earth as TopoJSON.

The file comes with the npm package world-atlas (deploy/assets.sh). Without it there is no coast.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from django.conf import settings

from passport.ui.charts.projection import HEIGHT, WIDTH, Point, projected

TOLERANCE = 1.1  # a bend flatter than this many units is drawn straight
TOLERANCE_OUTSIDE = 40
SMALLEST = 4  # square units; smaller islands are left out
MARGIN = 12

Line = list[Point]


@dataclass(frozen=True)
class Coast:
    """Path data of the land and of the borders between countries."""

    land: str
    borders: str


def coast() -> Coast | None:
    """The coast of this process, decoded once; None while its file is not there."""
    path = Path(settings.MAP_FILE)
    return _read(path) if path.is_file() else None


@cache
def _read(path: Path) -> Coast:
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = Arcs(topology)
    land = (ring for ring in _rings(topology["objects"]["land"]) if any(map(arcs.shows, ring)))
    shapes = (_whole(_clipped(_joined(ring, arcs))) for ring in land)
    between = (arcs.line(index) for index in _shared(topology) if arcs.shows(index))
    return Coast(
        land="".join(_path(shape) + "z" for shape in shapes if _area(shape) >= SMALLEST),
        borders="".join(_path(_whole(run)) for run in chain.from_iterable(map(_runs, between))),
    )


class Arcs:
    """The lines of a topology on the plane; ~n is the line n from its end to its beginning."""

    def __init__(self, topology: dict[str, Any]) -> None:
        self._steps = topology["arcs"]
        self._scale = topology["transform"]["scale"]
        self._corner = topology["transform"]["translate"]
        self._full: dict[int, Line] = {}
        self._lines: dict[int, Line] = {}

    def shows(self, index: int) -> bool:
        """Whether the drawing shows any of it."""
        return any(point.is_inside for point in self._points(max(index, ~index)))

    def line(self, index: int) -> Line:
        """It without small bends; what is out of sight keeps the coarse ones only."""
        if index < 0:
            return self.line(~index)[::-1]
        if index not in self._lines:
            bend = TOLERANCE if self.shows(index) else TOLERANCE_OUTSIDE
            self._lines[index] = _straightened(self._points(index), bend)
        return self._lines[index]

    def _points(self, index: int) -> Line:
        if index not in self._full:
            (scale_x, scale_y), (left, bottom) = self._scale, self._corner
            places = accumulate(self._steps[index], lambda at, by: (at[0] + by[0], at[1] + by[1]))
            self._full[index] = [
                projected(y * scale_y + bottom, x * scale_x + left) for x, y in places
            ]
        return self._full[index]


def _rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    """Rings of a geometry and of those in it, as lists of arcs."""
    for inner in shape.get("geometries", ()):
        yield from _rings(inner)
    if shape["type"] == "Polygon":
        yield from shape["arcs"]
    if shape["type"] == "MultiPolygon":
        yield from chain.from_iterable(shape["arcs"])


def _shared(topology: dict[str, Any]) -> list[int]:
    """Arcs on which two countries touch."""
    rings = _rings(topology["objects"]["countries"])
    used = Counter(index if index >= 0 else ~index for ring in rings for index in ring)
    return sorted(index for index, times in used.items() if times > 1)


def _joined(ring: Iterable[int], arcs: Arcs) -> Line:
    return [point for index in ring for point in arcs.line(index)[:-1]]


def _straightened(line: Line, bend: float) -> Line:
    """A line without bends of less than so many units (Douglas, Peucker); both ends stay."""
    kept = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        between = range(first + 1, last)
        start, end = line[first], line[last]
        away, far = max(((_distance(line[i], start, end), i) for i in between), default=(0, 0))
        if away > bend:
            kept.add(far)
            parts += [(first, far), (far, last)]
    return [line[index] for index in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the line through two others, or from the one where they meet."""
    wide, high = end.x - start.x, end.y - start.y
    length = (wide * wide + high * high) ** 0.5
    if length == 0:
        return ((point.x - start.x) ** 2 + (point.y - start.y) ** 2) ** 0.5
    return abs(wide * (point.y - start.y) - high * (point.x - start.x)) / length


def _clipped(shape: Line) -> Line:
    """The part of a shape within the drawing (Sutherland and Hodgman), with a margin."""
    for axis, edge, sign in (
        (0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, HEIGHT + MARGIN, -1),
    ):  # fmt: skip
        shape = _cut(shape, axis, edge, sign)
    return shape


def _cut(shape: Line, axis: int, edge: float, sign: int) -> Line:
    kept: Line = []
    for before, point in zip(shape[-1:] + shape, shape, strict=False):
        was_in, is_in = sign * (before[axis] - edge) >= 0, sign * (point[axis] - edge) >= 0
        if was_in != is_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            kept.append(
                Point(
                    before.x + share * (point.x - before.x), before.y + share * (point.y - before.y)
                )
            )
        if is_in:
            kept.append(point)
    return kept


def _runs(line: Line) -> Iterator[Line]:
    """The parts of a line whose points lie in the drawing or next to one that does."""
    inside = [point.is_inside for point in line]
    run: Line = []
    for index, point in enumerate(line):
        if any(inside[max(index - 1, 0) : index + 2]):
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _whole(line: Line) -> Line:
    """A line in whole units, without points that fall together."""
    rounded = [Point(round(point.x), round(point.y)) for point in line]
    return [each for index, each in enumerate(rounded) if not index or each != rounded[index - 1]]


def _area(shape: Line) -> float:
    turned = zip(shape, shape[1:] + shape[:1], strict=True)
    return abs(sum(one.x * two.y - two.x * one.y for one, two in turned)) / 2


def _path(line: Line) -> str:
    """Path data in steps from point to point; nothing for a line of one point."""
    if len(line) < 2:
        return ""
    steps = (
        f"{_spelled(two.x - one.x, ' ')}{_spelled(two.y - one.y, ' ')}"
        for one, two in pairwise(line)
    )
    return f"M{line[0].x} {line[0].y}l{''.join(steps).strip()}"


def _spelled(number: float, between: str) -> str:
    """A minus sign parts a number from the one before; else a space does."""
    return f"{number}" if number < 0 else f"{between}{number}"
