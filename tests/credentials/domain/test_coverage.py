"""When a stamp is earned, renewed, due and expired."""

from datetime import date, timedelta

import pytest

from credentials.domain.coverage import Standing, assess, last_earning
from credentials.domain.evidence import Group, Required
from credentials.domain.progress import next_stamps
from tests.credentials.domain.records import YEAR, group, programme, shown

CORE = group("core", "A", "B")
JAN, FEB, MAR = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)


def earned(evidence, on, what=CORE):
    found = last_earning(what, evidence, YEAR, on)
    return found.earned_on if found else None


def test_a_stamp_is_earned_on_the_day_of_its_last_requirement():
    assert earned([shown("A", JAN), shown("B", FEB)], FEB) == FEB
    assert earned([shown("A", JAN), shown("B", FEB)], FEB - timedelta(days=1)) is None


def test_a_missing_requirement_earns_nothing():
    assert earned([shown("A", JAN)], MAR) is None


def test_an_empty_group_earns_nothing():
    assert earned([shown("A", JAN)], MAR, what=Group("core", "Core", ())) is None


@pytest.mark.parametrize(
    ("second", "day"),
    [(date(2027, 3, 11), date(2027, 3, 11)), (date(2027, 3, 12), None)],
)
def test_an_old_completion_counts_until_its_grace_is_over(second, day):
    evidence = [shown("A", JAN), shown("B", second)]
    assert earned(evidence, date(2028, 1, 1)) == day


def test_a_renewal_is_earned_when_everything_was_shown_again():
    evidence = [shown("A", JAN), shown("B", JAN), shown("A", FEB)]
    assert earned(evidence, MAR) == JAN
    assert earned([*evidence, shown("B", MAR)], MAR) == MAR


def test_what_was_shown_on_the_day_of_earning_does_not_renew():
    evidence = [shown("A", JAN), shown("B", JAN), shown("B", JAN), shown("A", FEB)]
    assert earned(evidence, MAR) == JAN


def test_the_stamp_lists_the_latest_completion_of_each_module_up_to_its_day():
    evidence = [shown("A", JAN), shown("A", FEB, release=2), shown("B", MAR), shown("A", MAR)]
    found = last_earning(CORE, [*evidence, shown("A", date(2026, 4, 1))], YEAR, date(2026, 5, 1))
    assert [(item.source, item.completed_on) for item in found.evidence] == [("A", MAR), ("B", MAR)]


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (JAN - timedelta(days=1), Standing.UNMET),
        (JAN, Standing.MET),
        (date(2027, 1, 10), Standing.MET),
        (date(2027, 1, 11), Standing.RENEWAL_DUE),
        (date(2027, 3, 11), Standing.RENEWAL_DUE),
        (date(2027, 3, 12), Standing.EXPIRED),
    ],
)
def test_a_stamp_stands_for_a_year_then_sixty_days(on, standing):
    evidence = [shown("A", JAN), shown("B", JAN)]
    (found,) = assess(programme(CORE), evidence, on)
    assert found.standing is standing
    assert {item.standing for item in found.requirements} == {standing}


def test_a_stamp_of_the_leap_day_holds_to_the_last_of_february():
    evidence = [shown("A", date(2028, 2, 29)), shown("B", date(2028, 2, 29))]
    found = last_earning(CORE, evidence, YEAR, date(2028, 3, 1))
    assert found.expires_on == date(2029, 2, 28)


def test_a_requirement_of_several_modules_needs_all_unless_any_is_enough():
    every = Group("core", "Core", (Required("care", ("A", "B")),))
    either = Group("core", "Core", (Required("care", ("A", "B"), any_of=True),))
    assert earned([shown("A", JAN)], MAR, what=every) is None
    assert earned([shown("A", JAN), shown("B", FEB)], MAR, what=every) == FEB
    assert earned([shown("A", JAN)], MAR, what=either) == JAN


def test_a_requirement_without_modules_is_never_met():
    assert earned([shown("A", JAN)], MAR, what=Group("core", "Core", (Required("x", ()),))) is None


def test_what_comes_next_names_the_first_missing_module():
    whole = programme(CORE, group("NUR", "C"), group("PHA", "D"))
    standings = assess(whole, [shown("A", JAN)], MAR)
    found = next_stamps(whole, standings, {"core", "NUR"})
    assert [(item.key, item.done, item.total, item.next_label) for item in found] == [
        ("core", 1, 2, "B"),
        ("NUR", 0, 1, "C"),
    ]


def test_an_earned_stamp_is_not_announced_again():
    whole = programme(group("core", "A"))
    standings = assess(whole, [shown("A", JAN)], MAR)
    assert next_stamps(whole, standings, {"core"}) == ()
