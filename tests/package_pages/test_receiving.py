"""Uploads come into quarantine piece by piece, within limits, and the same bytes once."""

from datetime import timedelta
from hashlib import sha256

import pytest

from curriculum.models import ContentPackage
from curriculum.services.packages import (
    AlreadyUploadedError,
    NoRoomError,
    PackageInUseError,
    PackageTooLargeError,
    TooManyUploadsError,
    archive_path,
    check_again,
    receive_package,
    withdraw_package,
)
from curriculum.services.quarantine import QuarantinedFile, forget_leftovers, quarantined
from passport.jobs.models import Job
from passport.people.services.partners import PartnerSuspendedError
from tests.package_pages.conftest import AT, honest, left_in, upload_of
from tests.packages.builders import Unit, scorm12
from tests.product_factories import (
    make_add_on,
    make_live_version,
    make_partner,
    make_version,
    use_package,
)

pytestmark = pytest.mark.django_db


def numbered(number: int) -> bytes:
    return scorm12([Unit(title=f"Part {number}")])


def test_an_upload_is_a_row_a_job_and_a_file_under_no_name_of_its_own(receive, places, author):
    content = honest()
    package = receive(content, "../../evil name.zip")
    job = Job.objects.get(kind="package_uploaded")
    assert (package.state, package.sha256) == ("received", sha256(content).hexdigest())
    assert (package.size, package.job_id) == (len(content), job.public_id)
    assert job.owner_id == author.public_id
    assert left_in(places) == [f"quarantine/{package.public_id.hex}.zip"]
    assert archive_path(package).read_bytes() == content


def test_the_same_bytes_lead_to_the_package_that_is_there(receive, places):
    package = receive(honest())
    with pytest.raises(AlreadyUploadedError) as refusal:
        receive(honest(), "another-name.zip")
    assert refusal.value.package == package
    assert len(left_in(places)) == 1
    assert Job.objects.filter(kind="package_uploaded").count() == 1


def test_another_partner_may_have_the_same_bytes(receive, author):
    package = receive(honest())
    other = receive_package(
        partner=make_partner(), upload=quarantined(upload_of(honest())), by=author, at=AT
    )
    assert other.sha256 == package.sha256
    assert other.pk != package.pk


def test_what_goes_over_the_limit_is_thrown_away_while_it_arrives(settings, receive, places):
    settings.PACKAGE_BYTES_MAX = 100
    with pytest.raises(PackageTooLargeError):
        receive(b"x" * 101)
    assert left_in(places) == []
    assert ContentPackage.objects.count() == 0


def test_a_file_of_just_the_limit_is_taken(settings, receive):
    content = honest()
    settings.PACKAGE_BYTES_MAX = len(content)
    assert receive(content).size == len(content)


def test_a_partner_uploads_no_more_in_a_day_than_it_may(settings, receive, places):
    settings.PACKAGE_UPLOADS_PER_DAY = 2
    receive(numbered(1))
    receive(numbered(2), at=AT + timedelta(hours=23))
    with pytest.raises(TooManyUploadsError):
        receive(numbered(3), at=AT + timedelta(hours=23, minutes=59))
    assert len(left_in(places)) == 2
    receive(numbered(3), at=AT + timedelta(hours=24))


def test_a_partners_packages_take_no_more_room_than_they_may(settings, receive):
    first = receive(numbered(1))
    settings.PACKAGE_BYTES_PER_PARTNER = first.size + 10
    with pytest.raises(NoRoomError):
        receive(numbered(2))


def test_a_suspended_partner_uploads_nothing(receive, partner, places):
    partner.suspended_at, partner.suspension_reason = AT, "Looked at."
    partner.save()
    with pytest.raises(PartnerSuspendedError):
        receive(honest())
    assert left_in(places) == []


def test_what_a_killed_upload_left_is_swept_after_a_day(places, settings):
    taken = QuarantinedFile("cut.zip", 100)
    taken.take(b"half")
    taken.file.close()
    written_at = AT.fromtimestamp(taken.path.stat().st_mtime, AT.tzinfo)
    forget_leftovers(written_at + timedelta(hours=23))
    assert len(left_in(places)) == 1
    forget_leftovers(written_at + timedelta(hours=25))
    assert left_in(places) == []


def test_a_withdrawn_package_leaves_no_file_and_no_draft_plays_it(taken, author, partner, places):
    package = taken()
    version = make_version(make_add_on(partner))
    use_package(version, package, ())
    withdraw_package(package=package, by=author, at=AT)
    package.refresh_from_db()
    assert package.state == "withdrawn"
    assert left_in(places) == []
    assert version.packages.count() == 0


@pytest.mark.parametrize("state", ["in_review", "approved", "live"])
def test_a_package_that_others_rely_on_is_not_withdrawn(taken, author, partner, state):
    package = taken()
    add_on = make_add_on(partner)
    version = make_live_version(add_on) if state == "live" else make_version(add_on, state=state)
    use_package(version, package, ())
    with pytest.raises(PackageInUseError):
        withdraw_package(package=package, by=author, at=AT)
    package.refresh_from_db()
    assert package.state == "accepted"


def test_files_stay_while_another_partner_plays_the_same_bytes(taken, author, run_jobs, places):
    package, other = taken(), make_partner()
    receive_package(partner=other, upload=quarantined(upload_of(honest())), by=author, at=AT)
    run_jobs()
    withdraw_package(package=package, by=author, at=AT)
    assert f"packages/{package.sha256}/index.json" in left_in(places)


def test_a_check_under_way_is_not_rung_twice(receive, author):
    package = receive(honest())
    check_again(package=package, by=author, at=AT)
    assert Job.objects.filter(kind="package_uploaded").count() == 1


def test_checks_are_repeated_so_often_a_day(settings, taken, author, run_jobs):
    settings.PACKAGE_CHECKS_PER_DAY = 1
    package = taken()
    check_again(package=package, by=author, at=AT)
    run_jobs()
    with pytest.raises(TooManyUploadsError):
        check_again(package=package, by=author, at=AT)
