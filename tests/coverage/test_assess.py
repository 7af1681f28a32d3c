"""One requirement on a day: parts, any of several, own validity, what is shown directly, where."""

from datetime import date, timedelta

import pytest

from credentials.domain.coverage import RequirementStanding, Standing, assess
from credentials.domain.evidence import Group, Programme, Required
from passport.dates import Validity
from tests.coverage.random_frameworks import ELSEWHERE, HERE, shown

JAN, FEB, MAR = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
YEAR = Validity(12, 60)
UNMET = RequirementStanding("r", Standing.UNMET)
PARTIAL = RequirementStanding("r", Standing.PARTIAL)


def met(last_day):
    return RequirementStanding("r", Standing.MET, last_day)


def standing(evidence, on=MAR, centre=None, validity=YEAR, **fields):
    """The one requirement "r" of a framework, covered by A and B unless said otherwise."""
    required = Required("r", **{"sources": ("A", "B"), **fields})
    programme = Programme(validity, (Group("g", "G", (required,)),))
    (group,) = assess(programme, evidence, on, centre=centre)
    return group.requirements[0]


def test_some_of_what_is_needed_is_a_part():
    assert standing([]) == UNMET
    assert standing([shown("A", JAN)]) == PARTIAL
    assert standing([shown("A", JAN), shown("B", FEB)]) == met(date(2027, 1, 10))


def test_what_covers_a_part_never_shows_the_whole():
    assert standing([shown("C", JAN)], partial=("C",)) == PARTIAL
    assert standing([shown("C", JAN)], sources=(), partial=("C",)) == PARTIAL
    assert standing([shown("C", JAN)]) == UNMET


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2027, 3, 11), PARTIAL),
        (date(2027, 3, 12), UNMET),
    ],
)
def test_a_part_counts_until_its_grace_is_over(on, expected):
    assert standing([shown("A", JAN)], on=on) == expected


def test_what_was_whole_and_ran_out_is_expired_whatever_else_is_in_force():
    evidence = [shown("A", JAN), shown("B", JAN), shown("A", date(2027, 3, 1))]
    expired = RequirementStanding("r", Standing.EXPIRED, date(2027, 1, 10))
    assert standing(evidence, on=date(2027, 3, 12)) == expired


def test_any_of_several_takes_the_latest_day_whatever_their_order():
    either = {"any_of": True}
    later_first = [shown("A", FEB), shown("B", JAN)]
    later_last = [shown("A", JAN), shown("B", FEB)]
    assert standing(later_first, **either) == met(date(2027, 2, 10))
    assert standing(later_last, **either) == met(date(2027, 2, 10))


def test_what_shows_a_requirement_itself_is_enough():
    assert standing([shown("=r", JAN)]) == met(date(2027, 1, 10))
    assert standing([shown("=r", JAN)], sources=()) == met(date(2027, 1, 10))
    assert standing([shown("=other", JAN)]) == UNMET
    assert standing([shown("~r", JAN)]) == PARTIAL


def test_the_later_of_two_ways_counts():
    modules = [shown("A", FEB), shown("B", FEB)]
    assert standing([*modules, shown("=r", JAN)]) == met(date(2027, 2, 10))
    assert standing([*modules, shown("=r", MAR)]) == met(date(2027, 3, 10))


def own_validity(months):
    """The standing of what was shown in January, in a framework of a year."""
    fields = {"sources": ("A",), "validity": Validity(months)}
    required = Required("r", **fields)
    programme = Programme(YEAR, (Group("g", "G", (required,)),))
    return assess(programme, [shown("A", JAN)], MAR)[0].requirements[0]


def test_an_own_validity_wins_over_the_frameworks():
    assert own_validity(24) == met(date(2028, 1, 10))
    assert own_validity(0) == RequirementStanding("r", Standing.MET, None)
    assert own_validity(1) == RequirementStanding("r", Standing.EXPIRED, date(2026, 2, 10))


def test_what_has_no_validity_never_runs_out():
    for_good = RequirementStanding("r", Standing.MET, None)
    later = MAR + timedelta(days=9999)
    assert standing([shown("=r", JAN)], on=later, validity=Validity(0)) == for_good


def test_a_centre_counts_what_was_seen_there():
    evidence = [shown("A", JAN), shown("B", JAN, ELSEWHERE)]
    assert standing(evidence) == met(date(2027, 1, 10))
    assert standing(evidence, centre=ELSEWHERE) == met(date(2027, 1, 10))
    assert standing(evidence, centre=HERE) == PARTIAL
