"""Coverage by role: numbers of the engine, filters, days, empty centres, other centres."""

import pytest

from credentials.queries.coverage import heat_of
from passport.people.models import CentreMembership
from tests.centre_factories import day
from tests.coverage.rows import ask_locally
from tests.coverage_pages.conftest import TODAY, queries_of, tables

pytestmark = pytest.mark.django_db
BOTH = {"std.crs": "2026-10-01", "std.icans": "2026-10-01"}
PAGE = "credentials:coverage"


@pytest.fixture
def team(standard, person):
    """Two nurses, one of whom has everything; a physician with a part; an apheresis nurse."""
    person("Anna", shown=BOTH, unit="Ward 5")
    person("Berta", unit="Ward 6")
    person("Cyril", roles=("PHY",), shown={"std.crs": "2026-10-01"}, unit="Ward 5")
    person("Dana", roles=("APN",), shown={"std.collect": "2025-12-10"})


def lines(desk, query=""):
    """The first table of the page by its row headings."""
    found = tables(desk.get(PAGE, query=f"?framework=standard{query}").text)
    return {line[0]: line[1:] for line in found[0][1:]} if found else {}


def test_the_table_says_how_many_have_everything_in_force(desk, team):
    assert lines(desk) == {
        "Apheresis nurse or operator 1 person": ["does not apply", "1/1 100 % , 1 runs out soon"],
        "Ward nurse 2 people": ["1/2 50 % , some missing", "does not apply"],
        "Treating physician 1 person": ["0/1 0 % , missing", "does not apply"],
        "Quality manager 1 person": ["does not apply", "does not apply"],
        "All roles": ["1/3 33 % , some missing", "1/1 100 % , 1 runs out soon"],
    }


def test_the_table_equals_the_engines_numbers(desk, team):
    heat = heat_of(desk.centre, "standard", TODAY)
    told = [line[1:] for line in tables(desk.get(PAGE, query="?framework=standard").text)[0][1:-1]]
    counted = [
        [
            f"{cell.met}/{cell.total} {cell.percent} %" if cell else "does not apply"
            for cell in row.cells
        ]
        for row in heat.rows
    ]
    assert [[cell.split(" ,")[0] for cell in line] for line in told] == counted


def test_every_number_leads_to_its_people(desk, team):
    page = desk.get(PAGE, query="?framework=standard&unit=Ward+5").text
    query = "framework=standard&amp;unit=Ward+5&amp;role=PHY&amp;group=care"
    assert f'href="{desk.path("credentials:coverage_people")}?{query}"' in page


def test_filters_change_who_is_counted_and_not_how(desk, team):
    assert lines(desk, "&unit=Ward+5") == {
        "Ward nurse 1 person": ["1/1 100 % , all valid", "does not apply"],
        "Treating physician 1 person": ["0/1 0 % , missing", "does not apply"],
        "All roles": ["1/2 50 % , some missing", "does not apply"],
    }
    assert lines(desk, "&role=NUR") == {
        "Ward nurse 2 people": ["1/2 50 % , some missing", "does not apply"],
        "All roles": ["1/2 50 % , some missing", "does not apply"],
    }
    assert lines(desk, "&role=NUR&unit=Ward+6") == {
        "Ward nurse 1 person": ["0/1 0 % , missing", "does not apply"],
        "All roles": ["0/1 0 % , missing", "does not apply"],
    }


def test_a_filter_that_leaves_nobody_says_so(desk, team, person):
    person("Emil", roles=("PHY",), unit="Ward 7")
    page = desk.get(PAGE, query="?framework=standard&role=NUR&unit=Ward+7").text
    assert "Nobody fits these filters" in page


def test_what_cannot_be_chosen_is_said_and_left_out(desk, team):
    page = desk.get(PAGE, query="?framework=nothing&on=yesterday&unit=Ward+99").text
    assert page.count("Choose one of the list.") >= 2
    assert "Enter a day, for example 2026-11-21." in page
    assert "Coverage on 21 November 2026" in page


def test_a_far_away_day_is_refused_in_words(desk, team):
    page = desk.get(PAGE, query="?framework=standard&on=9999-12-31").text
    assert "Choose a day within ten years." in page


def test_another_day_may_be_chosen(desk, team):
    page = desk.get(PAGE, query="?framework=standard&on=2028-01-01")
    assert "Coverage on 1 January 2028" in page.text
    assert lines(desk, "&on=2028-01-01")["All roles"] == ["0/3 0 % , missing", "0/1 0 % , missing"]


def test_a_leaver_is_gone_from_past_days_too(desk, team, person):
    gone = person("Gabi", shown=BOTH)
    assert lines(desk, "&on=2026-11-01")["Ward nurse 3 people"][0] == "2/3 66 % , some missing"
    CentreMembership.objects.filter(professional=gone).update(ends_on=day("2026-11-20"))
    assert lines(desk, "&on=2026-11-01")["Ward nurse 2 people"][0] == "1/2 50 % , some missing"


def test_own_requirements_stand_in_a_table_of_their_own(desk, team):
    ask_locally(desk.centre, "Yearly ICANS drill", roles=["NUR"])
    own = tables(desk.get(PAGE, query="?framework=standard").text)[1]
    assert own[1:3] == [
        ["Apheresis nurse or operator 1 person", "does not apply"],
        ["Ward nurse 2 people", "0/2 0 % , missing"],
    ]


def test_the_page_says_what_was_counted_when(desk, team):
    page = desk.get(PAGE, query="?framework=standard").text
    assert "Standard standard, 1 · counted 21 November 2026, 10:00" in page


def test_a_quality_manager_alone_sees_a_sample_marked_as_one(desk, standard, person):
    page = desk.get(PAGE, query="?framework=standard").text
    assert "Nobody but you is listed here yet" in page
    assert "Sample: these numbers are made up" in page
    assert f'href="{desk.path("people:members")}">Invite your first colleagues' in page
    person("Anna")
    assert "made up" not in desk.get(PAGE, query="?framework=standard").text


def test_without_any_framework_the_page_says_so(desk):
    assert "No requirements are loaded yet" in desk.get(PAGE).text
    assert "No requirements are loaded yet" in desk.get("credentials:coverage_people").text


def test_one_page_costs_the_same_for_one_and_for_many(desk, standard, person):
    person("Anna", shown=BOTH)
    one = queries_of(desk, PAGE, "?framework=standard")
    for name in ("Berta", "Cyril"):
        person(name, shown=BOTH, unit=f"Ward {name}")
    assert queries_of(desk, PAGE, "?framework=standard") == one


def test_other_centres_are_not_there(desk, other_desk, standard):
    for name in ("coverage", "coverage_people", "team", "forecast", "gaps"):
        address = other_desk.path(f"credentials:{name}")
        assert desk.client.get(address).status_code == 404
        assert desk.client.post(address).status_code == 404
        assert other_desk.client.get(address).status_code == 200
