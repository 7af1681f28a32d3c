"""Who may take part on a day, and whether minimum covers hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from credentials.domain.coverage import Standing
from credentials.domain.matrix import (
    Able,
    Matrix,
    NotAble,
    RoleTeam,
    RuleResult,
    is_asked_of,
)
from passport.dates import earliest, last_grace_day

HELD = frozenset({Standing.MET, Standing.RENEWAL_DUE})


@dataclass(frozen=True)
class Item:
    """One thing that somebody must have in force to take part.

    `part` names what it belongs to: a group; a centre's own requirement stands for itself.
    """

    label: str
    part: str
    standing: Standing
    last_day: date | None
    grace_days: int = 0

    @property
    def holds(self) -> bool:
        """Whether it is in force, renewal due or not."""
        return self.standing in HELD

    @property
    def until(self) -> date | None:
        """Last day on which it counts, grace included; None: no end."""
        return last_grace_day(self.last_day, self.grace_days) if self.last_day else None


@dataclass(frozen=True)
class Candidate:
    """Somebody in a role and everything that is asked in it."""

    member_id: int
    items: tuple[Item, ...]

    @property
    def able(self) -> bool:
        """Whether they may take part."""
        return all(item.holds for item in self.items)

    @property
    def until(self) -> date | None:
        """Last day on which somebody who is able stays so without renewing; None: no end."""
        return earliest([item.until for item in self.items if item.until])


@dataclass(frozen=True)
class Rule:
    """A minimum cover: how many people of a role; `product` is a product's key or empty."""

    role: str
    shift: str
    product: str
    minimum: int


Candidates = Mapping[str, Sequence[Candidate]]


@dataclass(frozen=True)
class Ask:
    """The columns of a matrix that count for taking part, by position.

    All asks of one team speak of the same people on the same day.
    """

    matrix: Matrix
    columns: tuple[int, ...]


def candidates(asks: Sequence[Ask], roles: Iterable[str]) -> Candidates:
    """By role, everybody who holds it, with what is asked of that role."""
    first = asks[0].matrix
    places = {role: [_places(ask, role) for ask in asks] for role in roles}
    found: dict[str, list[Candidate]] = {role: [] for role in places}
    for person, held in zip(first.people, first.roles, strict=True):
        for role in held:
            if role in found:
                found[role].append(_candidate(person, asks, places[role]))
    return found


def _places(ask: Ask, role: str) -> list[int]:
    columns = ask.matrix.view.columns
    return [at for at in ask.columns if is_asked_of(columns[at], (role,))]


def _candidate(person: int, asks: Sequence[Ask], places: Sequence[list[int]]) -> Candidate:
    items = [
        _item(ask.matrix, person, at)
        for ask, chosen in zip(asks, places, strict=True)
        for at in chosen
    ]
    return Candidate(person, tuple(items))


def _item(matrix: Matrix, person: int, at: int) -> Item:
    column, cell = matrix.view.columns[at], matrix.cell(person, at)
    if cell is None:
        raise ValueError(f"{column.key} is not asked of {person}")
    part = column.label if column.local else matrix.view.title_of(column.group)
    return Item(column.label, part, cell.standing, cell.last_day, column.grace_days)


def team(role: str, people: Iterable[Candidate]) -> RoleTeam:
    """Who may take part in a role and who may not."""
    everybody = tuple(people)
    return RoleTeam(
        role=role,
        able=tuple(Able(each.member_id, each.until) for each in everybody if each.able),
        not_able=tuple(
            NotAble(each.member_id, _missing(each)) for each in everybody if not each.able
        ),
    )


def _missing(candidate: Candidate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.label for item in candidate.items if not item.holds))


def results(rules: Iterable[Rule], people: Candidates) -> tuple[RuleResult, ...]:
    """Which minimum covers hold."""
    return tuple(result(rule, people.get(rule.role, ())) for rule in rules)


def result(rule: Rule, people: Iterable[Candidate]) -> RuleResult:
    """Whether a minimum cover holds."""
    able = sum(each.able for each in people)
    return RuleResult(
        role=rule.role,
        shift=rule.shift,
        product=rule.product,
        minimum=rule.minimum,
        able=able,
        holds=able >= rule.minimum,
    )
