"""What goes live is exactly what was approved; what ends retires by itself."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail

from curriculum.domain.media import shown_under
from curriculum.models import (
    AddOnVersion,
    ClinicalReview,
    ModuleRelease,
    ReviewDecision,
    VersionEvent,
)
from curriculum.queries.deltas import product_delta
from curriculum.queries.product_records import product_records_of
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
from curriculum.services.reviewing import NotIndependentError, take_review
from curriculum.services.version_checks import content_hash_of
from curriculum.services.version_ends import run_due
from curriculum.services.version_moves import VersionStateError
from passport.notices.models import Notice
from passport.people.models import PartnerMembership
from passport.people.services.partners import PartnerSuspendedError
from tests.factories import make_learner
from tests.product_factories import (
    make_live_version,
    make_package,
    make_partner_member,
    use_package,
)
from tests.product_review.effects import completed
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


# --- every day ---


def test_the_daily_run_publishes_on_the_day_and_once(approved, now):
    day = now.date() + 3 * DAY
    plan_publication(version=approved, on=day, by=make_reviewer(now), at=now)
    for after in (1, 2):
        run_due(at=now + after * DAY)
    approved.refresh_from_db()
    assert approved.state == "approved"
    for _ in range(2):
        run_due(at=now + 3 * DAY)
    approved.refresh_from_db()
    assert (approved.state, approved.live_at) == ("live", now + 3 * DAY)


@pytest.mark.parametrize("field", ["label_ends_on", "approval_ends_on"])
def test_a_version_retires_by_itself_the_day_after_its_last(now, field):
    version = live(approve(make_submitted(**{field: now.date() + DAY}), now), now)
    run_due(at=now + DAY)
    version.refresh_from_db()
    assert version.state == "live"
    run_due(at=now + 2 * DAY)
    version.refresh_from_db()
    assert (version.state, version.retired_at) == ("retired", now + 2 * DAY)
    assert version.add_on.module.outcomes.count() == 0
    assert Notice.objects.filter(kind="version_retired").count() == 1


def test_one_version_in_trouble_stops_no_other(approved, now, caplog):
    swapped = approve(make_submitted(make_product_add_on(programme=other_programme())), now)
    for each in (approved, swapped):
        plan_publication(version=each, on=now.date() + DAY, by=make_reviewer(now), at=now)
    first = min(approved, swapped, key=lambda each: each.pk)
    first.refresh_from_db()
    first.notes = "Another label."
    first.save()
    run_due(at=now + DAY)
    states = dict(AddOnVersion.objects.values_list("pk", "state"))
    assert sorted(states.values()) == ["approved", "live"]
    assert states[first.pk] == "approved"
    assert "neither published nor retired" in caplog.text


def other_programme():
    from tests.product_factories import make_product_programme  # noqa: PLC0415

    return make_product_programme("otherleucel")


def test_the_partner_is_reminded_60_30_and_7_days_before_the_end(now):
    live(approve(make_submitted(approval_ends_on=now.date() + 62 * DAY), now), now)
    told = {}
    for day in range(63):
        run_due(at=now + day * DAY)
        told[day] = Notice.objects.filter(kind="version_ending").count()
    assert [day for day in range(1, 63) if told[day] > told[day - 1]] == [2, 32, 55]


def test_a_reminder_that_was_missed_is_caught_up(now):
    live(approve(make_submitted(approval_ends_on=now.date() + 50 * DAY), now), now)
    run_due(at=now)
    assert list(Notice.objects.filter(kind="version_ending").values_list("context__days")) == [
        (60,)
    ]


def test_late_reviewers_are_reminded_and_not_every_day(now):
    version, reviewer = make_submitted(), make_reviewer(now)
    take_review(version=version, by=reviewer, at=now)
    told = {}
    for day in range(24):
        run_due(at=now + day * DAY)
        told[day] = Notice.objects.filter(kind="review_overdue").count()
    assert [day for day in range(1, 24) if told[day] > told[day - 1]] == [15, 21]
    assert set(Notice.objects.filter(kind="review_overdue").values_list("recipient")) == {
        (reviewer.email,)
    }


# --- afterwards ---


def test_a_retired_product_is_offered_to_nobody_and_stamps_stay(approved, now):
    version, learner = live(approved, now), make_learner(country="DE")
    completed(learner, version, now)
    code = version.add_on.module.code
    assert product_delta(learner, code, now.date()) is not None
    retire_version(version=version, reason="Replaced.", by=make_reviewer(now), at=now)
    assert product_delta(learner, code, now.date()) is None
    (record,) = product_records_of([learner.pk])[learner.pk]
    assert (record.module_code, record.reviewed) == (code, True)


def test_a_version_retires_for_a_reason_and_once(approved, now):
    with pytest.raises(ValueError, match="reason"):
        retire_version(version=approved, reason=" ", at=now)
    retire_version(version=approved, reason="Harm.", at=now)
    with pytest.raises(VersionStateError):
        retire_version(version=approved, reason="Harm.", at=now)


def test_managers_hear_of_every_step_and_no_reviewers_name(now, run_jobs):
    version = make_submitted()
    first, second = (make_reviewer(now, last_name="Secretname") for _ in range(2))
    live(approve(version, now, first, second), now)
    retire_version(version=version, reason="The label changed.", by=first, at=now)
    run_jobs()
    manager = PartnerMembership.objects.get(partner=version.add_on.partner).user
    subjects = [each.subject.split(":")[0] for each in mail.outbox if each.to == [manager.email]]
    assert subjects == ["Approved", "Live", "Retired"]
    assert not any("Secretname" in each.body + str(each.alternatives) for each in mail.outbox)


def test_a_day_is_a_day_of_the_calendar(approved, now):
    with pytest.raises(PublishDayError):
        plan_publication(version=approved, on=date(2020, 1, 1), by=make_reviewer(now), at=now)
