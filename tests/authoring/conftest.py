"""A small site with standards, and bundles that tests may change."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from curriculum.models import ModulePage
from curriculum.services.curriculum import CONTENT, load_curriculum
from passport.pages.models import HomePage
from passport.people.models import User
from passport.standards.services.loading import load_standards
from tests.factories import make_user
from tests.people.sign_in import strong_sign_in

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


@pytest.fixture
def load(home, standards, folder, now):
    """Load the folder and return the lines of the report."""

    def run():
        return list(load_curriculum(home=home, at=now, folder=folder))

    return run


@pytest.fixture
def page(load) -> ModulePage:
    """The loaded, published page of the sample module."""
    load()
    return ModulePage.objects.get()


@pytest.fixture
def sign_in(client):
    """Sign a member of staff in with an authenticator code; returns the browser."""
    return partial(strong_sign_in, client)


@pytest.fixture
def staff(page):
    """Make a member of one of the editorial groups."""

    def make(group: str) -> User:
        user = make_user(is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        return user

    return make
