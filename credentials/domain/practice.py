"""Observed practice as a passport says it: where everything that a role asks for was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from passport.dates import Validity, earliest, is_after, latest


@dataclass(frozen=True)
class Observed:
    """One signed observed task: `source` is "task.KEY", `place` names the centre.

    `reviewed`: a clinician approved the version at which it was signed.
    """

    source: str
    title: str
    version: str
    centre_id: int
    place: str
    observed_on: date
    reviewed: bool


@dataclass(frozen=True)
class Practice:
    """All tasks of a role were observed at one centre; complete since `observed_on`."""

    place: str
    observed_on: date
    expires_on: date
    grace_days: int
    tasks: tuple[Observed, ...]

    @property
    def reviewed(self) -> bool:
        """Whether every task behind it was reviewed."""
        return all(task.reviewed for task in self.tasks)


def practices(
    needed: Sequence[str], observed: Sequence[Observed], validity: Validity, on: date
) -> tuple[Practice, ...]:
    """Where a role's tasks were all observed up to a day, by the centre's name.

    The latest sign-off of each task counts, run out or not: time alone changes no passport.
    """
    shown = [
        item for item in observed if item.source in needed and not is_after(item.observed_on, on)
    ]
    found = [_at_centre(needed, items, validity) for items in _by_centre(shown).values()]
    return tuple(sorted((each for each in found if each), key=lambda each: each.place))


def _by_centre(observed: Sequence[Observed]) -> Mapping[int, dict[str, Observed]]:
    found: dict[int, dict[str, Observed]] = {}
    for item in sorted(observed, key=lambda item: item.observed_on):
        found.setdefault(item.centre_id, {})[item.source] = item
    return found


def _at_centre(
    needed: Sequence[str], latest_of: Mapping[str, Observed], validity: Validity
) -> Practice | None:
    if not needed or not set(needed) <= latest_of.keys():
        return None
    tasks = tuple(latest_of[source] for source in needed)
    days = [item.observed_on for item in tasks]
    complete_on, oldest = latest(days), earliest(days)
    if complete_on is None or oldest is None:
        return None
    return Practice(
        place=tasks[0].place,
        observed_on=complete_on,
        expires_on=validity.last_day(oldest),
        grace_days=validity.grace_days,
        tasks=tasks,
    )
