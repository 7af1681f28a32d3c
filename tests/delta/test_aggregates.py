"""What a partner sees: tens of people in quarters that have ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.domain.aggregates import (
    EVERYBODY,
    OTHERS,
    Cell,
    Dimension,
    Measure,
    Quarter,
    QuarterOpenError,
    Taken,
    ended_quarters,
    figures,
    publish,
    quarter_of,
    tens,
)
from tests.delta.worlds import seeded

SPRING = Quarter(2027, 2)
DAY = date(2027, 5, 3)
AFTER = date(2027, 7, 1)


def people(count: int, country: str = "XA", profession: str = "NUR", **values) -> list[Taken]:
    first = int.from_bytes(f"{country}{profession}".encode()) * 1000
    values = {"completed_on": DAY, **values}
    return [Taken(first + number, country, profession, DAY, **values) for number in range(count)]


def cells(facts, measure=Measure.COMPLETIONS, dimension=Dimension.COUNTRY) -> tuple[Cell, ...]:
    [table] = [
        table
        for table in publish("fictoleucel", SPRING, facts, AFTER).tables
        if (table.measure, table.dimension) == (measure, dimension)
    ]
    return table.cells


def shown(facts, **which) -> list[tuple[str, int]]:
    return [(cell.key, cell.people) for cell in cells(facts, **which)]


def test_ten_are_shown_and_nine_are_not():
    assert shown(people(10)) == [("XA", 10)]
    assert shown(people(9)) == []
    assert shown(people(9), dimension=Dimension.TOTAL) == []


def test_counts_are_rounded_down_to_tens():
    assert shown(people(19)) == [("XA", 10)]
    assert shown(people(29), dimension=Dimension.TOTAL) == [(EVERYBODY, 20)]
    assert [tens(count) for count in (0, 9, 10, 19, 20, 109)] == [None, None, 10, 10, 20, 100]


def test_small_countries_are_put_together():
    facts = [*people(30), *people(6, "XB"), *people(5, "XC")]
    assert shown(facts) == [("XA", 30), (OTHERS, 10)]


def test_a_small_country_alone_takes_a_larger_one_with_it():
    facts = [*people(40), *people(12, "XB"), *people(3, "XC")]
    assert shown(facts) == [("XA", 40), (OTHERS, 10)]


def test_two_countries_of_which_one_is_small_are_shown_as_one():
    assert shown([*people(40), *people(3, "XC")]) == [(OTHERS, 40)]


def test_unknown_countries_go_with_the_others():
    assert shown([*people(20), *people(11, "")]) == [("XA", 20), (OTHERS, 10)]


def test_each_dimension_stands_alone_and_a_person_is_counted_once():
    facts = [*people(10), *people(10, profession="PHY"), *people(10)]
    assert shown(facts) == [("XA", 20)]
    assert shown(facts, dimension=Dimension.PROFESSION) == [("NUR", 10), ("PHY", 10)]


def test_completions_carry_the_median_minutes_of_ten_or_more():
    done = people(11, minutes=17)
    assert cells(done) == (Cell("XA", 10, 15),)
    assert cells(done, Measure.STARTS, Dimension.TOTAL) == (Cell(EVERYBODY, 10, None),)
    untimed = [replace(fact, minutes=None) for fact in done[:2]] + done[2:]
    assert cells(untimed) == (Cell("XA", 10, None),)


def started(facts) -> list[tuple[str, int]]:
    return shown(facts, measure=Measure.STARTS, dimension=Dimension.TOTAL)


def test_starts_and_completions_count_in_their_own_quarter():
    late = people(10, completed_on=date(2027, 7, 1))
    assert (started(late), shown(late)) == ([(EVERYBODY, 10)], [])
    for day, counts in (
        (date(2027, 3, 31), False),
        (date(2027, 4, 1), True),
        (date(2027, 6, 30), True),
        (date(2027, 7, 1), False),
    ):
        assert bool(started([*late[1:], replace(late[0], started_on=day)])) is counts


def test_starts_are_shown_as_one_total_and_nothing_by_two_dimensions():
    tables = publish("fictoleucel", SPRING, people(30), AFTER).tables
    assert [(str(table.measure), str(table.dimension)) for table in tables] == [
        ("starts", "total"),
        ("completions", "total"),
        ("completions", "country"),
        ("completions", "profession"),
    ]


def test_a_quarter_is_computed_after_its_last_day_only():
    with pytest.raises(QuarterOpenError):
        publish("fictoleucel", SPRING, [], date(2027, 6, 30))
    assert publish("fictoleucel", SPRING, [], date(2027, 7, 1)).quarter == SPRING


def test_late_facts_never_change_what_was_published():
    stored = publish("fictoleucel", SPRING, people(10), AFTER)
    later = AFTER + timedelta(days=7)
    assert figures(stored, "fictoleucel", SPRING, people(60), later) == stored
    assert figures(None, "fictoleucel", SPRING, people(10), later) == stored


def test_quarters_follow_one_another_without_gap_or_overlap():
    day, seen = date(2027, 1, 1), []
    for number in range(900):
        quarter = quarter_of(day + timedelta(days=number))
        assert quarter.first_day <= day + timedelta(days=number) <= quarter.last_day
        seen += [] if quarter in seen else [quarter]
    assert [quarter.following for quarter in seen[:-1]] == seen[1:]
    assert quarter_of(date(2027, 12, 31)).following == Quarter(2028, 1)


def test_only_quarters_that_have_ended_are_listed():
    assert ended_quarters(date(2026, 12, 31), date(2027, 6, 30)) == (
        Quarter(2026, 4), Quarter(2027, 1),
    )  # fmt: skip
    assert ended_quarters(date(2026, 12, 31), date(2027, 7, 1))[-1] == SPRING
    assert ended_quarters(date(2027, 6, 30), date(2027, 6, 30)) == ()


facts = st.lists(
    st.builds(
        Taken,
        person=st.integers(1, 60),
        country=st.sampled_from(["XA", "XB", "XC", "XD", ""]),
        profession=st.sampled_from(["NUR", "PHY", "PHA"]),
        started_on=st.dates(date(2027, 3, 1), date(2027, 7, 31)),
        completed_on=st.none() | st.dates(date(2027, 3, 1), date(2027, 7, 31)),
        minutes=st.none() | st.integers(1, 90),
    ),
    max_size=120,
)


@seeded
@given(facts=facts, seed=st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_no_figure(facts, seed):
    mixed = seed.sample(facts, len(facts))
    assert publish("p", SPRING, mixed, AFTER) == publish("p", SPRING, facts, AFTER)


@seeded
@given(facts=facts)
def test_every_figure_is_a_multiple_of_ten_and_every_minute_of_five(facts):
    for table in publish("p", SPRING, facts, AFTER).tables:
        assert all(cell.people >= 10 and cell.people % 10 == 0 for cell in table.cells)
        assert all(cell.minutes is None or cell.minutes % 5 == 0 for cell in table.cells)
