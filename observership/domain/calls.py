"""Where a call stands, and what of it may still be changed there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from passport.dates import is_after

LEAST_SCORE, BEST_SCORE = 1, 5


class Stage(StrEnum):
    """Where a call stands."""

    PLANNED = "planned"
    OPEN = "open"
    CHOOSING = "choosing"
    PUBLISHED = "published"
    ENDED = "ended"


class Frozen(StrEnum):
    """Why something of a call is not changed any more."""

    OPENED = "opened"
    CLOSED = "closed"
    PUBLISHED = "published"
    ENDED = "ended"
    EARLIER = "earlier"


DATES = ("opens_on", "closes_on", "publish_on", "visits_from", "visits_until")
ALL = frozenset(
    {
        "title", *DATES, "days_min", "days_max", "roles", "visitor_amount", "host_amount",
        "currency", "first_step_percent", "answer_days", "criteria", "eligibility", "priority",
    }
)  # fmt: skip
CHANGEABLE: Mapping[Stage, frozenset[str]] = {
    Stage.PLANNED: ALL,
    Stage.OPEN: frozenset({"title", "closes_on", "publish_on", "visits_until"}),
    Stage.CHOOSING: frozenset({"title", "publish_on", "visits_until"}),
    Stage.PUBLISHED: frozenset(),
    Stage.ENDED: frozenset(),
}
_WHY = {
    Stage.OPEN: Frozen.OPENED,
    Stage.CHOOSING: Frozen.CLOSED,
    Stage.PUBLISHED: Frozen.PUBLISHED,
    Stage.ENDED: Frozen.ENDED,
}


def stage_of(
    opens_on: date, closes_on: date, on: date, *, is_published: bool, is_ended: bool
) -> Stage:
    """Where a call stands on a day; both its days are inclusive."""
    if is_ended:
        return Stage.ENDED
    if is_published:
        return Stage.PUBLISHED
    if is_after(on, closes_on):
        return Stage.CHOOSING
    return Stage.PLANNED if is_after(opens_on, on) else Stage.OPEN


def why_frozen(stage: Stage, field: str) -> Frozen | None:
    """Why a field stays as it is at a stage; None when it may be changed."""
    return None if field in CHANGEABLE[stage] else _WHY[stage]


def refused_changes(
    stage: Stage, changed: Collection[str], dates: Mapping[str, tuple[date, date]]
) -> dict[str, Frozen]:
    """Which changed fields may not be changed, and why; `dates` maps days to before and then.

    Once a call is open, its days only move on: nobody loses time that was promised.
    """
    refused = {}
    for field in sorted(changed):
        reason = why_frozen(stage, field)
        moved = dates.get(field)
        if reason is None and stage is not Stage.PLANNED and moved and is_after(*moved):
            reason = Frozen.EARLIER
        if reason is not None:
            refused[field] = reason
    return refused


def days_in_order(days: Mapping[str, date]) -> str | None:
    """The first day that does not come after the one before it; None when all are in order."""
    for before, then in pairwise(DATES):
        may_be_same = (before, then) in {("opens_on", "closes_on"), ("visits_from", "visits_until")}
        fits = (
            not is_after(days[before], days[then])
            if may_be_same
            else is_after(days[then], days[before])
        )
        if not fits:
            return then
    return None


class ToDo(StrEnum):
    """What a coordinator does next in a call."""

    INVITE_HOSTS = "invite_hosts"
    WAIT_OPEN = "wait_open"
    NAME_COMMITTEE = "name_committee"
    WAIT_CLOSE = "wait_close"
    DECIDE = "decide"
    ASSIGN = "assign"
    AWAIT_REVIEWS = "await_reviews"
    FIX_ORDER = "fix_order"
    MATCH = "match"
    AWAIT_ANSWERS = "await_answers"
    FOLLOW_VISITS = "follow_visits"
    END = "end"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Standing:
    """What is counted of a call: `unread` eligible applications have no reviewer yet."""

    stage: Stage
    windows: int = 0
    members: int = 0
    submitted: int = 0
    eligible: int = 0
    unread: int = 0
    reviews_open: int = 0
    has_order: bool = False
    offered: int = 0
    live: int = 0


def next_to_do(standing: Standing) -> ToDo:
    """The next thing to do; waiting is one too."""
    if standing.stage is Stage.ENDED:
        return ToDo.NOTHING
    if standing.stage is Stage.PUBLISHED:
        return _after_publication(standing)
    if standing.stage is Stage.CHOOSING:
        return _while_choosing(standing)
    if not standing.windows:
        return ToDo.INVITE_HOSTS
    if standing.stage is Stage.PLANNED:
        return ToDo.WAIT_OPEN
    return ToDo.WAIT_CLOSE if standing.members else ToDo.NAME_COMMITTEE


def _while_choosing(standing: Standing) -> ToDo:
    if standing.has_order:
        return ToDo.MATCH
    waits = (
        (standing.submitted, ToDo.DECIDE),
        (not standing.eligible, ToDo.END),
        (not standing.members, ToDo.NAME_COMMITTEE),
        (standing.unread, ToDo.ASSIGN),
        (standing.reviews_open, ToDo.AWAIT_REVIEWS),
    )
    return next((found for waiting, found in waits if waiting), ToDo.FIX_ORDER)


def _after_publication(standing: Standing) -> ToDo:
    if standing.offered:
        return ToDo.AWAIT_ANSWERS
    return ToDo.FOLLOW_VISITS if standing.live else ToDo.END


def score_of(scores: Mapping[str, int], weights: Mapping[str, int]) -> Fraction:
    """The weighted mean of one reviewer's scores; criteria weigh at least 1."""
    total = sum(weights.values())
    return Fraction(sum(scores[key] * weight for key, weight in weights.items()), total)


def mean_score(reviews: Collection[Mapping[str, int]], weights: Mapping[str, int]) -> float | None:
    """The mean over reviewers, to two decimals; None without reviews or criteria."""
    if not reviews or not weights:
        return None
    whole = sum((score_of(each, weights) for each in reviews), Fraction(0))
    return float(round(whole / len(reviews), 2))
