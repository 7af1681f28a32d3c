"""What a head of department meets behind the link: no account, one answer, a clear end."""

import pytest
from django.test import Client

from observership.models import SupportLetter
from observership.queries.letters import letter_token
from observership.services.letters import answer_letter, ask_letter
from tests.observership.applications.conftest import HEAD, OPEN, YES, read, write
from tests.observership_factories import at

SAID = {"supports": "yes", "gives_leave": "yes", "text": "We open soon.", "signed_name": "S. Head"}


@pytest.fixture
def asked(draft, world, clock):
    """The head was asked."""
    return ask_letter(application=write(draft, world), head=HEAD, at=OPEN)


def link(letter):
    """The path in the mail."""
    return f"/observership/letter/{letter_token(letter)}/"


def test_the_page_says_who_asks_for_what_and_when(client, asked, world):
    answer = client.get(link(asked))
    text = read(answer)
    for words in (
        "Do you support Jana Sample?", "Prof. Sample Head, you were named", "Physician",
        "Fictional Home Hospital", world.call.title, "5 days", "1 June 2026 to 31 July 2026",
        "2000 EUR", "23 February 2026",
    ):  # fmt: skip
        assert words in text
    assert set(answer.cookies) == {"csrftoken"}
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in answer.content.decode()


def test_the_days_shown_are_those_that_leave_was_asked_for(client, asked, draft):
    draft.refresh_from_db()
    draft.dates, draft.length = [{"from": "2026-09-01", "until": "2026-09-30"}], 9
    draft.save()
    assert "1 June 2026 to 31 July 2026" in read(client.get(link(asked)))


def test_an_answer_is_confirmed_and_the_link_is_used_up(client, asked):
    answer = client.post(link(asked), SAID)
    assert "Thank you, your answer is kept" in (text := read(answer))
    assert "Supports the visit Gives leave" in text
    assert set(answer.cookies) <= {"csrftoken"}
    kept = SupportLetter.objects.get()
    assert (kept.supports, kept.gives_leave, kept.text, kept.signed_name) == (
        True, True, "We open soon.", "S. Head",
    )  # fmt: skip
    again = client.post(link(asked), {**SAID, "supports": "no"})
    assert "Your answer is with us" in read(again, 410)
    assert SupportLetter.objects.get().supports is True


def test_a_no_is_an_answer_too(client, asked):
    client.post(link(asked), {**SAID, "supports": "no", "gives_leave": "no", "text": ""})
    kept = SupportLetter.objects.get()
    assert (kept.supports, kept.gives_leave) == (False, False)


def test_what_is_not_answered_is_named_and_the_words_are_kept(client, asked):
    answer = client.post(link(asked), {"text": "We open soon."})
    assert read(answer, 422).count("Choose one.") == 4
    assert "it signs the letter" in read(answer, 422)
    assert "We open soon." in answer.content.decode()
    assert SupportLetter.objects.get().answered_at is None


def test_text_about_a_patient_is_asked_about(client, asked):
    said = {**SAID, "text": "She cared for patient J. N., born 3.4.1961."}
    assert "It is not about a patient" in read(client.post(link(asked), said), 422)
    client.post(link(asked), {**said, "not_a_patient": "on"})
    assert SupportLetter.objects.get().answered_at == OPEN


@pytest.mark.parametrize(
    ("case", "status", "words"),
    [
        ("unknown", 404, "We do not know this link"),
        ("used", 410, "Your answer is with us"),
        ("expired", 410, "The applicant can send it again"),
        ("replaced", 410, "This letter is no longer needed"),
        ("call closed", 410, "This letter is no longer needed"),
    ],
)
def test_a_link_that_ended_says_what_to_do(client, asked, draft, clock, case, status, words):
    path = link(asked)
    if case == "unknown":
        path = f"/observership/letter/{'0' * 26}/"
    elif case == "used":
        answer_letter(token=letter_token(asked), answer=YES, at=OPEN)
    elif case == "expired":
        clock.moment = at("2026-03-01")
    elif case == "replaced":
        ask_letter(application=draft, head=HEAD, at=OPEN)
    else:
        SupportLetter.objects.update(expires_at=at("2026-05-01"))
        clock.moment = at("2026-04-02")
    for answer in (client.get(path), client.post(path, SAID)):
        assert words in read(answer, status)
        assert set(answer.cookies) <= {"csrftoken"}
        assert "<form" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]
    if case != "used":
        assert not SupportLetter.objects.filter(answered_at__isnull=False).exists()


def test_an_answer_without_the_token_of_its_form_is_refused(asked):
    answer = Client(enforce_csrf_checks=True).post(link(asked), SAID)
    assert answer.status_code == 403
    assert SupportLetter.objects.get().answered_at is None


def test_the_page_shows_nothing_else_of_the_application(client, asked, world):
    page = client.get(link(asked)).content.decode()
    for hidden in ("To learn", "jana.sample@example.org", "Practice", str(asked.public_id)):
        assert hidden not in page
