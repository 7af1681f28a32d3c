"""Who may review: nobody with a tie to the partner or a hand in the module."""

from datetime import date, timedelta

import pytest

from curriculum.domain.review import Reason
from curriculum.models import ReviewDecision
from curriculum.services.interests import (
    Interest,
    InterestDatesError,
    InterestEndedError,
    declare_interest,
    end_interest,
)
from curriculum.services.reviewing import (
    NotDeclaredError,
    NotIndependentError,
    settle_comment,
    take_review,
    write_comment,
)
from passport.people.models import PartnerMembership
from tests.factories import make_user
from tests.product_factories import make_package, make_partner, make_partner_member, use_package
from tests.product_review.worlds import make_reviewer, make_submitted, refused, stopped, take

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@pytest.fixture
def version():
    return make_submitted()


def test_who_belongs_to_the_partner_takes_nothing_of_it(version, now):
    reviewer = make_reviewer(now)
    make_partner_member(version.add_on.partner, "editor", user=reviewer)
    assert refused(version, reviewer, now) == Reason.PARTNER_MEMBER


def test_who_left_the_partner_less_than_a_year_ago_takes_nothing_of_it(version, now):
    reviewer, partner = make_reviewer(now), version.add_on.partner
    end = now.date() - YEAR
    begin = date(2020, 1, 1)
    make_partner_member(partner, user=reviewer, starts_on=begin, ends_on=end)
    assert refused(version, reviewer, now) == Reason.FORMER_MEMBER
    PartnerMembership.objects.filter(user=reviewer).update(ends_on=end - DAY)
    assert take_review(version=version, by=reviewer, at=now).reviewer == reviewer


def test_a_former_membership_of_and_an_interest_in_another_partner_keep_nobody_away(version, now):
    reviewer, other = make_reviewer(now), make_partner()
    make_partner_member(other, user=reviewer, ends_on=now.date() - DAY)
    interest = Interest(other, "Fees.", now.date())
    declare_interest(reviewer=reviewer, interest=interest, at=now)
    assert take_review(version=version, by=reviewer, at=now).due_on == now.date() + 14 * DAY


def test_an_interest_keeps_away_until_a_year_after_its_end(version, now):
    reviewer = make_reviewer(now)
    interest = Interest(version.add_on.partner, "Fees.", now.date())
    row = declare_interest(reviewer=reviewer, interest=interest, at=now)
    assert refused(version, reviewer, now) == Reason.INTEREST
    end_interest(interest=row, at=now)
    assert refused(version, reviewer, now) == Reason.INTEREST
    later = now + 2 * YEAR
    fresh = make_reviewer(later)
    row.refresh_from_db()
    row.reviewer = fresh
    row.save()
    assert take_review(version=version, by=fresh, at=later).released_at is None


@pytest.mark.parametrize("role", ["created_by", "submitted_by"])
def test_who_wrote_or_handed_in_a_version_does_not_review_it(version, now, role):
    reviewer = make_reviewer(now)
    setattr(version, role, reviewer)
    version.save()
    assert refused(version, reviewer, now) == Reason.AUTHOR


def test_a_hand_in_an_earlier_version_counts_too(version, now):
    reviewer = make_reviewer(now)
    make_submitted(version.add_on, language="de", created_by=reviewer)
    assert refused(version, reviewer, now) == Reason.AUTHOR


def test_who_has_the_name_of_an_author_counts_as_the_author(version, now):
    reviewer = make_reviewer(now, first_name="alex", last_name="AUTHOR")
    assert refused(version, reviewer, now) == Reason.AUTHOR


def test_who_uploaded_a_package_does_not_review_it(version, now):
    reviewer = make_reviewer(now)
    package = make_package(version.add_on.partner, uploaded_by=reviewer)
    use_package(version, package, ())
    assert refused(version, reviewer, now) == Reason.UPLOADER


@pytest.mark.parametrize(
    ("become", "reason"),
    [
        (lambda who, version, now: make_partner_member(version.add_on.partner, user=who),
         Reason.PARTNER_MEMBER),
        (lambda who, version, now: declare_interest(
            reviewer=who, interest=Interest(version.add_on.partner, "Fees.", now.date()), at=now),
         Reason.INTEREST),
    ],
    ids=["member", "interest"],
)  # fmt: skip
@pytest.mark.parametrize("approve", [True, False])
def test_independence_is_asked_again_when_somebody_decides(version, now, become, reason, approve):
    reviewer = make_reviewer(now)
    take(version, reviewer, now)
    become(reviewer, version, now)
    assert stopped(version, reviewer, now, approve=approve) == reason
    assert ReviewDecision.objects.count() == 0


def test_a_declaration_is_needed_and_runs_out_after_a_year(version, now):
    reviewer = make_reviewer(now - YEAR)
    assert take_review(version=version, by=reviewer, at=now).reviewer == reviewer
    with pytest.raises(NotDeclaredError):
        take_review(version=version, by=make_reviewer(now - YEAR - DAY), at=now)
    with pytest.raises(NotDeclaredError):
        take_review(version=version, by=make_user(), at=now)


def test_an_interest_begins_today_at_the_latest_and_ends_once(now):
    reviewer, today = make_reviewer(now), now.date()
    for interest in (
        Interest(None, "Shares.", today + DAY),
        Interest(None, "Shares.", today, today - DAY),
    ):
        with pytest.raises(InterestDatesError):
            declare_interest(reviewer=reviewer, interest=interest, at=now)
    row = declare_interest(reviewer=reviewer, interest=Interest(None, "Shares.", today), at=now)
    assert end_interest(interest=row, at=now).ends_on == today
    with pytest.raises(InterestEndedError):
        end_interest(interest=row, at=now)


def test_who_has_an_interest_neither_writes_nor_settles(version, now):
    reviewer, other = make_reviewer(now), make_reviewer(now)
    comment = write_comment(version=version, anchor="", body="Why?", by=other, at=now)
    interest = Interest(version.add_on.partner, "Fees.", date(2020, 1, 1))
    declare_interest(reviewer=reviewer, interest=interest, at=now)
    with pytest.raises(NotIndependentError):
        write_comment(version=version, anchor="", body="Fine.", by=reviewer, at=now)
    with pytest.raises(NotIndependentError):
        settle_comment(comment=comment, settled=True, by=reviewer, at=now)
