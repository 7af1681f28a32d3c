"""Packages that were taken are scanned again every week."""

import pytest
from django.core import mail

from curriculum.models import ContentPackage
from curriculum.services.package_rescans import rescan_packages
from curriculum.tasks import ask_packages_rescan
from passport.jobs.models import Job
from tests.package_pages.conftest import AT, honest, left_in, rules
from tests.packages.test_malware_scan import FakeClamd

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
