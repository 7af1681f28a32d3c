"""How a question did in a quarter, in three bands that hide every small group.

A share, even a rounded one, would not do: 30 answers of which 90 percent are right say that two to
five people were wrong. Each band here leaves both groups, those right and those wrong, free to be
none at all or ten and more: HARD means 0 to 39 percent right, EASY more than 97, ORDINARY between.
That holds even where the number of answers is known exactly.
"""

from enum import StrEnum

FEWEST_ANSWERS = 30
HARD_BELOW, EASY_ABOVE = 40, 97


class Band(StrEnum):
    """How often a question was answered rightly; the limits are those of item analysis."""

    HARD = "hard"
    ORDINARY = "ordinary"
    EASY = "easy"


def band_of(right: int, answers: int) -> Band | None:
    """The band of a question, one answer of each person; None for fewer than 30 answers."""
    if answers < FEWEST_ANSWERS:
        return None
    if 100 * right < HARD_BELOW * answers:
        return Band.HARD
    return Band.EASY if 100 * right > EASY_ABOVE * answers else Band.ORDINARY
