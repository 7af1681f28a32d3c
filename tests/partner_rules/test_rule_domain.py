"""What a rule changes, when learners are reminded, which bands hide small groups."""

from datetime import date, timedelta
from itertools import product

import pytest

from curriculum.domain.acceptance import RuleLine
from curriculum.domain.aggregates import Taken
from curriculum.domain.label_changes import ChangeCode, ChangeDraft, change_findings, reminder_due
from curriculum.domain.product_ways import Passed, Person, saved_each, ways
from curriculum.domain.question_bands import Band, band_of
from curriculum.domain.rule_changes import LineChange, rule_changes, rule_effect

ON = date(2026, 11, 21)
DAY = timedelta(days=1)
ONE, TWO, THREE = (RuleLine(key, "COR-04", 1) for key in ("o.1", "o.2", "o.3"))


def test_lines_are_new_gone_or_changed():
    later = RuleLine("o.1", "COR-04", 2)
    found = rule_changes([ONE, TWO], [later, THREE])
    assert [(each.change, each.before, each.after) for each in found] == [
        (LineChange.CHANGED, ONE, later),
        (LineChange.REMOVED, TWO, None),
        (LineChange.ADDED, None, THREE),
    ]
    assert rule_changes([ONE, TWO], [TWO, ONE]) == ()


def test_an_effect_counts_required_outcomes_once_and_names_what_nobody_can_show():
    twice = RuleLine("o.1", "NUR-01", 1)
    effect = rule_effect(("o.1", "o.2", "o.3"), [ONE, twice, RuleLine("x", "COR-04", 1)], {"o.2"})
    assert (effect.accepted, effect.required, effect.unreachable) == (1, 3, ("o.3",))


DRAFT = ChangeDraft("Fictional storage changed.", ("o.1",), ("NUR",), ON + 30 * DAY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"summary": " "}, ChangeCode.SUMMARY_EMPTY),
        ({"summary": "a" * 501}, ChangeCode.SUMMARY_LONG),
        ({"summary": "See WWW.cells.example"}, ChangeCode.SUMMARY_ADDRESS),
        ({"outcomes": ()}, ChangeCode.OUTCOMES_EMPTY),
        ({"outcomes": ("o.1", "x")}, ChangeCode.OUTCOMES_UNKNOWN),
        ({"roles": ()}, ChangeCode.ROLES_EMPTY),
        ({"roles": ("all",)}, ChangeCode.ROLES_UNKNOWN),
        ({"due_on": ON + 29 * DAY}, ChangeCode.DUE_SOON),
        ({"due_on": ON + 366 * DAY}, ChangeCode.DUE_LATE),
    ],
)
def test_each_fault_of_an_announcement_has_its_code(changed, code):
    draft = ChangeDraft(**{**vars(DRAFT), **changed})
    assert change_findings(draft, {"o.1"}, {"NUR"}, ON) == (code,)


def test_thirty_days_and_a_year_are_allowed():
    for days in (30, 365):
        draft = ChangeDraft(**{**vars(DRAFT), "due_on": ON + days * DAY})
        assert change_findings(draft, {"o.1"}, {"NUR"}, ON) == ()


def test_reminders_come_30_and_7_days_before_and_not_right_after_the_announcement():
    due = ON + 60 * DAY
    found = {left: reminder_due(ON, due, due - left * DAY) for left in (60, 31, 30, 8, 7, 0, -1)}
    assert found == {60: None, 31: None, 30: 30, 8: 30, 7: 7, 0: 7, -1: None}
    short = ON + 30 * DAY
    assert [reminder_due(ON, short, short - left * DAY) for left in (30, 29, 7)] == [None, None, 7]


def test_a_way_runs_from_the_first_activity_since_the_last_pass():
    days = tuple(ON + number * DAY for number in (0, 2, 40, 90))
    person = Person(1, "CZ", "nurse", days, (Passed(ON + 5 * DAY, "DE", "physician", 18),))
    assert ways([person]) == (
        Taken(1, "DE", "physician", ON, ON + 5 * DAY, 18),
        Taken(1, "CZ", "nurse", ON + 40 * DAY),
    )


def test_what_was_recognised_at_once_starts_on_the_day_it_was_passed():
    person = Person(1, "CZ", "nurse", (), (Passed(ON, "CZ", "nurse", 0),))
    assert ways([person]) == (Taken(1, "CZ", "nurse", ON, ON, 0),)


def test_spared_minutes_are_a_median_in_fives_of_ten_people_or_more():
    assert saved_each([12] * 9) is None
    assert saved_each([12] * 10) == 10
    assert saved_each([13] * 10) == 15


def test_a_question_has_a_band_after_thirty_answers():
    assert band_of(29, 29) is None
    assert [band_of(right, 100) for right in (0, 39, 40, 97, 98, 100)] == [
        Band.HARD, Band.HARD, Band.ORDINARY, Band.ORDINARY, Band.EASY, Band.EASY,
    ]  # fmt: skip


def recovered(view) -> set[tuple[int, int]]:
    """Numbers right and wrong of which one is certain to lie between 1 and 9, given the view.

    The attacker knows how many answered, from other figures.
    """
    worlds = [world for world in product(range(71), repeat=2) if 30 <= sum(world) <= 70]
    alike: dict = {}
    for world in worlds:
        alike.setdefault((sum(world), view(*world)), []).append(world)
    return {
        world
        for group in alike.values()
        for side in (0, 1)
        if all(0 < each[side] < 10 for each in group)
        for world in group
    }


def test_no_band_gives_away_how_few_were_right_or_wrong():
    assert recovered(lambda right, wrong: band_of(right, right + wrong)) == set()


def test_a_share_in_steps_of_ten_percent_would_give_it_away():
    rounded = recovered(lambda right, wrong: round(10 * right / ((right + wrong) or 1)))
    assert (27, 3) in rounded
