"""Nothing that a learner can fetch holds the exam key (THREATS C1)."""

import copy
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from curriculum import urls
from curriculum.models import Attempt
from tests.factories import make_learner, make_release
from tests.learning.conftest import right_options, sign_in, wrong_option

pytestmark = pytest.mark.django_db
MARKER = "KEY-MARKER"
TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def marked_exam(right: int) -> list[dict]:
    """A pool whose key, explanations and rationales carry a marker."""
    return [
        {
            "key": f"{MARKER}-{number}",
            "objective": f"O{number % 2 + 1}",
            "kind": "single",
            "stem": f"Stem {number}",
            "rationale": MARKER,
            "options": [
                {
                    "text": f"Option {number}.{index}",
                    "correct": index == right,
                    "explanation": MARKER,
                }
                for index in range(3)
            ],
        }
        for number in range(4)
    ]


def addresses(attempt: Attempt) -> Iterator[str]:
    """Every address of curriculum that answers to GET, for this release and attempt."""
    values = {
        "code": "COR-04",
        "slug": "suspect",
        "key": "P1",
        "attempt_id": str(attempt.public_id),
        "position": "1",
    }
    nobody = str(attempt.public_id)  # nothing of that name stands anywhere else
    for route in urls.urlpatterns:
        path = str(route.pattern)
        yield "/" + re.sub(r"<\w+:(\w+)>", lambda match: values.get(match[1], nobody), path)
    yield "/learn/COR-04/call/"
    for position in (2, 3, 4):
        yield f"/exam/{attempt.public_id}/{position}/"


def everything(client: Client, attempt: Attempt) -> str:
    """All bodies and headers, before and after submitting, with practice answered."""
    seen = []

    def crawl() -> None:
        for address in addresses(attempt):
            answer = client.get(address, follow=True)
            seen.append(f"{address} {answer.headers} {answer.content.decode()}")

    crawl()
    practice = {"chosen": "1", "confidence": "sure"}
    seen.append(client.post("/learn/COR-04/check/P1/", practice, follow=True).content.decode())
    for position in range(1, 5):
        data = {"option": right_options(attempt, position)}
        saved = client.post(
            f"/exam/{attempt.public_id}/{position}/", data, headers={"accept": "application/json"}
        )
        seen.append(saved.content.decode())
    crawl()
    client.post(f"/exam/{attempt.public_id}/submit/")
    crawl()
    return TOKENS.sub("", "\n".join(seen))


def start(client: Client, right: int) -> Attempt:
    make_release("COR-04", exam=marked_exam(right))
    sign_in(client, make_learner())
    client.post("/learn/COR-04/exam/", {"alone": "on"})
    return Attempt.objects.select_related("release").latest("pk")


def test_no_page_of_a_learner_holds_key_explanation_or_rationale(client):
    attempt = start(client, right=0)
    text = everything(client, attempt)
    assert "Stem 0" in text
    assert MARKER not in text


def test_an_exam_looks_the_same_whichever_option_is_right(client):
    """The same draw on a release with another key gives the same bytes until submitting."""
    attempt = start(client, right=0)
    other = copy.copy(attempt)
    twin = make_release("COR-05", exam=marked_exam(2), title=attempt.release.title)
    other.pk, other.module, other.release = None, twin.module, twin
    other.public_id = "00000000-0000-4000-8000-000000000000"
    other.save(force_insert=True)

    def pages(each: Attempt) -> list[str]:
        ends = ["", "1/", "2/", "3/", "4/"]
        found = [client.get(f"/exam/{each.public_id}/{end}").content.decode() for end in ends]
        return [TOKENS.sub("", page).replace(str(each.public_id), "ID") for page in found]

    assert pages(attempt) == pages(other)


def test_saving_a_right_and_a_wrong_answer_gives_the_same_reply(client):
    attempt = start(client, right=0)
    replies = [
        client.post(
            f"/exam/{attempt.public_id}/1/",
            {"option": options, "sequence": sequence},
            headers={"accept": "application/json"},
        ).json()
        for sequence, options in [(1, right_options(attempt, 1)), (2, wrong_option(attempt, 1))]
    ]
    assert [set(reply) for reply in replies] == [{"saved", "sequence", "newer"}] * 2


def test_option_ids_say_nothing_and_differ_between_attempts(client):
    first = start(client, right=0)
    second = start(Client(), right=0)
    ids = [
        {option for drawn in attempt.draw for option, _ in drawn["options"]}
        for attempt in (first, second)
    ]
    assert ids[0].isdisjoint(ids[1])
    assert all(re.fullmatch(r"[\w-]{12}", option) for option in ids[0] | ids[1])
