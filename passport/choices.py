"""Turns a domain StrEnum into translated Django choices."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Code = TypeVar("Code", bound=StrEnum)


def choices_of(labels: Mapping[Code, StrOrPromise]) -> list[tuple[str, StrOrPromise]]:
    """Choices for a model or form field, in the order of `labels`."""
    return [(str(code), label) for code, label in labels.items()]
