"""Which openings of a call could take an applicant, with the reasons, and the ranks so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from observership.domain.candidates import Candidate, Place
from observership.domain.constraints import Constraint, broken_of
from observership.domain.fit import Fit, fit
from observership.models import Application, Opening, OpeningWindow
from observership.queries.eligibility import periods, spoken
from observership.queries.openings import windows_of
from observership.queries.own_hosts import homes_of, supervised_by
from observership.queries.places import place_of


@dataclass(frozen=True)
class Possible:
    """An opening with its windows, what speaks for it, what stands against it, and its rank."""

    opening: Opening
    windows: tuple[OpeningWindow, ...]
    fit: Fit
    broken: tuple[Constraint, ...]
    rank: int | None


def possible_openings(application: Application, on: date) -> tuple[Possible, ...]:
    """Every opening of the call, what fits best in front; the same few queries for any number.

    What the application does not say yet stands against nothing.
    """
    candidate = _candidate(application, on)
    unsaid = _unsaid(application)
    grouped: dict[int, list[OpeningWindow]] = {}
    rows = windows_of(application.call)
    for window in rows.prefetch_related("opening__objectives", "opening__products"):
        grouped.setdefault(window.opening_id, []).append(window)
    ranks = dict(application.preferences.values_list("opening", "rank"))
    lines = [_possible(candidate, each, unsaid, ranks) for each in grouped.values()]
    return tuple(sorted(lines, key=lambda line: (len(line.broken), line.fit.key)))


def _candidate(application: Application, on: date) -> Candidate:
    key = application.pk
    return Candidate(
        id=str(application.public_id),
        number=application.number or "",
        role=application.role,
        setting=application.setting,
        languages=spoken(application.languages),
        dates=periods(application.dates),
        length=application.length or application.call.days_min,
        homes=frozenset(homes_of([key], on)[key]),
        supervised=frozenset(supervised_by([key])[key]),
        country=application.country,
        goals=frozenset(each.key for each in application.objectives.all()),
        products=frozenset(each.key for each in application.products.all()),
    )


def _unsaid(application: Application) -> frozenset[Constraint]:
    said = {
        Constraint.ROLE: application.role,
        Constraint.SETTING: application.setting,
        Constraint.LANGUAGE: application.languages,
        Constraint.DATES: application.dates,
    }
    return frozenset(constraint for constraint, value in said.items() if not value)


def _possible(
    candidate: Candidate,
    windows: Sequence[OpeningWindow],
    unsaid: frozenset[Constraint],
    ranks: dict[int, int],
) -> Possible:
    """One opening; what every one of its windows breaks stands against it."""
    opening = windows[0].opening
    places = [_place(window) for window in windows]
    against = min(
        (broken_of(candidate, each, is_refused=False, is_forbidden=False) for each in places),
        key=len,
    )
    return Possible(
        opening=opening,
        windows=tuple(windows),
        fit=fit(candidate, places[0]),
        broken=tuple(each for each in against if each not in unsaid),
        rank=ranks.get(opening.pk),
    )


def _place(window: OpeningWindow) -> Place:
    opening = window.opening
    return place_of(
        window,
        capacity=window.places,
        goals=[each.key for each in opening.objectives.all()],
        products=[each.key for each in opening.products.all()],
    )
