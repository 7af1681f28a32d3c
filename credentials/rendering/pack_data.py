"""What a pack says, as JSON: people, requirements, one entry per person and requirement, counts."""

from collections.abc import Iterable
from typing import cast

from django.conf import settings

from credentials.domain.canonical import Json
from credentials.domain.matrix import Column, FrameworkView, GroupCell, RoleRow
from credentials.domain.pack import DATA_SCHEMA, SCHEMA_VERSION, PackCentre, Scope
from credentials.models import EvidencePack
from credentials.queries.dossier import Line, Shown
from passport.people.queries.centres import Member

Object = dict[str, Json]


def centre_json(pack: EvidencePack) -> PackCentre:
    """Whose pack it is."""
    centre = pack.centre
    return PackCentre(
        id=str(centre.public_id), name=centre.name, city=centre.city, country=centre.country
    )


def head_json(pack: EvidencePack, view: FrameworkView, scope: Scope) -> Object:
    """What stands once in a pack; nothing of it comes from the clock."""
    return {
        "schema": DATA_SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "kind": pack.kind,
        "status_on": pack.status_on.isoformat(),
        "centre": cast(Json, centre_json(pack)),
        "framework": framework_json(view),
        "groups": [{"key": key, "title": title} for key, title in view.groups],
        "product": pack.product.inn if pack.product else "",
        "scope": scope.as_json(),
        "issuer": issuer_json(),
    }


def framework_json(view: FrameworkView) -> Object:
    """The edition to which evidence is mapped."""
    return {"key": view.key, "title": view.title, "edition": view.edition}


def issuer_json() -> Object:
    """Who runs the platform, with the line that says what this is not."""
    issuer = settings.ISSUER
    return {
        "name": issuer["name"],
        "contact": issuer["contact"],
        "disclaimer": issuer["disclaimer"],
        "url": settings.PUBLIC_URL,
    }


def person_json(number: int, member: Member, code: str) -> Object:
    """One person under the number that the entries name; a passport's code lets it be checked."""
    return {
        "number": number,
        "name": member.name,
        "profession": member.profession,
        "roles": list(member.roles),
        "unit": member.unit,
        "passport_code": code,
    }


def requirement_json(column: Column) -> Object:
    """One requirement; `number` is a verified clause number or empty."""
    return {
        "key": column.key,
        "group": column.group,
        "label": column.label,
        "number": column.number,
        "local": column.local,
        "roles": [*sorted(column.roles)],
    }


def entry_json(number: int, line: Line) -> Object:
    """Where one requirement stands for one person, and what shows it."""
    return {
        "person": number,
        "requirement": line.requirement_key,
        "group": line.group,
        "standing": str(line.standing),
        "last_day": line.last_day.isoformat() if line.last_day else None,
        "shown_by": [shown_json(shown) for shown in sorted(line.shown_by, key=_order)],
    }


def _order(shown: Shown) -> tuple[str, ...]:
    """Oldest first; the same order for the same things, however they were read."""
    return shown.on.isoformat(), *map(str, (shown.title, shown.version, shown.kind, shown.by))


def shown_json(shown: Shown) -> Object:
    """One thing that was shown; never a score or an answer.

    Without clinical review of its release or version `reviewed` is false: a demonstration.
    """
    return {
        "kind": shown.kind,
        "title": shown.title,
        "version": shown.version,
        "language": shown.language,
        "minutes": shown.minutes,
        "on": shown.on.isoformat(),
        "by": shown.by,
        "place": shown.place,
        "reviewed": shown.reviewed,
    }


def coverage_json(rows: Iterable[RoleRow]) -> list[Json]:
    """Counts by role and group."""
    return [
        {"role": row.role, "people": row.people, "groups": [_group(cell) for cell in row.cells]}
        for row in rows
    ]


def _group(cell: GroupCell | None) -> Json:
    if cell is None:
        return None
    return {
        "group": cell.group,
        "met": cell.met,
        "due": cell.due,
        "partial": cell.partial,
        "missing": cell.missing,
        "total": cell.total,
        "percent": cell.percent,
    }
