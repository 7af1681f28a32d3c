"""When minimum covers break if nobody renews, which renewals repair them, and what runs out."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Break, HorizonMark, Renewal
from credentials.domain.team import Candidate, Candidates, Item, Rule, result
from passport.dates import earliest, is_after, within


def breaks(rules: Iterable[Rule], people: Candidates, on: date, horizon: date) -> tuple[Break, ...]:
    """Rules that do not hold on every day up to the horizon, soonest first."""
    found = [first_break(rule, people.get(rule.role, ()), on, horizon) for rule in rules]
    return tuple(sorted((each for each in found if each), key=lambda each: each.on))


def first_break(rule: Rule, people: Sequence[Candidate], on: date, horizon: date) -> Break | None:
    """The first day on which fewer than the minimum are able; today when they are already."""
    now = result(rule, people)
    if not now.holds:
        return Break(now, on, now.able, _repairs_now(people))
    # Those who stay able longest come last; cover breaks when the minimum-th of them drops out.
    untils = sorted((each.until or date.max for each in people if each.able), reverse=True)
    last = untils[rule.minimum - 1]
    if not is_after(horizon, last):
        return None
    able_then = sum(is_after(until, last) for until in untils)
    dropping = [each for each in people if each.able and each.until == last]
    return Break(now, last + timedelta(days=1), able_then, _renewals(dropping, last))


def _renewals(people: Iterable[Candidate], last: date) -> tuple[Renewal, ...]:
    """What these must renew so as to be able on the day after."""
    return tuple(
        Renewal(each.member_id, item.label, item.last_day)
        for each in people
        for item in each.items
        if item.last_day and item.until and not is_after(item.until, last)
    )


def _repairs_now(people: Iterable[Candidate]) -> tuple[Renewal, ...]:
    """What people must renew who would be able if nothing of theirs had run out."""
    return tuple(
        Renewal(each.member_id, item.label, item.last_day)
        for each in people
        if not each.able and all(_held_once(item) for item in each.items)
        for item in each.items
        if not item.holds and item.last_day
    )


def _held_once(item: Item) -> bool:
    return item.holds or item.standing is Standing.EXPIRED


def marks(people: Candidates, on: date, horizon: date) -> tuple[HorizonMark, ...]:
    """What runs out up to the horizon, by day: of each person the first of each group.

    Last valid days, without grace.
    """
    found: dict[tuple[int, str], HorizonMark] = {}
    for each in _everybody(people):
        for what, day in _running_out(each):
            mark = HorizonMark(day, each.member_id, what)
            key = (each.member_id, what)
            if within(on, horizon, day) and (key not in found or is_after(found[key].on, day)):
                found[key] = mark
    return tuple(sorted(found.values(), key=lambda mark: (mark.on, mark.member_id, mark.what)))


def _everybody(people: Candidates) -> Iterable[Candidate]:
    return (each for candidates in people.values() for each in candidates)


def _running_out(candidate: Candidate) -> Iterable[tuple[str, date]]:
    """Groups and own requirements of somebody, with the day on which each first runs out."""
    days: dict[str, list[date]] = {}
    for item in candidate.items:
        if item.holds and item.last_day:
            days.setdefault(item.part, []).append(item.last_day)
    for what, last_days in days.items():
        first = earliest(last_days)
        if first:
            yield what, first
