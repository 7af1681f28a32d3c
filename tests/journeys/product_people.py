"""People around a product, each at a window of their own, and the files that they bring."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser, Page

from curriculum.domain.typography import typeset
from passport.demo.products import BUNDLE
from tests.journeys.learner import Learner
from tests.journeys.platform import Platform, wait_for
from tests.journeys.quality import Workspace, window
from tests.journeys.sign_in import DEMO_PASSWORD, sign_in, sign_in_with_app

Look = Callable[[Page, str], None]
PETRA, PAUL = "petra.partner@example.org", "paul.partner@example.org"
RHEA, ROLF = "rhea.reviewer@example.org", "rolf.reviewer@example.org"
ALBA, JANA = "alba.example@example.org", "jana.sample@example.org"
NURSE = "Alba Example"
QUESTIONS = """id,objective,stem,right,option_1,option_2,option_3,rationale,references
F01,O1,Who looks at the shipper before the courier is signed off?,1,Two people together,\
The courier alone,Nobody at all,Two look together.,FICT-INFO
F02,O4,With how much fluid is the empty line rinsed?,1,50 mL,5 mL,500 mL,Once.,FICT-INFO
F03,O9,Who paints the shipper?,1,Nobody,The courier,The ward,An objective is missing.,FICT-INFO
"""
BANK = {"name": "bank.csv", "mimeType": "text/csv", "buffer": QUESTIONS.encode()}
PROGRAMME = "Demonstration programme: fictoleucel (Fictavia)"
_CODE = re.compile(r"FIC-\d\d")


def blind(page: Page, name: str) -> None:
    """Looks at nothing, where another journey looked at the same pages."""


def partner_portal(
    platform: Platform, browser: Browser, email: str, look: Look = blind
) -> Workspace:
    """Somebody of a partner signs in with an app's code and opens the portal from the header."""
    page = window(browser)
    sign_in_with_app(page, platform, email, ends_at="/")
    with page.expect_navigation():
        page.get_by_role("banner").get_by_role("link", name="Partner portal").click()
    path = re.match(r"/partner/[^/]+/", urlsplit(page.url).path)
    assert path, page.url
    return Workspace(Learner(page, platform, email, look=look), path[0])


def reviewer(platform: Platform, browser: Browser, email: str, look: Look = blind) -> Workspace:
    """A product reviewer signs in with an app's code and opens the queue from the back office."""
    page = window(browser)
    sign_in_with_app(page, platform, email)
    with page.expect_navigation():
        page.get_by_role("link", name="Open the queue").first.click()
    return Workspace(Learner(page, platform, email, look=look), "/review/")


def nurse(platform: Platform, browser: Browser, email: str, look: Look = blind) -> Learner:
    """A nurse of the demo people who has core and role behind her."""
    person = Learner(window(browser), platform, email, look=look)
    sign_in(person, DEMO_PASSWORD)
    return person


def read(learner: Learner) -> list[str]:
    """Read on from the open chapter until the exam; returns the chapters that were shown."""
    page, seen = learner.page, []
    page.wait_for_url("**/learn/**")
    while "/exam/" not in page.url:
        seen.append(urlsplit(page.url).path.split("/")[-2])
        learner.look(page, "chapter of a product")
        with page.expect_navigation():
            page.locator(".reader__steps button").click()
    return seen


def wait_for_stamp(learner: Learner, words: str) -> None:
    """Reload the passport until the worker has issued the edition that says so."""

    def shown() -> bool:
        learner.open("/passport/")
        return learner.page.get_by_text(words).count() > 0

    wait_for(shown, 30)


def passport_pdf(learner: Learner) -> bytes:
    """The PDF behind the download link of the passport's pages."""
    learner.open("/passport/sharing/")
    link = learner.page.locator("a[href$='passport.pdf']").first.get_attribute("href")
    return learner.page.request.get(f"{learner.platform.url}{link}").body()


def bundle(code: str, changed: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """The bundle of the sample product under another code, some of its words changed: a file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in BUNDLE.rglob("*") if path.is_file()):
            content = path.read_bytes()
            if path.name == "module.md":
                content = _edited(content.decode(), code, changed or {}).encode()
            archive.writestr(path.relative_to(BUNDLE).as_posix(), content)
    return {"name": "fictoleucel.zip", "mimeType": "application/zip", "buffer": buffer.getvalue()}


def _edited(text: str, code: str, changed: Mapping[str, str]) -> str:
    text = _CODE.sub(code, text)
    for before, after in changed.items():
        assert before in text
        text = text.replace(before, after)
    return text


def _plain(text: str) -> str:
    return " ".join(typeset(text).split())


@cache
def exam_key() -> dict[str, set[str]]:
    """Texts of the right options by stem, from the bundle and from the imported bank."""
    asked = yaml.safe_load((BUNDLE / "questions.yaml").read_text(encoding="utf-8"))["exam"]
    own = {
        _plain(question["stem"]): {
            _plain(option["text"]) for option in question["options"] if option.get("correct")
        }
        for question in asked
    }
    imported = csv.DictReader(io.StringIO(QUESTIONS))
    return own | {_plain(row["stem"]): {_plain(row["option_1"])} for row in imported}
