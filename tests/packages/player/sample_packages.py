"""Honest packages for the player; their scripts stand in pages/."""

from pathlib import Path

from tests.packages.player.site import Package

PAGES = Path(__file__).resolve().parent / "pages"
AT_UNLOAD = 'window.addEventListener("unload", finish);'
AT_PAGEHIDE = 'window.addEventListener("pagehide", finish);'


def script(*names: str) -> str:
    """The scripts of these names, one after another."""
    return "\n".join((PAGES / name).read_text(encoding="utf-8") for name in names)


def page(content: str, title: str = "Content") -> bytes:
    """An HTML page that runs a script and has a place for what it says."""
    return (
        f"<!DOCTYPE html><meta charset=utf-8><title>{title}</title>"
        f"<pre id=said></pre><script>{content}</script>"
    ).encode()


def honest_12(name: str, ending: str = "") -> Package:
    """A SCORM 1.2 package that resumes; `ending` is its last script."""
    content = script("find.js", "honest_12.js") + ending
    return Package(name, "scorm_1.2", {"index.html": page(content, name)})


def honest_2004(name: str, ending: str = "") -> Package:
    """A SCORM 2004 package that resumes; `ending` is its last script."""
    content = script("find.js", "honest_2004.js") + ending
    return Package(name, "scorm_2004", {"index.html": page(content, name)})
