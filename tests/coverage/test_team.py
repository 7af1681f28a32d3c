"""Who may take part, and when cover breaks, beside counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from credentials.domain.coverage import Standing
from credentials.domain.forecast import breaks, first_break, marks
from credentials.domain.matrix import Able, HorizonMark, NotAble, Renewal, RuleResult
from credentials.domain.team import Ask, Candidate, Item, Rule, candidates, results, team
from tests.coverage.random_frameworks import ROLES, TODAY, Random, centres, covered_centres

HELD = {Standing.MET, Standing.RENEWAL_DUE}
HORIZON = TODAY + timedelta(days=365)
seeded = settings(derandomize=True, deadline=None, max_examples=150, database=None)
rules = st.builds(
    Rule,
    role=st.just("NUR"),
    shift=st.just("always"),
    product=st.just(""),
    minimum=st.integers(1, 3),
)


def people_of(centre: Random, on: date = TODAY):
    matrix = centre.matrix(on)
    ask = Ask(matrix, tuple(range(len(matrix.view.columns))))
    return candidates([ask], ROLES)


def known_today(centre: Random) -> Random:
    """The same centre without what was shown after today."""
    people = tuple(
        type(person)(
            person.id,
            person.roles,
            tuple(item for item in person.evidence if item.completed_on <= TODAY),
        )
        for person in centre.people
    )
    return Random(centre.asked, people)


def asked_in(column, role):
    return "all" in column.roles or role in column.roles


def able_on(centre: Random, role: str, on: date) -> set[int]:
    """Who is able on a day, by the plain rules, person by person."""
    return {
        person.id
        for person in centre.people
        if role in person.roles
        and all(
            found.standing in HELD
            for column, found in zip(
                centre.asked.view.columns, centre.standings(person, on), strict=True
            )
            if asked_in(column, role)
        )
    }


@seeded
@given(centre=centres() | covered_centres())
def test_who_is_able_and_until_when_equals_looking_at_every_day(centre: Random):
    centre = known_today(centre)
    for role, people in people_of(centre).items():
        found = team(role, people)
        assert {each.member_id for each in found.able} == able_on(centre, role, TODAY)
        for each in found.able:
            if each.until is None:
                assert each.member_id in able_on(centre, role, TODAY + timedelta(days=4000))
            else:
                assert each.member_id in able_on(centre, role, each.until)
                assert each.member_id not in able_on(centre, role, each.until + timedelta(days=1))


@settings(seeded, max_examples=40)
@given(centre=centres() | covered_centres(), rule=rules)
def test_the_first_day_without_cover_equals_looking_at_every_day(centre: Random, rule: Rule):
    centre = known_today(centre)
    (result,) = results([rule], people_of(centre))
    assert (result.able, result.holds) == (
        len(able_on(centre, rule.role, TODAY)),
        len(able_on(centre, rule.role, TODAY)) >= rule.minimum,
    )
    every_day = (TODAY + timedelta(days=number) for number in range(366))
    first = next(
        (day for day in every_day if len(able_on(centre, rule.role, day)) < rule.minimum), None
    )
    found = breaks([rule], people_of(centre), TODAY, HORIZON)
    assert [each.on for each in found] == ([first] if first else [])
    for each in found:
        assert each.able_then == len(able_on(centre, rule.role, each.on))


def renewed(candidate: Candidate, renewals) -> Candidate:
    """The same person with some things shown again for good."""
    done = {(each.member_id, each.what, each.last_day) for each in renewals}
    return Candidate(
        candidate.member_id,
        tuple(
            Item(item.label, item.part, Standing.MET, None, 0)
            if (candidate.member_id, item.label, item.last_day) in done
            else item
            for item in candidate.items
        ),
    )


@seeded
@given(centre=covered_centres(), rule=rules)
def test_the_renewals_named_repair_the_break(centre: Random, rule: Rule):
    people = people_of(known_today(centre))[rule.role]
    found = first_break(rule, people, TODAY, HORIZON)
    assume(found and found.on > TODAY)
    after = [renewed(each, found.renewals) for each in people]
    able = [each for each in after if each.able and (each.until is None or each.until >= found.on)]
    assert len(able) >= rule.minimum
    assert {each.member_id for each in found.renewals} <= {
        each.member_id for each in people if each.able
    }


@seeded
@given(centre=centres() | covered_centres())
def test_the_horizon_holds_the_first_end_of_each_part(centre: Random):
    people = people_of(known_today(centre))
    expected = set()
    for candidates_of_role in people.values():
        for each in candidates_of_role:
            for part in {item.part for item in each.items}:
                ends = [
                    item.last_day
                    for item in each.items
                    if item.part == part and item.standing in HELD and item.last_day
                ]
                expected |= {(each.member_id, part, min(ends))} if ends else set()
    first = {}
    for member, part, day in expected:
        if TODAY <= day <= HORIZON:
            first[member, part] = min(day, first.get((member, part), day))
    assert marks(people, TODAY, HORIZON) == tuple(
        sorted(
            (HorizonMark(day, member, part) for (member, part), day in first.items()),
            key=lambda mark: (mark.on, mark.member_id, mark.what),
        )
    )


def item(label, last_day=None, standing=Standing.MET, grace=60):
    return Item(label, "Core", standing, last_day, grace)


def test_grace_counts_and_what_is_missing_is_named_once():
    ana = Candidate(1, (item("A", TODAY), item("B", TODAY + timedelta(days=9)), item("C")))
    ben = Candidate(2, (item("A", standing=Standing.UNMET), item("A", standing=Standing.PARTIAL)))
    cleo = Candidate(3, (item("C"),))
    found = team("NUR", [ana, ben, cleo])
    assert found.able == (Able(1, TODAY + timedelta(days=60)), Able(3, None))
    assert found.not_able == (NotAble(2, ("A",)),)


def test_a_rule_that_does_not_hold_today_breaks_today():
    lapsed = Candidate(1, (item("A", date(2026, 1, 1), Standing.EXPIRED), item("B")))
    untaught = Candidate(2, (item("A", standing=Standing.UNMET),))
    rule = Rule("NUR", "night", "", 1)
    (found,) = breaks([rule], {"NUR": [lapsed, untaught]}, TODAY, HORIZON)
    assert found.rule == RuleResult("NUR", "night", "", 1, 0, False)
    assert (found.on, found.able_then) == (TODAY, 0)
    assert found.renewals == (Renewal(1, "A", date(2026, 1, 1)),)


def test_a_rule_for_a_role_that_nobody_holds_breaks_today():
    (found,) = breaks([Rule("PHY", "always", "", 1)], {}, TODAY, HORIZON)
    assert (found.on, found.able_then, found.renewals) == (TODAY, 0, ())


@pytest.mark.parametrize(("days", "broken"), [(365, False), (364, True)])
def test_a_break_after_the_horizon_is_not_told(days, broken):
    last = TODAY + timedelta(days=days)
    people = {"NUR": [Candidate(1, (item("A", last, grace=0),))]}
    assert bool(breaks([Rule("NUR", "always", "", 1)], people, TODAY, HORIZON)) is broken
