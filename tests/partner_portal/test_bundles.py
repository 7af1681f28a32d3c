"""A bundle is kept whole or not at all; nothing of a hostile one reaches a version."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.models import AddOnVersion, BundleUpload, MediaFile
from curriculum.scorm.scanning import ScannerDownError
from curriculum.services.bundles import (
    BundleTooLargeError,
    check_bundle,
    media_path,
    receive_bundle,
)
from curriculum.services.version_checks import bundle_of
from curriculum.services.version_moves import VersionStateError
from passport.jobs.models import Job
from tests.packages.builders import zipped


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.QUARANTINE_DIR = tmp_path / "quarantine"
    settings.PARTNER_MEDIA_DIR = tmp_path / "media"


def sent(home, version, content: bytes, name: str = "fictoleucel.zip") -> BundleUpload:
    upload = SimpleUploadedFile(name, content)
    return receive_bundle(version=version, upload=upload, by=home.editor, at=home.at)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def test_a_sound_bundle_is_kept_with_its_media(home, workshop, run_jobs, settings):
    version = home.draft()
    upload = sent(home, version, workshop.zipped().read_bytes())
    assert run_jobs() == ["bundle_uploaded"]
    version.refresh_from_db()
    upload.refresh_from_db()
    assert (upload.kept, upload.findings) == (True, [])
    bundle = bundle_of(version)
    assert (bundle.content.code, version.label_on.isoformat()) == ("FIC-01", "2026-10-01")
    assert {row.sha256 for row in MediaFile.objects.filter(partner=home.partner)} == {
        file.sha256 for file in bundle.media.values()
    }
    assert all(media_path(file.address).is_file() for file in bundle.media.values())
    assert left_in(settings.QUARANTINE_DIR) == []


def test_it_waits_in_quarantine_under_a_name_of_ours(home, settings):
    upload = sent(home, home.draft(), b"anything", name="../../etc/passwd.zip")
    assert left_in(settings.QUARANTINE_DIR) == [f"{upload.public_id.hex}.zip"]
    assert (upload.size, upload.finished_at) == (8, None)
    assert Job.objects.get(public_id=upload.job_id).owner_id == home.editor.public_id


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({"../module.md": "x"}, "parent_name"),
        ({"/module.md": "x"}, "absolute_name"),
        ({"media/run.exe": "MZ"}, "file_type"),
        ({"module.md": b"\0" * 30_000_000}, "ratio"),
    ],
    ids=["leads out", "absolute", "program", "bomb"],
)
def test_a_hostile_archive_is_refused_and_what_was_there_stays(
    home, sample, run_jobs, settings, files, rule
):
    version = home.complete(sample)
    before = version.content
    upload = sent(home, version, zipped(files))
    run_jobs()
    version.refresh_from_db()
    upload.refresh_from_db()
    assert {each["rule"] for each in upload.findings} == {rule}
    assert (upload.kept, version.content) == (False, before)
    assert left_in(settings.QUARANTINE_DIR) + left_in(settings.PARTNER_MEDIA_DIR) == []


def test_an_infected_archive_is_never_unpacked(home, workshop, run_jobs, monkeypatch, settings):
    found = [PackageFinding(Level.STOP, PackageRule.MALWARE, details={"name": "Eicar"})]
    monkeypatch.setattr("curriculum.scorm.scanning.scan", lambda *_, **__: found)
    upload = sent(home, home.draft(), workshop.zipped().read_bytes())
    run_jobs()
    upload.refresh_from_db()
    assert [each["rule"] for each in upload.findings] == ["malware"]
    assert left_in(settings.PARTNER_MEDIA_DIR) == []


def test_without_the_scanner_that_must_be_there_the_upload_waits(home, workshop, settings):
    settings.MALWARE_SCANNER, settings.MALWARE_SCAN_REQUIRED = "none", True
    upload = sent(home, home.draft(), workshop.zipped().read_bytes())
    with pytest.raises(ScannerDownError):
        check_bundle(upload=upload, at=home.at, told=lambda *_: None)
    upload.refresh_from_db()
    assert upload.finished_at is None
    assert left_in(settings.QUARANTINE_DIR) == [f"{upload.public_id.hex}.zip"]


def test_what_is_no_zip_is_told_so(home, run_jobs):
    upload = sent(home, home.draft(), b"not a zip")
    run_jobs()
    upload.refresh_from_db()
    assert [(each["kind"], each["rule"]) for each in upload.findings] == [("archive", "not_a_zip")]


def test_findings_name_file_and_rule_and_nothing_is_kept(home, workshop, run_jobs, settings):
    workshop.change("references.yaml", "FICT-MANUAL:", "FICT-OTHER:")
    version = home.draft()
    upload = sent(home, version, workshop.zipped().read_bytes())
    run_jobs()
    upload.refresh_from_db()
    version.refresh_from_db()
    assert "reference_unknown" in {each["rule"] for each in upload.findings}
    assert {each["kind"] for each in upload.findings} == {"module"}
    assert (version.content, MediaFile.objects.count()) == ({}, 0)
    assert left_in(settings.PARTNER_MEDIA_DIR) == []


@pytest.mark.parametrize(("old", "new", "name"), [
    ("code: FIC-01", "code: FIC-02", "code"), ("language: en", "language: de", "language"),
])  # fmt: skip
def test_a_bundle_of_another_module_or_language_is_not_kept(
    home, workshop, run_jobs, old, new, name
):
    workshop.change("module.md", old, new)
    upload = sent(home, home.draft(), workshop.zipped().read_bytes())
    run_jobs()
    upload.refresh_from_db()
    assert name in {each["values"].get("name") for each in upload.findings}


def test_one_that_arrives_after_submission_is_not_kept(home, sample, workshop, run_jobs):
    version = home.complete(sample)
    before = version.content
    upload = sent(home, version, workshop.zipped().read_bytes())
    AddOnVersion.objects.filter(pk=version.pk).update(state="retired")
    run_jobs()
    version.refresh_from_db()
    upload.refresh_from_db()
    assert (version.content, upload.kept) == (before, False)
    assert upload.findings == [{"kind": "version", "rule": "closed"}]


def test_a_check_that_is_run_twice_changes_nothing_more(home, workshop, run_jobs):
    version = home.draft()
    upload = sent(home, version, workshop.zipped().read_bytes())
    run_jobs()
    Job.objects.update(status="waiting", attempts=0)
    assert run_jobs() == ["bundle_uploaded"]
    upload.refresh_from_db()
    assert (upload.kept, upload.findings) == (True, [])


def test_a_lost_archive_is_told_and_the_job_ends(home, run_jobs, settings):
    upload = sent(home, home.draft(), b"x")
    (settings.QUARANTINE_DIR / f"{upload.public_id.hex}.zip").unlink()
    run_jobs()
    upload.refresh_from_db()
    assert [each["rule"] for each in upload.findings] == ["damaged"]
    assert Job.objects.get(public_id=upload.job_id).status == "done"


def test_what_is_too_large_leaves_nothing(home, settings):
    settings.BUNDLE_BYTES_MAX = 10
    with pytest.raises(BundleTooLargeError):
        sent(home, home.draft(), b"x" * 11)
    assert (left_in(settings.QUARANTINE_DIR), BundleUpload.objects.count()) == ([], 0)


def test_what_is_no_draft_takes_no_upload(home, sample, settings):
    version = home.complete(sample)
    AddOnVersion.objects.filter(pk=version.pk).update(state="retired")
    with pytest.raises(VersionStateError):
        sent(home, version, b"x")
    assert (left_in(settings.QUARANTINE_DIR), BundleUpload.objects.count()) == ([], 0)
