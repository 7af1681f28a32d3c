"""What a host says of an applicant before places are announced."""

from enum import StrEnum


class Word(StrEnum):
    """A host's word; without one everybody is welcome."""

    ESPECIALLY = "especially"
    WELCOME = "welcome"
    AFTER = "after"
    NO = "no"


TIERS = {Word.ESPECIALLY: 1, Word.WELCOME: 2, Word.AFTER: 3, Word.NO: 3}


def word_of(tier: int, *, refused: bool) -> Word:
    """The word behind a tier; equal tiers are ties."""
    if refused:
        return Word.NO
    return {1: Word.ESPECIALLY, 3: Word.AFTER}.get(tier, Word.WELCOME)
