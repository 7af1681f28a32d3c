"""Applications are shared out among readers without ties, evenly and always the same."""

import random
from collections import Counter
from itertools import combinations, product

import pytest

from observership.domain.committee import Assignment, Paper, Reader, Tie, share_out, tie_of


def _committee(number: int) -> list[Reader]:
    return [Reader(f"r{index}") for index in range(number)]


def test_an_applicant_never_reads_the_own_application():
    assert tie_of(Reader("jana"), Paper("a", applicant="jana")) is Tie.OWN


def test_who_applies_in_the_call_reads_nothing_of_it():
    assert tie_of(Reader("jana", applies=True), Paper("a", applicant="petr")) is Tie.APPLICANT


def test_a_colleague_of_the_home_centre_does_not_read():
    reader = Reader("jana", centres=frozenset({"brno", "praha"}))
    assert (
        tie_of(reader, Paper("a", applicant="petr", homes=frozenset({"praha"}))) is Tie.SAME_CENTRE
    )


def test_a_home_that_is_not_on_the_platform_ties_nobody():
    assert tie_of(Reader("jana", centres=frozenset({"brno"})), Paper("a", applicant="petr")) is None


def test_a_declared_tie_stays():
    paper = Paper("a", applicant="petr", declared=frozenset({"jana"}))
    assert tie_of(Reader("jana"), paper) is Tie.DECLARED


def test_every_application_has_two_readers_and_everybody_reads_as_much():
    papers = [Paper(f"p{index}", applicant="x") for index in range(30)]
    shared = share_out(_committee(5), papers, {})
    assert Counter(each.paper for each in shared) == {f"p{index}": 2 for index in range(30)}
    assert set(Counter(each.reader for each in shared).values()) == {12}


def test_readers_who_have_it_already_count():
    paper = Paper("p", applicant="x", readers=frozenset({"r0"}))
    shared = share_out(_committee(2), [paper], {"r0": 1})
    assert shared == (Assignment("p", "r1"),)


def test_with_too_few_readers_all_who_may_read_do():
    paper = Paper("p", applicant="r0")
    assert share_out(_committee(2), [paper], {}) == (Assignment("p", "r1"),)


def test_the_order_in_which_things_are_listed_changes_nothing():
    papers = [Paper(f"p{index}", applicant="x") for index in range(9)]
    readers = _committee(4)
    assert share_out(readers, papers, {}) == share_out(readers[::-1], papers[::-1], {})


def _instance(seed: int) -> tuple[list[Reader], list[Paper], dict[str, int]]:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    readers = [
        Reader(f"r{index}", centres=frozenset(dice.sample("abc", dice.randint(0, 2))))
        for index in range(dice.randint(1, 4))
    ]
    names = [reader.id for reader in readers]
    papers = [
        Paper(
            f"p{index}",
            applicant="x",
            homes=frozenset(dice.sample("abc", dice.randint(0, 1))),
            readers=frozenset(dice.sample(names, dice.randint(0, 1))),
        )
        for index in range(dice.randint(1, 4))
    ]
    return readers, papers, {name: dice.randint(0, 3) for name in names}


def _unevenness(loads: dict[str, int], chosen: list[str]) -> int:
    added = Counter(chosen)
    return sum((load + added[name]) ** 2 for name, load in loads.items())


def _best(readers: list[Reader], papers: list[Paper], loads: dict[str, int]) -> int:
    """The least unevenness of all ways there are."""
    ways = []
    for paper in papers:
        may = [r.id for r in readers if not tie_of(r, paper) and r.id not in paper.readers]
        missing = min(len(may), max(0, 2 - len(paper.readers)))
        ways.append(list(combinations(may, missing)))
    return min(
        _unevenness(loads, [name for part in way for name in part]) for way in product(*ways)
    )


@pytest.mark.parametrize("seed", range(150))
def test_no_other_way_is_more_even(seed):
    readers, papers, loads = _instance(seed)
    shared = share_out(readers, papers, loads)
    assert all(
        tie_of(reader, paper) is None
        for each in shared
        for reader in readers
        for paper in papers
        if (each.reader, each.paper) == (reader.id, paper.id)
    )
    assert _unevenness(loads, [each.reader for each in shared]) == _best(readers, papers, loads)
