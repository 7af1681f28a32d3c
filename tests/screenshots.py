"""`make screenshot`: the passport of a fictional nurse, as the README shows it."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys import browsers
from tests.journeys import platform as platforms
from tests.journeys.learner import Learner
from tests.journeys.sign_in import DEMO_PASSWORD, sign_in

TARGET = Path(__file__).resolve().parent.parent / "docs" / "screenshot.png"


def main() -> None:
    """Start the platform in a folder of its own, sign in, take the picture."""
    with tempfile.TemporaryDirectory(prefix="passport-screenshot-") as folder:
        running = platforms.start(Path(folder))
        try:
            with sync_playwright() as playwright:
                chromium = browsers.launch(playwright.chromium)
                page = chromium.new_page(viewport={"width": 1100, "height": 760})
                jana = Learner(page, running, "jana.sample@example.org")
                sign_in(jana, DEMO_PASSWORD)
                jana.open("/passport/")
                page.screenshot(path=TARGET)
                chromium.close()
        finally:
            running.stop()


if __name__ == "__main__":
    main()
