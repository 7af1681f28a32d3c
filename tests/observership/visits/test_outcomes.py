"""Outcomes are counted once, give nobody away, and leave as files that no program executes."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from observership.domain.outcomes import Mean, Stage, changes_of, means_of, shown, shown_together
from observership.formats.outcomes_csv import write_csv
from observership.models import (
    Application,
    FollowUp,
    FundingStep,
    OutcomeSummary,
    Placement,
    Rating,
)
from observership.queries.outcomes import outcomes_of
from observership.rendering.outcomes import pictures_of
from observership.services.outcomes import public_counts, publish_summary
from observership.services.sign_off import annul_sign_off
from passport.audit.models import AuditEntry
from tests.factories import EPOCH, make_user
from tests.observership.visits.conftest import make_visit
from tests.observership.visits.test_sign_off import _sign
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_coordinator,
    make_trainee,
    make_window,
)
from tests.people.sign_in import strong_sign_in

ANSWER = {"plans": ["done", "dropped"], "first_patient": "yes", "team_trained": "not_yet"}


@pytest.mark.parametrize(("count", "published"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_groups_under_five_are_not_published(count, published):
    assert shown(count) == published


def test_one_small_part_hides_the_whole():
    assert shown_together({"yes": 9, "not_yet": 5, "before": 0}) == {
        "yes": 9,
        "not_yet": 5,
        "before": 0,
    }
    assert shown_together({"yes": 9, "not_yet": 4, "before": 0}) is None


def test_a_mean_needs_five_ratings_of_its_side():
    four = [("trainee", {"again": score}) for score in (5, 4, 4, 3)]
    assert means_of(four) == ()
    assert means_of([*four, ("host", {"again": 1})]) == ()
    assert means_of([*four, ("trainee", {"again": 5})]) == (Mean("trainee", "again", 4.2, 5),)


def test_changes_are_counted_over_answers():
    found = changes_of([ANSWER, {**ANSWER, "plans": ["done"], "first_patient": "before"}])
    assert (found.answers, found.plans["done"], found.plans["dropped"]) == (2, 2, 1)
    assert found.first_patient == {"yes": 1, "not_yet": 0, "before": 1}


def test_a_text_that_begins_like_a_formula_is_made_harmless():
    rows = [["=1+1", "+44", "-2", "@SUM", "\tx", "CZ", 5, None, date(2026, 6, 1)]]
    text = write_csv(["a"] * 9, rows).decode("utf-8-sig")
    assert list(csv.reader(StringIO(text)))[1] == [
        "'=1+1", "'+44", "'-2", "'@SUM", "'\tx", "CZ", "5", "", "2026-06-01",
    ]  # fmt: skip


def _visits(count, call=None, state="reporting"):
    call = call or make_call()
    window = make_window(call, places=20)
    return [
        make_visit(
            state,
            call=call,
            window=window,
            application=make_application(call, "placed", trainee=make_trainee()),
        )
        for _ in range(count)
    ]


@pytest.mark.django_db
def test_the_funnel_counts_people_of_the_chosen_call():
    call = make_call()
    signed, annulled, plain = _visits(3, call)
    make_application(call, "ineligible")
    make_application(call, "draft", trainee=make_trainee())
    make_visit("cancelled", call=call, closed_at=EPOCH, outcome="")
    _visits(2)
    _sign(signed)
    annul_sign_off(
        sign_off=_sign(annulled), by=make_coordinator(), reason="Wrong", at=at("2026-06-09")
    )
    for months in (3, 6):
        FollowUp.objects.create(
            placement=plain, months=months, due_on=date(2026, 9, 5), answers=ANSWER,
            answered_at=EPOCH,
        )  # fmt: skip
    assert dict(outcomes_of(call).funnel) == {
        Stage.APPLIED: 5,
        Stage.ELIGIBLE: 4,
        Stage.PLACED: 3,
        Stage.VISITED: 3,
        Stage.SIGNED_OFF: 1,
        Stage.FOLLOWED_UP: 1,
    }
    assert outcomes_of(call).changes.answers == 1
    assert dict(outcomes_of(None).funnel)[Stage.VISITED] == 5


@pytest.mark.django_db
def test_money_is_summed_by_payee_and_state():
    for visit in _visits(2):
        for payee, state, amount in (("visitor", "paid", 700), ("host", "planned", 300)):
            FundingStep.objects.create(
                placement=visit, payee=payee, step=1, amount=amount, state=state,
                reference="R" if state == "paid" else "", changed_at=EPOCH,
            )  # fmt: skip
    assert [(each.payee, each.state, each.amount) for each in outcomes_of(None).money] == [
        ("host", "planned", 600),
        ("visitor", "paid", 1400),
    ]


@pytest.mark.django_db
def test_outcomes_ask_the_same_of_the_database_for_one_visit_and_for_thirty():
    (visit,) = _visits(1)
    with CaptureQueriesContext(connection) as one:
        outcomes_of(None)
    _visits(29, visit.application.call)
    with CaptureQueriesContext(connection) as many:
        found = outcomes_of(None)
    assert (len(found.visits), len(many)) == (30, len(one))
    assert pictures_of(found).timeline is not None


@pytest.fixture
def office():
    return strong_sign_in(Client(), make_coordinator())


@pytest.mark.django_db
def test_the_board_is_for_coordinators(office):
    url = reverse("observership:outcomes")
    assert office.get(url).status_code == 200
    (visit,) = _visits(1)
    page = office.get(url + f"?call={visit.application.call.key}").content.decode()
    assert visit.application.number in page
    assert visit.trainee.user.last_name not in page
    assert office.get(url + "?call=unknown").status_code == 404
    assert strong_sign_in(Client(), make_user()).get(url).status_code == 404


@pytest.mark.django_db
def test_a_few_ratings_show_no_mean(office):
    visits = _visits(5)
    for visit in visits[:4]:
        _rate(visit)
    url = reverse("observership:outcomes")
    assert "I would do it again" not in office.get(url).content.decode()
    _rate(visits[4])
    assert "I would do it again" in office.get(url).content.decode()


def _rate(visit):
    Rating.objects.create(
        placement=visit, side="trainee", scores={"again": 4}, by=visit.trainee.user, rated_at=EPOCH
    )


@pytest.mark.django_db
def test_an_export_holds_numbers_and_countries_and_is_noted(office):
    (visit,) = _visits(1)
    visit.host.name = "=HYPERLINK(1)"
    visit.host.save()
    _sign(visit)
    url = reverse("observership:export_outcomes")
    answer = office.post(url, {"kind": "csv", "call": visit.application.call.key})
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"].startswith("attachment;")
    row = next(iter(csv.DictReader(StringIO(text))))
    assert (row["Number"], row["Home country"], row["Host"], row["Days attended"]) == (
        visit.application.number,
        "CZ",
        "'=HYPERLINK(1)",
        "5",
    )
    book = load_workbook(BytesIO(office.post(url, {"kind": "xlsx"}).content))
    assert book.sheetnames == ["Visits", "Funnel", "Money", "At home", "Ratings"]
    cell = book["Visits"]["E2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    everything = text + str([list(sheet.values) for sheet in book])
    for name in (visit.trainee.user.last_name, visit.trainee.user.email, str(visit.supervisor)):
        assert name not in everything
    entries = AuditEntry.objects.filter(action="observership_outcomes_exported")
    assert [entry.details for entry in entries] == [
        {"kind": "csv", "visits": 1},
        {"kind": "xlsx", "visits": 1},
    ]
    assert office.post(url, {"kind": "exe"}).status_code == 404
    assert office.get(url).status_code == 405


@pytest.mark.django_db
def test_an_export_says_roles_patients_states_and_outcomes_in_words(office):
    going, over = _visits(2)
    closed = {"state": "closed", "outcome": "not_signed_off", "closed_at": EPOCH}
    Placement.objects.filter(pk=over.pk).update(**closed)
    Application.objects.filter(pk=going.application_id).update(role="")
    url = reverse("observership:export_outcomes")
    text = office.post(url, {"kind": "csv"}).content.decode("utf-8-sig")
    lines = {row["Number"]: row for row in csv.DictReader(StringIO(text))}
    asked = ("Role", "Patients", "Home country", "State", "Outcome")
    assert [[lines[each.application.number][name] for name in asked] for each in (going, over)] == [
        ["", "Adults", "CZ", "Reports due", ""],
        ["Treating physician", "Adults", "CZ", "Closed", "Not signed off"],
    ]


@pytest.mark.django_db
def test_the_map_shows_the_countries_of_home_and_host_once_for_each_place():
    call = make_call()
    here, _again = _visits(2, call)
    Application.objects.filter(pk=here.application_id).update(city="Cluj-Napoca", country="RO")
    away = make_visit("cancelled", call=call, closed_at=EPOCH, outcome="")
    Application.objects.filter(pk=away.application_id).update(city="Oslo", country="NO")
    table = str(pictures_of(outcomes_of(call)).map.table)
    places = table.rpartition("<tbody>")[2].partition("</tbody>")[0]
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", places)
    found = {tuple(cells[at + 1 : at + 3]) for at in range(0, len(cells), 3)}
    host = (here.host.city, "France")
    assert (len(cells), found) == (9, {("Cluj-Napoca", "Romania"), ("Brno", "Czechia"), host})


@pytest.mark.django_db
def test_a_summary_is_public_from_publishing_to_withdrawing_and_holds_no_small_group(office):
    call = make_call()
    for visit in _visits(6, call)[:3]:
        _sign(visit)
    page = reverse("observership:summary", args=[call.key])
    assert Client().get(page).status_code == 404
    sent = {"call": call.key}
    assert office.post(reverse("observership:publish_outcomes"), sent).status_code == 302
    told = Client().get(page).content.decode()
    assert "under 5" in told
    assert OutcomeSummary.objects.get().counts["funnel"] == [
        ["applied", 6],
        ["eligible", 6],
        ["placed", 6],
        ["visited", 6],
        ["signed_off", None],
        ["followed_up", 0],
    ]
    office.post(reverse("observership:publish_outcomes"), sent)
    assert OutcomeSummary.objects.filter(withdrawn_at=None).count() == 1
    office.post(reverse("observership:withdraw_outcomes"), sent)
    assert Client().get(page).status_code == 404


@pytest.mark.django_db
def test_a_summary_stays_as_it_was_published():
    call = make_call()
    made = publish_summary(call=call, by=make_coordinator(), at=EPOCH)
    _visits(7, call)
    made.refresh_from_db()
    assert dict(made.counts["funnel"])["visited"] == 0
    assert dict(public_counts(outcomes_of(call))["funnel"])["visited"] == 7
    again = publish_summary(call=call, by=make_coordinator(), at=EPOCH + timedelta(days=1))
    assert dict(again.counts["funnel"])["visited"] == 7
