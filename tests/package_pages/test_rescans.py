"""Packages that were taken are scanned again every week."""

import pytest
from django.core import mail

from curriculum.models import ContentPackage
from curriculum.services.package_rescans import rescan_packages
from curriculum.services.packages import archive_path, check_again
from curriculum.tasks import ask_packages_rescan
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.notices.models import Notice
from passport.people.services.product_desk import ensure_product_desk
from tests.factories import make_user
from tests.package_pages.conftest import AT, honest, left_in, rules
from tests.packages.test_malware_scan import FakeClamd
from tests.product_factories import (
    OWN,
    make_add_on,
    make_live_version,
    make_partner_member,
    use_package,
)
from tests.product_review.worlds import make_reviewer

pytestmark = pytest.mark.django_db
FOUND = b"stream: Fictional.Virus FOUND\0"


def test_a_package_in_which_the_scanner_now_finds_something_plays_no_more(
    taken, settings, places, run_jobs
):
    package = taken(honest())
    settings.MALWARE_SCANNER = FakeClamd(FOUND).address
    assert rescan_packages(at=AT) == 1
    package = ContentPackage.objects.get()
    assert (package.state, rules(package)["stop"]) == ("refused", ["malware"])
    assert left_in(places) == []
    run_jobs()
    assert "The package is not taken." in mail.outbox[-1].body


@pytest.fixture
def used(taken, author):
    """A live version that plays a taken package, with a manager, two reviewers and the desk."""
    package = taken(honest())
    make_partner_member(package.partner)
    version = make_live_version(make_add_on(package.partner))
    use_package(version, package, (OWN,))
    for reviewer in (make_reviewer(AT), make_reviewer(AT)):
        seat = version.assignments.create(
            reviewer=reviewer, content_hash=version.content_hash, no_interest_at=AT,
            assigned_at=AT, due_on=AT.date(),
        )  # fmt: skip
        version.decisions.create(
            assignment=seat, reviewer=reviewer, content_hash=version.content_hash, approved=True,
            decided_at=AT,
        )  # fmt: skip
    make_user(is_staff=True).groups.add(ensure_product_desk())
    return version


def readers_told(version) -> list[str]:
    rows = Notice.objects.filter(kind="package_refused")
    assert {each.context["version_id"] for each in rows} <= {str(version.public_id)}
    return sorted(each.context["reader"] for each in rows)


def test_managers_reviewers_and_desk_hear_that_a_live_version_lost_a_package(
    used, settings, run_jobs
):
    settings.MALWARE_SCANNER = FakeClamd(FOUND).address
    assert rescan_packages(at=AT) == 1
    assert readers_told(used) == ["desk", "partner", "review", "review"]
    run_jobs()
    letters = [each for each in mail.outbox if "was refused" in each.subject]
    assert len(letters) == 4
    assert all("which is live" in each.body for each in letters)
    to_review = f"/review/{used.public_id}/"
    assert sum(to_review in each.body for each in letters) == 2
    assert "can no longer be opened" in letters[0].alternatives[0][0]


def test_a_repeated_check_that_refuses_tells_them_as_well(used, run_jobs, author):
    package = ContentPackage.objects.get()
    archive_path(package).write_bytes(b"no archive any more")
    check_again(package=package, by=author, at=AT)
    run_jobs()
    package.refresh_from_db()
    assert package.state == "refused"
    assert readers_told(used) == ["desk", "partner", "review", "review"]
    assert AuditEntry.objects.filter(action="package.refused").count() == 1


def test_a_package_that_no_version_needs_is_refused_without_such_a_mail(taken, settings):
    taken(honest())
    settings.MALWARE_SCANNER = FakeClamd(FOUND).address
    assert rescan_packages(at=AT) == 1
    assert not Notice.objects.filter(kind="package_refused").exists()


def test_what_is_clean_stays_and_without_a_scanner_nothing_is_done(taken, settings):
    taken(honest())
    assert rescan_packages(at=AT) == 0
    settings.MALWARE_SCANNER = FakeClamd().address
    assert rescan_packages(at=AT) == 0
    assert ContentPackage.objects.get().state == "accepted"


def test_the_week_begins_with_a_job(taken, run_jobs):
    ask_packages_rescan()
    run_jobs()
    assert Job.objects.get(kind="packages_rescan_due").status == "done"
