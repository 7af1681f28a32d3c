"""Figures of many centres never speak of fewer than ten people, nor let anybody work them out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.domain.network import OTHERS, PersonFact, aggregate, by_key


def people(country: str, count: int, *, first: int = 0, core: int = 0) -> list[PersonFact]:
    return [
        PersonFact(first + i, country, ("NUR",), core=i < core, role=False, soon=False)
        for i in range(count)
    ]


def country(fact: PersonFact) -> tuple[str]:
    return (fact.country,)


def test_nine_people_are_no_figure_and_ten_are():
    assert aggregate("CZ", people("CZ", 9)) is None
    found = aggregate("CZ", people("CZ", 10, core=4))
    assert (found.people, found.core, found.role) == (10, 40, 0)


def test_figures_come_in_steps_of_five():
    found = aggregate("CZ", people("CZ", 23, core=8))
    assert (found.people, found.core) == (25, 35)


def test_small_countries_are_put_together():
    facts = [*people("CZ", 30), *people("PL", 6, first=100), *people("RO", 7, first=200)]
    assert [(each.key, each.people) for each in by_key(facts, country)] == [
        ("CZ", 30),
        (OTHERS, 15),
    ]


def test_a_single_small_country_takes_the_next_one_along():
    facts = [*people("CZ", 30), *people("PL", 12, first=100), *people("RO", 3, first=200)]
    assert [(each.key, each.people) for each in by_key(facts, country)] == [
        ("CZ", 30),
        (OTHERS, 15),
    ]


def test_a_handful_of_people_is_told_nothing_about():
    assert by_key(people("CZ", 4), country) == ()


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_what_is_left_out_of_the_figures_is_nobody_or_everybody(sizes):
    facts = [fact for i, size in enumerate(sizes) for fact in people(f"C{i}", size, first=1000 * i)]
    found = by_key(facts, country)
    alone = {each.key for each in found}
    rest = [fact for fact in facts if fact.country not in alone]
    assert not rest or len(rest) >= 10 or not found
    assert all(each.people >= 10 for each in found)
