"""Counts of a pack: per requirement how many have it in force, per role what was completed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from credentials.domain.coverage import Standing

IN_FORCE = frozenset({Standing.MET, Standing.RENEWAL_DUE})
Place = tuple[str, str]


@dataclass(frozen=True)
class Release:
    """One version of a module, or of whatever else was completed."""

    title: str
    version: str


@dataclass
class Tally:
    """Filled person by person; holds numbers only.

    `unreviewed` counts things that were shown without a clinical review of their release.
    """

    asked: Counter[Place] = field(default_factory=Counter)
    in_force: Counter[Place] = field(default_factory=Counter)
    releases: Counter[tuple[Release, str]] = field(default_factory=Counter)
    unreviewed: int = 0

    def note_requirement(self, place: Place, standing: Standing) -> None:
        """One requirement (group and key) of one person."""
        self.asked[place] += 1
        self.in_force[place] += standing in IN_FORCE

    def note_releases(self, roles: Collection[str], releases: Collection[Release]) -> None:
        """What one person completed, under each of these roles."""
        for role in roles or ("",):
            self.releases.update((release, role) for release in set(releases))

    def release_counts(self) -> list[tuple[Release, str, int]]:
        """Each release with a role and how many people have it, by title, version and role."""
        rows = [(release, role, people) for (release, role), people in self.releases.items()]
        return sorted(rows, key=lambda row: (row[0].title, row[0].version, row[1]))
