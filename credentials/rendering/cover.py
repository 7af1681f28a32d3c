"""Teams, minimum covers and forecasts in words, with the names of the people in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from credentials.domain.matrix import Break, HorizonMark, Renewal, RoleTeam, RuleResult
from credentials.models import Shift
from credentials.rendering.coverage import role_name
from passport.people.queries.centres import Member

RENEWALS_SHOWN = 12
Members = Mapping[int, Member]
Products = Mapping[str, str]  # key to active substance


@dataclass(frozen=True)
class RuleShown:
    """A minimum cover in words, and whether it holds."""

    title: str
    minimum: int
    able: int
    holds: bool


@dataclass(frozen=True)
class PersonToday:
    """Somebody of a role: may take part until a day, or what is missing."""

    member: Member
    able: bool
    until: date | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class TeamShown:
    """People of a role today; the lists may be shorter than the numbers."""

    role: str
    title: Any
    able: int
    not_able: int
    people: tuple[PersonToday, ...]

    @property
    def hidden(self) -> int:
        """How many are not listed."""
        return self.able + self.not_able - len(self.people)


@dataclass(frozen=True)
class RenewalShown:
    """Who renews what, at the latest on which day."""

    member: Member
    what: str
    last_day: date


@dataclass(frozen=True)
class BreakShown:
    """A minimum cover that will not hold from a day on, and what repairs it."""

    rule: RuleShown
    is_now: bool
    on: date
    able_then: int
    renewals: tuple[RenewalShown, ...]
    more: int


def rule_shown(rule: RuleResult, products: Products) -> RuleShown:
    """A minimum cover by role, shift and product."""
    words = [role_name(rule.role), Shift(rule.shift).label]
    if rule.product:
        words.append(products.get(rule.product, rule.product))
    return RuleShown(" · ".join(map(str, words)), rule.minimum, rule.able, rule.holds)


def shown_ids(team: RoleTeam, able: int, not_able: int) -> tuple[list[int], list[int]]:
    """The first people of a team who may take part, and the first who may not."""
    return (
        [each.member_id for each in team.able[:able]],
        [each.member_id for each in team.not_able[:not_able]],
    )


def team_shown(team: RoleTeam, members: Members) -> TeamShown:
    """A team with those of its people whose names were fetched."""
    return TeamShown(
        role=team.role,
        title=role_name(team.role),
        able=len(team.able),
        not_able=len(team.not_able),
        people=tuple(_people(team, members)),
    )


def _people(team: RoleTeam, members: Members) -> Iterable[PersonToday]:
    for able in team.able:
        if able.member_id in members:
            yield PersonToday(members[able.member_id], able=True, until=able.until)
    for other in team.not_able:
        if other.member_id in members:
            yield PersonToday(members[other.member_id], able=False, missing=other.missing)


def break_shown(found: Break, members: Members, products: Products) -> BreakShown:
    """A break in words with its first renewals; people who left meanwhile are passed over."""
    return BreakShown(
        rule=rule_shown(found.rule, products),
        is_now=not found.rule.holds,
        on=found.on,
        able_then=found.able_then,
        renewals=renewals_shown(found.renewals[:RENEWALS_SHOWN], members),
        more=max(0, len(found.renewals) - RENEWALS_SHOWN),
    )


def renewals_shown(renewals: Sequence[Renewal], members: Members) -> tuple[RenewalShown, ...]:
    """Renewals with the people who are to renew."""
    return tuple(
        RenewalShown(members[each.member_id], each.what, each.last_day)
        for each in renewals
        if each.member_id in members
    )


def marks_shown(marks: Sequence[HorizonMark], members: Members) -> tuple[RenewalShown, ...]:
    """What runs out, with whose it is."""
    return tuple(
        RenewalShown(members[each.member_id], each.what, each.on)
        for each in marks
        if each.member_id in members
    )
