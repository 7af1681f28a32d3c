"""The page that a centre and a company look at together: what core has shown, what remains."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.models import Module, ModuleAlignment
from passport.standards.models import Product, Requirement
from tests.centre_factories import make_framework
from tests.factories import make_programme

pytestmark = pytest.mark.django_db


def make_product_programme(key: str, requirements: dict) -> Product:
    product = Product.objects.create(key=key, inn=key, brand=key.upper(), holder="Fictional Pharma")
    make_framework(f"eu-programme-{key}", requirements, kind="product", product=product)
    return product


def align(code: str, requirement: str, strength: str = "full") -> None:
    ModuleAlignment.objects.create(
        module=Module.objects.get(code=code),
        requirement=Requirement.objects.get(key=requirement),
        strength=strength,
    )


@pytest.fixture
def programme():
    """A product asks for four things: two the core shows, one in part, one of its own."""
    make_programme(core=("COR-01", "COR-02"), roles={"NUR": ("NUR-01",)})
    make_product_programme(
        "fictioleucel",
        {
            "programme.crs": {"label": "Syndrome", "roles": ["NUR", "PHA"]},
            "programme.identity": {"label": "Identity", "roles": ["all"]},
            "programme.registry": {"label": "Registry", "roles": ["NUR"]},
            "programme.own": {"label": "Thaw of this product", "roles": ["PHA"]},
            "programme.site": {"label": "Site qualified", "roles": []},
        },
    )
    align("COR-01", "programme.crs")
    align("COR-02", "programme.identity")
    align("NUR-01", "programme.registry", "partial")


def numbers(page: str) -> list[str]:
    """Cells of the table below the plot."""
    table = page.split("Show as table", 1)[1].split("</table>", 1)[0]
    return [cell.split("<")[0] for cell in table.split('<td class="number">')[1:]]


def test_the_plot_and_its_table_say_what_core_meets_and_what_remains(client, programme):
    page = client.get("/overlap/").text
    assert "2 met by the core, 0 met with the role" in page
    assert numbers(page) == ["2", "0", "1", "1", "1", "5"]


def test_a_role_sees_what_is_asked_of_it(client, programme):
    assert numbers(client.get("/overlap/?role=PHA").text) == ["2", "0", "0", "1", "1", "4"]


def test_a_products_page_lists_what_remains_first_and_what_teaches_the_rest(client, programme):
    page = client.get("/overlap/fictioleucel/").text
    assert page.index("Thaw of this product") < page.index("Registry") < page.index("Syndrome")
    assert "COR-01" in page
    assert "NUR-01" in page


def test_an_unknown_product_is_not_found_and_an_unknown_role_is_every_role(client, programme):
    assert client.get("/overlap/nothing/").status_code == 404
    assert numbers(client.get("/overlap/?role=XXX").text) == ["2", "0", "1", "1", "1", "5"]


def test_without_programmes_the_page_says_so(client):
    make_programme()
    assert "None has been loaded yet" in client.get("/overlap/").text


def test_three_products_cost_as_many_queries_as_one(client, programme):
    client.get("/overlap/")
    with CaptureQueriesContext(connection) as one:
        client.get("/overlap/")
    for key in ("second-leucel", "third-leucel"):
        make_product_programme(key, {f"programme.{key}": {}})
    with CaptureQueriesContext(connection) as three:
        client.get("/overlap/")
    assert len(three) == len(one)
