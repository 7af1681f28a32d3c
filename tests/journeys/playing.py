"""What journeys see of the player: the content in its frames, what is said, what is in the way."""

import re

SAVED = re.compile(r"^Saved \d\d:\d\d$")


def content(page):
    """The frame in which the content itself runs."""
    said = page.frame_locator("[data-stage] iframe").frame_locator("iframe").locator("#said")
    return said.element_handle().owner_frame()


def opened(page, site, package, query=""):
    page.goto(f"{site.url}/play/{package.name}/{query}")
    return content(page)


def said(page):
    return page.locator("[data-status]")


def notices(page):
    """The notices that are to be seen, by name."""
    return page.eval_on_selector_all(
        "[data-notice]:not([hidden])", "all => all.map(each => each.dataset.notice)"
    )
