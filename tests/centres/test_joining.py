"""Posters for the staff room: whoever follows one asks, the quality manager decides."""

import re
from datetime import timedelta

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from django.core import mail
from django.test import Client

from passport.people.models import Invitation, JoinRequest, Professional
from passport.people.queries.centres import member_of
from passport.people.queries.invitations import join_address, poster_of, token_of
from passport.people.services.posters import (
    AlreadyAskedError,
    AlreadyMemberError,
    ask_to_join,
    decide_request,
    make_poster,
)
from tests.centre_factories import join, make_lead
from tests.centres.conftest import JANA, browser_of, confirm_address, link
from tests.factories import make_learner, make_user

pytestmark = pytest.mark.django_db
ASKED = {"roles": ["NUR", "ICU"], "unit": "Ward 5"}


@pytest.fixture
def poster(desk, now) -> Invitation:
    return make_poster(centre=desk.centre, by=desk.lead.user, at=now)


@pytest.fixture
def request_of_jana(poster, jana, now) -> JoinRequest:
    return ask_to_join(poster=poster, professional=jana, roles=["NUR"], unit="Ward 5", at=now)


# --- the poster ---


def test_a_poster_is_made_shown_and_closed(desk, now):
    assert "There is no poster now" in desk.get("people:poster").text
    desk.post("people:poster", data={"action": "make"})
    poster = poster_of(desk.centre, now)
    assert poster.expires_at == now + timedelta(days=90)
    page = desk.get("people:poster").text
    assert join_address(poster) in page
    assert "answers until 19 February 2027" in page
    desk.post("people:poster", data={"action": "close"})
    assert poster_of(desk.centre, now) is None
    assert Client().get(link(poster)).status_code == 410


def test_a_new_poster_replaces_the_one_before(desk, poster, now):
    desk.post("people:poster", data={"action": "make"})
    newer = poster_of(desk.centre, now)
    assert newer.pk != poster.pk
    assert Client().get(link(poster)).status_code == 410
    assert Client().get(link(newer)).status_code == 200


def test_a_poster_ends_after_ninety_days(poster, clock, now):
    clock.at = now + timedelta(days=90) - timedelta(seconds=1)
    assert Client().get(link(poster)).status_code == 200
    clock.at = now + timedelta(days=90)
    assert Client().get(link(poster)).status_code == 410


def test_the_printed_code_is_read_by_an_independent_decoder(desk, poster):
    answer = desk.get("people:poster_pdf")
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    picture = np.asarray(document[0].render(scale=150 / 72).to_pil().convert("L"))
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == join_address(poster)
    text = document[0].get_textpage().get_text_range()
    for words in ("Do you work with CAR T", "Fictional Hospital, Sampletown",
                  "Answers until 19 February 2027", token_of(poster)):  # fmt: skip
        assert words in text


def test_the_code_on_the_page_is_the_same(desk, poster):
    page = desk.get("people:poster").text
    assert re.search(r'class="poster__ink" d="M\d+ \d+h', page)


def test_a_poster_is_the_same_file_every_time(desk, poster):
    assert desk.get("people:poster_pdf").content == desk.get("people:poster_pdf").content


def test_without_a_poster_there_is_no_file(desk):
    assert desk.get("people:poster_pdf").status_code == 404


def test_long_names_of_centres_fit(desk, poster):
    desk.centre.name = "Universitätsklinikum " + "Donaudampfschifffahrtsgesellschaft " * 4
    desk.centre.save()
    document = pypdfium2.PdfDocument(desk.get("people:poster_pdf").content)
    picture = np.asarray(document[0].render(scale=150 / 72).to_pil().convert("L"))
    assert len(zxingcpp.read_barcodes(picture)) == 1


# --- asking ---


def test_who_follows_the_poster_asks_with_own_roles_and_unit(jana, poster, desk, now):
    client = browser_of(jana)
    assert "Ask to join Fictional Hospital" in client.get(link(poster)).text
    assert JoinRequest.objects.count() == 0
    assert client.post(link(poster), ASKED)["Location"] == "/centres/"
    asked = JoinRequest.objects.get()
    assert (asked.professional, asked.roles, asked.unit) == (jana, ["NUR", "ICU"], "Ward 5")
    assert member_of(desk.centre, jana.public_id, now.date()) is None
    assert "Your requests to join" in client.get("/centres/").text


def test_asking_needs_a_role(jana, poster):
    page = browser_of(jana).post(link(poster), {"unit": "Ward 5"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["roles"]


def test_one_asks_once(jana, poster, request_of_jana, now):
    answer = browser_of(jana).post(link(poster), ASKED, follow=True)
    assert "You asked already." in answer.text
    with pytest.raises(AlreadyAskedError):
        ask_to_join(poster=poster, professional=jana, roles=["NUR"], unit="", at=now)
    assert JoinRequest.objects.count() == 1


def test_a_member_need_not_ask(jana, poster, desk, now):
    join(desk.centre, jana)
    answer = browser_of(jana).get(link(poster), follow=True)
    assert "You belong to this centre already." in answer.text
    with pytest.raises(AlreadyMemberError):
        ask_to_join(poster=poster, professional=jana, roles=["NUR"], unit="", at=now)


def test_a_request_can_be_taken_back_and_asked_again(jana, stranger, poster, request_of_jana):
    path = f"/centres/requests/{request_of_jana.public_id}/"
    assert browser_of(stranger).post(path).status_code == 404
    client = browser_of(jana)
    client.post(path)
    request_of_jana.refresh_from_db()
    assert (request_of_jana.accepted, request_of_jana.decided_by) == (False, None)
    assert client.post(link(poster), ASKED)["Location"] == "/centres/"
    assert JoinRequest.objects.filter(decided_at=None).count() == 1


# --- deciding ---


def test_the_lead_adds_who_asked(desk, jana, request_of_jana, now, run_jobs):
    run_jobs()
    mail.outbox.clear()
    assert "Jana Nováková" in desk.get("people:requests").text
    path = ("people:decide_request", request_of_jana.public_id)
    desk.post(*path, data={"decision": "accept"})
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit) == (("NUR",), "Ward 5")
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([JANA], "You belong to Fictional Hospital, Sampletown")
    ]
    answer = desk.post(*path, data={"decision": "decline"})
    assert "Somebody decided before you" in answer.text
    assert member_of(desk.centre, jana.public_id, now.date()) is not None


def test_who_is_declined_is_told_and_cannot_ask_by_the_same_poster(
    desk, jana, poster, request_of_jana, now, run_jobs
):
    run_jobs()
    mail.outbox.clear()
    desk.post("people:decide_request", request_of_jana.public_id, data={"decision": "decline"})
    assert member_of(desk.centre, jana.public_id, now.date()) is None
    run_jobs()
    assert mail.outbox[0].subject == "Your request to Fictional Hospital, Sampletown"
    answer = browser_of(jana).post(link(poster), ASKED, follow=True)
    assert "declined your request" in answer.text
    assert JoinRequest.objects.count() == 1


def test_the_lead_is_written_to_once_until_all_are_decided(desk, poster, jana, now, run_jobs):
    for professional in (jana, confirm_address(make_learner())):
        ask_to_join(poster=poster, professional=professional, roles=["NUR"], unit="", at=now)
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([desk.lead.user.email], "A colleague asks to join Fictional Hospital, Sampletown")
    ]
    for asked in JoinRequest.objects.all():
        decide_request(request=asked, accepted=True, by=desk.lead.user, at=now)
    run_jobs()
    mail.outbox.clear()
    ask_to_join(poster=poster, professional=make_learner(), roles=["NUR"], unit="", at=now)
    run_jobs()
    assert len(mail.outbox) == 1


def test_another_centre_decides_nothing(desk, other_desk, jana, request_of_jana, now):
    data = {"decision": "accept"}
    foreign = other_desk.post("people:decide_request", request_of_jana.public_id, data=data)
    path = desk.path("people:decide_request", request_of_jana.public_id)
    assert (foreign.status_code, other_desk.client.post(path, data).status_code) == (404, 404)
    request_of_jana.refresh_from_db()
    assert request_of_jana.decided_at is None
    for name in ("people:requests", "people:poster", "people:poster_pdf"):
        assert other_desk.client.get(desk.path(name)).status_code == 404
    assert "Jana" not in other_desk.get("people:requests").text


def test_the_list_of_requests_costs_the_same_for_one_and_for_three(
    desk, poster, request_of_jana, now, queries
):
    one = queries(lambda: desk.get("people:requests"))
    for _ in range(2):
        ask_to_join(poster=poster, professional=make_learner(), roles=["NUR"], unit="", at=now)
    assert queries(lambda: desk.get("people:requests")) == one


# --- coming from the link without an account ---


def test_who_has_no_profile_is_welcomed_and_comes_back(desk, poster, client, jana):
    user = make_user(email="new@hospital.example")
    newcomer = Client()
    newcomer.force_login(user)
    page = newcomer.get(link(poster)).text
    assert "First tell us what you do." in page
    newcomer.post("/welcome/profession/", {"profession": "nurse", "roles": ["NUR"]})
    newcomer.post("/welcome/place/", {"country": "CZ", "setting": "adult"})
    newcomer.post("/welcome/products/", {})
    assert newcomer.post("/welcome/language/", {"language": "en"})["Location"] == "/join/"
    assert "Ask to join Fictional Hospital" in newcomer.get("/join/").text
    newcomer.post("/join/", ASKED)
    assert JoinRequest.objects.get().professional == Professional.objects.get(user=user)


def test_no_token_is_kept_in_the_session(poster):
    newcomer = Client()
    newcomer.force_login(make_user())
    newcomer.get(link(poster))
    assert token_of(poster) not in str(dict(newcomer.session))


def test_without_an_invitation_the_welcome_leads_to_the_plan_and_join_to_my_centres(jana):
    client = browser_of(jana)
    assert client.get("/join/")["Location"] == "/centres/"


def test_an_account_made_behind_the_link_comes_back_to_it(desk, poster, mailoutbox):
    browser = Client()
    target = link(poster)
    form = {
        "email": "fresh@hospital.example",
        "first_name": "Fresh",
        "last_name": "Sample",
        "password1": "correct horse battery",
        "next": target,
    }
    browser.post(f"/accounts/signup/?next={target}", form)
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", str(mailoutbox[-1].body)).group(0)
    answer = browser.post("/accounts/confirm-email/", {"code": code})
    assert answer["Location"] == target


def test_join_pages_are_kept_by_nobody(poster):
    page = Client().get(link(poster))
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.text


def test_requests_of_two_leads_are_decided_once(desk, request_of_jana, jana, now):
    make_lead(desk.centre)
    decide_request(request=request_of_jana, accepted=True, by=desk.lead.user, at=now)
    assert jana.memberships.filter(kind="staff").count() == 1


def test_a_changed_secret_key_asks_for_a_new_poster(desk, poster, settings, now):
    assert poster_of(desk.centre, now) == poster
    settings.SECRET_KEY = "another " * 8
    assert poster_of(desk.centre, now) is None
