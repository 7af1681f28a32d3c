"""Drawings are the same for the same data, escape what they are given, and equal their tables."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from passport.ui.charts import (
    Bar,
    Chart,
    HeatRow,
    HeatTable,
    Mark,
    Share,
    Span,
    bars,
    heat_table,
    mark_cells,
    mark_words,
    share_cell,
    step_of,
    strip,
)

GOLDEN = Path(__file__).resolve().parent / "golden"
TODAY = date(2026, 11, 21)
DAYS = [date(2026, 12, 3)] * 3 + [date(2027, 3, day) for day in (2, 9, 9, 20, 28, 30)]


def horizon(days: list[date] = DAYS, today: date = TODAY) -> Chart:
    return strip(days, today=today, name="horizon", title="What runs out")


def overlap() -> Chart:
    rows = [Bar("Axicabtagene ciloleucel", (12, 3, 5)), Bar("Tisagenlecleucel", (10, 0, 4))]
    return bars(rows, parts=["from core", "in part", "remain"], name="overlap", title="Overlap")


class Cells(HTMLParser):
    """Texts of the cells of a table, line by line."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "tr":
            self.lines.append([])
        if tag in ("th", "td"):
            self.lines[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.lines and self.lines[-1]:
            self.lines[-1][-1] += data


def numbers(texts: list[str]) -> list[int]:
    return [int(number) for text in texts for number in re.findall(r"\b\d+\b", text)]


@pytest.mark.parametrize(("name", "chart"), [("strip", horizon()), ("bars", overlap())])
def test_a_drawing_is_as_it_was_approved(name, chart):
    assert chart.drawing == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8").strip()


def test_the_strip_says_the_numbers_of_its_table():
    chart = horizon()
    said = re.findall(r"<text [^>]*>(\d+) in (\w+)</text>", chart.drawing)
    table = [(line[1], line[0].split()[0]) for line in Cells(chart.table).lines[1:]]
    assert said == [line for line in table if line[0] != "0"] == [("3", "December"), ("6", "March")]


def test_the_bars_say_and_draw_the_numbers_of_their_table():
    chart = overlap()
    said = [numbers([words]) for words in re.findall(r"bars__words[^>]*>([^<]*)<", chart.drawing)]
    table = [numbers(line[1:]) for line in Cells(chart.table).lines[1:]]
    assert [[*line, sum(line)] for line in said] == table == [[12, 3, 5, 20], [10, 0, 4, 14]]
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%" height="12"', chart.drawing)]
    assert widths == [60, 15, 25, 50, 20]


def test_a_drawing_is_named_and_told():
    for chart in (horizon(), overlap()):
        assert 'role="img"' in chart.drawing
        titles = re.findall(r'aria-labelledby="([\w-]+) ([\w-]+)"', chart.drawing)[0]
        for name, tag in zip(titles, ("title", "desc"), strict=True):
            assert f'<{tag} id="{name}">' in chart.drawing
    assert ">3 in December 2026, 6 in March 2027.</desc>" in horizon().drawing


def test_the_strip_leaves_out_what_ran_out_and_what_is_far_away():
    chart = horizon([date(2026, 11, 20), TODAY, date(2027, 11, 30), date(2027, 12, 1)])
    lines = [line for line in Cells(chart.table).lines[1:] if line[1] != "0"]
    assert lines == [["November 2026", "1"], ["November 2027", "1"]]


def test_an_empty_strip_says_so():
    assert "Nothing runs out in this time." in horizon([]).drawing


def test_bars_of_nothing_can_be_drawn():
    empty = bars([Bar("Nothing", (0,))], parts=["from core"], name="x", title="T")
    assert "<rect" not in empty.drawing
    with pytest.raises(ValueError, match="6 parts"):
        bars([], parts=["x"] * 7, name="x", title="T")


# --- heat tables ---


def sample_table(**fields) -> str:
    cells = mark_cells()
    data = {
        "caption": "Person by requirement",
        "corner": "Person",
        "columns": [f"R{number}" for number in range(6)],
        "rows": [HeatRow("Jana", [cells[mark] for mark in Mark])],
        "spans": [Span("Core", 4), Span("Own", 2)],
        "totals": HeatRow("All", [share_cell(Share(1, 2, 50))] * 6),
        **fields,
    }
    return heat_table(HeatTable(**data))


def test_a_heat_table_is_a_table_with_caption_and_scopes():
    table = sample_table()
    assert table.startswith('<table class="heat-table"><caption>Person by requirement</caption>')
    assert table.count('scope="col"') == 7
    assert table.count('scope="colgroup"') == 2
    assert table.count('scope="row"') == 2
    assert table.index("<thead>") < table.index("<tbody>") < table.index("<tfoot>")


def test_every_cell_says_its_state_in_a_word_and_a_class():
    line = Cells(sample_table()).lines[2]
    assert line == ["Jana", *mark_words().values()]
    assert len(set(mark_words().values())) == len(Mark)
    for mark in Mark:
        assert f'<td class="{mark.value}">' in sample_table()


def test_a_share_says_how_many_of_how_many_and_its_step():
    assert share_cell(Share(9, 10, 90, 2, "/x?a=1&b=2")) == (
        '<td class="s heat-5"><a href="/x?a=1&amp;b=2"><b>9/10</b> <small>90 %</small>'
        "<span>, 2 run out soon</span></a></td>"
    )
    assert share_cell(None) == '<td class="n"><span>does not apply</span></td>'


@pytest.mark.parametrize(
    ("share", "mark"),
    [
        (Share(0, 2, 0), Mark.MISSING),
        (Share(1, 2, 50), Mark.PART),
        (Share(1, 2, 50, 1), Mark.SOON),
        (Share(2, 2, 100), Mark.VALID),
        (Share(2, 2, 100, 1), Mark.SOON),
    ],
)
def test_the_mark_of_a_share(share, mark):
    assert share.mark is mark


def test_five_steps_from_nothing_to_all():
    assert [step_of(percent) for percent in (0, 19, 20, 39, 40, 60, 79, 80, 100)] == [
        1, 1, 2, 2, 3, 4, 4, 5, 5,
    ]  # fmt: skip


def test_names_are_escaped():
    table = sample_table(
        caption="<i>", corner="<u>", columns=["<b>"] * 6, rows=[HeatRow("<script>", [])]
    )
    assert re.findall(r"<(script|i|u)>", table) == []
    assert table.count("&lt;b&gt;") == 6
