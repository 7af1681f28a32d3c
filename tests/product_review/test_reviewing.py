"""Two independent people decide on exactly the same bytes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from curriculum.domain.review import ChecklistItem, Reason
from curriculum.models import ReviewDecision, VersionEvent
from curriculum.services.reviewing import (
    MayNotDecideError,
    SeatsTakenError,
    SentBackBeforeError,
    decide,
    give_back,
    save_checklist,
    settle_comment,
    take_review,
    write_comment,
)
from curriculum.services.version_checks import content_hash_of
from curriculum.services.version_moves import VersionStateError, submit_version, take_back
from passport.append_only import AppendOnlyError
from passport.audit.models import AuditEntry
from passport.people.models import PartnerMembership
from passport.people.services.partners import PartnerSuspendedError
from tests.product_review.worlds import (
    approve,
    make_reviewer,
    make_submitted,
    refused,
    stopped,
    take,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@pytest.fixture
def version():
    return make_submitted()


def states(version):
    return list(VersionEvent.objects.filter(version=version).values_list("before", "after"))


def test_two_approvals_of_the_same_content_approve_it(version, now):
    first, second = make_reviewer(now), make_reviewer(now)
    take(version, first, now)
    decide(version=version, approve=True, reason="", by=first, at=now)
    version.refresh_from_db()
    assert (version.state, states(version)) == ("in_review", [])
    take(version, second, now)
    decide(version=version, approve=True, reason="", by=second, at=now)
    version.refresh_from_db()
    assert (version.state, states(version)) == ("approved", [("in_review", "approved")])
    assert VersionEvent.objects.get().content_hash == version.content_hash
    assert VersionEvent.objects.get().by is None


def test_one_request_for_changes_sends_it_back_and_frees_the_other_seat(version, now, run_jobs):
    first, second = make_reviewer(now, last_name="Secretname"), make_reviewer(now)
    take(version, first, now)
    other = take(version, second, now)
    decide(version=version, approve=False, reason="Cite the label.", by=first, at=now)
    version.refresh_from_db()
    other.refresh_from_db()
    assert (version.state, other.released_at) == ("changes_asked", now)
    run_jobs()
    (sent,) = mail.outbox
    assert sent.subject.startswith("Changes asked:")
    assert "Secretname" not in sent.body + str(sent.alternatives)
    assert sent.to == [PartnerMembership.objects.get(partner=version.add_on.partner).user.email]


def test_changes_are_asked_for_with_a_reason(version, now):
    reviewer = make_reviewer(now)
    take(version, reviewer, now)
    with pytest.raises(ValueError, match="reason"):
        decide(version=version, approve=False, reason="  ", by=reviewer, at=now)
    assert ReviewDecision.objects.count() == 0


def test_nobody_approves_alone_by_deciding_twice(version, now):
    reviewer = make_reviewer(now)
    take(version, reviewer, now)
    decide(version=version, approve=True, reason="", by=reviewer, at=now)
    assert stopped(version, reviewer, now) == Reason.ALREADY_DECIDED
    assert refused(version, reviewer, now) == Reason.OTHER_REVIEWER


def test_giving_back_is_no_way_around_deciding_once(version, now):
    reviewer = make_reviewer(now)
    seat = take(version, reviewer, now)
    decide(version=version, approve=True, reason="", by=reviewer, at=now)
    with pytest.raises(MayNotDecideError):
        give_back(assignment=seat, at=now)
    version.assignments.update(released_at=now)
    assert refused(version, reviewer, now) == Reason.ALREADY_DECIDED


def test_an_open_checklist_keeps_from_approving_and_not_from_sending_back(version, now):
    reviewer = make_reviewer(now)
    seat = take_review(version=version, by=reviewer, at=now)
    ticked = set(ChecklistItem) - {
        ChecklistItem.BALANCE, ChecklistItem.AUTHORITY_MATERIAL_UNMODIFIED,
    }  # fmt: skip
    save_checklist(assignment=seat, ticked=ticked, at=now)
    assert stopped(version, reviewer, now) == Reason.CHECKLIST_OPEN
    made = decide(version=version, approve=False, reason="No balance.", by=reviewer, at=now)
    assert set(made.checklist) == ticked


def test_the_last_item_is_asked_of_material_that_an_authority_agreed(now):
    version = make_submitted(authority_agreed=True)
    reviewer = make_reviewer(now)
    seat = take_review(version=version, by=reviewer, at=now)
    ticked = set(ChecklistItem) - {ChecklistItem.AUTHORITY_MATERIAL_UNMODIFIED}
    save_checklist(assignment=seat, ticked=ticked, at=now)
    assert stopped(version, reviewer, now) == Reason.CHECKLIST_OPEN


def test_a_ticked_item_keeps_the_moment_at_which_it_was_ticked(version, now):
    seat = take_review(version=version, by=make_reviewer(now), at=now)
    save_checklist(assignment=seat, ticked={ChecklistItem.BALANCE}, at=now)
    more = {ChecklistItem.BALANCE, ChecklistItem.ACCURACY}
    seat = save_checklist(assignment=seat, ticked=more, at=now + DAY)
    assert seat.checklist == {
        "accuracy": (now + DAY).isoformat(),
        "balance": now.isoformat(),
    }
    assert save_checklist(assignment=seat, ticked=(), at=now).checklist == {}


# --- seats ---


def test_two_seats_and_no_third(version, now):
    take(version, make_reviewer(now), now)
    seat = take(version, make_reviewer(now), now)
    third = make_reviewer(now)
    with pytest.raises(SeatsTakenError):
        take_review(version=version, by=third, at=now)
    give_back(assignment=seat, at=now)
    assert take_review(version=version, by=third, at=now).released_at is None


def test_who_gave_it_back_decides_nothing(version, now):
    reviewer = make_reviewer(now)
    seat = take(version, reviewer, now)
    give_back(assignment=seat, at=now)
    assert stopped(version, reviewer, now) == Reason.NOT_ASSIGNED


def test_nobody_decides_without_a_seat(version, now):
    assert stopped(version, make_reviewer(now), now) == Reason.NOT_ASSIGNED


@pytest.mark.parametrize("state", ["draft", "changes_asked", "approved"])
def test_only_what_is_in_review_is_taken(now, state):
    with pytest.raises(VersionStateError):
        take_review(version=make_submitted(state=state), by=make_reviewer(now), at=now)


def test_a_suspended_partners_versions_are_neither_taken_nor_decided(version, now):
    reviewer = make_reviewer(now)
    take(version, reviewer, now)
    partner = version.add_on.partner
    partner.suspended_at, partner.suspension_reason = now, "Looked at."
    partner.save()
    with pytest.raises(PartnerSuspendedError):
        take_review(version=version, by=make_reviewer(now), at=now)
    with pytest.raises(PartnerSuspendedError):
        decide(version=version, approve=True, reason="", by=reviewer, at=now)


# --- the bytes ---


def test_content_that_is_not_what_was_read_is_decided_by_nobody(version, now):
    reviewer = make_reviewer(now)
    take(version, reviewer, now)
    version.notes = "Another label."
    version.save()
    assert stopped(version, reviewer, now) == Reason.CONTENT_CHANGED


def changed(version, now):
    """The same version taken back, changed and handed in again."""
    manager = PartnerMembership.objects.get(partner=version.add_on.partner).user
    take_back(version=version, by=manager, at=now)
    version.refresh_from_db()
    version.notes, version.state = "Another label.", "in_review"
    version.submitted_by, version.submitted_at = manager, now
    version.content_hash = content_hash_of(version)
    version.save()
    return version


def test_an_approval_does_not_count_for_changed_content(version, now):
    first, second = make_reviewer(now), make_reviewer(now)
    take(version, first, now)
    decide(version=version, approve=True, reason="", by=first, at=now)
    changed(version, now)
    take(version, second, now)
    decide(version=version, approve=True, reason="", by=second, at=now)
    version.refresh_from_db()
    assert version.state == "in_review"
    take(version, first, now)
    decide(version=version, approve=True, reason="", by=first, at=now)
    version.refresh_from_db()
    assert version.state == "approved"


def test_a_seat_on_earlier_content_is_none_on_this(version, now):
    reviewer = make_reviewer(now)
    take(version, reviewer, now)
    changed(version, now)
    assert stopped(version, reviewer, now) == Reason.NOT_ASSIGNED


def test_what_was_sent_back_is_not_reviewed_again_unchanged(version, now):
    reviewer = make_reviewer(now)
    take(version, reviewer, now)
    decide(version=version, approve=False, reason="Cite the label.", by=reviewer, at=now)
    version.refresh_from_db()
    version.state = "in_review"
    version.save()
    with pytest.raises(SentBackBeforeError):
        take_review(version=version, by=make_reviewer(now), at=now)


def test_decisions_are_kept_for_good(version, now):
    approve(version, now)
    row = ReviewDecision.objects.first()
    row.approved = False
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    for change in (
        lambda: ReviewDecision.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: ReviewDecision.objects.filter(pk=row.pk).order_by().update(approved=False),
    ):
        with pytest.raises((DatabaseError, AppendOnlyError)), transaction.atomic():
            change()
    assert list(ReviewDecision.objects.values_list("approved", flat=True)) == [True, True]


def test_every_step_stands_in_the_trail_with_who_did_it(version, now):
    reviewers = make_reviewer(now), make_reviewer(now)
    approve(version, now, *reviewers)
    rows = AuditEntry.objects.filter(subject=f"version:{version.public_id}").order_by("sequence")
    first, second = (each.public_id for each in reviewers)
    assert list(rows.values_list("action", "actor_id")) == [
        ("version.review_taken", first),
        ("version.decided", first),
        ("version.review_taken", second),
        ("version.decided", second),
        ("version.approved", None),
    ]


# --- comments ---


def test_comments_are_settled_and_opened_again(version, now):
    reviewer = make_reviewer(now)
    comment = write_comment(
        version=version, anchor="chapter:thaw", body="Which bath?", by=reviewer, at=now
    )
    settle_comment(comment=comment, settled=True, by=reviewer, at=now)
    comment.refresh_from_db()
    assert (comment.settled_at, comment.settled_by) == (now, reviewer)
    settle_comment(comment=comment, settled=False, by=reviewer, at=now)
    comment.refresh_from_db()
    assert (comment.settled_at, comment.settled_by) == (None, None)


def test_a_version_that_its_partner_hands_in_can_be_reviewed(version, now):
    manager = PartnerMembership.objects.get(partner=version.add_on.partner).user
    version.add_on.module.code = "FIC-01"
    version.add_on.module.save()
    version.state = "draft"
    version.save()
    handed_in = submit_version(version=version, by=manager, at=now)
    assert approve(handed_in, now).state == "approved"
