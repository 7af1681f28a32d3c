"""Looks at a page as axe and as a careful person would: both themes, phone and desktop."""

from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import Any

import pypdfium2
import zxingcpp
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, Page

SIZES = {390: 844, 1280: 900}
THEMES = ("light", "dark")
EVERY_RULE = {"resultTypes": ["violations"]}
COLOUR_RULES = {
    **EVERY_RULE,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
SERIOUS = {"serious", "critical"}
# A change of theme fades: colours in between belong to neither theme.
SETTLED = """() => Promise.all(
  document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime < 5000)
    .map((each) => each.finished.catch(() => null))
)"""


def serious_findings(page: Page, name: str) -> list[str]:
    """Serious axe findings and sideways scrolling of the page as it stands, in all four looks.

    A theme changes colours and nothing else, so the second one is asked about colours.
    """
    found = []
    before = page.viewport_size
    for width, theme in product(SIZES, THEMES):
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        options = EVERY_RULE if theme == THEMES[0] else COLOUR_RULES
        found += [f"{name} {width} {theme}: {each}" for each in _findings_now(page, options)]
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    return found


def _findings_now(page: Page, options: dict[str, Any]) -> list[str]:
    """What is found in one look; a page of work under way may go on by itself while it is seen."""
    for _ in range(3):
        try:
            return _findings(page, options)
        except Error as error:
            if "Execution context was destroyed" not in str(error):
                raise
            page.wait_for_load_state()
    return _findings(page, options)


def _findings(page: Page, options: dict[str, Any]) -> list[str]:
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate("options => axe.run(options)", options)["violations"]
    found = [
        f"{each['id']} {each['nodes'][0]['target']}"
        for each in results
        if each["impact"] in SERIOUS
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
        found.append("scrolls sideways")
    return found


def looking_once(findings: list[str]) -> Callable[[Page, str], None]:
    """A look that notes what is found on each kind of page, the first time it is seen."""
    seen: set[str] = set()

    def look(page: Page, name: str) -> None:
        if name not in seen:
            seen.add(name)
            findings.extend(serious_findings(page, name))

    return look


def decoded_codes(pdf: bytes) -> list[str]:
    """What an independent decoder reads from the rendered first page at 150 dots per inch."""
    page = pypdfium2.PdfDocument(BytesIO(pdf))[0]
    picture = page.render(scale=150 / 72).to_pil()
    return [result.text for result in zxingcpp.read_barcodes(picture)]
