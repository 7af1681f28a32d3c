"""Minutes saved by recognition: what nobody had to do again, in a product's own training."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from curriculum.domain.delta import Delta
from curriculum.domain.delta_plan import Part, needed_parts


@dataclass(frozen=True)
class Saved:
    """Parts left out thanks to the core or a role, and their minutes; the exam is not counted."""

    parts: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class Saving:
    """What one completed delta saved: counted on the day it was completed, and only then.

    `needed` are the minutes of the parts that were not spared.
    """

    learner: int
    product: str
    saved_on: date
    minutes: int
    centre: int | None = None
    needed: int = 0


@dataclass(frozen=True)
class SavedTotal:
    """All savings under one key: minutes, how many deltas, how many learners, what was needed."""

    key: int | str
    minutes: int
    deltas: int
    learners: int
    needed: int = 0


def saved_by(
    delta: Delta, parts: tuple[Part, ...], elsewhere: Mapping[tuple[str, str], float] | None = None
) -> Saved:
    """What a delta spares somebody who has shown outcomes elsewhere.

    A part counts when it would be needed had nothing been covered, and is not needed now. What
    the product's module does not teach at all, because the core does, counts with the minutes
    that the covering module takes for it: `elsewhere`, by module and outcome. What was learned in
    the product's own module spares nothing by recognition and is not counted.
    """
    covered = {item.outcome for item in delta.covered}
    without = needed_parts({*delta.to_learn, *covered}, parts)
    now = needed_parts(delta.to_learn, parts)
    left_out = [part for part in without if part not in now]
    taught = {key for part in parts for key in part.outcomes}
    repeated = sum(
        (elsewhere or {}).get((item.module, item.outcome), 0)
        for item in delta.covered
        if item.outcome not in taught
    )
    minutes = sum(part.minutes for part in left_out) + round(repeated)
    return Saved(tuple(part.key for part in left_out), minutes)


def by_learner(savings: Iterable[Saving]) -> tuple[SavedTotal, ...]:
    """Totals of each learner."""
    return _totals(savings, lambda each: each.learner)


def by_product(savings: Iterable[Saving]) -> tuple[SavedTotal, ...]:
    """Totals of each product."""
    return _totals(savings, lambda each: each.product)


def by_month(savings: Iterable[Saving]) -> tuple[SavedTotal, ...]:
    """Totals of each month ("2026-03") in which something was saved, the earliest first."""
    totals = _totals(savings, lambda each: f"{each.saved_on:%Y-%m}")
    return tuple(sorted(totals, key=lambda each: str(each.key)))


def by_centre(savings: Iterable[Saving]) -> tuple[SavedTotal, ...]:
    """Totals of each centre; learners without a centre are left out."""
    return _totals((each for each in savings if each.centre is not None), _centre)


def _centre(saving: Saving) -> int:
    return saving.centre or 0


def _totals(
    savings: Iterable[Saving], key_of: Callable[[Saving], int | str]
) -> tuple[SavedTotal, ...]:
    """One total for each key, most minutes first."""
    groups: dict[int | str, list[Saving]] = {}
    for saving in savings:
        groups.setdefault(key_of(saving), []).append(saving)
    totals = [
        SavedTotal(
            key=key,
            minutes=sum(each.minutes for each in items),
            deltas=len(items),
            learners=len({each.learner for each in items}),
            needed=sum(each.needed for each in items),
        )
        for key, items in groups.items()
    ]
    return tuple(sorted(totals, key=lambda each: (-each.minutes, str(each.key))))
