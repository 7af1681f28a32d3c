"""The player's files and the maps' coast come from npm, or not at all; nothing waits for them."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ("sh", "cmp", "cp", "rm", "mkdir", "cat")
SENTENCE = (
    "The player's files could not be fetched (see .venv/assets.log): everything works except "
    "playing content packages; make run tries again."
)
FETCHES = """
for each in dist/scorm12.min.js dist/scorm2004.min.js dist/huge.js LICENSE; do
  mkdir -p "node_modules/scorm-again/$(dirname "$each")"
  echo "$each" >"node_modules/scorm-again/$each"
done
mkdir -p node_modules/world-atlas
for each in countries-10m.json countries-50m.json LICENSE; do
  echo "$each" >"node_modules/world-atlas/$each"
done
echo "$@" >>"$CALLS"
"""


@pytest.fixture
def checkout(tmp_path):
    """A folder with what the script needs, and a path on which nothing else is found."""
    for name in ("package.json", "package-lock.json", "requirements-assets.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "deploy").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "deploy" / "assets.sh", tmp_path / "deploy")
    (tmp_path / "tools").mkdir()
    for tool in (*TOOLS, "dirname"):
        (tmp_path / "tools" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def program(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def run(folder):
    result = subprocess.run(
        ["sh", "deploy/assets.sh"], cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": str(folder / "tools"), "CALLS": str(folder / "calls")},
    )  # fmt: skip
    return result.returncode, result.stdout.strip(), result.stderr.strip()


def test_the_systems_npm_fetches_and_what_is_needed_is_kept(checkout):
    program(checkout / "tools" / "node", "")
    program(checkout / "tools" / "npm", FETCHES)
    assert run(checkout) == (0, "Fetching the player's files ...", "")
    kept = {path.name for path in (checkout / "static/vendor/scorm-again").iterdir()}
    assert kept == {"scorm12.min.js", "scorm2004.min.js", "LICENSE", ".installed"}
    maps = {path.name for path in (checkout / "static/vendor/world-atlas").iterdir()}
    assert maps == {"countries-50m.json", "LICENSE"}
    assert run(checkout) == (0, "", "")
    calls = (checkout / "calls").read_text().splitlines()
    assert [call.split()[:2] for call in calls] == [["ci", "--ignore-scripts"]]


def test_a_new_lock_fetches_again(checkout):
    program(checkout / "tools" / "node", "")
    program(checkout / "tools" / "npm", FETCHES)
    run(checkout)
    with (checkout / "package-lock.json").open("a") as lock:
        lock.write("\n")
    assert run(checkout) == (0, "Fetching the player's files ...", "")


def test_a_coast_that_is_missing_is_fetched(checkout):
    program(checkout / "tools" / "node", "")
    program(checkout / "tools" / "npm", FETCHES)
    run(checkout)
    shutil.rmtree(checkout / "static/vendor/world-atlas")
    assert run(checkout) == (0, "Fetching the player's files ...", "")
    assert (checkout / "static/vendor/world-atlas/countries-50m.json").exists()


def test_without_npm_the_one_of_the_wheel_is_used_and_removed(checkout):
    program(checkout / ".venv" / "bin" / "npm", FETCHES)
    program(checkout / ".venv" / "bin" / "uv", 'echo "$2" "$@" >>"$CALLS"')
    assert run(checkout) == (0, "Fetching the player's files ...", "")
    calls = [line.split()[0] for line in (checkout / "calls").read_text().splitlines()]
    assert calls == ["install", "ci", "uninstall"]
    assert "--require-hashes" in (checkout / "calls").read_text()


@pytest.mark.parametrize("npm", ["exit 1", "exit 0"], ids=["no network", "nothing came"])
def test_what_cannot_be_fetched_stops_nothing_and_is_said_once(checkout, npm):
    program(checkout / "tools" / "node", "")
    program(checkout / "tools" / "npm", npm)
    assert run(checkout) == (0, "Fetching the player's files ...", SENTENCE)
    assert not (checkout / "static/vendor/scorm-again/.installed").exists()


def test_the_lock_names_versions_and_hashes_and_no_address():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: each for name, each in json.loads(text)["packages"].items() if name}
    assert {name: each["version"] for name, each in packages.items()} == {
        "node_modules/scorm-again": "3.4.3",
        "node_modules/world-atlas": "2.0.2",
    }
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert re.findall(r"https?://", text) == []
