"""What a learner still has to do for a product, story by story."""

from dataclasses import replace
from datetime import date

import pytest

from curriculum.domain.acceptance import RuleLine, RuleVersion
from curriculum.domain.delta import (
    Change,
    Covered,
    Learned,
    LearnerRecord,
    ProductProgramme,
    Shown,
    UpdateDue,
    delta,
)

RULE = RuleVersion(
    1, date(2027, 1, 1), (RuleLine("crs", "COR-04", 2), RuleLine("ice", "COR-05", 1))
)
PROGRAMME = ProductProgramme(required=("crs", "ice", "thaw"), versions=(RULE,))
CRS = Shown("COR-04", 2, date(2027, 3, 1), 7)
ON = date(2027, 6, 1)


def keys(found) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return tuple(item.outcome for item in found.covered), found.learned, found.remaining


def held_on(day: date, programme: ProductProgramme = PROGRAMME, *shown: Shown) -> bool:
    found = delta(programme, LearnerRecord(shown=shown or (CRS,)), day)
    return "crs" in keys(found)[0]


def test_a_newcomer_has_everything_to_do():
    found = delta(PROGRAMME, LearnerRecord(), ON)
    assert keys(found) == ((), (), ("crs", "ice", "thaw"))
    assert found.to_learn == ("crs", "ice", "thaw")


def test_what_the_core_has_shown_is_covered_and_names_its_evidence():
    found = delta(PROGRAMME, LearnerRecord(shown=(CRS,)), ON)
    assert found.covered == (Covered("crs", "COR-04", 2, date(2027, 3, 1), 7, 1),)
    assert found.remaining == ("ice", "thaw")


def test_what_was_learned_in_the_product_module_is_done():
    record = LearnerRecord(shown=(CRS,), learned=(Learned(("thaw", "crs"), date(2027, 5, 1)),))
    assert keys(delta(PROGRAMME, record, ON)) == (("crs",), ("thaw",), ("ice",))


def test_a_release_outside_the_range_covers_nothing():
    assert not held_on(ON, PROGRAMME, Shown("COR-04", 1, date(2027, 3, 1), 7))


def test_without_any_rule_nothing_is_covered():
    assert not held_on(ON, ProductProgramme(required=("crs",), versions=()))


@pytest.mark.parametrize(
    ("earned", "last", "months"),
    [
        (date(2027, 3, 1), date(2027, 9, 1), 6),
        (date(2027, 8, 31), date(2028, 2, 29), 6),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2028, 2, 29), date(2029, 2, 28), 12),
    ],
)
def test_the_last_day_of_the_greatest_age_counts_and_the_next_does_not(earned, last, months):
    rule = RuleVersion(1, date(2020, 1, 1), (RuleLine("crs", "COR-04", 1, None, months),))
    programme = ProductProgramme(("crs",), (rule,), validity_months=24)
    item = Shown("COR-04", 1, earned, 7)
    assert held_on(last, programme, item)
    assert not held_on(date.fromordinal(last.toordinal() + 1), programme, item)
    assert held_on(earned, programme, item)
    assert not held_on(date.fromordinal(earned.toordinal() - 1), programme, item)


def test_a_line_without_an_age_holds_as_long_as_the_product_s_own_evidence():
    assert held_on(date(2028, 3, 1))
    assert not held_on(date(2028, 3, 2))


def test_evidence_without_an_end_never_runs_out():
    programme = ProductProgramme(("crs",), (RULE,), validity_months=0)
    assert held_on(date(2060, 1, 1), programme)


def test_what_was_learned_in_the_product_module_runs_out_without_grace():
    record = LearnerRecord(learned=(Learned(("thaw",), date(2027, 5, 1)),))
    assert keys(delta(PROGRAMME, record, date(2028, 5, 1)))[1] == ("thaw",)
    assert keys(delta(PROGRAMME, record, date(2028, 5, 2)))[1] == ()


STRICTER = RuleVersion(2, date(2027, 4, 1), (RuleLine("crs", "COR-04", 5),))
CHANGED = ProductProgramme(("crs", "ice", "thaw"), (RULE, STRICTER))


def test_a_stricter_version_takes_nothing_from_what_was_earned_before_its_date():
    assert held_on(ON, CHANGED, Shown("COR-04", 2, date(2027, 3, 31), 7))


def test_what_is_earned_from_its_date_on_counts_by_the_stricter_version():
    assert not held_on(ON, CHANGED, Shown("COR-04", 2, date(2027, 4, 1), 7))


def test_what_was_earned_under_the_old_version_still_grows_old():
    old = Shown("COR-04", 2, date(2027, 3, 31), 7)
    assert held_on(date(2028, 3, 31), CHANGED, old)
    assert not held_on(date(2028, 4, 1), CHANGED, old)


def test_a_wider_version_counts_for_what_was_earned_before_it():
    wider = RuleVersion(2, date(2027, 4, 1), (RuleLine("crs", "COR-04", 1),))
    programme = ProductProgramme(("crs",), (RULE, wider))
    early = Shown("COR-04", 1, date(2027, 2, 1), 7)
    assert not held_on(date(2027, 3, 31), programme, early)
    assert held_on(date(2027, 4, 1), programme, early)


def test_a_completion_from_before_the_first_version_counts_by_the_first():
    early = Shown("COR-04", 2, date(2026, 12, 1), 7)
    assert held_on(ON, CHANGED, early)
    assert not held_on(date(2026, 12, 31), CHANGED, early)


def test_a_version_that_was_never_in_force_accepts_nothing():
    mistake = RuleVersion(1, date(2027, 4, 1), (RuleLine("crs", "COR-04", 1),))
    repaired = RuleVersion(2, date(2027, 4, 1), ())
    programme = ProductProgramme(("crs",), (mistake, repaired))
    assert not held_on(ON, programme, CRS)


def test_the_latest_completion_is_named_by_the_newest_version_that_takes_it():
    newer = RuleVersion(2, date(2027, 4, 1), (RuleLine("crs", "COR-04", 1),))
    record = LearnerRecord(shown=(CRS, Shown("COR-04", 3, date(2027, 5, 1), 8)))
    found = delta(ProductProgramme(("crs",), (RULE, newer)), record, ON)
    assert found.covered == (Covered("crs", "COR-04", 3, date(2027, 5, 1), 8, 2),)


LABEL = Change(("crs", "thaw", "ice"), date(2027, 5, 1), date(2027, 7, 1), ("NUR",))
WITH_CHANGE = ProductProgramme(("crs", "ice", "thaw"), (RULE,), (LABEL,))


def record_of(*learned: Learned, roles: tuple[str, ...] = ("NUR",)) -> LearnerRecord:
    return LearnerRecord(shown=(CRS,), learned=learned, roles=roles)


def test_a_change_asks_for_an_update_and_takes_nothing_away():
    found = delta(WITH_CHANGE, record_of(Learned(("thaw",), date(2027, 4, 30))), ON)
    assert found.updates == (UpdateDue(("crs", "thaw"), date(2027, 7, 1), date(2027, 5, 1)),)
    assert keys(found) == (("crs",), ("thaw",), ("ice",))
    assert found.to_learn == ("crs", "ice", "thaw")


def test_what_was_learned_on_the_day_of_the_announcement_is_up_to_date():
    found = delta(WITH_CHANGE, record_of(Learned(("thaw", "crs"), date(2027, 5, 1))), ON)
    assert found.updates == ()


def test_learning_it_again_clears_it_and_core_completions_do_not():
    later = Shown("COR-04", 9, date(2027, 5, 20), 9)
    record = LearnerRecord(shown=(later,), roles=("NUR",))
    assert delta(WITH_CHANGE, record, ON).updates[0].outcomes == ("crs",)
    again = LearnerRecord((later,), (Learned(("crs",), date(2027, 5, 21)),), ("NUR",))
    assert delta(WITH_CHANGE, again, ON).updates == ()


def test_what_was_updated_once_stays_updated_when_it_runs_out():
    recent = Shown("COR-04", 2, date(2028, 6, 1), 8)
    record = LearnerRecord((recent,), (Learned(("crs",), date(2027, 5, 2)),), ("NUR",))
    assert delta(WITH_CHANGE, record, date(2028, 6, 2)).updates == ()


def test_a_change_is_silent_before_its_day_and_for_other_roles():
    assert delta(WITH_CHANGE, record_of(), date(2027, 4, 30)).updates == ()
    assert delta(WITH_CHANGE, record_of(roles=("PHY",)), ON).updates == ()


def test_an_update_stays_due_after_its_day():
    found = delta(WITH_CHANGE, record_of(), date(2027, 12, 1))
    assert [update.due_on for update in found.updates] == [date(2027, 7, 1)]
    assert keys(found)[0] == ("crs",)


def test_changes_of_the_same_days_are_told_apart_by_their_keys():
    changes = (
        Change(("crs",), date(2027, 5, 1), date(2027, 7, 1), ("NUR",), key=1),
        Change(("crs",), date(2027, 5, 1), date(2027, 7, 1), ("PHY",), key=2),
        Change(("crs",), date(2027, 5, 1), date(2027, 7, 1), ("all",), key=3),
    )
    found = delta(ProductProgramme(("crs",), (RULE,), changes), record_of(), ON)
    assert [update.change for update in found.updates] == [1, 3]


def test_an_older_text_learned_after_the_change_does_not_teach_it():
    world = replace(WITH_CHANGE, changes=(replace(LABEL, version=2),))
    for version, due in ((1, True), (2, False), (3, False), (0, False)):
        learned = Learned(LABEL.outcomes, LABEL.announced_on, version)
        found = delta(world, record_of(learned), ON)
        assert bool(found.updates) is due
