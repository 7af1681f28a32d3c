"""Passport numbers and verification codes: how they are made and how they are read back."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "CTP"
CODE_LENGTH = 26
_NUMBER_LENGTH = 8
_FOLDED = str.maketrans("OIL", "011")
_POLYNOMIAL = 0b100101


def _shifted(value: int) -> int:
    """`value` times x in the field of 32 elements."""
    value <<= 1
    return value ^ _POLYNOMIAL if value & 0b100000 else value


def check_character(characters: str) -> str:
    """Character that makes any one wrong or any two swapped characters visible."""
    total = 0
    for character in characters:
        total = _shifted(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _random_characters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def new_number() -> str:
    """A random passport number, written CTP-XXXX-XXXX."""
    characters = _random_characters(_NUMBER_LENGTH - 1)
    return _written(characters + check_character(characters))


def _written(characters: str) -> str:
    return f"{PREFIX}-{characters[:4]}-{characters[4:]}"


def read_number(typed: str) -> str | None:
    """The number somebody typed, written as on the passport; None when it cannot be one."""
    characters = re.sub(r"[^0-9A-Z]", "", typed.upper())
    if len(characters) == len(PREFIX) + _NUMBER_LENGTH:
        characters = characters.removeprefix(PREFIX)
    characters = characters.translate(_FOLDED)
    if len(characters) != _NUMBER_LENGTH or not set(characters) <= set(ALPHABET):
        return None
    if check_character(characters[:-1]) != characters[-1]:
        return None
    return _written(characters)


def new_code() -> str:
    """128 random bits as 26 Crockford characters."""
    value = secrets.randbits(128)
    return "".join(ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def read_code(typed: str) -> str | None:
    """The code in an address, letters folded; None when it cannot be one."""
    characters = typed.upper().translate(_FOLDED)
    if len(characters) != CODE_LENGTH or not set(characters) <= set(ALPHABET):
        return None
    return characters
