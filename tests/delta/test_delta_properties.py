"""Whatever the rules, the changes and the evidence: what is covered, what remains, what is due."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from curriculum.domain.acceptance import RuleVersion
from curriculum.domain.delta import Learned, LearnerRecord, ProductProgramme, delta
from tests.delta.worlds import (
    days,
    learned,
    lines,
    programmes,
    records,
    seeded,
    shown,
    takers,
    walked,
)


def covered_keys(found) -> set[str]:
    return {item.outcome for item in found.covered}


def held(found) -> set[str]:
    return covered_keys(found) | set(found.learned)


@seeded
@given(programme=programmes(), record=records, on=days)
def test_covered_learned_and_remaining_make_up_what_is_required(programme, record, on):
    found = delta(programme, record, on)
    parts = [*(item.outcome for item in found.covered), *found.learned, *found.remaining]
    assert sorted(parts) == sorted(programme.required)
    assert found.required == programme.required


@seeded
@given(programme=programmes(), record=records, on=days)
def test_a_walk_through_the_days_finds_the_same(programme, record, on):
    found = delta(programme, record, on)
    updates = {(key, update.due_on) for update in found.updates for key in update.outcomes}
    assert (
        covered_keys(found), set(found.learned), set(found.remaining), updates
    ) == walked(programme, record, on)  # fmt: skip


@seeded
@given(programme=programmes(), record=records, on=days, more=shown, own=learned)
def test_more_evidence_never_leaves_more_to_do(programme, record, on, more, own):
    before = delta(programme, record, on)
    after = delta(
        programme,
        replace(record, shown=(*record.shown, more), learned=(*record.learned, own)),
        on,
    )
    assert covered_keys(before) <= covered_keys(after)
    assert held(before) <= held(after)
    assert set(after.remaining) <= set(before.remaining)


@seeded
@given(
    programme=programmes(), record=records, on=days, begins=days, new=st.lists(lines, max_size=5)
)
def test_a_new_version_takes_nothing_from_what_was_earned_before_its_date(
    programme: ProductProgramme, record: LearnerRecord, on, begins, new
):
    older = replace(
        programme, versions=tuple(each for each in programme.versions if each.valid_from < begins)
    )
    number = max((each.number for each in older.versions), default=0) + 1
    newer = replace(older, versions=(*older.versions, RuleVersion(number, begins, tuple(new))))
    before = replace(
        record, shown=tuple(item for item in record.shown if item.completed_on < begins)
    )
    assert covered_keys(delta(older, before, on)) <= covered_keys(delta(newer, before, on))


@seeded
@given(programme=programmes(), record=records, on=days)
def test_nothing_is_covered_that_no_version_accepted(programme, record, on):
    for item in delta(programme, record, on).covered:
        [source] = [
            each
            for each in dict.fromkeys(record.shown)
            if (each.module, each.release, each.completed_on, each.completion_id)
            == (item.module, item.release, item.completed_on, item.completion_id)
        ]
        assert item.rule_number in takers(programme, source, item.outcome, on)
        assert item.completed_on <= on


@seeded
@given(programme=programmes(), record=records, on=days, seed=st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(programme, record, on, seed):
    def mixed(items):
        return tuple(seed.sample(items, len(items)))

    shuffled = LearnerRecord(mixed(record.shown), mixed(record.learned), mixed(record.roles))
    again = replace(programme, versions=mixed(programme.versions), changes=mixed(programme.changes))
    assert delta(again, shuffled, on) == delta(programme, record, on)


@seeded
@given(programme=programmes(), record=records, on=days)
def test_a_change_never_takes_anything_away(programme, record, on):
    calm = delta(replace(programme, changes=()), record, on)
    found = delta(programme, record, on)
    assert (found.covered, found.learned, found.remaining) == (
        calm.covered, calm.learned, calm.remaining,
    )  # fmt: skip
    assert {key for update in found.updates for key in update.outcomes} <= held(found)


@seeded
@given(programme=programmes(), record=records, on=days)
def test_learning_today_what_is_asked_leaves_nothing_to_do(programme, record, on):
    asked = delta(programme, record, on).to_learn
    later = replace(record, learned=(*record.learned, Learned(asked, on)))
    assert delta(programme, later, on).to_learn == ()


@seeded
@given(programme=programmes(), record=records, on=days)
def test_what_comes_tomorrow_changes_nothing_today(programme, record, on):
    tomorrow = on + timedelta(days=1)
    known = replace(
        record,
        shown=tuple(each for each in record.shown if each.completed_on < tomorrow),
        learned=tuple(each for each in record.learned if each.completed_on < tomorrow),
    )
    begun = replace(
        programme,
        versions=tuple(each for each in programme.versions if each.valid_from < tomorrow),
        changes=tuple(each for each in programme.changes if each.announced_on < tomorrow),
    )
    assert delta(begun, known, on) == delta(programme, record, on)
