"""Submission binds what is reviewed; taking back and giving up follow the legal ways."""

import pytest

from curriculum.domain.add_ons import Missing
from curriculum.models import AddOnVersion, CheckFinding, ReviewAssignment, VersionEvent
from curriculum.services.bundles import keep_bundle
from curriculum.services.editorial import ensure_product_reviewers
from curriculum.services.version_checks import check_of, content_hash_of
from curriculum.services.version_moves import (
    NotCompleteError,
    NotManagerError,
    VersionStateError,
    give_up,
    submit_version,
    take_back,
)
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from passport.notices.services import build_mail
from tests.factories import make_user
from tests.product_factories import make_package, use_package


def submitted(home, sample) -> AddOnVersion:
    return submit_version(version=home.complete(sample), by=home.manager, at=home.at)


def missing_of(version, home) -> set[str]:
    version.refresh_from_db()
    return {str(code) for code in check_of(version, home.at.date()).missing}


def test_a_complete_version_goes_into_review_bound_by_its_hash(home, sample):
    version = submitted(home, sample)
    assert (version.state, version.submitted_by, version.submitted_at) == (
        "in_review", home.manager, home.at,
    )  # fmt: skip
    assert version.content_hash == content_hash_of(version)
    event = VersionEvent.objects.order_by("-pk")[0]
    assert (event.before, event.after, event.content_hash) == (
        "draft", "in_review", version.content_hash,
    )  # fmt: skip
    assert AuditEntry.objects.order_by("-sequence")[0].action == "version.submitted"


def test_every_reviewer_hears_of_it_and_no_learner(home, sample):
    reviewer = make_user()
    reviewer.groups.add(ensure_product_reviewers())
    version = submitted(home, sample)
    notice = Notice.objects.get(kind="version_submitted")
    assert notice.recipient == reviewer.email
    mail = build_mail(notice)
    assert mail.subject == "FIC-01 waits for review"
    assert "https://passport.test/review/" in mail.body
    assert f"version {version.number} of FIC-01 for fictoleucel" in mail.body


def test_editors_cannot_submit_take_back_or_give_up(home, sample):
    version = home.complete(sample)
    with pytest.raises(NotManagerError):
        submit_version(version=version, by=home.editor, at=home.at)
    with pytest.raises(NotManagerError):
        give_up(version=version, by=home.editor, at=home.at)
    submit_version(version=version, by=home.manager, at=home.at)
    with pytest.raises(NotManagerError):
        take_back(version=version, by=home.editor, at=home.at)


def test_what_is_missing_keeps_it_a_draft(home):
    version = home.draft()
    with pytest.raises(NotCompleteError) as caught:
        submit_version(version=version, by=home.manager, at=home.at)
    assert {Missing.CONTENT, Missing.COUNTRIES, Missing.ACCEPTANCE_RULE} <= {*caught.value.missing}
    version.refresh_from_db()
    assert (version.state, version.content_hash) == ("draft", "")


def test_promotional_words_must_be_mended_first(home, sample, workshop):
    workshop.change("module.md", "Rock it gently;", "This is the best bag of all. Rock it gently;")
    version = home.complete(sample)
    keep_bundle(version=version, bundle=workshop.read()[0], by=home.editor, at=home.at)
    assert missing_of(version, home) == {"open_fix"}


def test_a_package_is_tried_and_its_findings_are_mended_first(home, sample):
    version, package = home.complete(sample), make_package(home.partner)
    use_package(version, package, ())
    assert missing_of(version, home) == {"trial_run"}
    package.trial = {"calls": 3}
    package.save()
    CheckFinding.objects.create(package=package, level="fix", rule="no_title", position=1)
    assert missing_of(version, home) == {"open_fix"}
    CheckFinding.objects.update(level="stop")
    assert missing_of(version, home) == {"open_stop"}
    CheckFinding.objects.update(level="note")
    assert missing_of(version, home) == set()


def test_a_withdrawn_package_stops_submission(home, sample):
    version = home.complete(sample)
    use_package(version, make_package(home.partner, state="withdrawn", trial={"calls": 1}), ())
    assert missing_of(version, home) == {"open_stop"}


def test_an_outcome_that_nobody_could_show_is_named(home, sample, workshop):
    workshop.change("module.md", "  O3: fictoleucel-thaw", "  O3: fictoleucel-storage")
    version = home.complete(sample)
    keep_bundle(version=version, bundle=workshop.read()[0], by=home.editor, at=home.at)
    version.refresh_from_db()
    assert check_of(version, home.at.date()).unreachable == ("fictoleucel-thaw",)
    assert missing_of(version, home) == {"unreachable_outcome"}


@pytest.mark.parametrize("what", ["content", "declarations", "packages"])
def test_the_hash_covers_everything_that_is_reviewed(home, sample, what):
    version = home.complete(sample)
    before = content_hash_of(version)
    assert content_hash_of(AddOnVersion.objects.get(pk=version.pk)) == before
    if what == "content":
        version.content["bundle"]["content"]["summary"] += "!"
    elif what == "declarations":
        version.rmp_version = "3.2"
    else:
        use_package(version, make_package(home.partner), ())
    assert content_hash_of(version) != before


def test_taken_back_it_is_a_draft_and_open_reviews_end(home, sample):
    version = submitted(home, sample)
    taken = ReviewAssignment.objects.create(
        version=version, reviewer=make_user(), content_hash=version.content_hash,
        no_interest_at=home.at, assigned_at=home.at, due_on=home.at.date(),
    )  # fmt: skip
    take_back(version=version, by=home.manager, at=home.at)
    version.refresh_from_db()
    taken.refresh_from_db()
    assert (version.state, version.content_hash, version.submitted_at) == ("draft", "", None)
    assert taken.released_at == home.at


def test_given_up_it_is_retired_and_makes_room(home, sample):
    version = home.complete(sample)
    give_up(version=version, by=home.manager, at=home.at)
    version.refresh_from_db()
    assert (version.state, version.retired_at) == ("retired", home.at)
    assert home.draft(add_on=version.add_on).number == 2


@pytest.mark.parametrize("act", [submit_version, give_up])
def test_what_is_in_review_cannot_be_submitted_or_given_up(home, sample, act):
    version = submitted(home, sample)
    with pytest.raises(VersionStateError):
        act(version=version, by=home.manager, at=home.at)


def test_a_draft_cannot_be_taken_back(home):
    with pytest.raises(VersionStateError):
        take_back(version=home.draft(), by=home.manager, at=home.at)
