"""An attacker with every table of every quarter works out no group under ten."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from itertools import combinations, product
from random import Random

import pytest

from curriculum.domain.aggregates import (
    Measure,
    Published,
    Taken,
    ended_quarters,
    figures,
    publish,
    quarter_of,
)

BEGIN, NOW = date(2026, 1, 1), date(2028, 1, 9)
NEXT_WEEK = NOW + timedelta(days=7)
COUNTRIES = ("XA", "XB", "XC", "XD", "XE", "XF")
PROFESSIONS = ("NUR", "PHY", "PHA", "LAB")
DAY = date(2027, 5, 3)


def everyday_facts(random: Random, count: int) -> list[Taken]:
    """People of two years: some countries and professions large, some with one or two people."""
    found = []
    for person in range(count):
        started = BEGIN + timedelta(days=random.randrange(730))
        finished = started + timedelta(days=random.randrange(60))
        done = random.random() < 0.8
        found.append(
            Taken(
                person=person,
                country=random.choices(COUNTRIES, (60, 20, 10, 5, 3, 2))[0],
                profession=random.choices(PROFESSIONS, (60, 25, 10, 5))[0],
                started_on=started,
                completed_on=finished if done else None,
                minutes=random.randrange(8, 40) if done else None,
            )
        )
    return found


def every_view(facts: list[Taken], late: list[Taken]) -> list[Published]:
    """All quarters as seen now, and again next week when late facts have come in."""
    quarters = ended_quarters(BEGIN, NOW)
    seen = [figures(None, "fictoleucel", quarter, facts, NOW) for quarter in quarters]
    again = [
        figures(stored, "fictoleucel", stored.quarter, [*facts, *late], NEXT_WEEK)
        for stored in seen
    ]
    return [*seen, *again]


def subtractions(views: list[Published]) -> Iterable[int]:
    """Every figure less every other, and less the sum of up to three cells of any table."""
    tables = [table for view in views for table in view.tables]
    values = sorted({cell.people for table in tables for cell in table.cells})
    sums = {
        sum(cell.people for cell in some)
        for table in tables
        for size in (1, 2, 3)
        for some in combinations(table.cells, size)
    }
    return {value - less for value in {*values, *sums} for less in {*values, *sums}}


def test_no_subtraction_of_anything_ever_shown_gives_one_to_nine():
    random = Random(4)  # noqa: S311
    for count in (40, 300, 3000):
        views = every_view(everyday_facts(random, count), everyday_facts(random, 50))
        assert {value for value in subtractions(views) if 0 < abs(value) < 10} == set()


def test_a_second_look_shows_what_the_first_has_shown():
    random = Random(5)  # noqa: S311
    views = every_view(everyday_facts(random, 800), everyday_facts(random, 200))
    half = len(views) // 2
    assert views[:half] == views[half:]


# The strongest attacker knows the method and asks: which groups could have led to these tables?
# A group is recovered when all of them say that between one and nine people are in it.

World = tuple[int, ...]
View = Callable[[World], Hashable]


def recovered(worlds: list[World], view: View, targets: Callable[[World], World]) -> set[World]:
    """Worlds in which some target is certain to lie between one and nine, given the view."""
    alike: dict[Hashable, list[World]] = defaultdict(list)
    for world in worlds:
        alike[view(world)].append(world)
    found = set()
    for group in alike.values():
        for at in range(len(targets(group[0]))):
            if all(0 < targets(world)[at] < 10 for world in group):
                found |= set(group)
    return found


def itself(world: World) -> World:
    return world


def facts_of(world: World, places: list[tuple[str, str]]) -> list[Taken]:
    """As many people as a world says in each place."""
    return [
        Taken(1000 * at + number, *place, DAY, DAY)
        for at, (place, count) in enumerate(zip(places, world, strict=True))
        for number in range(count)
    ]


def our_view(places: list[tuple[str, str]]) -> View:
    """What the platform publishes of a world."""

    def view(world: World) -> Hashable:
        return publish("p", quarter_of(DAY), facts_of(world, places), NOW).tables

    return view


def without_small(world: World) -> Hashable:
    """What is often done instead: exact counts, cells under ten left out, and the total."""
    return tuple(count if count >= 10 else None for count in world), sum(world)


SOME = (0, 1, 2, 5, 9, 10, 11, 15, 19, 20, 21)
MORE = (*SOME, 22, 23, 24, 25, 28, 29, 30, 31)
THREE = [("XA", "NUR"), ("XB", "NUR"), ("XC", "NUR")]
FOUR = [("XA", "NUR"), ("XA", "PHY"), ("XB", "NUR"), ("XB", "PHY")]


def test_no_country_under_ten_is_certain_whatever_the_countries_are():
    found = recovered(list(product(MORE, repeat=3)), our_view(THREE), itself)
    assert {world for world in found if max(world) <= max(SOME)} == set()


def test_the_attack_breaks_tables_that_only_leave_small_cells_out():
    assert len(recovered(list(product(SOME, repeat=3)), without_small, itself)) > 100


def test_no_profession_of_a_country_is_certain_from_the_two_margins():
    worlds = list(product((0, 1, 3, 9, 10, 11, 12), repeat=4))
    assert recovered(worlds, our_view(FOUR), itself) == set()


def cohort(world: World, places: list[tuple[str, str]]) -> list[Taken]:
    """People of two places who started, and of whom some completed in the same quarter."""
    return [
        Taken(1000 * at + number, *place, DAY, DAY if number < completed else None, 10)
        for at, (place, started, completed) in enumerate(
            zip(places, world[::2], world[1::2], strict=True)
        )
        for number in range(started)
    ]


def hidden(world: World) -> World:
    """Who started, who completed and who did not, in each place and together."""
    here, there = world[0] - world[1], world[2] - world[3]
    return (*world, here, there, here + there)


def cohorts(counts: Iterable[int]) -> list[World]:
    return [
        world
        for world in product(counts, repeat=4)
        if world[1] <= world[0] and world[3] <= world[2]
    ]


@pytest.mark.parametrize("places", [THREE[:2], FOUR[::3]])
def test_nobody_who_has_not_finished_is_certain_from_starts_less_completions(places):
    def view(world: World) -> Hashable:
        return publish("p", quarter_of(DAY), cohort(world, places), NOW).tables

    found = recovered(cohorts((0, 1, 3, 9, 10, 11, 19, 20, 21, 29, 30)), view, hidden)
    assert {world for world in found if max(world) <= 21} == set()


def rounded_to_fives(world: World) -> Hashable:
    """Starts and completions by place in steps of five, as on the page of all centres."""
    return tuple(5 * int(count / 5 + 0.5) if count >= 10 else None for count in world)


def tens_by_place(world: World) -> Hashable:
    """Starts and completions by place and together in tens, small places put together."""
    started, completed = (
        publish("p", quarter_of(DAY), facts_of(world[at::2], THREE[:2]), NOW).tables
        for at in (0, 1)
    )
    return started, completed


def test_steps_of_five_would_give_away_who_has_not_finished():
    worlds = cohorts((10, 11, 12, 13, 15, 17, 18, 20, 22, 23, 25))
    assert len(recovered(worlds, rounded_to_fives, hidden)) > 100


def test_starts_by_place_would_give_away_who_has_not_finished():
    worlds = cohorts((0, 1, 3, 9, 10, 11, 19, 20, 21, 29, 30))
    assert (20, 20, 9, 0) in recovered(worlds, tens_by_place, hidden)


def looked_twice(second: Callable[[World], Hashable]) -> View:
    """A first look, and a second one a week later when some more people are known."""

    def view(world: World) -> Hashable:
        return second(world[:1]), second((world[0] + world[1],))

    return view


def test_a_second_look_at_fresh_numbers_would_give_away_who_came_late():
    worlds = list(product(range(10, 31), range(12)))

    def late(world: World) -> World:
        return (world[1],)

    exact = recovered(worlds, looked_twice(without_small), late)
    assert len(exact) > 100

    def stored(world: World) -> Hashable:
        facts = facts_of((world[0],), [("XA", "NUR")])
        first = figures(None, "p", quarter_of(DAY), facts, NOW)
        more = facts_of((world[0] + world[1],), [("XA", "NUR")])
        return first, figures(first, "p", quarter_of(DAY), more, NEXT_WEEK)

    assert recovered(worlds, stored, late) == set()


def test_both_measures_are_in_what_was_attacked():
    tables = publish("p", quarter_of(DAY), cohort((20, 20, 0, 0), THREE[:2]), NOW).tables
    assert {table.measure for table in tables if table.cells} == set(Measure)
