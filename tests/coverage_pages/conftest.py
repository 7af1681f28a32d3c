"""Two centres with a desk each, a standard, and how a page's tables are read."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from passport.people.models import Professional
from passport.people.services.marks import touch_centre
from passport.standards.models import Framework
from tests.centre_factories import day, join, make_framework
from tests.centre_records.conftest import Desk, clock, desk, other_desk
from tests.coverage.rows import attest
from tests.factories import make_learner, make_programme, make_user

__all__ = ["clock", "desk", "other_desk"]
TODAY = day("2026-11-21")  # as the clock of these tests says


class Tables(HTMLParser):
    """Every table of a page as lines of cells; a cell is its words, blanks made one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            line = self.tables[-1][-1]
            line[-1] = " ".join(f"{line[-1]} {data}".split())


def tables(page: str) -> list[list[list[str]]]:
    """The tables of a page."""
    return Tables(page).tables


def queries_of(desk: Desk, name: str, query: str = "") -> int:
    """Queries of the second, warm request for a page."""
    desk.get(name, query=query)
    with CaptureQueriesContext(connection) as captured:
        desk.get(name, query=query)
    return len(captured)


@pytest.fixture
def standard(db: None) -> Framework:
    """A standard of two groups, asked of different roles; evidence holds a year."""
    return make_framework(
        "standard",
        {
            "std.crs": {"label": "Recognise CRS", "group": "care", "roles": ["NUR", "PHY"]},
            "std.icans": {"label": "Grade ICANS", "group": "care", "roles": ["NUR", "PHY"]},
            "std.collect": {"label": "Collect cells", "group": "collection", "roles": ["APN"]},
        },
    )


@pytest.fixture
def programme(db: None) -> Framework:
    """The passport programme, which teams rest on."""
    return make_programme()


@pytest.fixture
def person(desk: Desk) -> Callable[..., Professional]:
    """Somebody at the desk's centre, with what was shown on which day, by requirement."""

    def make(name: str = "Jana", *, shown: dict | None = None, **fields: object) -> Professional:
        user = make_user(first_name=name, last_name=f"Of{name}")
        found = join(desk.centre, make_learner(user), **fields)
        for key, on in (shown or {}).items():
            attest(found, desk.centre, key, day(on))
        touch_centre(desk.centre.pk)
        return found

    return make
