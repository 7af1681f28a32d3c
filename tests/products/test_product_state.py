"""Where a learner stands with a product: what stops everything comes first."""

import pytest

from curriculum.domain.product_state import PlannedProduct, ProductPlan, Standing, state_of


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("not_offered", {"offered": False, "exam_open": True}),
        ("not_asked", {"asked": False}),
        ("begin", {"to_learn": ("a",), "examined": ("a",)}),
        ("continue", {"to_learn": ("a",), "examined": ("a",), "begun": True}),
        ("exam_open", {"to_learn": ("a",), "examined": ("a",), "exam_open": True}),
        ("update_due", {"to_learn": ("a",), "examined": ("a",), "is_update": True, "begun": True}),
        ("core_needed", {"to_learn": ("a",), "begun": True}),
        ("packages_left", {"to_learn": ("a",), "examined": ("a",), "passed": {"a"},
                           "packages_left": 1}),
        ("core_needed", {"to_learn": ("a", "b"), "examined": ("a",), "passed": {"a"}}),
        ("record", {"to_learn": ("a",), "examined": ("a",), "passed": {"a"}}),
        ("begin", {"to_learn": ("a", "b"), "examined": ("a", "b"), "passed": {"a"}}),
        ("record", {}),
        ("done", {"held": True}),
    ],
)  # fmt: skip
def test_a_state_follows_from_what_was_done(state, fields):
    assert state_of(Standing(**{"offered": True, "asked": True, **fields})) == state


def test_a_plan_counts_what_is_done_and_the_minutes_left():
    def planned(state, minutes):
        return PlannedProduct("PRD-1", "a", "", "b", state_of(state), 1, minutes)

    done = Standing(offered=True, asked=True, held=True)
    begun = Standing(offered=True, asked=True, to_learn=("a",), examined=("a",))
    plan = ProductPlan((planned(done, 0), planned(begun, 6), planned(begun, 12)))
    assert (plan.total, plan.completed, plan.minutes_left) == (3, 1, 18)
