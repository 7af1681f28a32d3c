"""Reads what a pack is about, person by person, into files, so that memory stays flat."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, cast

from django.conf import settings
from django.utils.translation import gettext as _

from credentials.domain.canonical import Json
from credentials.domain.matrix import FrameworkView, RoleRow, role_rows
from credentials.domain.names import folded
from credentials.domain.pack import Scope, scope_of
from credentials.domain.pack_tally import IN_FORCE, Release, Tally
from credentials.formats.spool import SortedSpool, Spool
from credentials.models import EvidencePack, PackKind
from credentials.queries.coverage import matrix_of, view_of
from credentials.queries.dossier import Line, dossiers
from credentials.rendering.pack_data import entry_json, person_json
from credentials.services.copies import pack_codes
from passport.dates import local_day
from passport.people.queries.centres import Member, members_of

Progress = Callable[[str, int, int | None], None]
TOGETHER = 100
COMPLETION = "completion"


class People(NamedTuple):
    """Whom a pack is about, and how many of that day have left since."""

    members: tuple[Member, ...]
    left_since: int


class Gathered(NamedTuple):
    """What was read: counts in memory, people and entries in files."""

    view: FrameworkView
    scope: Scope
    coverage: tuple[RoleRow, ...]
    people: People
    tally: Tally
    persons: Spool
    entries: Spool
    by_requirement: SortedSpool


def people_of(pack: EvidencePack, scope: Scope) -> People:
    """Members of the status day who are in scope, by name.

    Who has left by the day on which the pack was asked for is counted and no longer shown: leaving
    ends what a centre may see of somebody, on whatever day it looks back to.
    """
    asked_on = local_day(pack.asked_at, settings.TIME_ZONE)
    meant = [
        member
        for member in members_of(pack.centre, pack.status_on)
        if scope.includes(member.roles, member.unit)
    ]
    here = {member.id for member in members_of(pack.centre, asked_on)}
    stayed = [member for member in meant if member.id in here]
    return People(tuple(sorted(stayed, key=_by_name)), len(meant) - len(stayed))


def _by_name(member: Member) -> tuple[str, ...]:
    """The same order in every database and language."""
    family, given = folded(member.family_name), folded(member.given_names)
    return family, given, member.name, str(member.public_id)


def gather(pack: EvidencePack, folder: Path, *, at: datetime, progress: Progress) -> Gathered:
    """Read everybody in scope; each step and each hundred people are reported."""
    scope = scope_of(pack.scope)
    progress(_("Reading who belongs to the centre"), 0, None)
    people = people_of(pack, scope)
    key, on = pack.framework.key, pack.status_on
    view = _spoken(view_of(pack.centre, key, on))
    progress(_("Counting coverage by role"), 0, None)
    gathered = Gathered(
        view=view,
        scope=scope,
        coverage=_coverage(pack, scope, people.members),
        people=people,
        tally=Tally(),
        persons=Spool(folder / "people.jsonl"),
        entries=Spool(folder / "entries.jsonl"),
        by_requirement=SortedSpool(folder / "requirements"),
    )
    with gathered.persons, gathered.entries:
        _read_people(pack, gathered, at, progress)
    return gathered


def _spoken(view: FrameworkView) -> FrameworkView:
    """The same with its titles said in the active language."""
    return replace(view, groups=tuple((key, str(title)) for key, title in view.groups))


def _coverage(pack: EvidencePack, scope: Scope, members: Sequence[Member]) -> tuple[RoleRow, ...]:
    """Counts by role; with roles chosen, of those alone."""
    rows = role_rows(matrix_of(pack.centre, pack.framework.key, pack.status_on), members)
    return tuple(row for row in rows if not scope.roles or row.role in scope.roles)


def _read_people(pack: EvidencePack, gathered: Gathered, at: datetime, progress: Progress) -> None:
    members = gathered.people.members
    codes = _codes(pack, members, at, progress)
    stream = dossiers(pack.centre, members, pack.framework.key, pack.status_on, TOGETHER)
    for number, (member, lines) in enumerate(stream, start=1):
        if number % TOGETHER == 1:
            progress(_("Collecting evidence, person by person"), number - 1, len(members))
            gathered.by_requirement.flush()
        if pack.kind == PackKind.INSPECTION:
            _read_person(gathered, number, member, lines, codes.get(member.id, ""))
        else:
            _count_person(gathered, member, lines)
    gathered.by_requirement.flush()


def _codes(
    pack: EvidencePack, members: Sequence[Member], at: datetime, progress: Progress
) -> dict[int, str]:
    """Codes of passports, for inspectors only, some people at a time in a transaction each."""
    found: dict[int, str] = {}
    if pack.kind != PackKind.INSPECTION:
        return found
    for start in range(0, len(members), TOGETHER):
        progress(_("Preparing the codes of passports"), start, len(members))
        ids = [member.id for member in members[start : start + TOGETHER]]
        found |= pack_codes(centre=pack.centre, holder_ids=ids, at=at)
    return found


def _read_person(
    gathered: Gathered, number: int, member: Member, lines: Sequence[Line], code: str
) -> None:
    """Write down a person and an entry for each requirement."""
    gathered.persons.add(person_json(number, member, code))
    _count_lines(gathered, lines)
    for line in lines:
        place = (line.group, line.requirement_key)
        text = gathered.entries.add(entry_json(number, line))
        gathered.by_requirement.add("\n".join(place), text)


def _count_lines(gathered: Gathered, lines: Sequence[Line]) -> None:
    tally = gathered.tally
    for line in lines:
        tally.note_requirement((line.group, line.requirement_key), line.standing)
        tally.unreviewed += sum(not shown.reviewed for shown in line.shown_by)


def _count_person(gathered: Gathered, member: Member, lines: Sequence[Line]) -> None:
    """Count a person for a statement; write the name down only where the centre adds names."""
    releases = releases_of(lines)
    roles = [
        role for role in member.roles if not gathered.scope.roles or role in gathered.scope.roles
    ]
    _count_lines(gathered, lines)
    gathered.tally.note_releases(roles, releases)
    if gathered.scope.names:
        titles = [f"{release.title} ({release.version})" for release in releases]
        named: dict[str, Json] = {
            "name": member.name,
            "roles": cast(Json, roles),
            "releases": cast(Json, titles),
        }
        gathered.persons.add(named)


def releases_of(lines: Sequence[Line]) -> list[Release]:
    """Versions of modules that somebody completed and that still count, by title."""
    found = {
        Release(shown.title, shown.version)
        for line in lines
        if line.standing in IN_FORCE
        for shown in line.shown_by
        if shown.kind == COMPLETION
    }
    return sorted(found, key=lambda release: (release.title, release.version))
