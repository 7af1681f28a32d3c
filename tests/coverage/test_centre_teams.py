"""A centre's teams, rules, forecast and gaps, from rows."""

import pytest

from credentials.domain.gaps import Gap
from credentials.domain.matrix import Able, HorizonMark, NotAble, Renewal, RuleResult
from credentials.models import CoverRule
from credentials.queries.coverage import forecast_of, gaps_of, team_of
from passport.standards.models import Clause, CrosswalkEntry, Framework, Product, Requirement
from tests.centre_factories import day, join, make_centre, make_framework, noon
from tests.coverage.rows import align, ask_locally, attest
from tests.factories import complete, make_programme

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-21")


@pytest.fixture
def centre():
    return make_centre()


@pytest.fixture
def nurse(centre):
    """Somebody who completed the small programme."""
    make_programme(core=("COR-01",))
    nurse = join(centre)
    complete(nurse, "COR-01", at=noon("2026-10-01"))
    complete(nurse, "NUR-01", at=noon("2026-02-01"))
    return nurse


@pytest.fixture
def product():
    product = Product.objects.create(key="fictocel", inn="fictocel")
    make_framework(
        "eu-fictocel",
        {
            "prod.topics": {"roles": ["NUR"], "label": "Fictocel topics"},
            "prod.pharmacy": {"roles": ["PHA"]},
            "prod.site": {"roles": []},
        },
        kind="product",
        product=product,
    )
    return product


def test_the_programme_of_the_role_must_be_in_force(centre, nurse):
    newcomer, physician = join(centre), join(centre, roles=("PHY",))
    complete(physician, "COR-01", at=noon("2026-10-01"))
    teams, rules = team_of(centre, None, TODAY)
    assert [(each.role, each.able) for each in teams] == [
        ("PHY", (Able(physician.pk, day("2027-11-30")),)),
        ("NUR", (Able(nurse.pk, day("2027-04-02")),)),
    ]
    assert teams[1].not_able == (NotAble(newcomer.pk, ("Module COR-01", "Module NUR-01")),)
    assert rules == ()


def test_a_module_that_does_not_exist_yet_is_asked_of_nobody(centre, nurse):
    unwritten = Requirement.objects.create(key="module.NUR-09", label="Module NUR-09")
    Clause.objects.create(
        framework=Framework.objects.get(key="cart-passport"), requirement=unwritten, group="NUR"
    )
    ((team,), _) = team_of(centre, None, TODAY)
    assert [each.member_id for each in team.able] == [nurse.pk]


def test_own_requirements_of_the_role_must_be_in_force(centre, nurse):
    ask_locally(centre, "Pump licence", roles=["PHY"])
    drill = ask_locally(centre, "Yearly drill", roles=["NUR"])
    ((team,), _) = team_of(centre, None, TODAY)
    assert team.not_able == (NotAble(nurse.pk, ("Yearly drill",)),)
    attest(nurse, centre, drill, day("2026-01-10"))
    ((team,), _) = team_of(centre, None, TODAY)
    assert team.able == (Able(nurse.pk, day("2027-01-10")),)


def test_a_product_asks_more_of_the_roles_it_names(centre, nurse, product):
    ((team,), _) = team_of(centre, "fictocel", TODAY)
    assert team.not_able == (NotAble(nurse.pk, ("Fictocel topics",)),)
    align("NUR-01", "prod.topics")
    attest(nurse, centre, "prod.topics", day("2026-03-01"))
    ((team,), _) = team_of(centre, "fictocel", TODAY)
    assert team.able == (Able(nurse.pk, day("2027-03-01")),)
    assert [each.able for each in team_of(centre, None, TODAY)[0]] == [
        (Able(nurse.pk, day("2027-04-02")),)
    ]


def test_a_programme_that_does_not_hold_on_the_day_asks_nothing(centre, nurse, product):
    Framework.objects.filter(key="eu-fictocel").update(valid_until=day("2026-06-30"))
    ((team,), _) = team_of(centre, "fictocel", TODAY)
    assert [each.member_id for each in team.able] == [nurse.pk]


def test_rules_for_any_product_count_for_each(centre, nurse, product):
    CoverRule.objects.create(centre=centre, role="NUR", minimum=1)
    CoverRule.objects.create(centre=centre, role="PHA", minimum=2, shift="night", product=product)
    CoverRule.objects.create(centre=make_centre(), role="NUR", minimum=5)
    anybody = RuleResult("NUR", "always", "", 1, 1, True)
    assert team_of(centre, None, TODAY)[1] == (anybody,)
    teams, rules = team_of(centre, "fictocel", TODAY)
    assert rules == (
        RuleResult("NUR", "always", "", 1, 0, False),
        RuleResult("PHA", "night", "fictocel", 2, 0, False),
    )
    assert [each.role for each in teams] == ["NUR", "PHA"]


def test_the_forecast_names_the_day_and_the_renewal(centre, nurse):
    CoverRule.objects.create(centre=centre, role="NUR", minimum=1)
    (broken,), marks = forecast_of(centre, None, TODAY)
    assert (broken.on, broken.able_then) == (day("2027-04-03"), 0)
    assert broken.renewals == (Renewal(nurse.pk, "Module NUR-01", day("2027-02-01")),)
    assert marks == (
        HorizonMark(day("2027-02-01"), nurse.pk, "Ward nurse"),
        HorizonMark(day("2027-10-01"), nurse.pk, "Core"),
    )
    assert forecast_of(centre, None, TODAY, months=2) == ((), ())


def test_without_a_programme_it_is_said_so(centre):
    with pytest.raises(Framework.DoesNotExist):
        team_of(centre, None, TODAY)


def gap(key, relation, *counts, note="", number="", of_people=True):
    return Gap(key, f"Requirement {key}", relation, note, number, *counts, of_people)


@pytest.fixture
def editions():
    """An edition and the one after it, in which one requirement is new and one changed."""
    earlier = make_framework(
        "first", {"a.gone": {}, "a.kept": {}, "b.kept": {}, "c.kept": {}, "d.site": {"roles": []}}
    )
    later = make_framework(
        "second",
        {
            **{"a.kept": {}, "b.kept": {}, "c.kept": {}},
            **{"d.site": {"roles": []}, "e.new": {"roles": ["NUR"]}},
        },
    )
    CrosswalkEntry.objects.create(
        earlier=earlier,
        later=later,
        requirement=Requirement.objects.get(key="c.kept"),
        relation="changed",
        note="Now yearly.",
    )
    Clause.objects.filter(framework=later, requirement__key="b.kept").update(
        number="B7", number_status="verified"
    )


def test_gaps_count_who_lacks_what_and_put_news_first(centre, editions):
    nurse, other = join(centre), join(centre)
    join(centre, roles=("PHY",))
    align("COR-04", "a.kept")
    align("NUR-04", "e.new", "partial")
    for person in (nurse, other):
        attest(person, centre, "c.kept", day("2026-10-01"))
    complete(nurse, "COR-04", at=noon("2026-10-01"))
    complete(other, "NUR-04", at=noon("2026-10-01"))
    assert gaps_of(centre, "first", "second", TODAY) == (
        gap("e.new", "new", 2, 0, 1, 1),
        gap("c.kept", "changed", 3, 2, 0, 1, note="Now yearly."),
        gap("b.kept", "unchecked", 3, 0, 0, 3, number="B7"),
        gap("a.kept", "unchecked", 3, 1, 0, 2),
        gap("d.site", "unchecked", 0, 0, 0, 0, of_people=False),
        gap("a.gone", "withdrawn", 0, 0, 0, 0, of_people=False),
    )
