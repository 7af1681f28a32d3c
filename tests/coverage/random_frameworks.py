"""Random frameworks, people and evidence for comparing the fast ways with the plain ones."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from credentials.domain.coverage import assess, seen_at
from credentials.domain.evidence import Evidence, Group, Programme, Required
from credentials.domain.filling import Asked, Colleague, fill, newest_days
from credentials.domain.matrix import Column, FrameworkView, Matrix
from passport.dates import Validity

TODAY = date(2027, 3, 1)
HERE, ELSEWHERE = 1, 2
ROLES = ("NUR", "PHY", "PHA")
MODULES = ("A", "B", "C", "task.ice")
GROUPS = ("core", "care", "local")
KEYS = ("r.1", "r.2", "r.3", "r.4")

days = st.integers(-900, 60).map(lambda number: TODAY + timedelta(days=number))
validities = st.builds(Validity, months=st.sampled_from([0, 1, 12]), grace_days=st.just(60))
sources = st.lists(st.sampled_from(MODULES), unique=True, max_size=3).map(tuple)
asked_of = st.one_of(st.just(frozenset({"all"})), st.frozensets(st.sampled_from(ROLES), max_size=2))


@dataclass(frozen=True)
class Person:
    """Somebody of a random centre."""

    id: int
    roles: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Random:
    """A framework and people, as the plain rules and as the fast ones take them."""

    asked: Asked
    people: tuple[Person, ...]

    @property
    def programme(self) -> Programme:
        """One group per column, so that a requirement may stand in several groups."""
        return Programme(
            Validity(months=5),
            tuple(Group(each.key, each.key, (each,)) for each in self.asked.required),
        )

    def matrix(self, on: date) -> Matrix:
        """The fast way."""
        facts = [
            (person.id, item.source, item.completed_on)
            for person in self.people
            for item in seen_at(person.evidence, HERE)
        ]
        newest = newest_days(facts, on)
        people = [
            Colleague(each.id, each.roles, "", newest.get(each.id, {})) for each in self.people
        ]
        return fill(self.asked, people, on)

    def standings(self, person: Person, on: date) -> list:
        """The plain way: each column's standing and last day."""
        return [
            group.requirements[0]
            for group in assess(self.programme, person.evidence, on, centre=HERE)
        ]


def shown(source: str, on: date, centre: int | None = None) -> Evidence:
    """Something shown on a day."""
    return Evidence(
        source=source,
        title=source,
        release=1,
        version="1",
        language="en",
        minutes=10,
        completed_on=on,
        reviewed=True,
        centre=centre,
    )


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    """Something shown: a module anywhere, a task or an attestation at one of two centres."""
    source = draw(
        st.sampled_from([*MODULES, *(f"={key}" for key in KEYS), *(f"~{key}" for key in KEYS)])
    )
    local = source.startswith(("task.", "="))
    centre = draw(st.sampled_from([HERE, ELSEWHERE, None])) if local else None
    return shown(source, draw(days), centre)


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, Required]:
    """One column and what shows it."""
    full = draw(sources)
    required = Required(
        key=draw(st.sampled_from(KEYS)),
        sources=full,
        any_of=draw(st.booleans()),
        partial=tuple(each for each in draw(sources) if each not in full),
        validity=draw(validities),
    )
    column = Column(
        key=required.key,
        label=f"Label {required.key}",
        group=draw(st.sampled_from(GROUPS)),
        roles=draw(asked_of),
        grace_days=required.validity.grace_days if required.validity else 0,
    )
    return column, required


@st.composite
def centres(draw: st.DrawFn) -> Random:
    """A framework of some columns and some people."""
    asked = framework(draw(st.lists(columns(), min_size=1, max_size=6)))
    people = [
        Person(
            id=100 + number,
            roles=tuple(draw(st.lists(st.sampled_from(ROLES), unique=True, max_size=2))),
            evidence=tuple(draw(st.lists(evidence(), max_size=8))),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return Random(asked, tuple(people))


def framework(pairs: list[tuple[Column, Required]]) -> Asked:
    """A framework of some columns."""
    view = FrameworkView(
        key="x",
        title="X",
        edition="1",
        groups=tuple((group, group.capitalize()) for group in GROUPS),
        columns=tuple(column for column, _ in pairs),
    )
    return Asked(view, tuple(required for _, required in pairs))


@st.composite
def covered_centres(draw: st.DrawFn) -> Random:
    """A centre of nurses most of whom are able today and run out within a year or so."""
    pairs = [
        (
            Column(key, f"Label {key}", "care", frozenset({"NUR"}), grace_days=grace),
            Required(key, ("A",), validity=Validity(12, grace)),
        )
        for key, grace in (("r.1", 60), ("r.2", 0))
    ]
    recently = st.integers(-420, 0).map(lambda number: TODAY + timedelta(days=number))
    people = [
        Person(
            id=100 + number,
            roles=("NUR",),
            evidence=tuple(shown(source, draw(recently)) for source in ("A", "=r.1", "=r.2")),
        )
        for number in range(draw(st.integers(1, 5)))
    ]
    return Random(framework(pairs), tuple(people))
