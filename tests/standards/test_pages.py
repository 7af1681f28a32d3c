"""The public pages of requirements: open to all, exact about what is not sure, cheap."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from passport.standards.models import Clause, CrosswalkEntry, Framework, Requirement
from passport.standards.services.loading import load_standards
from tests.centre_factories import make_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped():
    """The shipped frameworks."""
    load_standards()


@pytest.fixture
def two_editions():
    """Two small editions of one standard."""
    first = make_framework(
        "sample-1", {"a.kept": {}, "a.gone": {}}, title="Sample", edition="1", note="Draft only"
    )
    second = make_framework(
        "sample-2", {"a.kept": {}, "a.new": {}}, title="Sample", edition="2", replaces=first
    )
    return first, second


def texts(response) -> str:
    """What the reader sees, tags and needless space removed."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", body)


def listed(response) -> list[str]:
    return [framework.key for framework in response.context["page"].object_list]


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_anybody_sees_the_list_by_kind(client, shipped):
    response = client.get("/standards/")
    kinds = [framework.kind for framework in response.context["page"].object_list]
    order = ["passport", "practice", "accreditation", "product", "law", "registry", "guidance"]
    assert list(dict.fromkeys(kinds)) == order
    assert len(kinds) == 19


def test_newer_editions_come_first(client, shipped):
    found = [key for key in listed(client.get("/standards/?kind=accreditation")) if "hct" in key]
    assert found == ["fact-jacie-hct-9", "fact-jacie-hct-8", "fact-jacie-hct-6-1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=law", ["kr-regenerative-act", "eu-soho-2024-1938"]),
        ("?jurisdiction=KR", ["kr-regenerative-act", "ko-cartr"]),
        ("?q=kymriah", ["eu-programme-tisagenlecleucel"]),
        ("?q=JACIE+IEC", ["fact-jacie-iec-3"]),
        ("?kind=registry&jurisdiction=KR&q=hematology", ["ko-cartr"]),
        ("?q=nothing+like+it", []),
    ],
)
def test_the_list_is_searched_and_filtered(client, shipped, query, found):
    assert listed(client.get(f"/standards/{query}")) == found


def test_a_search_without_result_offers_to_show_all(client, shipped):
    found = texts(client.get("/standards/?q=nothing+like+it"))
    assert "No list fits these words and filters" in found
    assert "Show all lists" in found


def test_before_standards_are_loaded_the_list_says_what_will_appear(client):
    assert "Lists of requirements will appear here" in texts(client.get("/standards/"))


def test_a_choice_that_does_not_exist_is_named(client, shipped):
    assert "Select a valid choice" in texts(client.get("/standards/?kind=nonsense"))


def test_the_number_is_shown_when_verified_and_never_otherwise(client, shipped):
    clauses = Clause.objects.filter(framework__key="fact-jacie-hct-8")
    clauses.filter(requirement__key="pers.nurses").update(number="B33.66", number_status="verified")
    found = texts(client.get("/standards/fact-jacie-hct-8/"))
    assert "B33.66" in found
    hidden = clauses.filter(number_status="unverified").values_list("number", flat=True)
    assert [
        number for number in hidden if re.search(rf"\b{re.escape(number)}(?![\w.])", found)
    ] == []
    assert found.count("Number not verified") == hidden.count()


def test_an_unknown_number_is_called_unknown(client, shipped):
    found = texts(client.get("/standards/fact-jacie-hct-9/"))
    assert (
        found.count("Number not known")
        == Clause.objects.filter(framework__key="fact-jacie-hct-9").count()
    )


def test_a_list_of_our_own_has_no_column_for_clause_numbers(client, shipped):
    found = texts(client.get("/standards/eu-programme-tisagenlecleucel/"))
    assert "Company’s programme completed: tisagenlecleucel" in found
    assert "Number not known" not in found


def test_an_edition_says_what_is_not_sure_and_what_it_replaces(client, shipped):
    response = client.get("/standards/fact-jacie-hct-9/")
    found = texts(response)
    assert "No clause number of this edition is known." in found
    assert "FACT-JACIE HCT Standards, 8" in found
    compare = "/standards/compare/?earlier=fact-jacie-hct-8&amp;later=fact-jacie-hct-9"
    assert compare in response.content.decode()
    assert compare in client.get("/standards/fact-jacie-hct-8/").content.decode()


def test_roles_evidence_and_validity_are_words(client):
    make_framework(
        "sample-1",
        {
            "a.one": {"roles": ["NUR", "LAB"], "validity_months": 0, "label": "One"},
            "a.all": {"roles": ["all"], "label": "All"},
            "a.site": {"roles": [], "label": "Site"},
        },
    )
    Requirement.objects.filter(key="a.one").update(evidence_kinds=["orientation", "observed"])
    Requirement.objects.filter(key="a.all").update(evidence_kinds=["qualification"])
    [group] = client.get("/standards/sample-1/").context["groups"]
    assert [(line.label, line.roles, line.evidence, line.validity) for line in group["lines"]] == [
        ("One", "Ward nurse, Cell laboratory", "Orientation, Observed practice", "For good"),
        ("All", "Everybody", "Qualification", "12 months"),
        ("Site", "The programme, no single person", "By the programme itself", ""),
    ]


def test_groups_come_in_the_order_of_the_edition_and_unlisted_ones_last(client):
    framework = make_framework(
        "sample-1", {"a.x": {"group": "x"}, "a.y": {"group": "y"}, "a.z": {"group": "z"}}
    )
    framework.groups = [["y", "Why"], ["empty", "Empty"], ["x", "Ex"]]
    framework.save()
    groups = client.get("/standards/sample-1/").context["groups"]
    assert [group["title"] for group in groups] == ["Why", "Ex", "z"]


def test_one_role_sees_what_concerns_it(client):
    make_framework(
        "sample-1",
        {"a.n": {"roles": ["NUR"]}, "a.l": {"roles": ["LAB"]}, "a.all": {}, "a.s": {"roles": []}},
    )
    [group] = client.get("/standards/sample-1/?role=NUR").context["groups"]
    assert [line.key for line in group["lines"]] == ["a.n", "a.all"]


def test_a_role_that_nothing_concerns_is_told_so(client):
    make_framework("sample-1", {"a.n": {"roles": ["NUR"]}})
    assert "Nothing here concerns this role" in texts(client.get("/standards/sample-1/?role=LAB"))


def test_an_edition_that_does_not_exist_is_not_found(client):
    assert client.get("/standards/nothing/").status_code == 404


def test_the_comparison_opens_with_the_newest_edition_that_replaced_another(client, two_editions):
    response = client.get("/standards/compare/")
    assert {line.key: line.change for line in response.context["lines"]} == {
        "a.kept": "unchecked",
        "a.new": "new",
        "a.gone": "withdrawn",
    }
    found = texts(response)
    assert "0 of 3 lines were read in both texts" in found
    assert "Draft only" in found
    assert found.count("From our lists only") == 3


def test_what_a_reader_said_stands_in_the_comparison_in_both_directions(client, two_editions):
    first, second = two_editions
    CrosswalkEntry.objects.create(
        earlier=first,
        later=second,
        requirement=Requirement.objects.get(key="a.kept"),
        relation="changed",
        note="Yearly instead of once",
        verified=True,
    )
    there = client.get("/standards/compare/?earlier=sample-1&later=sample-2").context["lines"]
    back = client.get("/standards/compare/?earlier=sample-2&later=sample-1").context["lines"]
    assert [(line.change, line.note, line.sure) for line in there if line.key == "a.kept"] == [
        ("changed", "Yearly instead of once", "Read in both texts")
    ]
    assert {line.key: line.change for line in back} == {
        "a.kept": "changed",
        "a.new": "withdrawn",
        "a.gone": "new",
    }


def test_lines_of_one_change_are_shown_alone_and_counts_stay(client, two_editions):
    query = "?earlier=sample-1&later=sample-2&change=new"
    context = client.get(f"/standards/compare/{query}").context
    assert [line.key for line in context["lines"]] == ["a.new"]
    assert {each["change"]: each["number"] for each in context["counts"]} == {
        "same": 0, "changed": 0, "new": 1, "withdrawn": 1, "unchecked": 1,
    }  # fmt: skip


def test_a_change_that_never_happened_says_so(client, two_editions):
    query = "?earlier=sample-1&later=sample-2&change=same"
    assert "No line of this kind" in texts(client.get(f"/standards/compare/{query}"))


def test_an_edition_is_not_compared_with_itself(client, two_editions):
    found = texts(client.get("/standards/compare/?earlier=sample-1&later=sample-1"))
    assert "Choose another edition than the earlier one." in found


def test_without_editions_the_comparison_asks_to_choose(client):
    assert "Choose an earlier and a later edition first." in texts(
        client.get("/standards/compare/")
    )


def test_from_8_to_9_what_is_known_comes_from_drafts_and_says_so(client, shipped):
    response = client.get("/standards/compare/")
    assert (response.context["earlier"].key, response.context["later"].key) == (
        "fact-jacie-hct-8",
        "fact-jacie-hct-9",
    )
    changed = [line for line in response.context["lines"] if line.change == "changed"]
    assert len(changed) == 9
    assert {line.sure.split(".")[0] for line in changed} == {"Not verified"}
    assert response.context["verified"] == 0


def test_no_page_says_that_a_person_is_certified(client, shipped):
    urls = ["/standards/", "/standards/compare/"]
    urls += [f"/standards/{key}/" for key in Framework.objects.values_list("key", flat=True)]
    for url in urls:
        found = texts(client.get(url))
        assert "JACIE-certified" not in found
        assert "The text of each standard belongs to its owner." in found


def test_the_footer_leads_to_the_requirements(client, shipped):
    assert 'href="/standards/"' in client.get("/accounts/login/").content.decode()


def test_pages_cost_the_same_for_one_row_and_for_many(client):
    first = make_framework("sample-1", {"a.one": {}})
    second = make_framework("sample-2", {"a.one": {}}, replaces=first)
    urls = [
        "/standards/",
        "/standards/sample-2/",
        "/standards/compare/?earlier=sample-1&later=sample-2",
    ]
    for url in urls:
        client.get(url)
    few = [queries_of(client, url) for url in urls]
    assert min(few) > 1
    for number in range(3, 6):
        make_framework(f"sample-{number}", {f"a.{number}": {}}, replaces=second)
    for number in range(30):
        requirement = Requirement.objects.create(key=f"b.{number}", label="More", roles=["NUR"])
        for framework in (first, second):
            Clause.objects.create(framework=framework, requirement=requirement, group="general")
        CrosswalkEntry.objects.create(
            earlier=first, later=second, requirement=requirement, relation="same"
        )
    assert [queries_of(client, url) for url in urls] == few
