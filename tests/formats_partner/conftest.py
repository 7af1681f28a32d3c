"""A workshop for bundles."""

from pathlib import Path

import pytest

from tests.formats_partner.bundles import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)
