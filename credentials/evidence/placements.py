"""Observerships that were signed off, from what the app of observerships keeps."""

from credentials.domain.placements import ObjectiveMet, PlacementShown
from observership import api as observership


def placements_of(holder_id: int) -> tuple[PlacementShown, ...]:
    """A holder's visits, oldest first."""
    return tuple(_shown(record) for record in observership.signed_off_placements_of(holder_id))


def _shown(record: observership.SignedOffPlacement) -> PlacementShown:
    return PlacementShown(
        id=str(record.public_id),
        host=record.host,
        city=record.city,
        country=record.country,
        department=record.department,
        setting=record.setting,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        days=record.days_attended,
        objectives=tuple(
            ObjectiveMet(each.key, each.title, tuple(each.requirements))
            for each in record.objectives
        ),
    )
