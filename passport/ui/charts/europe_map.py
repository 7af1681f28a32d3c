"""A map of Europe with marks at towns and arcs between them, and the same as tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from passport.ui.charts.coast import coast
from passport.ui.charts.labels import LINE, Box, Label, labels_within
from passport.ui.charts.numbers import Chart, percent
from passport.ui.charts.places import place_of
from passport.ui.charts.projection import HEIGHT, WIDTH, Point, projected
from passport.ui.charts.word_table import word_table

PHONE, DESK = 288, 640  # pixels: the widths for which names are given room
BULGE = 0.16  # of an arc's length
KEY_LINE = 20


@dataclass(frozen=True)
class Spot:
    """Something in a town: `kind` is host, home or anything else; `country` an ISO code.

    The table says `country_name`, or the code without one.
    """

    label: str
    city: str
    country: str
    kind: str = "host"
    country_name: str = ""


@dataclass(frozen=True)
class Arc:
    """Somebody goes from one spot to another."""

    from_spot: Spot
    to_spot: Spot


class Mark(NamedTuple):
    """What is drawn at one town: spots of one kind, and how many they are."""

    point: Point
    kind: str
    city: str
    many: int

    @property
    def text(self) -> str:
        """The town's name, with the number when there is more than one thing."""
        return f"{self.city} ({self.many})" if self.many > 1 else self.city


def europe_map(spots: Sequence[Spot], arcs: Sequence[Arc] = (), *, name: str, title: str) -> Chart:
    """Marks at the towns of `spots` and of both ends of `arcs`, on land and borders.

    `name` makes ids unique on a page. Towns outside Europe stand in the table alone.
    """
    known = list(dict.fromkeys([*spots, *(end for arc in arcs for end in _ends(arc))]))
    marks = _marks(known)
    body = format_html(
        "{}{}{}{}{}",
        _land_and_arcs(arcs),
        _drawn(marks),
        _named(marks, PHONE, "phone"),
        _named(marks, DESK, "desk"),
        _key(marks),
    )
    return Chart(
        drawing=format_html("{}{}", _frame(name, title, _told(known, arcs), body), _credit()),
        table=_tables(known, arcs, title),
    )


def _ends(arc: Arc) -> tuple[Spot, Spot]:
    return arc.from_spot, arc.to_spot


def _point_of(spot: Spot) -> Point | None:
    """Where a spot is drawn; None for what the map does not show."""
    found = place_of(spot.city, spot.country)
    return projected(*found) if found else None


def _marks(spots: Sequence[Spot]) -> list[Mark]:
    """One mark for each town and kind, hosts last so that they lie on top."""
    counted: Counter[tuple[Point, str]] = Counter()
    cities: dict[Point, str] = {}
    for spot in spots:
        if point := _point_of(spot):
            counted[point, spot.kind] += 1
            cities.setdefault(point, spot.city)
    marks = [Mark(point, kind, cities[point], n) for (point, kind), n in counted.items()]
    return sorted(marks, key=lambda mark: (mark.kind == "host", mark.point.y, mark.point.x))


def _frame(name: str, title: str, told: str, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart__drawing europe-map" role="img" focusable="false"'
        ' aria-labelledby="{}-title {}-told"><title id="{}-title">{}</title>'
        '<desc id="{}-told">{}</desc>{}</svg>',
        name,
        name,
        name,
        title,
        name,
        told,
        body,
    )


def _land_and_arcs(arcs: Sequence[Arc]) -> SafeString:
    """What grows with the drawing; marks and names keep their size."""
    shore = coast()
    land = (
        format_html(
            '<path class="europe-map__land" d="{}"/><path class="europe-map__borders" d="{}"/>',
            shore.land,
            shore.borders,
        )
        if shore
        else ""
    )
    ends = ((_point_of(arc.from_spot), _point_of(arc.to_spot)) for arc in arcs)
    drawn = dict.fromkeys(_bow(one, two) for one, two in ends if one and two and one != two)
    return format_html(
        '<svg viewBox="0 0 {} {}" width="100%" height="100%">{}<g class="europe-map__arcs">{}</g>'
        "</svg>",
        WIDTH,
        HEIGHT,
        land,
        format_html_join("", '<path d="{}"/>', ((path,) for path in drawn)),
    )


def _bow(one: Point, two: Point) -> str:
    """A bent line between two places; it always bends to the north."""
    wide, high = two.x - one.x, two.y - one.y
    sign = -1 if wide < 0 else 1
    x = (one.x + two.x) / 2 + sign * BULGE * high
    y = (one.y + two.y) / 2 - sign * BULGE * wide
    return f"M{one.x:.0f} {one.y:.0f}Q{x:.0f} {y:.0f} {two.x:.0f} {two.y:.0f}"


def _at(point: Point) -> tuple[str, str]:
    return percent(100 * point.x / WIDTH), percent(100 * point.y / HEIGHT)


def _drawn(marks: Sequence[Mark]) -> SafeString:
    signs = ((_sign(mark.kind, *_at(mark.point), mark.text),) for mark in marks)
    return format_html_join("", "{}", signs)


def _sign(kind: str, x: str, y: str, hint: str = "") -> SafeString:
    """Hosts are full, homes are rings: they differ without colour. A mouse is told the town."""
    name = kind if kind in ("host", "home") else "other"
    return format_html(
        '<circle class="europe-map__{}" cx="{}" cy="{}" r="{}">{}</circle>',
        name,
        x,
        y,
        6 if name == "host" else 5,
        format_html("<title>{}</title>", hint) if hint else "",
    )


def _named(marks: Sequence[Mark], width: int, screen: str) -> SafeString:
    """Names for screens of one width; hosts choose their room first."""
    together: dict[Point, Mark] = {}
    for mark in reversed(marks):
        together.setdefault(mark.point, mark)
    names = [(mark.point, mark.text) for mark in together.values()]
    lines = len(_kinds(marks))
    key = Box(0, 0, 120, lines * KEY_LINE + LINE)
    return format_html(
        '<g class="europe-map__names europe-map__names--{}">{}</g>',
        screen,
        format_html_join(
            "", "{}", ((_written(label),) for label in labels_within(width, names, [key]))
        ),
    )


def _written(label: Label) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" dx="{}" dy="{}" text-anchor="{}">{}</text>',
        *_at(label.point),
        label.dx,
        label.dy,
        label.anchor,
        label.text,
    )


def _kinds(marks: Sequence[Mark]) -> dict[str, str]:
    words = {"host": gettext("Host centre"), "home": gettext("Home centre")}
    drawn = {mark.kind for mark in marks}
    return {kind: word for kind, word in words.items() if kind in drawn}


def _key(marks: Sequence[Mark]) -> SafeString:
    """What the signs mean, in the sea at the upper left."""
    lines = (
        (_sign(kind, "10", str(12 + KEY_LINE * index)), 22, 17 + KEY_LINE * index, word)
        for index, (kind, word) in enumerate(_kinds(marks).items())
    )
    return format_html_join("", '{}<text x="{}" y="{}">{}</text>', lines)


def _credit() -> SafeString:
    source = gettext("Made with Natural Earth; GeoNames (CC BY 4.0).")
    return format_html('<p class="europe-map__credit">{}</p>', source)


def _told(spots: Sequence[Spot], arcs: Sequence[Arc]) -> str:
    """What a person hears who does not see the map."""
    if arcs:
        return "; ".join(
            gettext("From %(home)s to %(host)s")
            % {"home": arc.from_spot.city, "host": arc.to_spot.city}
            for arc in arcs
        )
    towns = dict.fromkeys(spot.city for spot in spots)
    return ", ".join(towns) or gettext("There is nothing to show.")


def _tables(spots: Sequence[Spot], arcs: Sequence[Arc], title: str) -> SafeString:
    """Every spot with its town; before them the ways that somebody goes."""
    places = word_table(
        gettext("Places") if arcs else title,
        (gettext("Name"), gettext("City"), gettext("Country")),
        [(spot.label, spot.city, spot.country_name or spot.country) for spot in spots],
    )
    if not arcs:
        return places
    ways = word_table(
        gettext("Who goes where"),
        (gettext("From"), gettext("City"), gettext("To"), gettext("City")),
        [
            (arc.from_spot.label, arc.from_spot.city, arc.to_spot.label, arc.to_spot.city)
            for arc in arcs
        ],
    )
    return format_html("{}{}", ways, places)
