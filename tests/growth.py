"""Whether hostile text costs time in proportion to its length, in seconds of this process alone."""

import time
from collections.abc import Callable

TIMES_LONGER = 8
MOST = 24  # far from eight times in a bad hour, and far from the 64 times of a square
TOO_LITTLE = 0.1  # seconds, below which a ratio says nothing


def is_in_proportion(act: Callable[[str], object], piece: str, count: int) -> bool:
    """Whether eight times the text takes about eight times as long, and not its square."""
    short, long = (_seconds(act, piece * count * times) for times in (1, TIMES_LONGER))
    return long < TOO_LITTLE or long / short < MOST


def _seconds(act: Callable[[str], object], text: str) -> float:
    """The least of three readings."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        act(text)
        times.append(time.process_time() - begun)
    return min(times)
