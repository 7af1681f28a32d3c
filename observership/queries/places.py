"""A window of an opening as the matching reads it."""

from collections.abc import Collection

from observership.domain.candidates import Period, Place
from observership.models import OpeningWindow
from observership.queries.eligibility import spoken


def place_of(
    window: OpeningWindow, *, capacity: int, goals: Collection[str], products: Collection[str]
) -> Place:
    """The place behind a window: how many it takes, keys of its objectives and products.

    `window.opening.centre` is read: give it selected.
    """
    opening = window.opening
    return Place(
        id=str(window.public_id),
        opening=str(opening.public_id),
        centre=str(opening.centre.public_id),
        country=opening.centre.country,
        roles=frozenset(opening.roles),
        setting=opening.setting,
        languages=spoken(opening.languages),
        period=Period(window.starts_on, window.ends_on),
        capacity=capacity,
        objectives=frozenset(goals),
        products=frozenset(products),
    )
