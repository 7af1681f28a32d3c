"""Canonical JSON (RFC 8785): the bytes that are signed, and how they are read back strictly."""

import hashlib
import json
from typing import NoReturn, TypeAlias

import rfc8785

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Shape: TypeAlias = "type | list[Shape] | dict[str, Shape]"
LARGEST_INTEGER = 2**53 - 1


class NotCanonicalError(ValueError):
    """A text is not the canonical form of any JSON value of ours."""


def canonical(value: Json) -> str:
    """The one text of a JSON value."""
    return rfc8785.dumps(value).decode()


def _as_object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs) or not "".join(found).isascii():
        raise NotCanonicalError("a key stands twice or is not ASCII")
    return found


def _as_integer(text: str) -> int:
    value = int(text)
    if abs(value) > LARGEST_INTEGER:
        raise NotCanonicalError(f"number {text} is too large")
    return value


def _refuse(text: str) -> NoReturn:
    raise NotCanonicalError(f"number {text} is not an integer")


def _written(value: Json) -> str:
    """The canonical text again, several times faster than the full algorithm.

    Without fractions and with ASCII keys the standard library writes exactly what RFC 8785 asks;
    a property test holds the two together.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_canonical(text: str) -> Json:
    """The value of a canonical text; raises NotCanonicalError for any other text."""
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_as_object,
            parse_int=_as_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error
    if _written(value) != text:
        raise NotCanonicalError("the text is not in canonical form")
    return value


def fits(value: Json, shape: Shape) -> bool:
    """Whether a value has exactly this shape: no field missing, none unknown, types equal."""
    if isinstance(shape, type):
        return type(value) is shape
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(item, shape[0]) for item in value)
    if not isinstance(value, dict) or value.keys() != shape.keys():
        return False
    for key, part in shape.items():
        if type(value[key]) is not part and (isinstance(part, type) or not fits(value[key], part)):
            return False
    return True


def leaf_hash(salt: str, content: str) -> str:
    """SHA-256, hex, of salt and content: what a public log may show."""
    return hashlib.sha256(bytes.fromhex(salt) + content.encode()).hexdigest()
