"""The expiry horizon: what runs out in which of the coming months, on one line."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from passport.dates import days_left
from passport.ui.charts.numbers import Chart, drawing, number_table, percent

HEIGHT = 124
LABELS = (16, 36)  # neighbours stand at different heights, so that long months find room
DOTS, AXIS, MONTHS, YEARS = 54, 66, 86, 104
SMALLEST, LARGEST = 4, 9


class Month(NamedTuple):
    """One month of the strip: its first day and how much runs out in it on which day."""

    first: date
    days: Counter[date]

    @property
    def total(self) -> int:
        """How much runs out in this month."""
        return self.days.total()


def strip(days: Iterable[date], *, today: date, name: str, title: str, months: int = 12) -> Chart:
    """One mark per day, months labelled with how many, a line for today; from this month on."""
    shown = _months(days, today, months)
    total = sum(month.total for month in shown)
    body = format_html(
        '{}<g class="strip__axis">{}</g><g class="strip__dots">{}</g>'
        '<g class="strip__labels">{}</g>',
        _today(today, len(shown)),
        _axis(shown),
        _dots(shown),
        _labels(shown),
    )
    told = _told(shown, total)
    return Chart(
        drawing=drawing(name=name, title=title, told=told, height=HEIGHT, body=body),
        table=number_table(
            title,
            (gettext("Month"), gettext("Runs out")),
            [(date_format(month.first, "F Y"), month.total) for month in shown],
        ),
    )


def _index(day: date, today: date) -> int:
    return (day.year - today.year) * 12 + day.month - today.month


def _months(days: Iterable[date], today: date, months: int) -> list[Month]:
    found: dict[int, Counter[date]] = {index: Counter() for index in range(months + 1)}
    for day in days:
        index = _index(day, today)
        if index in found and days_left(day, today) >= 0:
            found[index][day] += 1
    return [Month(_first_of(today, index), counted) for index, counted in found.items()]


def _first_of(today: date, index: int) -> date:
    years, month = divmod(today.month - 1 + index, 12)
    return date(today.year + years, month + 1, 1)


def _told(months: list[Month], total: int) -> str:
    """What a person hears who does not see the strip."""
    if not total:
        return gettext("Nothing runs out in this time.")
    return ", ".join(_label(month, "F Y") for month in months if month.total) + "."


def _label(month: Month, spelling: str = "F") -> str:
    return ngettext("%(n)d in %(month)s", "%(n)d in %(month)s", month.total) % {
        "n": month.total,
        "month": date_format(month.first, spelling),
    }


def _place(day: date, index: int, months: int) -> str:
    length = monthrange(day.year, day.month)[1]
    return percent((index + (day.day - 0.5) / length) * 100 / months)


def _axis(months: list[Month]) -> SafeString:
    """The line, a tick per month, names of months, the year where it begins."""
    width = 100 / len(months)
    ticks = format_html_join(
        "",
        '<line x1="{}" x2="{}" y1="{}" y2="{}"/>',
        ((percent(i * width), percent(i * width), AXIS, AXIS + 6) for i in range(len(months) + 1)),
    )
    names = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        _names(months, width),
    )
    return format_html('<line x1="0" x2="100%" y1="{}" y2="{}"/>{}{}', AXIS, AXIS, ticks, names)


def _names(months: list[Month], width: float) -> list[tuple[str, int, str | int]]:
    rows: list[tuple[str, int, str | int]] = []
    for index, month in enumerate(months):
        middle = percent((index + 0.5) * width)
        rows.append((middle, MONTHS, date_format(month.first, "M")))
        if index == 0 or month.first.month == 1:
            rows.append((middle, YEARS, month.first.year))
    return rows


def _dots(months: list[Month]) -> SafeString:
    """One dot per day; it grows with how much runs out on that day."""
    return format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}"/>',
        (
            (_place(day, index, len(months)), DOTS, min(LARGEST, SMALLEST + count.bit_length() - 1))
            for index, month in enumerate(months)
            for day, count in sorted(month.days.items())
        ),
    )


def _labels(months: list[Month]) -> SafeString:
    rows = []
    last = len(months) - 1
    for position, (index, month) in enumerate(
        (index, month) for index, month in enumerate(months) if month.total
    ):
        anchor = {0: "start", last: "end"}.get(index, "middle")
        edge = {0: 0.0, last: 1.0}.get(index, 0.5)
        place = percent((index + edge) * 100 / len(months))
        rows.append((place, LABELS[position % 2], anchor, _label(month)))
    return format_html_join("", '<text x="{}" y="{}" text-anchor="{}">{}</text>', rows)


def _today(today: date, months: int) -> SafeString:
    place = _place(today, 0, months)
    return format_html(
        '<g class="strip__today"><line x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text x="{}" y="{}">{}</text></g>',
        place,
        place,
        DOTS - 14,
        AXIS + 44,
        place,
        HEIGHT - 4,
        gettext("Today"),
    )
