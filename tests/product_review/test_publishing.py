"""What goes live is exactly what was approved, byte by byte, on the day that was chosen."""

from datetime import timedelta

import pytest
from django.conf import settings

from curriculum.domain.media import shown_under
from curriculum.models import (
    ClinicalReview,
    ModuleRelease,
    ReviewDecision,
    VersionEvent,
)
from curriculum.rendering.release import render
from curriculum.scorm.store import files_of, publish
from curriculum.services.publication_checks import (
    ApprovedContentChangedError,
    NotApprovedError,
    NothingExaminedError,
    PackageUnusableError,
    VersionEndedError,
)
from curriculum.services.publishing import (
    PublishDayError,
    plan_publication,
    publish_version,
    retire_version,
)
from curriculum.services.reviewing import NotIndependentError
from curriculum.services.version_checks import content_hash_of
from curriculum.services.version_moves import VersionStateError
from passport.people.services.partners import PartnerSuspendedError
from tests.product_factories import (
    make_live_version,
    make_package,
    make_partner_member,
    use_package,
)
from tests.product_review.worlds import (
    approve,
    make_product_add_on,
    make_reviewer,
    make_submitted,
    sample,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def approved(now):
    return approve(make_submitted(), now)


def live(version, now):
    publish_version(version=version, by=make_reviewer(now), at=now)
    version.refresh_from_db()
    return version


def test_what_goes_live_is_exactly_what_was_approved(approved, now):
    bundle, _ = sample()
    version = live(approved, now)
    expected = render(
        bundle.content, bundle.references, show=shown_under("/learn/media/", bundle.media)
    )
    release = ModuleRelease.objects.get(add_on_version=version)
    assert release.content_hash == expected.content_hash
    assert (release.content, release.exam) == (expected.content, expected.exam)
    assert (version.state, version.live_at) == ("live", now)
    assert (release.number, release.module, release.language) == (1, version.add_on.module, "en")


def test_publishing_twice_changes_nothing(approved, now):
    version = live(approved, now)
    again = publish_version(version=version, at=now + DAY)
    assert (again.live_at, ModuleRelease.objects.filter(module=version.add_on.module).count()) == (
        now,
        1,
    )
    assert ClinicalReview.objects.filter(release=version.release).count() == 2


def test_the_approvals_stand_on_the_release_as_clinical_reviews(approved, now):
    version = live(approved, now)
    rows = ClinicalReview.objects.filter(release=version.release)
    deciders = set(ReviewDecision.objects.values_list("reviewer", flat=True))
    assert {row.reviewer_id for row in rows} == deciders
    assert all(row.approved and row.reviewed_at == now for row in rows)


def test_the_module_teaches_and_supports_what_its_text_says_and_no_more(approved, now):
    module = approved.add_on.module
    before = make_live_version(approved.add_on)
    assert set(module.outcomes.values_list("outcome__key", flat=True)) >= {"crs-recognise"}
    version = live(approved, now)
    before.refresh_from_db()
    assert before.state == "retired"
    pairs = set(module.outcomes.values_list("objective", "outcome__key"))
    assert pairs == set(sample()[0].outcomes.items())
    assert module.requirements == {"programme.fictoleucel.education_completed": "full"}
    assert version.release.number == 2


def test_requirements_of_the_passport_are_never_supported(now):
    version = approve(make_submitted(), now)
    keys = set(live(version, now).add_on.module.requirements)
    assert all(key.startswith("programme.") for key in keys)


def test_the_version_before_retires_in_the_same_step_and_another_language_stays(now):
    add_on = make_product_add_on()
    german = make_live_version(add_on, language="de")
    first = live(approve(make_submitted(add_on), now), now)
    second = live(approve(make_submitted(add_on), now), now + DAY)
    first.refresh_from_db()
    german.refresh_from_db()
    assert (first.state, first.retired_at, second.state, german.state) == (
        "retired", now + DAY, "live", "live",
    )  # fmt: skip
    last = VersionEvent.objects.filter(version=first).last()
    assert (last.before, last.after, last.reason) == ("live", "retired", "version 3")


@pytest.mark.parametrize(
    "change",
    [
        lambda version: setattr(version, "notes", "Another label."),
        lambda version: setattr(version, "countries", ["US"]),
        lambda version: version.content["bundle"]["content"].update(title="Another title"),
    ],
    ids=["declaration", "country", "text"],
)
def test_one_change_after_approval_keeps_it_from_going_live(approved, now, change):
    change(approved)
    approved.save()
    with pytest.raises(ApprovedContentChangedError):
        publish_version(version=approved, at=now)
    approved.refresh_from_db()
    assert approved.state == "approved"
    assert not ModuleRelease.objects.filter(module=approved.add_on.module).exists()


def test_a_hash_that_was_changed_with_the_content_is_approved_by_nobody(approved, now):
    approved.notes = "Another label."
    approved.content_hash = content_hash_of(approved)
    approved.save()
    with pytest.raises(NotApprovedError):
        publish_version(version=approved, at=now)


@pytest.mark.parametrize("state", ["in_review", "changes_asked", "retired"])
def test_only_approved_versions_go_live(now, state):
    with pytest.raises(VersionStateError):
        publish_version(version=make_submitted(state=state), at=now)


def test_a_version_without_an_exam_of_its_own_earns_nobody_a_stamp(now):
    version = make_submitted()
    version.content = {}
    version.content_hash = content_hash_of(version)
    version.save()
    approve(version, now)
    with pytest.raises(NothingExaminedError):
        publish_version(version=version, at=now)


def test_a_picture_that_changed_on_the_disk_keeps_it_from_going_live(approved, now):
    file = next(iter(sample()[0].media.values()))
    (settings.PARTNER_MEDIA_DIR / file.address).write_bytes(b"something else")
    with pytest.raises(PackageUnusableError):
        publish_version(version=approved, at=now)


def with_package(now, tmp_path):
    """An approved version that plays a package whose files lie in their place."""
    version = make_submitted()
    package = make_package(version.add_on.partner)
    folder = tmp_path / "incoming" / "unpacked"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<p>Fictional</p>")
    settings.PACKAGES_DIR.mkdir(parents=True, exist_ok=True)
    publish(settings.PACKAGES_DIR, folder, package.sha256)
    use_package(version, package, ("fictoleucel-thaw",))
    version.content_hash = content_hash_of(version)
    version.save()
    return approve(version, now), package


def test_packages_are_hashed_again_before_they_go_live(now, tmp_path):
    version, package = with_package(now, tmp_path)
    file = files_of(settings.PACKAGES_DIR, package.sha256) / "index.html"
    file.chmod(0o644)
    file.write_text("<p>Swapped!!</p>")
    with pytest.raises(PackageUnusableError):
        publish_version(version=version, at=now)
    file.write_text("<p>Fictional</p>")
    assert live(version, now).state == "live"


@pytest.mark.parametrize("state", ["refused", "withdrawn", "checking"])
def test_a_package_that_is_no_longer_accepted_keeps_it_from_going_live(now, tmp_path, state):
    version, package = with_package(now, tmp_path)
    package.state = state
    package.save()
    with pytest.raises(PackageUnusableError):
        publish_version(version=version, at=now)


def test_a_suspended_partner_publishes_nothing_and_can_be_retired(approved, now):
    partner = approved.add_on.partner
    partner.suspended_at, partner.suspension_reason = now, "Looked at."
    partner.save()
    with pytest.raises(PartnerSuspendedError):
        publish_version(version=approved, at=now)
    assert retire_version(version=approved, reason="Harm.", at=now).state == "retired"


def test_what_ended_does_not_go_live(now):
    version = approve(make_submitted(label_ends_on=now.date()), now)
    with pytest.raises(VersionEndedError):
        publish_version(version=version, at=now + DAY)


# --- the day ---


def test_a_later_day_is_kept_and_today_means_now(approved, now):
    reviewer, on = make_reviewer(now), now.date()
    row = plan_publication(version=approved, on=on + 3 * DAY, by=reviewer, at=now)
    assert (row.state, row.publish_on) == ("approved", on + 3 * DAY)
    row = plan_publication(version=approved, on=on, by=reviewer, at=now)
    assert (row.state, row.publish_on) == ("live", on)


def test_neither_yesterday_nor_a_day_after_its_end_is_chosen(now):
    version = approve(make_submitted(label_ends_on=now.date() + 5 * DAY), now)
    for on in (now.date() - DAY, now.date() + 6 * DAY):
        with pytest.raises(PublishDayError):
            plan_publication(version=version, on=on, by=make_reviewer(now), at=now)


def test_who_belongs_to_the_partner_chooses_no_day(approved, now):
    reviewer = make_reviewer(now)
    make_partner_member(approved.add_on.partner, user=reviewer)
    with pytest.raises(NotIndependentError):
        plan_publication(version=approved, on=now.date(), by=reviewer, at=now)
