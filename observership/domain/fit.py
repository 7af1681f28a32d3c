"""How well an applicant and a place suit each other; it orders only what the applicant tied."""

from dataclasses import dataclass

from observership.domain.candidates import Candidate, Place
from observership.domain.constraints import shared_languages


@dataclass(frozen=True)
class Fit:
    """Match reasons, each sorted: languages shared, goals on offer of those wanted, products."""

    shared_languages: tuple[str, ...]
    goals_met: tuple[str, ...]
    goals_wanted: tuple[str, ...]
    products_met: tuple[str, ...]

    @property
    def key(self) -> tuple[int, int, int]:
        """Sorts the best fit first: goals met, then products, then languages."""
        return (-len(self.goals_met), -len(self.products_met), -len(self.shared_languages))


def fit_key(candidate: Candidate, place: Place, languages: int) -> tuple[int, int, int]:
    """The same key, without the reasons, for a pair whose shared languages are counted already."""
    return (
        -len(candidate.goals & place.objectives),
        -len(candidate.products & place.products),
        -languages,
    )


def fit(candidate: Candidate, place: Place) -> Fit:
    """The match reasons of a pair."""
    return Fit(
        shared_languages(candidate.languages, place.languages),
        tuple(sorted(candidate.goals & place.objectives)),
        tuple(sorted(candidate.goals)),
        tuple(sorted(candidate.products & place.products)),
    )
