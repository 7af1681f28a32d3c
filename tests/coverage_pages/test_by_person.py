"""Coverage by person: cells, filters, pages, and the people chosen for a reminder."""

import re

import pytest

from credentials.queries.coverage import matrix_of
from credentials.rendering.coverage import mark_of
from passport.ui.charts import mark_words
from tests.centre_factories import join
from tests.coverage.rows import align, ask_locally
from tests.coverage_pages.conftest import TODAY, queries_of, tables
from tests.factories import complete

pytestmark = pytest.mark.django_db
PAGE = "credentials:coverage_people"
BOTH = {"std.crs": "2026-10-01", "std.icans": "2026-10-01"}


def lines(desk, query=""):
    """The table of the page by the names in it."""
    found = tables(desk.get(PAGE, query=f"?framework=standard{query}").text)
    return {line[0]: line[1:] for line in found[0][2:]} if found else {}


def test_each_cell_says_its_state(desk, standard, person):
    align("COR-04", "std.icans")
    align("NUR-04", "std.icans")
    part = person("Anna", shown={"std.crs": "2025-12-01"}, unit="Ward 5")
    complete(part, "COR-04")
    person("Berta", shown={"std.crs": "2025-01-01"})
    found = lines(desk, "&group=care")
    assert found["Choose Anna OfAnna Anna OfAnna Ward nurse, Ward 5"] == [
        "runs out soon",
        "shown in part",
    ]
    assert found["Choose Berta OfBerta Berta OfBerta Ward nurse"] == ["expired", "missing"]
    assert found["In force on this page"] == ["1/2", "0/2"]


def test_the_table_equals_the_matrix_cell_by_cell(desk, standard, person):
    people = [person(name, shown=BOTH if name == "Anna" else {}) for name in ("Anna", "Berta")]
    person("Cyril", roles=("APN",), shown={"std.collect": "2026-10-01"})
    matrix = matrix_of(desk.centre, "standard", TODAY)
    words = mark_words()
    told = [line for name, line in lines(desk).items() if "Choose" in name]
    assert told == [
        [words[mark_of(cell, TODAY)] for cell in matrix.row(person)] for person in matrix.people
    ]
    assert {one.pk for one in people} < set(matrix.people)


def test_columns_stand_under_their_groups_and_own_requirements_last(desk, standard, person):
    person("Anna")
    ask_locally(desk.centre, "Yearly ICANS drill", roles=["NUR"])
    head = tables(desk.get(PAGE, query="?framework=standard").text)[0][:2]
    assert head[0][:3] == ["Person", "Care", "Collection"]
    assert len(head[0]) == 4
    assert head[1] == ["Recognise CRS", "Grade ICANS", "Collect cells", "Yearly ICANS drill"]


def test_names_lead_to_the_person(desk, standard, person):
    anna = person("Anna")
    page = desk.get(PAGE, query="?framework=standard").text
    assert f'<a href="{desk.path("credentials:person", anna.public_id)}">Anna OfAnna</a>' in page


def test_filters_leave_people_and_columns(desk, standard, person):
    person("Anna", shown=BOTH, unit="Ward 5")
    person("Berta", unit="Ward 5")
    person("Cyril", roles=("APN",))
    person("Dana", roles=())
    names = [re.findall(r"Choose (\w+)", key) for key in lines(desk, "&role=NUR")]
    assert names == [["Anna"], ["Berta"], []]
    assert {len(cells) for cells in lines(desk, "&role=NUR").values()} == {2}
    assert len(lines(desk, "&unit=Ward+5&gaps=on")) == 2
    assert (
        "Nothing is asked of these people"
        in desk.get(PAGE, query="?framework=standard&role=none").text
    )
    wanted = lines(desk, "&requirement=std.crs&gaps=on")
    assert [(re.findall(r"Choose (\w+)", key), cells) for key, cells in wanted.items()] == [
        (["Berta"], ["missing"]),
        ([], ["0/1"]),
    ]


def test_a_part_that_another_framework_has_stands_for_all(desk, standard, person):
    person("Anna", shown=BOTH)
    elsewhere = "&group=NUR&requirement=module.NUR-01"
    assert lines(desk, elsewhere) == lines(desk)
    assert "Choose one of the list." not in desk.get(PAGE, query=f"?{elsewhere}").text


def test_no_gaps_is_good_news(desk, standard, person):
    person("Anna", shown=BOTH)
    page = desk.get(PAGE, query="?framework=standard&role=NUR&gaps=on").text
    assert "With “only people with gaps” this is good news." in page


def test_people_are_chosen_without_script(desk, standard, person):
    anna, berta = person("Anna"), person("Berta")
    page = desk.get(PAGE, query="?framework=standard").text
    form = page[page.index('<form class="stack" method="post"') : page.rindex("</form>")]
    assert f'action="{desk.path("credentials:reminders")}"' in form
    assert '<input type="hidden" name="framework" value="standard">' in form
    assert " checked" not in form
    for one in (anna, berta):
        assert f'<input type="checkbox" name="people" value="{one.public_id}">' in form
    chosen = desk.get(PAGE, query="?framework=standard&choose=all").text
    assert chosen.count('" checked>') == 3


def test_the_form_reminds_the_people_chosen(desk, standard, person):
    anna = person("Anna")
    data = {"framework": "standard", "people": [str(anna.public_id)]}
    page = desk.post("credentials:reminders", data=data)
    assert page.redirect_chain[0][0].startswith(desk.path("credentials:reminders"))
    assert desk.centre.reminders.get().professionals.get() == anna


def test_fifty_people_a_page(desk, standard):
    for _ in range(51):
        join(desk.centre)
    first = desk.get(PAGE, query="?framework=standard&role=NUR").text
    assert "People 1 to 50 of 51, by family name" in first
    assert len(tables(first)[0]) == 2 + 50 + 1
    second = desk.get(PAGE, query="?framework=standard&role=NUR&page=2").text
    assert len(tables(second)[0]) == 2 + 1 + 1
    assert 'href="?framework=standard&amp;role=NUR&amp;page=1"' in second


def test_names_are_escaped(desk, standard, person):
    person("<b>Eve")
    page = desk.get(PAGE, query="?framework=standard").text
    assert "<b>Eve" not in page
    assert "&lt;b&gt;Eve" in page


def test_people_of_other_centres_are_not_listed(desk, other_desk, standard, person):
    person("Anna")
    assert "OfAnna" not in other_desk.get(PAGE, query="?framework=standard").text


def test_one_page_costs_the_same_for_one_and_for_many(desk, standard, person):
    person("Anna", shown=BOTH)
    one = queries_of(desk, PAGE, "?framework=standard")
    for name in ("Berta", "Cyril"):
        person(name, shown=BOTH, unit=f"Ward {name}")
    assert queries_of(desk, PAGE, "?framework=standard") == one
