"""Folders of the tests' own for media and packages."""

import pytest

from tests.credentials.conftest import clock  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.PARTNER_MEDIA_DIR = tmp_path / "media"
    settings.PACKAGES_DIR = tmp_path / "packages"
