"""A version's way from draft to retired, what it lacks, and how it ends by itself."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from curriculum.domain.add_ons import (
    EDITABLE,
    Actor,
    Author,
    Declared,
    Missing,
    Readiness,
    VersionState,
    ends_on,
    goes_live_today,
    may_move,
    missing_for_submission,
    next_states,
    retires_today,
)

ON = date(2027, 3, 1)
YESTERDAY, TOMORROW = date(2027, 2, 28), date(2027, 3, 2)
MOVES = {
    ("draft", "in_review", "partner"),
    ("draft", "retired", "partner"),
    ("in_review", "draft", "partner"),
    ("in_review", "changes_asked", "reviewers"),
    ("in_review", "approved", "reviewers"),
    ("changes_asked", "in_review", "partner"),
    ("changes_asked", "retired", "partner"),
    ("approved", "live", "office"),
    ("approved", "live", "clock"),
    *((state, "retired", actor) for state in ("approved", "live")
      for actor in ("partner", "office", "clock")),
}  # fmt: skip


def test_exactly_these_moves_exist():
    found = {
        (str(state), str(to), str(actor))
        for state, to, actor in product(VersionState, VersionState, Actor)
        if may_move(state, to, actor)
    }
    assert found == MOVES


def test_nobody_reaches_live_without_an_approval_by_reviewers():
    reached, edges = {VersionState.DRAFT}, True
    while edges:
        more = {
            to
            for state in reached
            for actor in set(Actor) - {Actor.REVIEWERS}
            for to in next_states(state, actor)
        }
        edges, reached = not more <= reached, reached | more
    assert reached == {VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.RETIRED}


def test_what_is_under_review_approved_or_live_cannot_be_edited():
    assert {VersionState.DRAFT, VersionState.CHANGES_ASKED} == EDITABLE


DECLARED = Declared(
    inn="fictoleucel",
    product="fictoleucel",
    countries=("XA",),
    languages=("en",),
    label_date=date(2027, 1, 5),
    label_address="https://label.example/fictoleucel",
    rmp_version="3.1",
    authority_agreed=True,
    approval_reference="XA-2027-01",
    approval_expires_on=date(2028, 1, 5),
    authors=(Author("Fiona Fiction", "employed by Fictional Pharma"),),
)
READY = Readiness(chapters=2, packages=1, trial_run=True, rule_signed=True)
DECLARATIONS = [
    ({}, []),
    ({"inn": " "}, [Missing.INN]),
    ({"product": ""}, [Missing.PRODUCT]),
    ({"countries": ()}, [Missing.COUNTRIES]),
    ({"languages": ()}, [Missing.LANGUAGES]),
    ({"label_date": None}, [Missing.LABEL_DATE]),
    ({"label_date": TOMORROW}, [Missing.LABEL_DATE_AHEAD]),
    ({"label_date": ON}, []),
    ({"label_ends_on": YESTERDAY}, [Missing.LABEL_ENDED]),
    ({"label_ends_on": ON}, []),
    ({"label_address": " "}, [Missing.LABEL_ADDRESS]),
    ({"rmp_version": ""}, [Missing.RMP_VERSION]),
    ({"authority_agreed": None}, [Missing.AUTHORITY_ANSWER]),
    ({"approval_reference": ""}, [Missing.APPROVAL_REFERENCE]),
    ({"approval_expires_on": None}, [Missing.APPROVAL_EXPIRY]),
    ({"approval_expires_on": YESTERDAY}, [Missing.APPROVAL_ENDED]),
    ({"approval_expires_on": ON}, []),
    ({"authority_agreed": False, "approval_reference": "", "approval_expires_on": None}, []),
    ({"authors": ()}, [Missing.AUTHORS]),
    ({"authors": (Author("Fiona Fiction", " "),)}, [Missing.INTERESTS]),
]
READINESS = [
    (Readiness(chapters=1, rule_signed=True), []),
    (replace(READY, chapters=0), [Missing.CONTENT]),
    (replace(READY, sent_back=True), [Missing.UNCHANGED]),
    (Readiness(rule_signed=True), [Missing.CONTENT]),
    (replace(READY, open_stops=1), [Missing.OPEN_STOP]),
    (replace(READY, open_fixes=2), [Missing.OPEN_FIX]),
    (replace(READY, trial_run=False), [Missing.TRIAL_RUN]),
    (replace(READY, rule_signed=False), [Missing.ACCEPTANCE_RULE]),
    (replace(READY, unreachable=1), [Missing.UNREACHABLE_OUTCOME]),
]


@pytest.mark.parametrize(("values", "missing"), DECLARATIONS)
def test_each_declaration_is_asked_for(values, missing):
    assert list(missing_for_submission(replace(DECLARED, **values), READY, ON)) == missing


@pytest.mark.parametrize(("ready", "missing"), READINESS)
def test_content_checks_and_rule_are_asked_for(ready, missing):
    assert list(missing_for_submission(DECLARED, ready, ON)) == missing


def test_an_empty_version_lacks_everything_that_can_be_missing():
    assert missing_for_submission(Declared(), Readiness(), ON) == (
        Missing.INN, Missing.PRODUCT, Missing.COUNTRIES, Missing.LANGUAGES, Missing.LABEL_DATE,
        Missing.LABEL_ADDRESS, Missing.RMP_VERSION, Missing.AUTHORITY_ANSWER, Missing.AUTHORS,
        Missing.CONTENT,
        Missing.ACCEPTANCE_RULE,
    )  # fmt: skip


def test_a_version_ends_with_its_approval_or_its_label_whichever_is_first():
    assert ends_on(ON, TOMORROW) == ON
    assert ends_on(None, TOMORROW) == TOMORROW
    assert ends_on(ON, None) == ON
    assert ends_on(None, None) is None


@pytest.mark.parametrize("state", VersionState)
def test_the_day_after_its_last_day_a_live_or_approved_version_retires(state):
    ends = state in {VersionState.LIVE, VersionState.APPROVED}
    assert retires_today(state, YESTERDAY, ON) is ends
    assert retires_today(state, date(2026, 1, 1), ON) is ends
    assert not retires_today(state, ON, ON)
    assert not retires_today(state, None, ON)


@pytest.mark.parametrize("state", VersionState)
def test_only_an_approved_version_goes_live_on_its_day(state):
    approved = state == VersionState.APPROVED
    assert goes_live_today(state, ON, None, ON) is approved
    assert goes_live_today(state, YESTERDAY, ON, ON) is approved
    assert not goes_live_today(state, TOMORROW, None, ON)
    assert not goes_live_today(state, None, None, ON)
    assert not goes_live_today(state, YESTERDAY, YESTERDAY, ON)
