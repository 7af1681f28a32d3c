"""Where the settings name a browser, the check tries the package and writes down what it told."""

import pytest

from curriculum.services.package_trials import trial_of
from tests.package_pages.conftest import rules

pytestmark = pytest.mark.django_db
PAGE = '<script id="trial" type="application/json">%s</script>'
TOLD = '{"began": true, "ended": true, "calls": 2, "elements": ["cmi.exit", 7, "cmi.b"]}'


@pytest.fixture
def prints(settings, tmp_path):
    """A browser that prints a page and does nothing else."""

    def act(page: str) -> None:
        file, program = tmp_path / "page.html", tmp_path / "browser"
        file.write_text(page)
        program.write_text(f"#!/bin/sh\nexec cat '{file}'\n")
        program.chmod(0o755)
        settings.TRIAL_BROWSER = str(program)

    return act


def test_a_trial_by_the_check_is_written_down(prints, taken):
    prints(f"<html>{PAGE % TOLD}</html>")
    package = taken()
    trial = trial_of(package)
    assert (trial.by, trial.began, trial.ended, trial.calls) == ("check", True, True, 2)
    assert trial.elements == ("cmi.b", "cmi.exit")
    assert rules(package) == {"note": ["not_scanned"]}


@pytest.mark.parametrize(
    "page", ["", "<html></html>", PAGE % "no json", PAGE % "[]", PAGE % "{}", PAGE % "3"]
)
def test_a_browser_that_shows_nothing_leaves_the_trial_to_the_author(prints, taken, page):
    prints(page)
    package = taken()
    assert trial_of(package) is None
    assert package.state == "accepted"
    assert rules(package)["note"] == ["not_scanned", "trial_not_run"]


def test_a_package_that_told_nothing_must_be_mended(prints, taken):
    prints(PAGE % '{"began": false, "ended": false, "calls": 0, "elements": []}')
    assert rules(taken())["fix"] == ["trial_never_began"]
