"""A timeline says in words and in a table what it draws, escapes names, and fits its months."""

import re
from datetime import date

from passport.ui.charts import Stretch, timeline

ROWS = [
    Stretch("CZ to Lyon", date(2026, 6, 1), date(2026, 6, 5), 3, "Closed"),
    Stretch("<RO> to Bonn", date(2026, 7, 20), date(2026, 7, 31), 5, "Under way"),
]


def test_each_line_is_drawn_told_and_in_the_table():
    drawn = timeline(ROWS, name="t", title="Visits")
    assert drawn.drawing.count("<rect") == 2
    assert "CZ to Lyon: 1 June 2026 - 5 June 2026, Closed" in drawn.drawing
    assert drawn.table.count("<tr>") == 3
    assert "<RO>" not in drawn.drawing + drawn.table


def test_bars_lie_within_the_months_from_first_to_last_day():
    drawn = timeline(ROWS, name="t", title="Visits").drawing
    bars = re.findall(r'x="([\d.]+)%" y="\d+" width="([\d.]+)%"', drawn)
    assert [(float(start), float(width)) for start, width in bars] == [
        (0.0, 8.2),
        (80.33, 19.67),
    ]


def test_nothing_is_said_in_words():
    assert "There is nothing to show." in timeline([], name="t", title="Visits").drawing
