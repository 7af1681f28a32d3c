"""Canonical JSON (RFC 8785): the bytes that are signed, and how they are read back strictly."""

import hashlib
import json
from typing import NoReturn, TypeAlias

import rfc8785

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Shape: TypeAlias = "type | tuple[type, ...] | list[Shape] | dict[str, Shape]"


class NotCanonicalError(ValueError):
    """A text is not the canonical form of any JSON value of ours."""


def canonical(value: Json) -> str:
    """The one text of a JSON value."""
    return rfc8785.dumps(value).decode()


def _without_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonicalError("a key stands twice")
    return found


def _refuse(text: str) -> NoReturn:
    raise NotCanonicalError(f"number {text} is not an integer")


def read_canonical(text: str) -> Json:
    """The value of a canonical text; raises NotCanonicalError for any other text."""
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_without_repeats,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
        same = canonical(value) == text
    except (json.JSONDecodeError, rfc8785.CanonicalizationError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error
    if not same:
        raise NotCanonicalError("the text is not in canonical form")
    return value


def fits(value: Json, shape: Shape) -> bool:
    """Whether a value has exactly this shape: no field missing, none unknown, types equal."""
    if isinstance(shape, dict):
        return (
            isinstance(value, dict)
            and value.keys() == shape.keys()
            and all(fits(value[key], part) for key, part in shape.items())
        )
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(item, shape[0]) for item in value)
    kinds = shape if isinstance(shape, tuple) else (shape,)
    return type(value) in kinds


def leaf_hash(salt: str, content: str) -> str:
    """SHA-256, hex, of salt and content: what a public log may show."""
    return hashlib.sha256(bytes.fromhex(salt) + content.encode()).hexdigest()
