"""An inspector opens one pack by a link, for some days, without an account."""

import hashlib
import re
from datetime import timedelta

import pytest

from credentials.domain.pack import DRAWN, FILE_NAMES
from credentials.models import EvidencePack, InspectorLink
from credentials.services.inspector_links import (
    PackNotReadyError,
    TooManyDaysError,
    make_link,
    open_link,
)
from passport.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def linked(world, pack, days=14, label="JACIE inspection"):
    link, token = make_link(pack=pack, label=label, days=days, by=world.lead.user, at=world.at)
    return link, token


def actions():
    entries = AuditEntry.objects.filter(action__startswith="inspector_link")
    return list(entries.order_by("sequence").values_list("action", flat=True))


def test_an_inspector_sees_what_the_pack_is_and_how_to_check_it(client, world):
    pack = world.make()
    _, token = linked(world, pack)
    response = client.get(f"/inspect/{token}/")
    assert response.status_code == 200
    for words in (
        "Status on 21 November 2026",
        "Fictional University Hospital, Sampletown",
        "FACT-JACIE Test Standards, edition 9",
        "Signature correct",
        "Coverage by role",
        "1 of 2",
        "It certifies neither them nor the centre.",
        "Choose the file on our check page.",
        "Demonstration: not clinically reviewed",
    ):
        assert words in response.text, words
    assert [name for name in ("Novakova", "Zeman") if name in response.text] == []


def test_every_file_can_be_fetched(client, world):
    pack = world.make()
    _, token = linked(world, pack)
    hashes = dict(pack.record.hashes.values_list("name", "sha256"))
    for name in FILE_NAMES:
        response = client.get(f"/inspect/{token}/files/{name}")
        assert hashlib.sha256(response.getvalue()).hexdigest() == hashes[name]
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
    assert client.get(f"/inspect/{token}/files/other.pdf").status_code == 404


def test_the_answer_is_kept_nowhere_and_sets_no_cookie(client, world):
    _, token = linked(world, world.make())
    response = client.get(f"/inspect/{token}/")
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


def test_closed_run_out_and_unknown_links_look_the_same(client, world, browser, clock):
    pack = world.make()
    closed, token = linked(world, pack)
    page = f"/centre/{world.centre.public_id}/packs/{pack.public_id}/"
    browser.post(f"{page}links/{closed.public_id}/close/")
    _, short = linked(world, pack, days=1)
    clock.at += timedelta(days=1)
    answers = [client.get(f"/inspect/{each}/") for each in (token, short, "never-was-a-link")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "This link does not answer" in answers[0].text
    assert client.get(f"/inspect/{token}/files/{DRAWN}").text == answers[0].text


def test_it_answers_until_its_last_moment(world):
    _, token = linked(world, world.make(), days=1)
    end = world.at + timedelta(days=1)
    assert open_link(token=token, at=end - timedelta(seconds=1)) is not None
    assert open_link(token=token, at=end) is None


def test_a_centre_that_lost_its_confirmation_shows_nothing(client, world):
    _, token = linked(world, world.make())
    world.centre.confirmed_at = None
    world.centre.save()
    assert client.get(f"/inspect/{token}/").status_code == 404


def test_only_the_hash_of_a_token_is_kept_and_tokens_are_long(world):
    link, token = linked(world, world.make())
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) == 32
    stored = InspectorLink.objects.filter(pk=link.pk).values_list().get()
    assert [value for value in stored if token in str(value)] == []


def test_the_address_is_shown_once(browser, client, world):
    pack = world.make()
    page = f"/centre/{world.centre.public_id}/packs/{pack.public_id}/"
    made = browser.post(f"{page}links/", {"label": "JACIE inspection", "days": "14"})
    (address,) = re.findall(r"https://passport\.test(/inspect/[^/\"]+/)", made.text)
    assert client.get(address).status_code == 200
    later = browser.get(page).text
    assert address not in later
    assert "JACIE inspection" in later
    assert "Open until 5 December 2026" in later
    assert "Last opened on 21 November 2026." in later


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"label": "", "days": "14"}, "Say for whom, for example the inspection."),
        ({"label": "x", "days": ""}, "Enter a number of days."),
        ({"label": "x", "days": "31"}, "Enter at most 30 days."),
        ({"label": "x", "days": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_is_said_in_words(browser, world, form, message):
    pack = world.make()
    page = f"/centre/{world.centre.public_id}/packs/{pack.public_id}/"
    response = browser.post(f"{page}links/", form)
    assert response.status_code == 422
    assert message in response.text
    assert InspectorLink.objects.count() == 0


def test_nothing_is_linked_before_it_is_signed_or_for_too_long(world):
    with pytest.raises(PackNotReadyError):
        linked(world, world.ask())
    with pytest.raises(TooManyDaysError):
        linked(world, world.make(), days=31)


def test_making_opening_and_closing_stand_in_the_audit_trail(client, browser, world):
    pack = world.make()
    link, token = linked(world, pack)
    client.get(f"/inspect/{token}/")
    client.get(f"/inspect/{token}/")
    page = f"/centre/{world.centre.public_id}/packs/{pack.public_id}/"
    browser.post(f"{page}links/{link.public_id}/close/")
    browser.post(f"{page}links/{link.public_id}/close/")
    assert actions() == [
        "inspector_link_made", "inspector_link_opened", "inspector_link_closed",
    ]  # fmt: skip
    opened = AuditEntry.objects.get(action="inspector_link_opened")
    assert opened.actor_id is None
    assert token not in str(list(AuditEntry.objects.values_list()))


def test_another_centres_manager_cannot_close_a_link(other_browser, world):
    pack = world.make()
    link, _ = linked(world, pack)
    page = f"/centre/{world.centre.public_id}/packs/{pack.public_id}/"
    assert other_browser.post(f"{page}links/{link.public_id}/close/").status_code == 404
    link.refresh_from_db()
    assert link.closed_at is None


def test_who_guesses_must_wait(client, db, settings, clock):
    settings.VERIFY_MISSES_PER_MINUTE = 2
    answers = [client.get(f"/inspect/guess-{number}/").status_code for number in range(4)]
    assert answers == [404, 404, 429, 429]


def test_opening_costs_few_queries(client, world, django_assert_max_num_queries):
    _, token = linked(world, world.make())
    client.get(f"/inspect/{token}/")
    with django_assert_max_num_queries(2):
        client.get(f"/inspect/{token}/")


def test_counts_that_were_put_in_place_of_the_signed_ones_are_not_shown(client, browser, world):
    pack, other = world.make(), world.make(status_on=world.at.date() - timedelta(days=1))
    _, token = linked(world, pack)
    EvidencePack.objects.filter(pk=pack.pk).update(data_file=other.data_file)
    EvidencePack.objects.filter(pk=other.pk).update(data_file=pack.data_file)
    page = f"/centre/{world.centre.public_id}/packs/{pack.public_id}/"
    for text in (client.get(f"/inspect/{token}/").text, browser.get(page).text):
        assert "Do not rely on this pack" in text
        assert "Coverage by role" not in text
