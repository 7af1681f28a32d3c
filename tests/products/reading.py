"""What somebody reads on a page, and doing what the pages ask."""

import re
from html import unescape

from curriculum.models import PackageRegistration, PackageResult
from tests.factories import EPOCH
from tests.product_factories import make_package, use_package

MAIN = re.compile(r"<main.*?>(.*)</main>", re.DOTALL)
DRAWN = re.compile(r"<svg.*?</svg>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def words(html: str) -> str:
    """Text of a piece of a page without its drawings."""
    return " ".join(unescape(TAG.sub(" ", DRAWN.sub(" ", html))).split())


def page(client, path: str) -> str:
    """Text of a page's main part."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.get("Location"))
    return words(MAIN.search(response.text)[1])


def section(client, path: str, title_id: str) -> str:
    """Text of the section that is named by a title."""
    html = client.get(path).text
    found = re.search(rf'aria-labelledby="{title_id}">(.*?)</section>', html, re.DOTALL)
    return words(found[1])


def tags(client, path: str) -> list[str]:
    """Words of the tags at the head of a page."""
    head = MAIN.search(client.get(path).text)[1].split("<h1", 1)[0]
    return [words(each) for each in re.findall(r'class="tag[^>]*>(.*?)</span>', head)]


def links(html: str) -> list[str]:
    """Addresses of all links."""
    return re.findall(r'<a [^>]*href="([^"]+)"', html)


def main_button(client, path: str) -> tuple[str, str]:
    """Words and address of the primary button; ("", "") without one."""
    html = MAIN.search(client.get(path).text)[1]
    found = re.search(r'<a class="button" href="([^"]+)">(.*?)</a>', html)
    return (words(found[2]), found[1]) if found else ("", "")


def answer_exam(client, attempt) -> None:
    """Answer every question right and hand it in, as the pages do."""
    questions = {question["key"]: question for question in attempt.release.exam}
    for position, drawn in enumerate(attempt.draw, start=1):
        options = questions[drawn["key"]]["options"]
        right = [each for each, index in drawn["options"] if options[index]["correct"]]
        client.post(f"/exam/{attempt.public_id}/{position}/", {"option": right})
    client.post(f"/exam/{attempt.public_id}/submit/")


def play(learner, package, at=EPOCH) -> None:
    """The package reported that the learner was through."""
    registration = PackageRegistration.objects.create(
        package=package, user=learner.user, learner=learner, purpose="learn",
        pseudonym="p", created_at=at, launched_at=at,
    )  # fmt: skip
    PackageResult.objects.create(
        registration=registration, learner=learner, package=package,
        completion="completed", success="passed", achieved_at=at,
    )  # fmt: skip


def with_package(version, outcomes):
    """A package that a version plays."""
    package = make_package(version.add_on.partner)
    use_package(version, package, outcomes)
    return package
