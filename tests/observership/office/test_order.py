"""The priority order is fixed once, from scores, countries and lots, and never from wishes."""

import hashlib

import pytest
from django.utils.translation import get_language, override

from observership.domain.calls import mean_score
from observership.domain.lifecycle import ApplicationState
from observership.models import CommitteeReview, Preference, PriorityOrder
from observership.services import priority
from observership.services.committee import OrderFixedError
from observership.services.priority import (
    NobodyEligibleError,
    NotReviewedError,
    OrderTooEarlyError,
    OrderTooLateError,
    fix_order,
    numbers_of,
    place_facts,
    rule_of,
    rule_words,
)
from passport.audit.models import AuditEntry
from tests.factories import make_user
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_coordinator,
    make_opening,
    make_run,
)

CHOOSING = at("2026-04-10")


@pytest.fixture
def boss(db):
    return make_coordinator()


@pytest.fixture
def call(boss):
    return make_call(key="pilot", priority={"bands": [4.0], "seed": "fictional"})


def _read(application, need, plan):
    CommitteeReview.objects.create(
        application=application,
        reviewer=make_user(),
        assigned_at=CHOOSING,
        declared_at=CHOOSING,
        submitted_at=CHOOSING,
        scores={"need": need, "plan": plan},
    )


@pytest.fixture
def applications(call):
    """Two from Czechia and one from Poland in the best band, one from Poland below."""
    countries = {"pilot-001": "CZ", "pilot-002": "CZ", "pilot-003": "PL", "pilot-004": "PL"}
    made = [
        make_application(call, ApplicationState.ELIGIBLE, number=number, country=country)
        for number, country in countries.items()
    ]
    for application in made[:3]:
        _read(application, 5, 4)
        _read(application, 4, 4)
    _read(made[3], 2, 2)
    return made


def test_the_mean_weighs_criteria_and_counts_readers_alike():
    weights = {"need": 2, "plan": 1}
    reviews = [{"need": 5, "plan": 2}, {"need": 3, "plan": 4}]
    assert mean_score(reviews, weights) == 3.67
    assert mean_score([], weights) is None
    assert mean_score(reviews, {}) is None


def test_bands_come_first_then_countries_take_turns(call, boss, applications):
    order = fix_order(call=call, by=boss, at=CHOOSING)
    assert order.numbers[-1] == "pilot-004"
    assert [number for number in order.numbers[:3] if number == "pilot-003"] != []
    countries = [{"pilot-003": "PL"}.get(number, "CZ") for number in order.numbers[:2]]
    assert sorted(countries) == ["CZ", "PL"]


def test_whoever_has_the_facts_can_compute_the_order_again(call, boss, applications):
    fix_order(call=call, by=boss, at=CHOOSING)
    order = PriorityOrder.objects.get()
    assert list(numbers_of(order.facts)) == order.numbers
    assert order.facts["seed"] == "fictional"
    assert order.facts["applicants"][0] == {"number": "pilot-001", "country": "CZ", "score": 4.33}
    numbers = "pilot-001,pilot-002,pilot-003,pilot-004"
    draw = hashlib.sha256(numbers.encode()).hexdigest()
    assert order.facts["draw"] == draw
    lots = {
        number: hashlib.sha256(f"fictional{draw}{number}".encode()).hexdigest()
        for number in order.numbers
    }
    assert {each["number"]: each["lot"] for each in place_facts(order)} == lots
    assert "fictional" in order.rule
    assert draw in order.rule
    assert AuditEntry.objects.get().action == "priority_order_fixed"


def test_an_order_from_before_there_was_a_draw_still_follows_from_its_facts():
    people = [{"number": f"old-{n}", "country": "CZ", "score": None} for n in range(1, 4)]
    facts = {"bands": [], "seed": "old seed", "applicants": people}
    by_lot = sorted(
        (each["number"] for each in people),
        key=lambda number: hashlib.sha256(f"old seed{number}".encode()).hexdigest(),
    )
    assert list(numbers_of(facts)) == by_lot


def test_the_rule_is_read_in_the_language_of_the_reader(call, boss, applications, monkeypatch):
    order = fix_order(call=call, by=boss, at=CHOOSING)
    monkeypatch.setattr(priority, "_", lambda words: f"{get_language()}: {words}")
    with override("fr"):
        assert rule_words(order.facts).startswith("fr: The committee's scores")
    assert rule_of(order.facts).startswith("en: The committee's scores")


def test_wishes_are_never_read(call, boss, applications, monkeypatch):
    Preference.objects.create(application=applications[0], opening=make_opening(), rank=1)

    def refuse(*args, **kwargs):
        raise AssertionError("the order reads wishes")

    monkeypatch.setattr(Preference.objects, "get_queryset", refuse)
    monkeypatch.setattr(Preference._base_manager, "get_queryset", refuse)
    assert len(fix_order(call=call, by=boss, at=CHOOSING).numbers) == 4


def test_no_query_of_the_order_touches_wishes(
    call, boss, applications, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as queries:
        fix_order(call=call, by=boss, at=CHOOSING)
    table = Preference._meta.db_table
    assert [each["sql"] for each in queries.captured_queries if table in each["sql"]] == []


def test_an_order_is_fixed_once(call, boss, applications):
    fix_order(call=call, by=boss, at=CHOOSING)
    with pytest.raises(OrderFixedError):
        fix_order(call=call, by=boss, at=CHOOSING)


def test_everything_is_read_first_or_a_reason_is_given(call, boss, applications):
    unread = make_application(call, ApplicationState.ELIGIBLE, number="pilot-005")
    with pytest.raises(NotReviewedError) as error:
        fix_order(call=call, by=boss, at=CHOOSING)
    assert error.value.numbers == (unread.number,)
    order = fix_order(call=call, by=boss, at=CHOOSING, without_reviews="A reader fell ill.")
    assert order.numbers[-1] == "pilot-005"
    assert order.facts["without_reviews"] == "A reader fell ill."


def test_a_review_that_is_not_handed_in_is_waited_for(call, boss, applications):
    CommitteeReview.objects.create(
        application=applications[0], reviewer=make_user(), assigned_at=CHOOSING
    )
    with pytest.raises(NotReviewedError):
        fix_order(call=call, by=boss, at=CHOOSING)


def test_a_reader_with_a_tie_is_not_waited_for(call, boss, applications):
    CommitteeReview.objects.create(
        application=applications[0],
        reviewer=make_user(),
        assigned_at=CHOOSING,
        conflict_at=CHOOSING,
    )
    assert len(fix_order(call=call, by=boss, at=CHOOSING).numbers) == 4


def test_nothing_is_ordered_while_people_may_apply(call, boss, applications):
    with pytest.raises(OrderTooEarlyError):
        fix_order(call=call, by=boss, at=at("2026-03-31"))


def test_nothing_is_ordered_while_an_application_waits(call, boss, applications):
    make_application(call, ApplicationState.SUBMITTED)
    with pytest.raises(OrderTooEarlyError):
        fix_order(call=call, by=boss, at=CHOOSING)


def test_nothing_is_ordered_after_the_matching(call, boss, applications):
    make_run(call, kind="published", published_at=CHOOSING, made_at=CHOOSING, result={})
    with pytest.raises(OrderTooLateError):
        fix_order(call=call, by=boss, at=CHOOSING)


def test_an_order_of_nobody_is_none(call, boss):
    with pytest.raises(NobodyEligibleError):
        fix_order(call=call, by=boss, at=CHOOSING)
