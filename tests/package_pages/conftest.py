"""A partner with its people, places for its packages, and packages that were taken."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from curriculum.models import ContentPackage
from curriculum.services.packages import receive_package
from curriculum.services.quarantine import quarantined
from passport.people.models import Partner, User
from tests.packages.builders import page, scorm12
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_partner, make_partner_member

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def places(settings, tmp_path) -> Path:
    """Quarantine and packages of this test's own."""
    settings.QUARANTINE_DIR = tmp_path / "quarantine"
    settings.PACKAGES_DIR = tmp_path / "packages"
    return tmp_path


@pytest.fixture
def partner(db) -> Partner:
    return make_partner("Fictional Cell Company")


@pytest.fixture
def author(partner) -> User:
    return make_partner_member(partner, "editor")


@pytest.fixture
def browser(author) -> Client:
    return strong_sign_in(Client(), author)


def upload_of(content: bytes, name: str = "thaw.zip") -> SimpleUploadedFile:
    """An archive as a form hands it over."""
    return SimpleUploadedFile(name, content, "application/zip")


@pytest.fixture
def receive(partner, author) -> Callable[..., ContentPackage]:
    """Upload an archive by the service; its check waits."""

    def act(content: bytes, name: str = "thaw.zip", at: datetime = AT) -> ContentPackage:
        upload = quarantined(upload_of(content, name))
        return receive_package(partner=partner, upload=upload, by=author, at=at)

    return act


@pytest.fixture
def taken(receive, run_jobs) -> Callable[..., ContentPackage]:
    """Upload an archive and have it checked."""

    def act(content: bytes | None = None, name: str = "thaw.zip") -> ContentPackage:
        package = receive(honest() if content is None else content, name)
        run_jobs()
        package.refresh_from_db()
        return package

    return act


def honest(**files: str) -> bytes:
    """A small SCORM 1.2 package in which nothing is to be found but that it was not scanned."""
    return scorm12(files=files or None)


def rules(package: ContentPackage) -> dict[str, list[str]]:
    """Rules of the findings of a package by level."""
    found: dict[str, list[str]] = {}
    for each in package.findings.all():
        found.setdefault(each.level, []).append(each.rule)
    return found


def left_in(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


__all__ = ["AT", "honest", "left_in", "page", "rules", "upload_of"]
