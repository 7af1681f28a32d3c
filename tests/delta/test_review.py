"""Two independent people decide; nobody who has anything to gain is one of them."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from curriculum.domain.add_ons import VersionState
from curriculum.domain.review import (
    ChecklistItem,
    Decision,
    Reason,
    Review,
    Reviewed,
    Reviewer,
    Seat,
    Tie,
    decision,
    may_approve,
    may_decide,
    may_review,
    open_items,
)

ON = date(2027, 3, 1)
MINE, OTHER = 1, 2
VERSION = Reviewed(
    partner=MINE, product="fictoleucel", authors=frozenset({20}), uploader=21,
    reviewers=frozenset({5}),
)  # fmt: skip


def member(until: date | None, partner: int = MINE) -> Reviewer:
    return Reviewer(1, memberships=(Tie(partner=partner, until_on=until),))


def interested(**tie) -> Reviewer:
    return Reviewer(1, interests=(Tie(**tie),))


REVIEWERS = [
    (Reviewer(1), None),
    (member(None), Reason.PARTNER_MEMBER),
    (member(date(2027, 9, 1)), Reason.PARTNER_MEMBER),
    (member(ON), Reason.PARTNER_MEMBER),
    (member(date(2027, 2, 28)), Reason.FORMER_MEMBER),
    (member(date(2026, 3, 1)), Reason.FORMER_MEMBER),
    (member(date(2026, 2, 28)), None),
    (member(None, OTHER), Reason.PARTNER_MEMBER),
    (member(date(2027, 2, 28), OTHER), None),
    (Reviewer(1, memberships=(Tie(MINE, until_on=date(2020, 1, 1)), Tie(MINE))),
     Reason.PARTNER_MEMBER),
    (interested(partner=MINE), Reason.INTEREST),
    (interested(product="fictoleucel"), Reason.INTEREST),
    (interested(product="fictoleucel", until_on=date(2026, 3, 1)), Reason.INTEREST),
    (interested(product="fictoleucel", until_on=date(2026, 2, 28)), None),
    (interested(partner=OTHER, product="imaginoleucel"), None),
    (Reviewer(20), Reason.AUTHOR),
    (Reviewer(21), Reason.UPLOADER),
    (Reviewer(5), Reason.OTHER_REVIEWER),
]  # fmt: skip


@pytest.mark.parametrize(("reviewer", "reason"), REVIEWERS)
def test_who_may_review_and_why_not(reviewer, reason):
    assert may_review(reviewer, VERSION, ON) == reason


ALL = frozenset(ChecklistItem)
SEAT = Seat(VersionState.IN_REVIEW, frozenset(), ALL, True, "aa", "aa")
ASSIGNED = replace(VERSION, reviewers=frozenset({1, 5}))
SEATS = [
    ({}, None, None),
    ({"state": VersionState.DRAFT}, Reason.NOT_IN_REVIEW, Reason.NOT_IN_REVIEW),
    ({"decided": frozenset({1})}, Reason.ALREADY_DECIDED, Reason.ALREADY_DECIDED),
    ({"decided": frozenset({5})}, None, None),
    ({"read_hash": "bb"}, Reason.CONTENT_CHANGED, Reason.CONTENT_CHANGED),
    ({"ticked": ALL - {ChecklistItem.BALANCE}}, None, Reason.CHECKLIST_OPEN),
]


@pytest.mark.parametrize(("values", "decides", "approves"), SEATS)
def test_when_an_assigned_reviewer_may_decide_and_approve(values, decides, approves):
    seat = replace(SEAT, **values)
    assert may_decide(Reviewer(1), ASSIGNED, seat, ON) == decides
    assert may_approve(Reviewer(1), ASSIGNED, seat, ON) == approves


def test_who_was_not_assigned_decides_nothing():
    assert may_decide(Reviewer(9), ASSIGNED, SEAT, ON) == Reason.NOT_ASSIGNED


@pytest.mark.parametrize(("reviewer", "reason"), REVIEWERS[:-1])
def test_an_interest_declared_after_assignment_still_keeps_from_deciding(reviewer, reason):
    version = replace(VERSION, reviewers=frozenset({1, 5, 20, 21}))
    assert may_approve(reviewer, version, SEAT, ON) == reason


def test_material_of_an_authority_adds_an_item_to_the_list():
    assert open_items((), True) == tuple(ChecklistItem)
    assert open_items((), False) == tuple(ChecklistItem)[:-1]
    assert open_items(ALL, True) == ()
    assert len(ChecklistItem) == 10


def test_two_people_who_approve_the_same_content_approve_a_version():
    reviews = [Review(1, Decision.APPROVE, "aa"), Review(2, Decision.APPROVE, "aa")]
    assert decision(reviews, "aa") == VersionState.APPROVED
    assert decision(reviews, "bb") == VersionState.IN_REVIEW


def test_one_person_twice_is_one():
    assert decision([Review(1, Decision.APPROVE, "aa")] * 2, "aa") == VersionState.IN_REVIEW


def test_any_wish_for_changes_sends_a_version_back_whatever_the_others_say():
    for says in product(Decision, repeat=3):
        reviews = [Review(number, said, "aa") for number, said in enumerate(says)]
        expected = VersionState.CHANGES_ASKED if Decision.CHANGES in says else VersionState.APPROVED
        assert decision(reviews, "aa") == expected


def test_without_reviews_a_version_stays_in_review():
    assert decision([], "aa") == VersionState.IN_REVIEW
