"""Opens an address in a browser without a screen, for some seconds, with bounds, and reads it."""

import json
import re
import shlex
import subprocess
import sys
import tempfile
from typing import Any
from urllib.parse import urlsplit

from curriculum.scorm.sandbox import end_group, start_confined

_PLAYED_MS, _SECONDS, _MEMORY = 9_000, 60, 2 * 1024**3
_MOST_OUTPUT = 2 * 1024 * 1024
# Gives up memory, processor time and core files before the browser begins.
_LIMITED = (
    "import os, resource, sys;"
    f"resource.setrlimit(resource.RLIMIT_DATA, ({_MEMORY}, {_MEMORY}));"
    f"resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}));"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0));"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
_FLAGS = (
    "--headless=new", "--dump-dom", f"--virtual-time-budget={_PLAYED_MS}", "--disable-gpu",
    "--no-first-run", "--disable-background-networking", "--disable-extensions",
    "--disable-component-update", "--disable-sync", "--mute-audio",
    "--js-flags=--max-old-space-size=256",
)  # fmt: skip
_TOLD = re.compile(r'<script id="trial" type="application/json">([^<]{0,100000})</script>')


def told_in_browser(browser: str, address: str) -> dict[str, Any] | None:
    """What the trial's page held after some seconds; None when the browser did not show it.

    `browser` is a command line. It reaches the address's own host and no other, and is ended
    with all its children after a minute.
    """
    with tempfile.TemporaryDirectory(prefix="passport-trial-") as profile:
        hosts = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {urlsplit(address).hostname}"
        own = [*_FLAGS, hosts, f"--user-data-dir={profile}", address]
        command = [sys.executable, "-I", "-S", "-c", _LIMITED, *shlex.split(browser), *own]
        page = _printed(command)
    found = _TOLD.findall(page)
    try:
        told = json.loads(found[-1]) if found else None
    except ValueError:
        return None
    return told if isinstance(told, dict) and "began" in told else None


def _printed(command: list[str]) -> str:
    """What the command writes within its time."""
    child = start_confined(command)
    try:
        return child.communicate(timeout=_SECONDS)[0][:_MOST_OUTPUT].decode(errors="replace")
    except subprocess.TimeoutExpired:
        return ""
    finally:
        end_group(child)
