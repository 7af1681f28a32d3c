"""A product's bundle as JSON and back without loss: what a version stores until it is frozen."""

from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from curriculum.domain.product_bundle import ProductBundle

FORM = 1


class ContentJsonError(ValueError):
    """The data is not what `to_json` wrote; the text says where."""


def to_json(bundle: ProductBundle) -> dict[str, Any]:
    """Plain data of lists, mappings, texts, numbers and truth values."""
    return {"form": FORM, "bundle": _plain(asdict(bundle))}


def from_json(data: Mapping[str, Any]) -> ProductBundle:
    """The bundle that `to_json` wrote; raises ContentJsonError."""
    if data.get("form") != FORM:
        raise ContentJsonError(f"form {data.get('form')!r} is not known")
    bundle = _read(ProductBundle, data.get("bundle"), "bundle")
    if not isinstance(bundle, ProductBundle):
        raise ContentJsonError("no bundle")
    return bundle


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any, where: str) -> Any:
    """Data as a value of a type; raises ContentJsonError."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, data, where)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (some,) = (each for each in inner if each is not NoneType)
        return None if data is None else _read(some, data, where)
    if origin is tuple:
        return tuple(_read(inner[0], each, where) for each in _of(list, data, where))
    if origin is dict:
        pairs = _of(dict, data, where).items()
        return {_read(inner[0], name, where): _read(inner[1], each, where) for name, each in pairs}
    if issubclass(kind, StrEnum):
        return _code(kind, data, where)
    return _of(kind, data, where)


def _record(kind: Any, data: Any, where: str) -> Any:
    hints = _hints(kind)
    values = _of(dict, data, where)
    needed = {
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING
    }
    if wrong := (values.keys() - hints.keys()) | (needed - values.keys()):
        raise ContentJsonError(f"{where}: {min(wrong)}")
    return kind(
        **{name: _read(hints[name], each, f"{where}.{name}") for name, each in values.items()}
    )


def _code(kind: type[StrEnum], data: Any, where: str) -> StrEnum:
    try:
        return kind(data)
    except ValueError as error:
        raise ContentJsonError(f"{where}: {data!r}") from error


def _of(kind: type, data: Any, where: str) -> Any:
    if type(data) is not kind:
        raise ContentJsonError(f"{where}: {kind.__name__} expected")
    return data
