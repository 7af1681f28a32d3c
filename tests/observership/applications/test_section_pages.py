"""Sections begin with what is known, are saved with gaps, and refuse nothing without a word."""

import re

import pytest

from observership.models import Application, OpeningWindow, Preference
from tests.factories import EPOCH
from tests.observership.applications.conftest import DATES, HEAD, page_of, read, write
from tests.observership_factories import (
    at,
    make_opening,
    make_window,
)

AFTER = at("2026-04-02")
MINE = "/observership/"


@pytest.fixture(autouse=True)
def _day(clock):
    """It is the second of February 2026."""


def test_a_section_is_saved_with_gaps_and_says_when(jana, draft):
    answer = jana.post(
        page_of(draft, "me/"), {"role": "PHY", "position": "Consultant"}, follow=True
    )
    assert "About me: saved 13:00. 1 answer is missing." in read(answer)
    assert "Say why you want to go" in read(answer)
    assert Application.objects.get().sections["me"]["position"] == "Consultant"


def test_sections_begin_with_what_the_profile_says(jana, draft, world):
    page = jana.get(page_of(draft, "centre/")).content.decode()
    assert 'value="Fictional Home Hospital"' in page
    assert 'value="adult" required' not in page
    assert re.search(rf'name="products" value="{world.product.pk}"[^>]*checked', page)
    assert 'value="en" selected' in jana.get(page_of(draft, "languages/")).content.decode()
    assert "jana.sample@example.org" in read(jana.get(page_of(draft, "me/")))


def test_wrong_answers_are_named_and_typed_text_is_kept(jana, draft):
    sent = {"length": "30", "from_1": "2026-07-01", "until_1": "2026-06-01", "from_2": "2026-08-01"}
    answer = jana.post(page_of(draft, "dates/"), sent)
    text = read(answer, 422)
    for words in ("lasts 5 to 14 days", "lies before the first one", "Enter both days"):
        assert words in text
    assert 'value="2026-07-01"' in answer.content.decode()
    sent = {"length": "5", "from_1": "2027-07-01", "until_1": "2027-08-01"}
    assert "No day of it lies among the visits" in read(
        jana.post(page_of(draft, "dates/"), sent), 422
    )
    assert Application.objects.get().dates == []


def test_dates_are_kept_in_order(jana, draft):
    sent = {
        "length": "5", "from_1": "2026-08-01", "until_1": "2026-08-20",
        "from_3": "2026-06-01", "until_3": "2026-06-14",
    }  # fmt: skip
    jana.post(page_of(draft, "dates/"), sent)
    saved = Application.objects.get()
    assert (saved.length, [each["from"] for each in saved.dates]) == (
        5, ["2026-06-01", "2026-08-01"],
    )  # fmt: skip


def test_a_language_has_a_level_and_is_named_once(jana, draft):
    sent = {"language_1": "en", "language_2": "fr", "level_2": "B2", "language_3": "fr"}
    text = read(jana.post(page_of(draft, "languages/"), sent), 422)
    assert "Choose how well you speak it" in text
    assert "You named this language before" in text
    jana.post(page_of(draft, "languages/"), {"language_2": "fr", "level_2": "B2"})
    assert Application.objects.get().languages == [{"code": "fr", "level": "B2"}]


def test_goals_stand_under_their_modules_and_requirements_are_found(jana, draft, world):
    assert "Other goals" in (text := read(jana.get(page_of(draft, "goals/"))))
    assert "Thaw and infusion" in text
    jana.post(page_of(draft, "goals/"), {"objectives": [world.objective.pk], "outcome": "More"})
    saved = Application.objects.get()
    assert list(saved.objectives.all()) == [world.objective]
    searched = jana.post(
        page_of(draft, "goals/"), {"search": "1", "find": "zzz", "outcome": "Typed"}
    )
    assert "Typed" in read(searched)
    assert Application.objects.get().sections["goals"]["outcome"] == "More"


def test_text_about_a_patient_is_asked_about_before_it_is_kept(jana, draft):
    said = {"role": "PHY", "motivation": "We treated Mr Novak, born 3.4.1961, record no. 445566."}
    answer = jana.post(page_of(draft, "me/"), said)
    assert "It is not about a patient, save it" in read(answer, 422)
    assert Application.objects.get().sections == {}
    jana.post(page_of(draft, "me/"), {**said, "not_a_patient": "on"})
    assert "445566" in Application.objects.get().sections["me"]["motivation"]


def test_the_letter_is_asked_for_shown_and_replaced(jana, draft, world):
    assert "Enter your dates first" in read(jana.get(page_of(draft, "letter/")))
    write(draft, world)
    said = {"head_name": HEAD.name, "head_email": HEAD.email}
    answer = jana.post(page_of(draft, "letter/"), said, follow=True)
    text = read(answer)
    assert "Waits for Prof. Sample Head" in text
    assert "5 days within 1 June 2026 to 31 July 2026" in text
    assert "Ask again, or somebody else" in text
    own = {**said, "head_email": "jana.sample@example.org"}
    assert "This is your own address" in read(jana.post(page_of(draft, "letter/"), own), 422)
    again = jana.post(page_of(draft, "letter/resend/"), follow=True)
    assert "less than a day ago" in read(again)


def test_an_answer_about_other_days_is_named_as_such(jana, whole):
    settled = jana.get(page_of(whole, "letter/"))
    assert "Answered: Prof. Sample Head" in read(settled)
    assert "<details>" in settled.content.decode().partition("<main")[2]
    whole.dates, whole.length = DATES, 7
    whole.save()
    assert "Your dates changed since this letter" in read(jana.get(page_of(whole, "letter/")))
    assert "Your dates changed since the letter: ask again" in read(jana.get(page_of(whole)))


def test_preferences_list_what_could_fit_and_say_why_the_rest_does_not(jana, draft, world):
    write(draft, world)
    near = make_opening(department="Fictional Near")
    make_window(world.call, near)
    near.objectives.add(world.objective)
    far = make_opening(
        department="Fictional Far", setting="paediatric", languages=[{"code": "fr", "level": "B1"}]
    )
    make_window(world.call, far)
    page = jana.get(page_of(draft, "preferences/"))
    text = read(page)
    assert "Ranking honestly never harms you." in text
    assert "You share: English Offers 1 of your 1 goals" in text
    asked = "What the host offers and asks : Fictional Near Roles received Treating physician"
    assert asked in text
    assert "1 host does not fit Fictional Far" in text
    assert "no language in common at the level asked; other patients: adults or children" in text
    assert f"rank_{far.public_id}" not in page.content.decode()
    answer = jana.post(
        page_of(draft, "preferences/"),
        {f"rank_{near.public_id}": "2", "any_host": "on"},
        follow=True,
    )
    assert "Your preferences are saved" in read(answer)
    assert list(draft.preferences.values_list("opening", "rank")) == [(near.pk, 2)]


def test_every_host_can_have_a_number_of_its_own(jana, draft, world):
    openings = [make_window(world.call).opening for _number in range(12)]
    given = {f"rank_{each.public_id}": str(n) for n, each in enumerate(openings, start=1)}
    read(jana.post(page_of(draft, "preferences/"), given, follow=True))
    kept = list(draft.preferences.values_list("opening", "rank"))
    assert kept == [(each.pk, n) for n, each in enumerate(openings, start=1)]


def test_a_number_above_that_of_the_hosts_is_kept(jana, draft, world):
    windows = [make_window(world.call) for _number in range(5)]
    last = windows[-1].opening
    Preference.objects.create(application=draft, opening=last, rank=5)
    OpeningWindow.objects.filter(pk__in=[each.pk for each in windows[:4]]).update(closed_at=EPOCH)
    page = jana.get(page_of(draft, "preferences/")).content.decode()
    assert re.findall(r'<option value="(\d+)" selected', page) == ["5"]
    jana.post(page_of(draft, "preferences/"), {f"rank_{last.public_id}": "5", "any_host": "on"})
    assert list(draft.preferences.values_list("opening", "rank")) == [(last.pk, 5)]


def test_somewhere_to_go_must_be_left(jana, draft, world):
    make_window(world.call)
    answer = jana.post(page_of(draft, "preferences/"), {})
    assert "Number a host, or tick" in read(answer, 422)


def test_preferences_stand_once_the_call_is_closed(jana, draft, clock):
    clock.moment = AFTER
    for answer in (jana.get(page_of(draft, "preferences/"), follow=True),
                   jana.post(page_of(draft, "preferences/"), {}, follow=True)):  # fmt: skip
        assert "only while the call is open" in read(answer)


@pytest.mark.parametrize("many", [1, 3, 60])
def test_preferences_ask_the_same_few_questions_for_any_number(
    jana, draft, world, many, django_assert_max_num_queries
):
    for _number in range(many):
        make_window(world.call)
    with django_assert_max_num_queries(15):
        jana.get(page_of(draft, "preferences/"))
