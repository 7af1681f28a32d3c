"""Drawings as pure functions: data in, markup out, and beside each drawing its numbers."""

from passport.ui.charts.bars import Bar, bars
from passport.ui.charts.europe_map import Arc, Spot, europe_map
from passport.ui.charts.heat_table import (
    HeatRow,
    HeatTable,
    Mark,
    Share,
    Span,
    escaped,
    heat_table,
    mark_cells,
    mark_words,
    share_cell,
    step_of,
)
from passport.ui.charts.numbers import Chart, number_table
from passport.ui.charts.strip import strip
from passport.ui.charts.timeline import Stretch, timeline

__all__ = [
    "Arc",
    "Bar",
    "Chart",
    "HeatRow",
    "HeatTable",
    "Mark",
    "Share",
    "Span",
    "Spot",
    "Stretch",
    "bars",
    "escaped",
    "europe_map",
    "heat_table",
    "mark_cells",
    "mark_words",
    "number_table",
    "share_cell",
    "step_of",
    "strip",
    "timeline",
]
