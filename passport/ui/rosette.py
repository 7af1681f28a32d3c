"""A line rosette drawn from a passport number, as on banknotes; decoration, it protects nothing."""

import hashlib
from dataclasses import dataclass
from math import cos, pi, sin

POINTS = 120


@dataclass(frozen=True)
class Ring:
    """One closed wavy line and how often it is turned to weave a ring."""

    radius: float
    swing: float
    waves: int
    copies: int


def rings_of(text: str) -> tuple[Ring, ...]:
    """Three rings whose waves follow the letters of `text`."""
    seed = hashlib.sha256(text.encode()).digest()
    return (
        Ring(radius=68, swing=26, waves=7 + seed[0] % 5, copies=10),
        Ring(radius=40, swing=20, waves=5 + seed[1] % 4, copies=8),
        Ring(radius=20, swing=12, waves=3 + seed[2] % 4, copies=6),
    )


def outline(ring: Ring) -> str:
    """SVG path of a ring's line around the origin, smooth through the middles of its points."""
    count = max(POINTS, ring.waves * 12)
    points = []
    for step in range(count):
        angle = 2 * pi * step / count
        reach = ring.radius + ring.swing * sin(ring.waves * angle)
        points.append((reach * cos(angle), reach * sin(angle)))
    middles = [
        ((x + points[i - 1][0]) / 2, (y + points[i - 1][1]) / 2) for i, (x, y) in enumerate(points)
    ]
    start = f"M{middles[0][0]:.1f} {middles[0][1]:.1f}"
    curve = "".join(
        f"Q{x:.1f} {y:.1f} {middles[(i + 1) % count][0]:.1f} {middles[(i + 1) % count][1]:.1f}"
        for i, (x, y) in enumerate(points)
    )
    return f"{start}{curve}Z"


def turns(ring: Ring) -> tuple[float, ...]:
    """Angles, in degrees, at which a ring's line is laid over itself."""
    period = 360 / ring.waves
    return tuple(round(period * copy / ring.copies, 2) for copy in range(ring.copies))
