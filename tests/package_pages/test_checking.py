"""The check goes through its steps, says what it found, and can be killed at any of them."""

import pytest
from django.core import mail

from curriculum.domain.packages import Step
from curriculum.scorm.scanning import ScannerDownError
from curriculum.services import package_checks
from curriculum.services.package_checks import check_package
from curriculum.services.packages import archive_path, check_again
from passport.jobs.models import Job, JobStatus
from passport.jobs.runner import run_job
from passport.people.models import PartnerMembership
from tests.package_pages.conftest import AT, honest, left_in, page, rules
from tests.packages import builders

pytestmark = pytest.mark.django_db


def silent(step, done, total):
    """Nobody listens."""


def test_an_honest_package_is_taken_and_lies_in_its_place(taken, places):
    package = taken()
    assert (package.state, package.standard, package.title) == (
        "accepted", "scorm_1.2", "Fictoleucel",
    )  # fmt: skip
    assert [unit["key"] for unit in package.manifest["units"]] == ["unit-1"]
    assert package.manifest["files"] == []
    assert package.file_count == 2
    assert rules(package) == {"note": ["not_scanned", "trial_not_run"]}
    assert f"packages/{package.sha256}/files/unit-1.html" in left_in(places)
    assert set(package.steps) == {step.value for step in Step}
    states = {step: each["state"] for step, each in package.steps.items()}
    assert {step for step, state in states.items() if state == "skipped"} == {"scanned", "trial"}
    assert set(states.values()) == {"skipped", "done"}


@pytest.mark.parametrize(
    "make", [builders.scorm12, builders.scorm2004, builders.cmi5], ids=["1.2", "2004", "cmi5"]
)
def test_each_standard_is_known(taken, make):
    package = taken(make())
    assert package.state == "accepted"
    assert package.standard in ("scorm_1.2", "scorm_2004", "cmi5")


def test_a_hostile_zip_is_refused_with_its_finding_and_nothing_is_written(taken, places):
    package = taken(builders.zipped({"../../evil.html": "x", "imsmanifest.xml": "x"}))
    assert package.state == "refused"
    assert rules(package)["stop"] == ["parent_name"]
    assert package.manifest == {}
    assert left_in(places) == []
    assert package.steps["unpacked"]["state"] == "stopped"
    assert "manifest" not in package.steps


def test_findings_name_file_line_and_rule(taken):
    bad = page("A page", '<form><input type="password" name="p"></form>\n<img src="x.png">')
    package = taken(honest(**{"unit-1.html": bad}))
    assert package.state == "refused"
    found = {(each.rule, each.file) for each in package.findings.all()}
    assert {("password_field", "unit-1.html"), ("broken_link", "unit-1.html")} <= found


def test_who_uploaded_hears_of_the_end(taken, author):
    package = taken()
    [letter] = [each for each in mail.outbox if each.to == [author.email]]
    assert letter.subject == "Checked: thaw.zip"
    assert f"/packages/{package.public_id}/" in letter.body


def test_who_left_the_partner_hears_nothing(receive, run_jobs, author):
    receive(honest())
    PartnerMembership.objects.filter(user=author).update(
        starts_on="2020-01-01", ends_on="2020-01-02"
    )
    run_jobs()
    assert [each for each in mail.outbox if each.to == [author.email]] == []


def test_progress_is_told_step_by_step(receive):
    steps = []
    check_package(
        package=receive(honest()), at=AT, told=lambda step, done, total: steps.append(step)
    )
    assert list(dict.fromkeys(steps)) == list(Step)


def test_a_killed_check_loses_nothing_and_is_done_again(receive, monkeypatch, places):
    package = receive(honest())
    job = Job.objects.get(kind="package_uploaded")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(package_checks, "read_manifest", killed)
        with pytest.raises(KeyboardInterrupt):
            run_job(job.pk)
    package.refresh_from_db()
    assert package.state == "checking"
    assert archive_path(package).is_file()
    Job.objects.update(lease_until=AT.replace(year=2020), due_at=AT.replace(year=2020))
    assert run_job(job.pk)
    package.refresh_from_db()
    assert package.state == "accepted"
    assert not [name for name in left_in(places) if ".incoming" in name]


def test_after_its_last_try_a_job_is_tried_again_by_hand(receive, author, monkeypatch):
    package = receive(honest())
    Job.objects.update(status=JobStatus.FAILED, due_at=AT)
    check_again(package=package, by=author, at=AT)
    job = Job.objects.get(kind="package_uploaded")
    assert (job.status, job.attempts) == (JobStatus.WAITING, 0)


def test_a_check_done_twice_finds_the_same(taken):
    package = taken()
    before = list(package.findings.values_list("rule", "file"))
    check_package(package=package, at=AT, told=silent)
    package.refresh_from_db()
    assert package.state == "accepted"
    assert list(package.findings.values_list("rule", "file")) == before


def test_bytes_that_changed_in_quarantine_are_refused(receive, run_jobs):
    package = receive(honest())
    archive_path(package).write_bytes(honest() + b"x")
    run_jobs()
    package.refresh_from_db()
    assert (package.state, rules(package)["stop"]) == ("refused", ["damaged"])


def test_without_a_scanner_production_lets_nothing_pass(receive, settings):
    settings.MALWARE_SCAN_REQUIRED = True
    package = receive(honest())
    with pytest.raises(ScannerDownError):
        check_package(package=package, at=AT, told=silent)
    package.refresh_from_db()
    assert package.state == "checking"
    assert package.steps["scanned"] == {"state": "waits"}


def test_a_scanner_that_is_away_makes_the_package_wait(receive, settings, tmp_path):
    settings.MALWARE_SCANNER = f"unix:{tmp_path}/nobody.sock"
    package = receive(honest())
    job = Job.objects.get(kind="package_uploaded")
    assert not run_job(job.pk)
    job.refresh_from_db()
    package.refresh_from_db()
    assert (job.status, package.state) == ("waiting", "checking")


def test_a_package_withdrawn_meanwhile_stays_withdrawn(receive, run_jobs):
    package = receive(honest())
    package.state = "withdrawn"
    package.save()
    run_jobs()
    package.refresh_from_db()
    assert package.state == "withdrawn"


def test_a_refused_package_may_be_uploaded_again_and_is_checked_again(taken, monkeypatch):
    evil = builders.zipped({"../../evil.html": "x", "imsmanifest.xml": "x"})
    package = taken(evil)
    again = taken(evil)
    assert (again.pk, again.state) == (package.pk, "refused")
    assert Job.objects.filter(kind="package_uploaded").count() == 2
