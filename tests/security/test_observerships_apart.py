"""What belongs to another trainee, host, reader or call does not exist (F1, F2)."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from curriculum.services.editorial import ensure_product_reviewers
from passport.people.models import CentreMembership
from passport.people.services.product_desk import ensure_product_desk
from passport.people.services.registrars import ensure_registrars
from tests.credentials.conftest import clock  # noqa: F401 - fixture
from tests.factories import make_learner, make_user
from tests.observership_factories import make_coordinator, make_supervisor, make_trainee
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_partner, make_partner_member
from tests.security.observership_world import Values, VisitWorld, colleague, visiting
from tests.security.routes import Route, site_routes
from tests.security.test_reading_changes_nothing import every_row

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
A, B = "Alphaville", "Betatown"
DAY = timedelta(days=1)
# Who gets an answer at each address, by reading or by an empty form, of what is A's: the Trainee,
# the Host's supervisor and Quality manager, a Coordinator, the Reader of the application.
HOST, ENDS, ALL = "HQ", "THQ", "THQC"
ENTERS = {
    "mine": "any", "start": "any", "ask_alert": "open", "alert": "token", "letter": "token",
    "home_signature": "token", "calendar": "token", "calendar_feed": "any", "supervising": "any",
    "summary": "open",
    "application": "T", "submit": "T", "reopen": "T", "withdraw": "T", "preferences": "T",
    "resend_letter": "T", "section": "T", "reasons": "T",
    "offer": "T", "offer_accept": "T", "offer_decline": "T",
    "host": HOST, "host_visits": HOST, "host_applicants": HOST, "opening_new": HOST,
    "opening": HOST, "opening_pause": HOST, "windows": HOST, "windows_copy": HOST,
    "window": HOST, "window_close": HOST, "window_reasons": HOST, "host_applicant": HOST,
    "host_match": HOST,
    "host_match_accept": HOST, "host_match_decline": HOST, "host_match_days": HOST,
    "host_match_window": HOST,
    "matching": "C", "matching_again": "C", "matching_compare": "C", "matching_propose": "C",
    "run": "C", "run_applicant": "C", "run_retry": "C", "run_publish": "C",
    "board": "C", "office_calls": "C", "office_call_new": "C", "office_call": "C",
    "office_call_change": "C", "office_call_end": "C", "office_applications": "C",
    "office_application": "C", "office_give": "C", "office_take": "C", "office_committee": "C",
    "office_share": "C", "office_leave": "C", "office_order": "C",
    "committee": "R", "committee_review": "R",
    "placement": ALL, "agreement": ALL, "agreement_edit": ENDS, "agreement_sign": ENDS,
    "agreement_ask": ALL, "agreement_home": "C", "placement_tasks": ALL,
    "placement_task_add": ENDS, "placement_needs": "T", "placement_task": HOST,
    "placement_funding": ALL, "placement_payment": "C", "placement_change": ALL,
    "placement_change_form": ALL, "placement_letter": ALL, "placement_days": ENDS,
    "visit_days": ALL, "visit_log": ALL, "visit_objectives": ALL, "visit_items": ALL,
    "confirm_items": "H", "withdraw_item": "T", "sign_off": ALL, "refuse_sign_off": "H",
    "annul_sign_off": "C", "close_placement": "C", "certificate": "HQC", "report": ALL,
    "hand_in_report": "T", "rating": ALL, "follow_up": "TC", "mentor": ALL,
    "agree_mentor": "TH", "end_mentor": "TH",
    "outcomes": "C", "export_outcomes": "C", "publish_outcomes": "C", "withdraw_outcomes": "C",
}  # fmt: skip
PUBLIC = {"any", "open", "token"}
# Some pages there are in one state of a placement only, or at an address that says more.
IN_STATE = {
    "refuse_sign_off": "reporting", "close_placement": "reporting", "annul_sign_off": "closed",
    "certificate": "closed", "follow_up": "closed", "mentor": "closed", "agree_mentor": "closed",
    "end_mentor": "closed",
}  # fmt: skip
SAYING = {"placement_change_form": {"kind": "incident"}}
SENT = {
    "placement_task": {"do": "done"}, "export_outcomes": {"kind": "csv"},
    "publish_outcomes": {"call": "al-call"}, "withdraw_outcomes": {"call": "al-call"},
}  # fmt: skip


class UndoneError(Exception):
    """Takes back what a request did."""


@dataclass
class Answer:
    """What somebody gets at an address."""

    status: int
    body: str
    to: str

    @property
    def is_in(self) -> bool:
        """Whether it is more than a refusal, or the way to a sign-in."""
        return self.status not in {403, 404, 405} and not self.to.startswith("/accounts/")


def short(route: Route) -> str:
    return route.name.partition(":")[2]


def routes() -> list[Route]:
    return [each for each in site_routes() if each.name.startswith("observership:")]


def private() -> list[Route]:
    return [each for each in routes() if ENTERS.get(short(each)) not in PUBLIC]


def asked(client: Client, method: str, address: str, **data: str) -> Answer:
    response = getattr(client, method)(address, data if method in {"get", "post"} else None)
    body = b"".join(response) if response.streaming else response.content
    return Answer(response.status_code, body.decode(errors="ignore"), response.get("Location", ""))


def undone(client: Client, method: str, address: str, **data: str) -> Answer:
    """An answer, all of it undone afterwards."""
    with suppress(UndoneError), transaction.atomic():
        found = asked(client, method, address, **data)
        raise UndoneError
    return found


def owners_values(world: VisitWorld, name: str) -> Values:
    """The values with which an address of what is A's exists."""
    state = IN_STATE.get(name, "underway")
    return {
        **world.values, "placement_id": world.placements[state].public_id, **SAYING.get(name, {}),
    }  # fmt: skip


def said(world: VisitWorld, found: Answer) -> list[str]:
    """What of somebody's secrets stands in an answer."""
    return [secret for secret in world.secrets if secret in found.body + found.to]


@pytest.fixture
def boss(db):
    return make_coordinator()


@pytest.fixture
def worlds(clock, boss) -> tuple[VisitWorld, VisitWorld]:  # noqa: F811
    return tuple(
        visiting(
            marker, clock(), boss=boss, trainee=make_trainee(first_name=marker, last_name="Own")
        )
        for marker in (A, B)
    )


@pytest.fixture
def mine(worlds) -> VisitWorld:
    return worlds[0]


def browser(user) -> Client:
    return strong_sign_in(Client(), getattr(user, "user", user))


def owners(world: VisitWorld, boss) -> Callable[[str, str], Client]:
    """Browsers of everybody with a part, by the address; a closed visit is of another trainee."""
    people = {
        "H": world.supervisor, "Q": world.lead, "C": boss, "R": world.reader,
        **{state: each.trainee for state, each in world.placements.items()},
    }  # fmt: skip
    clients = {part: browser(person) for part, person in people.items()}
    return lambda part, name: clients[IN_STATE.get(name, "underway") if part == "T" else part]


def test_every_address_stands_in_the_matrix():
    assert {short(route) for route in routes()} == set(ENTERS)


def test_everybody_with_a_part_gets_an_answer_and_nobody_else(mine, boss):
    found, client = {}, owners(mine, boss)
    for route in private():
        name = short(route)
        address, sent = route.address(owners_values(mine, name)), SENT.get(name, {})
        found[name] = "".join(
            part
            for part in "THQCR"
            if undone(client(part, name), "get", address).is_in
            or undone(client(part, name), "post", address, **sent).is_in
        )
    assert found == {name: who for name, who in ENTERS.items() if who not in PUBLIC}


def strangers(worlds: tuple[VisitWorld, VisitWorld], boss, on) -> dict[str, Client]:
    """Everybody who has no part in what is A's."""
    mine, other = worlds
    former, future = make_supervisor(mine.centre), make_supervisor(mine.centre)
    held = CentreMembership.objects.filter
    held(professional=former).update(ends_on=on - DAY)
    held(professional=future).update(starts_on=on + DAY)
    staff = {
        each.__name__: make_user(is_staff=True)
        for each in (ensure_product_desk, ensure_registrars, ensure_product_reviewers)
    }
    for ensure in (ensure_product_desk, ensure_registrars, ensure_product_reviewers):
        staff[ensure.__name__].groups.add(ensure())
    people = {
        "trainee": other.trainee, "supervisor": other.supervisor, "lead": other.lead,
        "former supervisor": former, "future supervisor": future,
        "colleague": colleague(mine), "learner": make_learner(), "account": make_user(),
        "partner": make_partner_member(make_partner(), kind="manager"), **staff,
    }  # fmt: skip
    return {name: browser(person) for name, person in people.items()}


def test_nobody_else_is_there_and_nothing_changes(worlds, boss):
    mine = worlds[0]
    everybody = strangers(worlds, boss, mine.at.date())
    before, wrong = every_row(), {}
    for who, client in everybody.items():
        methods = METHODS if who in {"trainee", "supervisor"} else ("get", "post")
        for route in private():
            name = short(route)
            address = route.address(owners_values(mine, name))
            for method in methods:
                found = asked(client, method, address, **SENT.get(name, {}))
                if found.status not in {404, 405} or said(mine, found):
                    wrong[f"{who}: {method} {name}"] = (found.status, said(mine, found))
    assert wrong == {}
    assert every_row() == before


def test_a_visitor_is_asked_to_sign_in(mine):
    before, wrong = every_row(), {}
    for route in private():
        for method in ("get", "post"):
            found = asked(Client(), method, route.address(mine.values))
            if found.status not in {302, 405} or found.is_in or said(mine, found):
                wrong[f"{method} {short(route)}"] = found.status
    assert wrong == {}
    assert every_row() == before


def test_another_reader_reads_the_own_reviews_only(worlds):
    mine, other = worlds
    left = mine.reader
    for user in (mine.idle_reader, other.reader):
        client = browser(user)
        assert said(mine, asked(client, "get", "/committee/")) == []
        for method in METHODS:
            found = asked(client, method, f"/committee/{mine.values['review_id']}/")
            assert (found.status in {404, 405}, said(mine, found)) == (True, [])
    assert mine.call.key in asked(browser(left), "get", "/committee/").body
    mine.call.committee.filter(user=left).update(left_at=mine.at)
    for path in ("/committee/", f"/committee/{mine.values['review_id']}/"):
        assert asked(browser(left), "get", path).status == 404


def mixed(mine: VisitWorld, other: VisitWorld) -> Iterator[tuple[str, Values]]:
    """Each id of the other side by itself, in place of the own one."""
    for key in mine.values:
        if key.endswith("_id"):
            yield key, {**mine.values, key: other.values[key]}


def test_one_foreign_id_among_the_own_ones_is_not_there(worlds, boss):
    mine, other = worlds
    client, before, wrong = owners(mine, boss), every_row(), {}
    for what, values in mixed(mine, other):
        for route in private():
            name = short(route)
            for part in set(ENTERS[name]) - {"C"} if what in route.pattern else ():
                for method in ("get", "post"):
                    address = route.address(values)
                    found = asked(client(part, name), method, address, **SENT.get(name, {}))
                    if found.status not in {404, 405} or said(other, found):
                        wrong[f"{part}: {method} {name} with {what}"] = found.status
    assert wrong == {}
    assert every_row() == before


def test_a_coordinator_finds_nothing_of_one_call_under_the_name_of_another(worlds, boss):
    mine, other = worlds
    client, wrong = browser(boss), {}
    for what, values in mixed(mine, other):
        for route in private():
            if what in route.pattern and "<slug:key>" in route.pattern:
                for method in ("get", "post"):
                    found = undone(client, method, route.address(values))
                    if found.status not in {404, 405} or said(other, found):
                        wrong[f"{method} {short(route)} with {what}"] = found.status
    assert wrong == {}


def test_another_side_of_the_same_placement_is_refused_and_nobody_else(mine, boss):
    client = owners(mine, boss)
    refused: dict[str, set[int]] = {}
    for route in private():
        name, where = short(route), route.address(owners_values(mine, short(route)))
        if not route.pattern.startswith("observership/placements/"):
            continue
        for part in set("THQCR") - set(ENTERS[name]):
            found = {undone(client(part, name), method, where).status for method in ("get", "post")}
            assert not (part == "R" and found - {404, 405}), name
            refused.setdefault(part, set()).update(found)
    assert refused["R"] <= {404, 405}
    assert set().union(*refused.values()) <= {403, 404, 405}
