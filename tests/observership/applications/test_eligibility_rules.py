"""Each rule of a call is met, not met or not answered yet; the rest never hides a reason."""

from dataclasses import replace
from datetime import date

import pytest

from observership.domain.candidates import Period, Spoken
from observership.domain.eligibility import (
    DEFAULTS,
    REMEDIES,
    Facts,
    Finding,
    Reason,
    Remedy,
    Rule,
    Rules,
    assess,
    days_inside,
    is_eligible,
    last_reasons,
    reason_of,
    with_defaults,
)

VISITS = Period(date(2026, 6, 1), date(2026, 9, 30))
RULES = Rules(roles=frozenset({"PHY"}), visits=VISITS, days_min=5, days_max=14)
FACTS = Facts(
    role="PHY",
    per_year=4,
    languages=(Spoken("en", "B2"),),
    dates=(Period(date(2026, 6, 1), date(2026, 6, 5)),),
    length=5,
    supports=True,
    gives_leave=True,
    is_host=False,
    last_visit_ended_on=None,
    on=date(2026, 3, 1),
)


def found(rule: Rule, facts: Facts = FACTS, rules: Rules = RULES) -> Finding:
    """What is found under one rule."""
    return next(reason.finding for reason in assess(facts, rules) if reason.rule is rule)


def test_every_rule_has_one_reason_in_order_and_a_fitting_applicant_meets_all():
    reasons = assess(FACTS, RULES)
    assert [reason.rule for reason in reasons] == list(Rule)
    assert is_eligible(reasons)


@pytest.mark.parametrize(
    ("rule", "change", "finding"),
    [
        (Rule.ROLE, {"role": "NUR"}, Finding.OTHER_ROLE),
        (Rule.ROLE, {"role": ""}, Finding.UNKNOWN),
        (Rule.EMERGING, {"per_year": 20}, Finding.MET),
        (Rule.EMERGING, {"per_year": 21}, Finding.TOO_MANY),
        (Rule.EMERGING, {"per_year": 0}, Finding.MET),
        (Rule.EMERGING, {"per_year": None}, Finding.UNKNOWN),
        (Rule.LANGUAGE, {"languages": (Spoken("en", "B1"),)}, Finding.LEVEL),
        (Rule.LANGUAGE, {"languages": (Spoken("en", "A1"), Spoken("it", "C2"))}, Finding.MET),
        (Rule.LANGUAGE, {"languages": ()}, Finding.UNKNOWN),
        (Rule.DATES, {"length": 4}, Finding.TOO_SHORT),
        (Rule.DATES, {"length": 15}, Finding.TOO_LONG),
        (Rule.DATES, {"length": 6}, Finding.OUTSIDE),
        (Rule.DATES, {"dates": ()}, Finding.UNKNOWN),
        (Rule.DATES, {"length": None}, Finding.UNKNOWN),
        (Rule.LETTER, {"supports": None, "gives_leave": None}, Finding.UNKNOWN),
        (Rule.LETTER, {"supports": False}, Finding.NOT_SUPPORTED),
        (Rule.LETTER, {"gives_leave": False}, Finding.NO_LEAVE),
        (Rule.NOT_HOST, {"is_host": True}, Finding.IS_HOST),
        (Rule.PAUSE, {"last_visit_ended_on": date(2024, 3, 1)}, Finding.RECENT),
        (Rule.PAUSE, {"last_visit_ended_on": date(2024, 2, 28)}, Finding.MET),
    ],
)
def test_a_rule_finds_what_is_so(rule, change, finding):
    facts = replace(FACTS, **change)
    assert found(rule, facts) is finding
    others = [reason.met for reason in assess(facts, RULES) if reason.rule is not rule]
    assert others == [True] * (len(Rule) - 1)


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"emerging_max": None}, {"per_year": 500}),
        ({"letter": False}, {"supports": None, "gives_leave": None}),
        ({"months_between": 0}, {"last_visit_ended_on": date(2026, 2, 28)}),
        ({"level": "A2"}, {"languages": (Spoken("fr", "A2"),)}),
    ],
)
def test_a_call_can_leave_a_rule_out_or_loosen_it(change, facts):
    assert is_eligible(assess(replace(FACTS, **facts), replace(RULES, **change)))


def test_a_call_can_ask_for_one_of_some_languages():
    rules = replace(RULES, languages=("fr", "de"))
    assert found(Rule.LANGUAGE, rules=rules) is Finding.LEVEL
    speaks = replace(FACTS, languages=(Spoken("de", "B2"),))
    assert found(Rule.LANGUAGE, speaks, rules) is Finding.MET


def test_days_count_with_both_ends_and_only_among_the_visits():
    assert days_inside(Period(date(2026, 5, 1), date(2026, 6, 1)), VISITS) == 1
    assert days_inside(Period(date(2026, 9, 26), date(2026, 12, 1)), VISITS) == 5
    assert days_inside(Period(date(2026, 10, 1), date(2026, 12, 1)), VISITS) == 0
    late = replace(FACTS, dates=(Period(date(2026, 9, 26), date(2026, 12, 1)),))
    assert found(Rule.DATES, late) is Finding.MET


def test_every_finding_says_what_can_be_done_and_only_a_met_rule_asks_for_nothing():
    assert set(REMEDIES) == set(Finding)
    idle = [finding for finding, remedy in REMEDIES.items() if remedy is Remedy.NOTHING]
    assert idle == [Finding.MET]


def test_a_reason_is_read_back_from_the_word_that_an_event_keeps():
    for reason in assess(replace(FACTS, role="NUR"), RULES):
        assert reason_of(reason.code) == reason
    assert reason_of("role:other_role") == Reason(Rule.ROLE, Finding.OTHER_ROLE)


def test_the_last_words_of_the_rules_are_found_among_words_of_other_moves():
    moves = [[], ["role:other_role"], ["role:met", "dates:met"], ["matching"], ["call_ended"]]
    met = [Reason(Rule.ROLE, Finding.MET), Reason(Rule.DATES, Finding.MET)]
    assert list(last_reasons(moves)) == met
    assert last_reasons([["matching"], ["declined"]]) == ()


def test_settings_that_a_call_leaves_open_have_their_defaults():
    assert with_defaults({}) == dict(DEFAULTS)
    assert with_defaults({"emerging_max": None, "other": 1}) == {**DEFAULTS, "emerging_max": None}
