"""Seconds of CPU for a whole centre's coverage from cold, by number of staff."""

import sys
import time
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.db import transaction

from credentials.queries.coverage import heat_of, matrix_of
from passport.people.models import Centre
from tests.bench.centres import BEGUN, FRAMEWORK, make_staff, make_standard

SIZES = (250, 500, 1_000, 2_000)
MOST_SECONDS = 2.0
MOST_GROWTH = 1.25  # a person of the largest centre may cost so much more than one of the smallest
RUNS = 3


@dataclass(frozen=True)
class Cold:
    """What one centre cost."""

    staff: int
    seconds: float
    queries: int = 0


@transaction.atomic
def make_centres(on: date) -> dict[int, Centre]:
    """A centre of each size, on one standard of 200 requirements."""
    make_standard()
    centres = {}
    for size in SIZES:
        centres[size] = Centre.objects.create(
            name=f"Fictional Hospital {size}", city="Sampletown", country="CZ", confirmed_at=BEGUN
        )
        make_staff(centres[size], size, on)
    return centres


def cold_seconds(centre: Centre, on: date) -> float:
    """The best of some runs, matrix and counts by role together, the database included."""
    times = []
    for _ in range(RUNS):
        caches["local"].clear()
        begun = time.process_time()
        heat_of(centre, FRAMEWORK, on)
        times.append(time.process_time() - begun)
    return min(times)


def warm_seconds(centre: Centre, on: date) -> tuple[float, float]:
    """Counts, and the whole matrix, from memory."""
    found = []
    for read in (heat_of, matrix_of):
        read(centre, FRAMEWORK, on)
        begun = time.process_time()
        for _ in range(50):
            read(centre, FRAMEWORK, on)
        found.append((time.process_time() - begun) / 50)
    return found[0], found[1]


def report(centres: dict[int, Centre], on: date) -> list[str]:
    """Write the table; returns what was missed."""
    seconds = {size: cold_seconds(centre, on) for size, centre in centres.items()}
    out = sys.stdout.write
    out(f"\n{'whole centre, cold':24}{'CPU s':>8}{'ms a person':>13}{'of 250':>9}{'target':>9}\n")
    first = seconds[SIZES[0]]
    for size, spent in seconds.items():
        limit = f"{MOST_SECONDS:.1f} s" if size == SIZES[-1] else ""
        out(f"{f'{size} x 200':24}{spent:8.2f}{1000 * spent / size:13.3f}{spent / first:9.2f}")
        out(f"{limit:>9}\n")
    counts, matrix = warm_seconds(centres[SIZES[-1]], on)
    out(f"from memory, 2000 x 200: counts {1000 * counts:.2f} ms, cells {1000 * matrix:.2f} ms\n")
    growth = seconds[SIZES[-1]] / SIZES[-1] / (first / SIZES[0])
    missed = []
    if seconds[SIZES[-1]] > MOST_SECONDS:
        missed.append("whole centre of 2000")
    if growth > MOST_GROWTH:
        missed.append("linear in staff")
    return missed
