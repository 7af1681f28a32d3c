"""The head of department reads and signs by a link, without an account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from observership.models import GuestLink
from observership.queries.agreements import newest_agreement, signatures_of
from observership.services.guest_links import ask_home, remind_home
from tests.observership.placements.conftest import OPENED_AT
from tests.observership_factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def link(world, run_jobs, today):
    """The path in the mail that went to the head of department."""
    run_jobs()
    return _mailed()


def _mailed():
    """The path of the link in the newest mail to the head."""
    mails = [each for each in mail.outbox if each.to == ["head@home.example.org"]]
    address = next(line for line in mails[-1].body.splitlines() if "/observership/home/" in line)
    return "/observership/home/" + address.split("/observership/home/")[1]


def _sent(world, **fields):
    return {"content_hash": newest_agreement(world.placement).content_hash, **fields}


def test_the_mail_names_the_trainee_and_leads_to_the_whole_agreement(world, link):
    words = Client().get(link).content.decode()
    assert world.placement.trainee.user.get_full_name() in words
    for text in ("Thaw", "Grading", "Be there at eight.", "1 June 2026", "Confidentiality"):
        assert text in words


def test_the_page_is_kept_by_nobody_and_found_by_no_machine(link):
    answer = Client().get(link)
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in answer.content.decode()


def test_the_head_signs_with_a_typed_name(world, link):
    answer = Client().post(link, _sent(world, name="Prof. Sample Head", read="on"))
    assert answer.status_code == 302
    signed = signatures_of(newest_agreement(world.placement))["home"]
    assert (signed.name, signed.user) == ("Prof. Sample Head", None)
    assert "Signed on" in Client().get(link).content.decode()


def test_without_a_name_nothing_is_signed(world, link):
    answer = Client().post(link, _sent(world, name="  ", read="on"))
    assert answer.status_code == 422
    assert "Type your name." in answer.content.decode()
    assert signatures_of(newest_agreement(world.placement)) == {}


def test_the_head_may_ask_for_changes_instead(world, link, run_jobs):
    mail.outbox.clear()
    answer = Client().post(link, {"do": "ask", "text": "One week later, please."})
    run_jobs()
    assert answer.status_code == 302
    assert world.placement.events.get(kind="changes_asked").note == "One week later, please."
    assert {each.to[0] for each in mail.outbox} == {
        world.placement.trainee.user.email,
        world.placement.supervisor.user.email,
    }


def test_a_new_link_ends_the_one_before(world, link, run_jobs):
    ask_home(placement=world.placement, at=OPENED_AT + timedelta(hours=1))
    run_jobs()
    assert (Client().get(link).status_code, Client().get(_mailed()).status_code) == (404, 200)


def test_a_link_ends_after_thirty_days(link, today):
    today("2026-06-05")
    assert Client().get(link).status_code == 404


def test_any_other_token_is_answered_like_one_that_never_was(link):
    answer = Client().get("/observership/home/none-of-ours/")
    assert answer.status_code == 404
    assert "This link does not open" in answer.content.decode()


def test_only_the_hash_of_a_token_is_kept(link):
    token = link.split("/")[-2]
    kept = GuestLink.objects.get()
    assert token not in str(vars(kept))


def test_the_head_is_reminded_every_week_and_four_times_in_all(world):
    days = ("2026-05-13", "2026-05-14", "2026-05-20", "2026-05-27", "2026-05-31")
    assert [remind_home(at=at(day)) for day in days] == [1, 0, 1, 1, 0]


def test_who_signed_is_not_reminded(world, link):
    Client().post(link, _sent(world, name="Prof. Sample Head", read="on"))
    assert remind_home(at=at("2026-05-20")) == 0


def test_a_coordinator_names_another_head_who_is_asked(world, run_jobs):
    sent = {"name": "Prof. Other Head", "email": "other@home.example.org"}
    world.client("coordinator").post(world.url("agreement_home"), sent)
    run_jobs()
    asked = [each.to[0] for each in mail.outbox if "/observership/home/" in each.body]
    assert asked == ["other@home.example.org"]
    assert newest_agreement(world.placement).version == 2


def test_three_links_a_day_are_enough(world):
    client = world.client("trainee")
    answers = [client.post(world.url("agreement_ask"), follow=True) for _each in range(4)]
    said = ["We sent several links today." in each.content.decode() for each in answers]
    assert said == [False, False, False, True]
