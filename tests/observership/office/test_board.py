"""The board: every state has its column, cards lead to legal moves, any number costs the same."""

import re
from datetime import date, timedelta

import pytest

from observership.domain.board import (
    APPLICATION_COLUMNS,
    PLACEMENT_COLUMNS,
    Column,
    moves_of_application,
    moves_of_placement,
)
from observership.domain.lifecycle import (
    APPLICATION_MOVES,
    PLACEMENT_MOVES,
    ApplicationState,
    PlacementState,
)
from observership.models import FundingStep, Placement
from observership.queries.board import (
    Money,
    WholeColumn,
    columns_of,
    money_in_all,
    money_of,
    stopped_with_money,
)
from observership.views.coordinator_cards import application_card
from tests.factories import EPOCH, make_user
from tests.observership_factories import (
    make_application,
    make_call,
    make_match,
    make_opening,
    make_placement,
    make_window,
)

ON = date(2026, 6, 1)


def test_what_is_not_over_has_a_column():
    assert set(ApplicationState) - set(APPLICATION_COLUMNS) == {
        ApplicationState.DRAFT,
        ApplicationState.INELIGIBLE,
        ApplicationState.PLACED,
        ApplicationState.NOT_PLACED,
        ApplicationState.WITHDRAWN,
    }
    assert set(PlacementState) - set(PLACEMENT_COLUMNS) == {PlacementState.CANCELLED}
    assert set(APPLICATION_COLUMNS.values()) | set(PLACEMENT_COLUMNS.values()) == set(Column)


@pytest.mark.parametrize("state", ApplicationState)
def test_only_legal_moves_of_applications_are_offered(state):
    assert set(moves_of_application(state)) <= set(APPLICATION_MOVES[state])


@pytest.mark.parametrize("state", PlacementState)
def test_only_legal_moves_of_placements_are_offered(state):
    assert set(moves_of_placement(state)) <= set(PLACEMENT_MOVES[state])


def test_no_coordinator_signs_for_others():
    assert moves_of_placement(PlacementState.PREPARING) == (PlacementState.CANCELLED,)
    assert moves_of_application(ApplicationState.OFFERED) == ()


@pytest.fixture
def call(db):
    return make_call(key="pilot", title="Fictional pilot")


@pytest.fixture
def opening(call):
    return make_opening()


def _window(call, opening, number=0):
    first = date(2026, 6, 1) + timedelta(days=number)
    return make_window(
        call, opening, starts_on=first, ends_on=first + timedelta(days=13), places=20
    )


def _counted(call) -> dict[str, int]:
    return {str(each.column): each.total for each in columns_of(call) if each.total}


def test_rows_stand_in_the_column_of_their_state(call, opening):
    for state in ApplicationState:
        if state != ApplicationState.PLACED:
            make_application(call, state)
    make_match(call.applications.get(state="offered"), _window(call, opening))
    for number, state in enumerate(("preparing", "agreed", "underway", "reporting"), start=1):
        make_placement(window=_window(call, opening, number), state=state)
    closed = {"state": "closed", "outcome": "signed_off", "closed_at": EPOCH}
    make_placement(window=_window(call, opening, 5), **closed)
    make_placement(window=_window(call, opening, 6), state="cancelled", closed_at=EPOCH)
    assert _counted(call) == {
        "submitted": 1, "eligible": 1, "matched": 2, "agreed": 1,
        "travelling": 1, "reporting": 1, "closed": 1,
    }  # fmt: skip
    assert [len(each.applications) + len(each.placements) for each in columns_of(call)] == [
        1, 1, 2, 1, 1, 1, 1,
    ]  # fmt: skip
    assert _counted(make_call()) == {}
    assert _counted(None) == _counted(call)


def test_an_offer_says_who_has_not_answered(call, opening):
    application = make_application(call, ApplicationState.OFFERED, country="RO")
    match = make_match(application, _window(call, opening), trainee_accepted_at=EPOCH)
    application.open_matches = [match]
    card = application_card(application, EPOCH.date())
    assert (card.home, card.host, card.whose, card.is_late) == ("RO", "FR", ("host",), False)


def test_a_column_is_read_page_by_page(call, opening):
    window = _window(call, opening)
    for _ in range(3):
        make_placement(window=window)
    for _ in range(2):
        make_match(make_application(call, ApplicationState.OFFERED), window)
    column = WholeColumn(Column.MATCHED, call)
    kinds = ["Placement"] * 3 + ["Application"] * 2
    assert len(column) == 5
    assert [type(row).__name__ for row in column[0:5]] == kinds
    assert [type(row).__name__ for row in column[2:4]] == kinds[2:4]
    assert [type(row).__name__ for row in column[4:10]] == kinds[4:]
    assert [type(row).__name__ for row in column[0:2]] == kinds[:2]


def _pay(placement, state, amount, step=1, payee="visitor") -> None:
    paid = {"reference": "R1"} if state == "paid" else {}
    FundingStep.objects.create(
        placement=placement, payee=payee, step=step, amount=amount, state=state,
        changed_at=EPOCH, **paid,
    )  # fmt: skip


def test_money_is_added_up_by_placement_and_in_all(call, opening):
    placement = make_placement(window=_window(call, opening))
    _pay(placement, "paid", 1000)
    _pay(placement, "planned", 700, step=2)
    _pay(placement, "withheld", 300, payee="host")
    other = make_placement()
    _pay(other, "released", 50)
    assert money_of([placement]) == {placement.pk: Money("EUR", 700, 0, 1000, 300)}
    assert money_of([placement])[placement.pk].total == 1700
    assert money_in_all(call) == [Money("EUR", 700, 0, 1000, 300)]
    assert money_in_all(None) == [Money("EUR", 700, 50, 1000, 300)]


def test_what_was_paid_for_cancelled_visits_is_said_beside_the_sum(office, call, opening):
    window = _window(call, opening)
    _pay(make_placement(window=window), "paid", 1000)
    assert "that were cancelled" not in office.get("/placements/").content.decode()
    for number in (250, 40):
        stopped = make_placement(window=window, state="cancelled", closed_at=EPOCH)
        _pay(stopped, "paid", number)
        _pay(stopped, "withheld", 7, step=2)
    assert money_in_all(call) == [Money("EUR", 0, 0, 1290, 14, 290)]
    page = office.get("/placements/").content.decode()
    assert "290 EUR were paid for visits that were cancelled" in page


def test_what_was_stopped_stands_on_the_board_while_money_of_it_is_open(office, call, opening):
    window = _window(call, opening)
    stopped = {"window": window, "state": "cancelled", "closed_at": EPOCH}
    owed, settled, erased = (make_placement(**stopped) for _ in range(3))
    _pay(make_placement(window=window), "released", 10)
    for state, placement in (("paid", settled), ("withheld", settled), ("withheld", owed)):
        _pay(placement, state, 20, step=1 if state == "paid" else 2)
    assert "Stopped, money open" not in office.get("/placements/").content.decode()
    _pay(owed, "released", 345)
    _pay(erased, "planned", 10)
    Placement.objects.filter(pk=erased.pk).update(erased_at=EPOCH)
    assert list(stopped_with_money(call)) == [owed]
    assert list(stopped_with_money(make_call())) == []
    page = office.get("/placements/?call=pilot").content.decode()
    listed = page.partition("Stopped, money open")[2].partition("</section>")[0]
    assert re.findall(r"/placements/([-0-9a-f]{36})/funding/", listed) == [str(owed.public_id)]
    assert "345 EUR" in listed


def test_an_empty_board_leads_to_the_calls(office):
    page = office.get("/placements/").content.decode()
    assert "Applications and placements will stand here" in page


def test_moves_lead_to_where_they_are_made(office, call):
    application = make_application(call, ApplicationState.SUBMITTED)
    page = office.get("/placements/").content.decode()
    address = f"/placements/calls/pilot/applications/{application.public_id}/"
    assert f'href="{address}?to=eligible#decide"' in page
    decide = office.get(f"{address}?to=eligible").content.decode()
    assert 'value="eligible" required' in decide or "checked" in decide


def test_a_call_narrows_the_board(office, call, opening):
    make_application(call, ApplicationState.SUBMITTED, number="pilot-001")
    make_call(key="other")
    assert "pilot-001" in office.get("/placements/?call=pilot").content.decode()
    assert "pilot-001" not in office.get("/placements/?call=other").content.decode()
    assert "pilot-001" in office.get("/placements/?call=nonsense").content.decode()


def test_for_anybody_else_there_is_no_board(client, call):
    from tests.people.sign_in import strong_sign_in  # noqa: PLC0415

    assert strong_sign_in(client, make_user(is_staff=True)).get("/placements/").status_code == 404


def _grow(call, opening, count: int) -> None:
    window = _window(call, opening, count)
    for _ in range(count):
        for state in (ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE):
            make_application(call, state)
        make_match(make_application(call, ApplicationState.OFFERED), window)
        for state in ("preparing", "agreed", "underway", "reporting"):
            _pay(make_placement(window=window, state=state), "planned", 10)
        stopped = make_placement(window=window, state="cancelled", closed_at=EPOCH)
        _pay(stopped, "released", 10)


@pytest.mark.parametrize("rest", ["", "?call=pilot", "?column=matched", "?column=submitted"])
def test_the_board_asks_the_same_for_any_number(
    office, call, opening, rest, django_assert_max_num_queries
):
    asked = []
    for count in (1, 2, 8):
        _grow(call, opening, count)
        office.get(f"/placements/{rest}")
        with django_assert_max_num_queries(40) as queries:
            office.get(f"/placements/{rest}")
        asked.append(len(queries))
    assert len(set(asked)) == 1
