"""A small site with standards, and bundles that tests may change."""

import shutil
from pathlib import Path

import pytest
from wagtail.models import Page, Site

from curriculum.services.curriculum import CONTENT
from passport.pages.models import HomePage
from passport.standards.services import load_standards

SAMPLE = "COR-04"


@pytest.fixture
def home(db):
    """The front page of the site."""
    page = HomePage(title="Home", slug="front")
    Page.objects.get(depth=1).add_child(instance=page)
    Site.objects.update(root_page=page)
    return page


@pytest.fixture
def standards(db):
    """Every shipped requirement."""
    load_standards()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A curriculum of one module that tests may change."""
    shutil.copytree(CONTENT / SAMPLE, tmp_path / SAMPLE)
    shutil.copy(CONTENT / "references.yaml", tmp_path)
    (tmp_path / "tracks.yaml").write_text(
        f"core: {{small: [{SAMPLE}]}}\n"
        "tracks:\n  - {role: NUR, title: Ward nurse, core: small, modules: []}\n"
    )
    return tmp_path


@pytest.fixture
def change(folder: Path):
    """Replace a text in a file of the sample module."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / SAMPLE / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return replace
