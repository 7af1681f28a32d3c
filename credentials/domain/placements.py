"""Observerships as a passport says them: a visit that took place, never supervised practice."""

from dataclasses import dataclass
from datetime import date

from credentials.domain.edition import PlacementContent
from credentials.domain.evidence import VISIT, Evidence, Strength

SHOWN = "observership"


@dataclass(frozen=True)
class ObjectiveMet:
    """An agreed objective that the supervisor attested, and the requirements that it supports."""

    key: str
    title: str
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class PlacementShown:
    """One visit that was signed off; both days inclusive, `days` those attended."""

    id: str
    host: str
    city: str
    country: str
    department: str
    setting: str
    starts_on: date
    ends_on: date
    days: int
    objectives: tuple[ObjectiveMet, ...]

    def evidence(self) -> tuple[Evidence, ...]:
        """What the visit supports, in part: one piece of evidence for each objective."""
        return tuple(
            Evidence(
                source=f"{VISIT}{each.key}",
                title=each.title,
                release=0,
                version="",
                language="",
                minutes=0,
                completed_on=self.ends_on,
                reviewed=True,
                alignments=tuple((key, Strength.PARTIAL) for key in each.requirements),
            )
            for each in self.objectives
        )

    def content(self) -> PlacementContent:
        """What is signed of it."""
        return {
            "host": self.host,
            "city": self.city,
            "country": self.country,
            "department": self.department,
            "setting": self.setting,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "days": self.days,
            "objectives": [{"key": each.key, "title": each.title} for each in self.objectives],
        }
