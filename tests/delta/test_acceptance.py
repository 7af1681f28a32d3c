"""A partner cannot accept more than the core and role modules teach."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.domain.acceptance import (
    Limits,
    RuleCode,
    RuleLine,
    RuleVersion,
    Taught,
    rule_findings,
    unreachable,
    version_findings,
)
from tests.delta.worlds import seeded

LIMITS = Limits(
    required={"crs", "ice", "thaw"},
    taught=(
        Taught("crs", "COR-04", "core"),
        Taught("ice", "COR-05", "core", since=2),
        Taught("ice", "NUR-05", "role"),
        Taught("thaw", "FIC-01", "product"),
        Taught("path", "COR-02", "core"),
    ),
    latest_release={"COR-02": 1, "COR-04": 3, "COR-05": 2, "NUR-05": 1, "FIC-01": 1},
    validity_months=12,
)
GOOD = RuleLine("crs", "COR-04", 1)
CASES = [
    (GOOD, []),
    (replace(GOOD, release_until=3, max_age_months=12), []),
    (replace(GOOD, max_age_months=1), []),
    (replace(GOOD, module="COR-05"), [RuleCode.NOT_TAUGHT]),
    (replace(GOOD, outcome="nothing"), [RuleCode.NOT_REQUIRED, RuleCode.NOT_TAUGHT]),
    (RuleLine("path", "COR-02", 1), [RuleCode.NOT_REQUIRED]),
    (RuleLine("thaw", "FIC-01", 1), [RuleCode.NOT_CORE_OR_ROLE]),
    (RuleLine("ice", "COR-05", 1), [RuleCode.RELEASE_BEFORE_TEACHING]),
    (RuleLine("ice", "COR-05", 2), []),
    (replace(GOOD, release_from=0), [RuleCode.RELEASE_BEFORE_TEACHING, RuleCode.RELEASE_UNKNOWN]),
    (replace(GOOD, release_from=4), [RuleCode.RELEASE_UNKNOWN]),
    (replace(GOOD, release_until=4), [RuleCode.RELEASE_UNKNOWN]),
    (replace(GOOD, release_from=3, release_until=2), [RuleCode.RELEASE_ORDER]),
    (replace(GOOD, max_age_months=0), [RuleCode.AGE]),
    (replace(GOOD, max_age_months=13), [RuleCode.AGE]),
]


@pytest.mark.parametrize(("line", "codes"), CASES)
def test_each_line_is_refused_for_its_own_reason(line, codes):
    assert [found.code for found in rule_findings((line,), LIMITS)] == codes


def test_an_outcome_stands_once_for_each_module():
    pair = (RuleLine("ice", "COR-05", 2), RuleLine("ice", "NUR-05", 1))
    assert rule_findings(pair, LIMITS) == ()
    twice = (*pair, RuleLine("ice", "NUR-05", 1, 1))
    assert [(found.code, found.line.module) for found in rule_findings(twice, LIMITS)] == [
        (RuleCode.DOUBLED, "NUR-05"), (RuleCode.DOUBLED, "NUR-05"),
    ]  # fmt: skip


def test_where_evidence_never_runs_out_any_age_may_be_set():
    endless = replace(LIMITS, validity_months=0)
    assert rule_findings((replace(GOOD, max_age_months=60),), endless) == ()


@seeded
@given(
    line=st.builds(
        RuleLine,
        outcome=st.sampled_from(["crs", "ice", "thaw", "path", "nothing"]),
        module=st.sampled_from(["COR-02", "COR-04", "COR-05", "NUR-05", "FIC-01", "COR-99"]),
        release_from=st.integers(-1, 5),
        release_until=st.sampled_from([None, 0, 1, 2, 3, 9]),
        max_age_months=st.sampled_from([None, 0, 1, 12, 13]),
    )
)
def test_a_line_without_findings_accepts_only_what_core_or_role_modules_teach(line):
    if rule_findings((line,), LIMITS):
        return
    [teaching] = [
        each for each in LIMITS.taught if (each.outcome, each.module) == (line.outcome, line.module)
    ]
    accepted = [release for release in range(99) if line.accepts(line.module, release)]
    assert teaching.kind in {"core", "role"}
    assert min(accepted) >= teaching.since
    assert min(accepted) <= LIMITS.latest_release[line.module]
    assert line.outcome in LIMITS.required
    assert line.max_age_months in {None, 1, 12}


def test_an_outcome_that_is_neither_taught_nor_accepted_can_be_reached_by_nobody():
    assert unreachable(("crs", "ice", "thaw"), (GOOD,), {"thaw"}) == ("ice",)
    assert unreachable(("crs", "thaw"), (GOOD,), {"thaw"}) == ()


SIGNED = date(2027, 3, 1)
OLDER = (RuleVersion(1, date(2027, 1, 1), ()),)


@pytest.mark.parametrize(
    ("version", "codes"),
    [
        (RuleVersion(2, date(2027, 3, 1), ()), []),
        (RuleVersion(2, date(2027, 2, 28), ()), [RuleCode.BEGINS_BEFORE_SIGNED]),
        (RuleVersion(3, date(2027, 3, 1), ()), [RuleCode.NUMBER]),
        (
            RuleVersion(2, date(2027, 1, 1), ()),
            [RuleCode.BEGINS_BEFORE_SIGNED, RuleCode.BEGINS_BEFORE_OLDER],
        ),
    ],
)
def test_a_version_follows_the_others_and_never_begins_before_it_is_signed(version, codes):
    assert list(version_findings(version, OLDER, SIGNED)) == codes


def test_the_first_version_has_the_number_one():
    assert version_findings(RuleVersion(1, SIGNED, ()), (), SIGNED) == ()
