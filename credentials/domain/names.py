"""Compares family names the way people type them."""

import unicodedata

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def folded(name: str) -> str:
    """A name without case, diacritics, spaces and signs between its parts."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    return "".join(character for character in plain if character.isalnum())
