"""The commands print what happened and fail when something was refused."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from curriculum.models import ModuleRelease
from passport.pages.models import HomePage

pytestmark = pytest.mark.django_db


def run(folder) -> str:
    out = StringIO()
    call_command("load_curriculum", path=folder, stdout=out)
    return out.getvalue()


def test_loading_prints_a_line_for_each_module(standards, folder, change):
    assert run(folder) == "COR-04: created\n"
    assert run(folder) == "COR-04: unchanged\n"
    change("module.md", "You can suspect", "You can now suspect")
    assert run(folder) == "COR-04: new release 2\n"
    assert HomePage.objects.count() == 1


def test_loading_says_what_it_refused_and_fails(standards, folder, change, capsys):
    change("questions.yaml", "objective: O1", "objective: O9")
    out = StringIO()
    with pytest.raises(CommandError, match=r"2 parts were not loaded\."):
        call_command("load_curriculum", path=folder, stdout=out)
    assert "COR-04: not loaded\n  questions.yaml:" in out.getvalue()
    assert "Objective O9 does not exist. Correct the key." in out.getvalue()
    assert "track NUR: not loaded\n  Module COR-04 is not there yet." in out.getvalue()
    assert not ModuleRelease.objects.exists()


def test_a_missing_standard_is_named(home, folder):
    out = StringIO()
    with pytest.raises(CommandError, match="not loaded"):
        call_command("load_curriculum", path=folder, stdout=out)
    assert "Requirement module.COR-04 does not exist." in out.getvalue()
