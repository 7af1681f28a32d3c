"""Today's team and the forecast: who may take part, which covers hold, when they break."""

import re

import pytest

from credentials.models import CoverRule
from credentials.queries.coverage import forecast_of, team_of
from tests.centre_factories import join, noon
from tests.coverage_pages.conftest import TODAY, queries_of, tables
from tests.factories import complete

pytestmark = pytest.mark.django_db
MODULES = ("COR-01", "COR-02", "NUR-01")
TEAM, FORECAST = "credentials:team", "credentials:forecast"


@pytest.fixture
def trained(programme, person):
    """A function that makes a ward nurse who completed the whole programme on a day."""

    def make(name, on="2026-06-01"):
        nurse = person(name)
        for code in MODULES:
            complete(nurse, code, at=noon(on))
        return nurse

    return make


def rule(desk, minimum=1, **fields):
    return CoverRule.objects.create(centre=desk.centre, role="NUR", minimum=minimum, **fields)


def test_who_may_take_part_until_when_and_who_may_not_and_why(desk, trained, person):
    trained("Anna")
    late = person("Berta")
    complete(late, "COR-01", at=noon("2026-06-01"))
    complete(late, "COR-02", at=noon("2026-06-01"))
    page = desk.get(TEAM).text
    nurses = next(table for table in tables(page) if any("Anna" in line[0] for line in table))
    assert nurses[1:] == [
        ["Anna OfAnna", "May take part", "31 July 2027"],
        ["Berta OfBerta", "Not yet", "Module NUR-01"],
    ]
    assert re.search(r"1 may take part\s*·\s*1 may not yet", page)


def test_the_page_equals_the_engine(desk, trained, person):
    trained("Anna")
    trained("Berta", "2025-11-01")
    person("Cyril")
    rule(desk, minimum=3)
    teams, rules = team_of(desk.centre, None, TODAY)
    page = desk.get(TEAM).text
    for team in teams:
        number = len(team.able), len(team.not_able)
        assert re.search(r"{} may take part\s*·\s*{} may not yet".format(*number), page)
    assert [each.holds for each in rules] == [False]
    assert page.count("Does not hold: 2 may take part, at least 3 are wanted.") == 1


def test_a_rule_says_whether_it_holds_in_words_and_shape(desk, trained):
    trained("Anna")
    rule(desk, shift="night")
    held = desk.get(TEAM).text
    assert "Ward nurse · Night shift" in held
    assert "Holds: 1 may take part, at least 1 are wanted." in held
    assert "cover-rule--short" not in held
    CoverRule.objects.update(minimum=2)
    desk.centre.mark += 1
    desk.centre.save()
    short = desk.get(TEAM).text
    assert "Does not hold: 1 may take part, at least 2 are wanted." in short
    assert "cover-rule--short" in short


def test_without_rules_the_page_leads_to_them(desk, programme):
    page = desk.get(TEAM).text
    assert f'<a class="button " href="{desk.path("credentials:cover_rules")}">Set minimum' in page


def test_one_role_can_be_looked_at_page_by_page(desk, programme):
    for _ in range(52):
        join(desk.centre)
    everybody = desk.get(TEAM).text
    assert "Ward nurse: 47 more people" in everybody
    assert 'href="?role=NUR"' in everybody
    nurses = desk.get(TEAM, query="?role=NUR").text
    assert len(tables(nurses)[0]) == 1 + 50
    assert "Page 1 of 2" in nurses
    assert len(tables(desk.get(TEAM, query="?role=NUR&page=2").text)[0]) == 1 + 2


def test_leavers_are_not_in_the_team(desk, trained):
    gone = trained("Anna")
    gone.memberships.update(ends_on="2026-11-20")
    desk.centre.mark += 1
    desk.centre.save()
    assert "OfAnna" not in desk.get(TEAM).text


def test_before_the_programme_is_loaded_both_pages_say_so(desk):
    for name in (TEAM, FORECAST):
        assert "No requirements are loaded yet" in desk.get(name).text


# --- forecast ---


def test_the_day_on_which_cover_breaks_and_the_renewals_that_repair_it(desk, trained):
    trained("Anna")
    trained("Berta", "2026-09-01")
    rule(desk, minimum=2)
    found = forecast_of(desk.centre, None, TODAY)[0]
    assert len(found) == 1
    page = " ".join(desk.get(FORECAST).text.split())
    assert "1 August 2027: Ward nurse · At all times" in page
    assert "From this day 1 may take part, at least 2 are wanted." in page
    renewals = page[page.index("These renewals repair it:") : page.index("</article>")]
    assert renewals.count("<li>") == len(found[0].renewals)
    assert "OfAnna" in renewals
    assert "OfBerta" not in renewals


def test_the_strip_and_the_lists_say_the_same_numbers(desk, trained):
    trained("Anna")
    trained("Berta", "2026-09-01")
    marks = forecast_of(desk.centre, None, TODAY)[1]
    page = desk.get(FORECAST).text
    by_month, listed = tables(page)
    assert sum(int(line[1]) for line in by_month[1:]) == len(marks) == len(listed) - 1
    labels = [int(number) for number in re.findall(r">(\d+) in \w+</text>", page)]
    assert labels == [int(line[1]) for line in by_month[1:] if line[1] != "0"]


def test_an_empty_forecast_says_why(desk, programme):
    page = desk.get(FORECAST).text
    assert "No minimum cover breaks in the next twelve months." in page
    assert "Nothing runs out in this time" in page


@pytest.mark.parametrize("name", [TEAM, FORECAST])
def test_one_page_costs_the_same_for_one_and_for_many(desk, trained, name):
    trained("Anna")
    rule(desk)
    one = queries_of(desk, name)
    for each in ("Berta", "Cyril"):
        trained(each)
    rule(desk, shift="night")
    rule(desk, shift="day")
    assert queries_of(desk, name) == one
