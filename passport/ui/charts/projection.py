"""Europe on a plane: Lambert's azimuthal projection of equal areas around 52 north, 10 east."""

from math import cos, radians, sin, sqrt
from typing import NamedTuple

WIDTH, HEIGHT = 1000, 990  # units of the drawing
_MIDDLE_NORTH, _MIDDLE_EAST = radians(52), radians(10)
_LEFT, _RIGHT, _TOP = -0.297, 0.372, 0.352  # radii of the Earth from the middle
_SCALE = WIDTH / (_RIGHT - _LEFT)


class Point(NamedTuple):
    """A place in units of the drawing, from its upper left corner."""

    x: float
    y: float

    @property
    def is_inside(self) -> bool:
        """Whether the drawing shows it."""
        return 0 <= self.x <= WIDTH and 0 <= self.y <= HEIGHT


def projected(north: float, east: float) -> Point:
    """Where a place stands whose latitude and longitude are given in degrees."""
    phi, turn = radians(north), radians(east) - _MIDDLE_EAST
    facing = sin(_MIDDLE_NORTH) * sin(phi) + cos(_MIDDLE_NORTH) * cos(phi) * cos(turn)
    stretch = sqrt(2 / max(1 + facing, 1e-6))  # the antipode would be everywhere
    x = stretch * cos(phi) * sin(turn)
    y = stretch * (cos(_MIDDLE_NORTH) * sin(phi) - sin(_MIDDLE_NORTH) * cos(phi) * cos(turn))
    return Point((x - _LEFT) * _SCALE, (_TOP - y) * _SCALE)
