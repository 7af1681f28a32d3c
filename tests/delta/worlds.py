"""Random programmes and learners, and a plain walk through the days to compare the rules with."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from curriculum.domain.acceptance import RuleLine, RuleVersion
from curriculum.domain.delta import Change, Learned, LearnerRecord, ProductProgramme, Shown

FIRST = date(2027, 1, 15)
OUTCOMES = ("o.1", "o.2", "o.3", "o.4", "o.5")
MODULES = ("A", "B")
ROLES = ("NUR", "PHY")
seeded = settings(derandomize=True, deadline=None, max_examples=300, database=None)

days = st.integers(0, 150).map(lambda number: FIRST + timedelta(days=number))
some_outcomes = st.lists(st.sampled_from(OUTCOMES), unique=True, min_size=1).map(tuple)
lines = st.builds(
    RuleLine,
    outcome=st.sampled_from(OUTCOMES),
    module=st.sampled_from(MODULES),
    release_from=st.integers(1, 3),
    release_until=st.sampled_from([None, 1, 2, 3]),
    max_age_months=st.sampled_from([None, 1, 2, 3]),
)
changes = st.builds(
    Change,
    outcomes=some_outcomes,
    announced_on=days,
    due_on=days,
    roles=st.lists(st.sampled_from((*ROLES, "all")), unique=True).map(tuple),
)
shown = st.builds(
    Shown,
    module=st.sampled_from(MODULES),
    release=st.integers(1, 3),
    completed_on=days,
    completion_id=st.integers(1, 99),
)
learned = st.builds(Learned, outcomes=some_outcomes, completed_on=days)
records = st.builds(
    LearnerRecord,
    shown=st.lists(shown, max_size=5).map(tuple),
    learned=st.lists(learned, max_size=3).map(tuple),
    roles=st.lists(st.sampled_from(ROLES), unique=True).map(tuple),
)


@st.composite
def versions(draw):
    """Up to four versions in any order of days, as a careless service might hand them over."""
    begins = draw(st.lists(days, max_size=4))
    return tuple(
        RuleVersion(number, begin, tuple(draw(st.lists(lines, max_size=5))))
        for number, begin in enumerate(begins, start=1)
    )


@st.composite
def programmes(draw):
    """A product's programme with any rule and any changes."""
    return ProductProgramme(
        required=draw(some_outcomes),
        versions=draw(versions()),
        changes=tuple(draw(st.lists(changes, max_size=3))),
        validity_months=draw(st.sampled_from([0, 1, 3])),
    )


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def each_day(first: date, last: date):
    """Every day from one to another, both included."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def version_on(programme: ProductProgramme, day: date) -> RuleVersion | None:
    """The version in force on a day: of all that have begun, the one with the highest number."""
    begun = [each for each in programme.versions if each.valid_from <= day]
    return max(begun, key=lambda each: each.number) if begun else None


def holds(months: int, since: date, on: date) -> bool:
    """Whether something holds, by walking to its last day."""
    return since <= on and (not months or on in each_day(since, months_later(since, months)))


def line_takes(line: RuleLine, item: Shown, validity: int, on: date) -> bool:
    """Whether a line, whatever its version, takes a completion on a day."""
    releases = range(line.release_from, (line.release_until or 99) + 1)
    months = line.max_age_months or validity
    return (
        item.module == line.module
        and item.release in releases
        and holds(months, item.completed_on, on)
    )


def takers(programme: ProductProgramme, item: Shown, outcome: str, on: date) -> set[int]:
    """Numbers of the versions that were in force on a day since a completion and take it."""
    found = set()
    for day in each_day(item.completed_on, on):
        version = version_on(programme, day)
        if version and any(
            line.outcome == outcome and line_takes(line, item, programme.validity_months, on)
            for line in version.lines
        ):
            found.add(version.number)
    return found


def walked(programme: ProductProgramme, record: LearnerRecord, on: date):
    """Covered, learned, remaining and due, as a patient person with a calendar would find them."""
    covered = {
        key
        for key in programme.required
        if any(takers(programme, item, key, on) for item in record.shown)
    }
    own = {
        key
        for each in record.learned
        for key in each.outcomes
        if key in programme.required and holds(programme.validity_months, each.completed_on, on)
    }
    return covered, own - covered, set(programme.required) - covered - own, due(
        programme, record, covered | own, on
    )  # fmt: skip


def due(programme: ProductProgramme, record: LearnerRecord, held: set[str], on: date):
    """Pairs of outcome and day for what has changed and was not learned since."""
    found = set()
    for change in programme.changes:
        known = {
            key
            for each in record.learned
            if change.announced_on <= each.completed_on <= on
            for key in each.outcomes
        }
        mine = "all" in change.roles or any(role in change.roles for role in record.roles)
        if mine and change.announced_on <= on:
            found |= {(key, change.due_on) for key in held if key in change.outcomes} - {
                (key, change.due_on) for key in known
            }
    return found
