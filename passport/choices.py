"""Turns a domain StrEnum into translated Django choices."""

from enum import StrEnum

from django.utils.functional import Promise


def choices_of(labels: dict[StrEnum, Promise]) -> list[tuple[str, Promise]]:
    """Choices for a model or form field, in the order of `labels`."""
    return [(str(code), label) for code, label in labels.items()]
