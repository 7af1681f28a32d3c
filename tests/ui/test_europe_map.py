"""The map of Europe: towns where they are, names apart, tables that say the same."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from passport.ui.charts import Arc, Spot, europe_map
from passport.ui.charts.coast import coast
from passport.ui.charts.labels import LETTER, LINE, Label, labels_within
from passport.ui.charts.places import folded, place_of
from passport.ui.charts.projection import HEIGHT, WIDTH, Point, projected
from tests.ui.test_charts import Cells

GOLDEN = Path(__file__).resolve().parent / "golden" / "europe_map.svg"
SHIPPED = Path(__file__).resolve().parents[2] / "static/vendor/world-atlas/countries-50m.json"
PARIS = Spot("Fictional Hospital", "Paris", "FR", "host", "France")
MILAN = Spot("Second Fictional Hospital", "Milan", "IT", "host")
BRNO = Spot("Fictional Home", "Brno", "CZ", "home")


@pytest.fixture(autouse=True)
def _no_coast(settings, tmp_path):
    """Drawings do not depend on whether the coast was fetched."""
    settings.MAP_FILE = tmp_path / "missing.json"


def square_island(tmp_path: Path) -> Path:
    """Two countries that share a border from 50 to 52 north on 10 east, as TopoJSON."""
    arcs = [
        [[10, 50], [0, 2]],
        [[10, 52], [-2, 0], [0, -2], [2, 0]],
        [[10, 52], [2, 0], [0, -2], [-2, 0]],
    ]
    west, east = ({"type": "Polygon", "arcs": [ring]} for ring in ([0, 1], [0, 2]))
    land = {"type": "MultiPolygon", "arcs": [[[1, -3]]]}
    path = tmp_path / "island.json"
    path.write_text(
        json.dumps(
            {
                "type": "Topology",
                "transform": {"scale": [1, 1], "translate": [0, 0]},
                "arcs": arcs,
                "objects": {
                    "countries": {"type": "GeometryCollection", "geometries": [west, east]},
                    "land": {"type": "GeometryCollection", "geometries": [land]},
                },
            }
        )
    )
    return path


def test_a_map_is_as_it_was_approved():
    chart = europe_map([PARIS, MILAN], [Arc(BRNO, PARIS)], name="hosts", title="Hosts")
    assert chart.drawing == GOLDEN.read_text(encoding="utf-8").strip()


def test_the_table_says_every_spot_and_every_way():
    chart = europe_map([PARIS, MILAN], [Arc(BRNO, PARIS)], name="hosts", title="Hosts")
    ways, places, _ = chart.table.split("</table>")
    assert Cells(ways).lines[1:] == [["Fictional Home", "Brno", "Fictional Hospital", "Paris"]]
    assert Cells(places).lines[1:] == [
        ["Fictional Hospital", "Paris", "France"],
        ["Second Fictional Hospital", "Milan", "IT"],
        ["Fictional Home", "Brno", "CZ"],
    ]


def test_a_town_with_two_hosts_is_one_mark_with_their_number():
    again = Spot("Third Fictional Hospital", "Paris", "FR", "host")
    drawing = europe_map([PARIS, again], name="hosts", title="Hosts").drawing
    assert set(re.findall(r"<text [^>]*>([^<]*)</text>", drawing)) == {"Paris (2)", "Host centre"}
    assert drawing.count('<circle class="europe-map__host"') == 2  # with the one of the key


def test_towns_outside_europe_stand_in_the_table_alone():
    chart = europe_map([Spot("Far", "Seoul", "KR")], name="hosts", title="Hosts")
    assert "<circle" not in chart.drawing
    assert "Seoul" in chart.table


def test_names_are_escaped():
    chart = europe_map([Spot("<b>", "<i>", "FR")], name="hosts", title="<u>")
    assert re.findall(r"<[biu]>", chart.drawing + chart.table) == []


def test_an_empty_map_says_so():
    assert "There is nothing to show." in europe_map([], name="hosts", title="Hosts").drawing


def test_sources_are_named_under_the_map():
    assert "Natural Earth" in europe_map([], name="hosts", title="Hosts").drawing


# --- towns ---


def test_a_town_is_found_by_any_of_its_names():
    found = {place_of(name, "CZ") for name in ("Praha", "Prague", "PRAG", "praha ")}
    assert found == {(50.088, 14.421)}
    assert place_of("Lodz", "PL") == place_of("Łódź", "PL")
    assert place_of("Koeln", "DE") == place_of("Köln", "DE")


def test_a_name_belongs_to_its_country():
    assert place_of("Paris", "FR") == (48.853, 2.349)
    assert place_of("Paris", "CZ") == place_of("Prague", "CZ")


def test_an_unknown_town_stands_at_its_countrys_largest():
    assert place_of("Sampletown", "RO") == place_of("Bucharest", "RO")


def test_a_country_that_the_map_does_not_show_has_no_place():
    assert place_of("Seoul", "KR") is None
    assert place_of("", "") is None


def test_accents_and_capitals_do_not_matter():
    assert folded("Łódź-Śródmieście") == "lodzsrodmiescie"


def test_the_middle_of_the_projection_and_north_of_it():
    middle, north = projected(52, 10), projected(60, 10)
    assert round(middle.x) == round(north.x) == round(1000 * 0.297 / 0.669)
    assert north.y < middle.y


def test_what_the_programme_reaches_is_inside():
    towns = [(35.9, 14.5), (64.1, -21.9), (35.2, 33.4), (69.6, 19), (38.7, -9.1), (60.2, 24.9)]
    assert [projected(*town).is_inside for town in towns] == [True] * 6
    assert not projected(37.57, 126.98).is_inside


# --- names ---


def _box(label: Label, width: int) -> tuple[float, float, float, float]:
    long = len(label.text) * LETTER
    start = {"start": 0, "middle": long / 2, "end": long}[label.anchor]
    left = label.point.x * width / WIDTH + label.dx - start
    bottom = label.point.y * width / WIDTH + label.dy + 4
    return left, bottom - LINE, left + long, bottom


@pytest.mark.parametrize("width", [320, 640])
def test_names_cover_neither_each_other_nor_the_edge(width):
    names = [(Point(37 * n % 1000, 53 * n % 990), f"Fictional town {n}") for n in range(20)]
    labels = labels_within(width, names)
    boxes = [_box(label, width) for label in labels]
    assert len(labels) > 5
    for one, two in combinations(boxes, 2):
        assert one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3]
    high = width * HEIGHT / WIDTH
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= width and b[3] <= high for b in boxes)


# --- coast ---


def test_without_its_file_there_is_no_coast():
    assert coast() is None
    assert "europe-map__land" not in europe_map([PARIS], name="hosts", title="Hosts").drawing


def test_land_is_drawn_without_the_border_inside_it(settings, tmp_path):
    settings.MAP_FILE = square_island(tmp_path)
    found = coast()
    assert found.land.count("M") == 1
    assert found.land.endswith("z")
    assert found.borders.count("M") == 1
    x, y = (int(number) for number in re.match(r"M(\d+) (\d+)", found.borders).groups())
    assert (x, y) == tuple(round(each) for each in projected(50, 10))


def test_the_shipped_coast_is_small(settings):
    if not SHIPPED.exists():
        pytest.skip("world-atlas was not fetched")
    settings.MAP_FILE = SHIPPED
    towns = ["Paris", "Lyon", "Lille", "Nantes", "Marseille", "Bordeaux", "Toulouse", "Nice"]
    spots = [Spot(f"Host {n}", towns[n % 8], "FR") for n in range(200)]
    drawing = europe_map(spots, name="hosts", title="Hosts").drawing
    assert 10_000 < len(drawing.encode()) < 60_000
    numbers = [int(number) for number in re.findall(r"-?\d+", coast().land)]
    assert max(map(abs, numbers)) <= WIDTH + 24
