"""Folders of the tests' own for media and packages; a reviewer, and a version to review."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.credentials.conftest import clock  # noqa: F401 - a fixture
from tests.people.sign_in import strong_sign_in
from tests.product_review.worlds import make_reviewer, make_submitted


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.PARTNER_MEDIA_DIR = tmp_path / "media"
    settings.PACKAGES_DIR = tmp_path / "packages"


@pytest.fixture
def reviewer(clock):  # noqa: F811 - as above
    return make_reviewer(clock())


@pytest.fixture
def browser(reviewer):
    return strong_sign_in(Client(), reviewer)


@pytest.fixture
def version(clock):  # noqa: F811 - as above
    return make_submitted(
        submitted_at=clock() - timedelta(days=3), notes="Thawing is new.\nAnd more."
    )
