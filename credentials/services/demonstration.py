"""A sample centre asks what real centres ask; demonstration data only."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from credentials.services.cover_rules import Cover, add_cover_rule
from credentials.services.local_requirements import Asked, add_local_requirement
from passport.people.models import Centre, User

Rule = tuple[str, str, int]
Own = tuple[str, tuple[str, ...], str, int | None]


@transaction.atomic
def set_up_centre(
    *, centre: Centre, by: User, cover: Sequence[Rule], own: Sequence[Own], at: datetime
) -> None:
    """Minimum covers (role, shift, minimum) and own requirements (words, roles, kind, months)."""
    for role, shift, minimum in cover:
        add_cover_rule(centre=centre, cover=Cover(role, None, shift, minimum), by=by, at=at)
    for label, roles, kind, months in own:
        add_local_requirement(centre=centre, asked=Asked(label, roles, kind, months), by=by, at=at)
