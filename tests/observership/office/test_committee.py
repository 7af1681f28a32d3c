"""A committee is named, reads without ties, and changes nothing once the order is fixed."""

import pytest

from observership.domain.committee import Tie
from observership.domain.lifecycle import ApplicationState
from observership.models import Application, CommitteeReview
from observership.services.committee import (
    AlreadyMemberError,
    AppliesError,
    NobodyToReadError,
    NoSuchPersonError,
    NotDeclaredError,
    NotEligibleError,
    OrderFixedError,
    ScoresError,
    SubmittedError,
    TiedError,
    assign_by_hand,
    assign_reviews,
    declare_free,
    declare_tie,
    end_member,
    name_member,
    submit_review,
    take_off,
)
from observership.services.priority import fix_order
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from tests.centre_factories import join, make_centre
from tests.factories import make_learner, make_user
from tests.observership_factories import at, make_application, make_call, make_coordinator

NOW = at("2026-04-10")
SCORES = {"need": 5, "plan": 2}


@pytest.fixture
def boss(db):
    return make_coordinator()


@pytest.fixture
def call(boss):
    return make_call()


@pytest.fixture
def name(call, boss):
    """Name somebody new as a member."""

    def named(user=None):
        user = user or make_user()
        return name_member(call=call, email=user.email, by=boss, at=NOW)

    return named


@pytest.fixture
def eligible(call):
    def made(**fields) -> Application:
        return make_application(call, ApplicationState.ELIGIBLE, **fields)

    return made


def _free(review):
    return declare_free(review=review, at=NOW)


def _scored(review, scores=SCORES, comment=""):
    return submit_review(review=review, scores=scores, comment=comment, at=NOW)


def test_a_member_is_found_by_the_exact_address(call, boss):
    user = make_user(email="reader@example.org")
    assert name_member(call=call, email=" Reader@example.org", by=boss, at=NOW).user == user
    with pytest.raises(NoSuchPersonError):
        name_member(call=call, email="reader@example", by=boss, at=NOW)
    with pytest.raises(AlreadyMemberError):
        name_member(call=call, email=user.email, by=boss, at=NOW)


def test_who_applies_in_the_call_is_no_member(name, call):
    application = make_application(call, ApplicationState.DRAFT)
    with pytest.raises(AppliesError):
        name(application.trainee.user)


def test_every_application_goes_to_two_readers_who_are_told_once(name, call, eligible):
    for _ in range(3):
        name()
    for _ in range(6):
        eligible()
    assert len(assign_reviews(call=call, at=NOW)) == 12
    assert assign_reviews(call=call, at=NOW) == ()
    notices = Notice.objects.filter(kind="observership_review_assigned")
    assert sorted(notice.context["number"] for notice in notices) == [4, 4, 4]


def test_nothing_is_shared_out_without_a_committee(call, eligible):
    eligible()
    with pytest.raises(NobodyToReadError):
        assign_reviews(call=call, at=NOW)


def test_who_is_of_the_same_centre_reads_something_else(name, call, eligible):
    home = make_centre()
    colleague = join(home, make_learner(), on=NOW.date())
    tied, free = name(colleague.user), name()
    application = eligible(centre=home)
    reviews = assign_reviews(call=call, at=NOW)
    assert [row.reviewer_id for row in reviews] == [free.user_id]
    with pytest.raises(TiedError) as error:
        assign_by_hand(application=application, member=tied, at=NOW)
    assert error.value.tie is Tie.SAME_CENTRE


def test_a_centre_that_the_application_does_not_name_ties_too(name, call, eligible):
    home = make_centre()
    member = name(join(home, make_learner(), on=NOW.date()).user)
    application = eligible()
    join(home, application.trainee, on=NOW.date())
    with pytest.raises(TiedError):
        assign_by_hand(application=application, member=member, at=NOW)


def test_a_member_of_a_host_centre_may_read(name, call, eligible):
    host = make_centre(country="FR")
    member = name(join(host, make_learner(), on=NOW.date()).user)
    assert assign_by_hand(application=eligible(), member=member, at=NOW).reviewer == member.user


def test_only_eligible_applications_are_read(name, call):
    member = name()
    waiting = make_application(call, ApplicationState.SUBMITTED)
    with pytest.raises(NotEligibleError):
        assign_by_hand(application=waiting, member=member, at=NOW)


def test_nothing_is_scored_before_ties_are_declared(name, call, eligible):
    review = assign_by_hand(application=eligible(), member=name(), at=NOW)
    with pytest.raises(NotDeclaredError):
        _scored(review)
    _free(review)
    assert _scored(review, comment="Clear plan.").scores == SCORES


@pytest.mark.parametrize(
    "scores", [{}, {"need": 5}, {"need": 0, "plan": 1}, {"need": 6, "plan": 1}]
)
def test_every_criterion_has_a_score_from_one_to_five(name, call, eligible, scores):
    review = _free(assign_by_hand(application=eligible(), member=name(), at=NOW))
    with pytest.raises(ScoresError):
        _scored(review, scores)


def test_a_declared_tie_takes_the_reader_off_and_somebody_else_reads(name, call, eligible):
    for _ in range(3):
        name()
    application = eligible()
    first, second = assign_reviews(call=call, at=NOW)
    _scored(_free(first))
    new = declare_tie(review=first, reason="Former colleague.", at=NOW)
    assert new is not None
    assert new.reviewer_id not in (first.reviewer_id, second.reviewer_id)
    first.refresh_from_db()
    assert (first.scores, first.submitted_at, first.conflict_reason) == (
        {},
        None,
        "Former colleague.",
    )
    assert assign_reviews(call=call, at=NOW) == ()
    assert application.reviews.filter(conflict_at=None).count() == 2


def test_what_a_reader_scored_before_is_kept_without_the_words(name, call, eligible):
    review = _free(assign_by_hand(application=eligible(), member=name(), at=NOW))
    other = {"need": 1, "plan": 4}
    _scored(review, comment="Clear plan.")
    submit_review(review=review, scores=other, comment="", at=at("2026-04-11"))
    declare_tie(review=review, reason="Former colleague.", at=at("2026-04-12"))

    kept = AuditEntry.objects.filter(subject=f"review:{review.public_id}")
    said = {"call": call.key}
    assert [(each.at, each.action, each.details) for each in kept] == [
        (NOW, "committee_review_submitted", {**said, "before": {}, "scores": SCORES}),
        (
            at("2026-04-11"),
            "committee_review_submitted",
            {**said, "before": SCORES, "scores": other},
        ),
        (at("2026-04-12"), "committee_review_tied", {**said, "before": other, "scores": {}}),
    ]
    assert {each.actor_id for each in kept} == {review.reviewer.public_id}


def test_a_tie_that_came_about_later_stops_the_review(name, call, eligible):
    home, reader = make_centre(), make_learner()
    review = _free(
        assign_by_hand(application=eligible(centre=home), member=name(reader.user), at=NOW)
    )
    join(home, reader, on=NOW.date())
    with pytest.raises(TiedError):
        _scored(review)


def test_who_leaves_the_committee_leaves_what_is_not_done(name, call, boss, eligible):
    member = name()
    done, open_ = (assign_by_hand(application=eligible(), member=member, at=NOW) for _ in "ab")
    _scored(_free(done))
    end_member(member=member, by=boss, at=NOW)
    assert list(CommitteeReview.objects.all()) == [done]
    assert open_.application.reviews.count() == 0


def test_a_review_that_was_handed_in_is_not_taken_away(name, call, eligible):
    review = _free(assign_by_hand(application=eligible(), member=name(), at=NOW))
    _scored(review)
    with pytest.raises(SubmittedError):
        take_off(review=review)


def test_once_the_order_is_fixed_nothing_changes(name, call, boss, eligible):
    member, application = name(), eligible()
    review = _free(assign_by_hand(application=application, member=member, at=NOW))
    _scored(review)
    fix_order(call=call, by=boss, at=NOW)
    for act in (
        lambda: _scored(review),
        lambda: declare_tie(review=review, reason="Late.", at=NOW),
        lambda: take_off(review=review),
        lambda: assign_reviews(call=call, at=NOW),
        lambda: end_member(member=member, by=boss, at=NOW),
        lambda: name(),
    ):
        with pytest.raises(OrderFixedError):
            act()
