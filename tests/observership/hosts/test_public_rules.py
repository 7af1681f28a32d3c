"""What the page of a call says of its rules: who may apply, the money, the order of priority."""

import hashlib
import re

import pytest

from observership.models import PriorityOrder
from tests.factories import EPOCH, make_user
from tests.observership.hosts.reading import SPRING, read
from tests.observership_factories import (
    make_application,
    make_objective,
    make_opening,
    make_trainee,
    make_window,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Your centre gives CAR T therapy at most 20 times a year."),
        ({"emerging_max": 1}, "Your centre gives CAR T therapy at most 1 time a year."),
        ({"emerging_max": None}, None),
    ],
)
def test_only_a_call_with_a_limit_names_one(client, page, call, asked, said):
    call.eligibility = asked
    call.save()
    found = re.findall(r"<li>(Your centre gives[^<]*)</li>", read(client, SPRING))
    assert found == ([said] if said else [])


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "You speak a language at B2 or better. Each host says which it needs."),
        (["en", "fr"], "You speak one of these at B2 or better: English, French."),
    ],
)
def test_the_language_asked_for_is_the_one_that_is_checked(client, page, call, codes, said):
    call.eligibility = {"languages": codes}
    call.save()
    assert re.findall(r"<li>(You speak[^<]*)</li>", read(client, SPRING)) == [said]


def test_money_comes_in_two_steps_for_both(client, page, call):
    call.first_step_percent = 40
    call.save()
    text = read(client, SPRING)
    cells = re.findall(r'<td class="number">(\d+)</td>', text)
    assert cells == ["800", "1200", "2000", "400", "600", "1000"]


def test_a_call_without_money_says_so(client, page, call):
    call.visitor_amount = call.host_amount = 0
    call.save()
    assert "This call comes without money." in read(client, SPRING)


def test_what_a_host_offers_and_asks_stands_below_it(client, page, call):
    opening = make_opening(
        roles=["PHY", "NUR"], house_rules="Bring <b>shoes</b>.", paperwork=["insurance"]
    )
    opening.objectives.set([make_objective(title="Watch an infusion")])
    make_window(call, opening)
    terms = re.search(r"<dl class=\"data-page\">(.*?)</dl>", read(client, SPRING))[1]
    assert " ".join(re.sub(r"<[^>]+>", " ", terms).split()) == (
        "Roles received Treating physician, Ward nurse What visitors can watch Watch an infusion"
        " Asked for before the first day Proof of insurance House rules"
        " Bring &lt;b&gt;shoes&lt;/b&gt;."
    )


def _order(call, number) -> PriorityOrder:
    facts = {
        "bands": [4.0],
        "seed": "spring",
        "draw": "drawn",
        "applicants": [{"number": number, "country": "CZ", "score": 3.5}],
    }
    return PriorityOrder.objects.create(
        call=call, numbers=[number], rule="Kept.", facts=facts, fixed_by=make_user(), fixed_at=EPOCH
    )


def test_the_published_order_shows_number_and_lot_alone(client, page, call):
    trainee = make_trainee(first_name="Tereza", last_name="Traineeova")
    made = make_application(call, "eligible", trainee=trainee)
    _order(call, made.number)
    text = read(client, SPRING)
    lot = hashlib.sha256(f"springdrawn{made.number}".encode()).hexdigest()[:12]
    line = re.search(r'<ol class="priority-list"><li>(.*?)</li></ol>', text)[1]
    assert re.sub(r"<[^>]+>", "", line) == f"{made.number} lot {lot}"
    assert "Fixed on 5 January 2026" in text
    assert "Traineeova" not in text


def test_the_rule_of_the_order_is_said_anew_and_not_as_it_was_kept(client, page, call):
    _order(call, "spring-001")
    text = read(client, SPRING)
    assert "Kept." not in text
    assert "The seed is “spring”. The draw is the SHA-256 of all numbers in the order" in text


def test_the_steps_stand_in_the_order_in_which_they_come(client, page):
    text = read(client, SPRING)
    words = ["Applicants may number the hosts", "Rules decide who", "A committee scores"]
    words += ["A priority order is fixed", "Hosts may say", "Then places are matched."]
    places = [text.index(each) for each in words]
    assert places == sorted(places)
