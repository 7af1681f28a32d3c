"""What a later edition asks and a centre's people lack."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """One entry of a crosswalk and how many of the people concerned have shown it.

    `relation` is a value of Relation; `met` includes renewals that are due.
    """

    key: str
    label: str
    relation: str
    note: str
    number: str
    concerned: int
    met: int
    partial: int
    missing: int
