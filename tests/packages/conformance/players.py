"""Runs calls in a real browser: against the platform's player, and against a dumb store."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from curriculum.domain.packages import PackageStandard
from curriculum.scorm.data_model import clean_state
from curriculum.scorm.runtime import Learner, close_session, state_for_launch
from tests.packages.conformance.cases import Answer, Call, Case, outcomes
from tests.packages.conformance.sessions import UNIT, Story

ROOT = Path(__file__).resolve().parent.parent.parent.parent
VENDOR = ROOT / "static" / "vendor" / "scorm-again"
FOLDERS = (VENDOR, ROOT / "curriculum" / "player", Path(__file__).resolve().parent)
SCRIPTS = ("scorm12.min.js", "scorm2004.min.js", "runner.js")
HOST = "http://player.test/"
LEARNER = Learner("p-4711")
# The player of the platform, as its page sets it up.
REAL = """
import { guardedApi } from "./runtime.js";
window.realPlayer = (standard, given) => {
  let kept = { ...given };
  const api = guardedApi(standard, given, (change) => { kept = change.cmi; });
  return { api, kept: () => ({ ...kept }) };
};
"""


def need_scorm_again() -> None:
    """Skips, or fails where a run must be complete, when the player's files are not there."""
    if (VENDOR / SCRIPTS[0]).is_file():
        return
    reason = "scorm-again was not fetched: conformance of the player is left out"
    if os.environ.get("PASSPORT_TESTS_COMPLETE"):
        pytest.fail(reason)
    pytest.skip(reason)


def open_player(page: Page) -> None:
    """A page of its own origin with both players in it."""
    page.route(f"{HOST}**", _serve)
    page.goto(HOST)
    for script in SCRIPTS:
        page.add_script_tag(url=HOST + script)
    page.add_script_tag(url=HOST + "real.js", type="module")
    page.wait_for_function("Boolean(window.realPlayer)")


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(HOST)
    if not name:
        route.fulfill(body="<!doctype html><title>Player</title>", content_type="text/html")
    elif name == "real.js":
        route.fulfill(body=REAL, content_type="text/javascript")
    else:
        path = next((folder / name for folder in FOLDERS if (folder / name).is_file()), None)
        route.fulfill(path=path, content_type="text/javascript") if path else route.abort()


def _spoken(calls: Iterable[Call]) -> list[list[object]]:
    return [[each.function, list(each.arguments)] for each in calls]


def failed_cases(
    page: Page, standard: PackageStandard, player: str, suite: tuple[Case, ...]
) -> dict[str, list[str]]:
    """Cases that failed and why; both players start from what the platform gives at a launch."""
    start = state_for_launch(standard, {}, UNIT, LEARNER)
    cases = [{"given": {**start, **case.given}, "calls": _spoken(case.calls)} for case in suite]
    answers = page.evaluate("([s, p, c]) => runCases(s, p, c)", [standard.value, player, cases])
    return outcomes(suite, [[tuple(each) for each in case] for case in answers])


def failed_story(page: Page, player: str, story: Story) -> list[str]:
    """What went wrong in a story; between sessions the real player's data pass our server."""
    stored: dict[str, str] = {}
    wrong: list[str] = []
    for calls in story.sessions:
        given = state_for_launch(story.standard, stored, story.unit, LEARNER)
        start = given if player == "real" else {**given, **stored}
        arguments = [story.standard.value, player, start, _spoken(calls)]
        result = page.evaluate("([s, p, g, c]) => runSession(s, p, g, c)", arguments)
        answers: list[Answer] = [tuple(each) for each in result["answers"]]
        case = Case(story.name, story.clause, calls)
        wrong += outcomes((case,), [answers]).get(story.name, [])
        stored = result["kept"]
        if player == "real":
            stored = _through_the_server(story, given, stored, calls[-1].function == "Finish")
    return wrong


def _through_the_server(
    story: Story, given: Mapping[str, str], sent: Mapping[str, str], finished: bool
) -> dict[str, str]:
    cleaned = clean_state(story.standard, sent, launched=given)
    assert cleaned.rejected == ()
    merged = {**given, **cleaned.values}
    return close_session(story.standard, merged, story.unit, finished=finished)
