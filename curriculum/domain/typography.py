"""Text as a printer sets it: powers raised, a number on the line of its unit, curly quotes."""

import re

_TAG = re.compile(r"(</?[a-zA-Z][^>]*>)")
_IN_LINE = re.compile(r"</?(?:em|strong|a|button|span)\b")
_POWER = re.compile(r"(?<=10)\^(-?\d+)")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TIMES = "\u00d7"
_UNITS = (
    rf"°C|%|{_TIMES}|[mµnk]?g|m?L|ml|mm|cm|mmHg|kPa|IU|U|"
    r"h|min|minutes?|hours?|days?|weeks?|months?|years?"
)
_NUMBER_AND_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![\w-]))|(?<={_TIMES}) (?=\d)")
_OPENING = re.compile(r"(?:(?<=[\s(\[/])|^)\"(?=\S|$)")
_APOSTROPHE = re.compile(r"(?<=\w)'")


def typeset(text: str) -> str:
    """Plain text or HTML, typeset outside its tags; typesetting twice changes nothing."""
    pieces = _TAG.split(text)
    before = ""
    for place, piece in enumerate(pieces):
        if place % 2:
            before = before if _IN_LINE.match(piece) else ""
        elif piece:
            pieces[place] = _set(piece, before)
            before = piece[-1]
    return "".join(pieces)


def _set(piece: str, before: str) -> str:
    """One run of text; `before` is the character in front of it, empty at a beginning."""
    piece = _POWER.sub(lambda power: power[1].translate(_RAISED), piece)
    piece = _NUMBER_AND_UNIT.sub("\u00a0", piece)
    piece = _OPENING.sub("“", before + piece)[len(before) :]
    return _APOSTROPHE.sub("\u2019", piece.replace('"', "”"))
