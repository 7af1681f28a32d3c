"""A sample centre asks what real centres ask; demonstration data only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from credentials.models import LocalRequirement
from credentials.services.attesting import Shown, attest
from credentials.services.cover_rules import Cover, add_cover_rule
from credentials.services.local_requirements import Asked, add_local_requirement
from passport.people.models import Centre, User
from passport.people.queries.centres import members_of
from passport.standards.domain.roles import concerns

SHOWN_BEFORE = timedelta(days=30)
NEWEST = 4
Rule = tuple[str, str, int]
Own = tuple[str, tuple[str, ...], str, int | None]


@transaction.atomic
def set_up_centre(
    *, centre: Centre, by: User, cover: Sequence[Rule], own: Sequence[Own], at: datetime
) -> None:
    """Minimum covers (role, shift, minimum) and own requirements (words, roles, kind, months).

    Nearly everybody of the centre has shown its own requirements a month ago, `by` has not.
    """
    for role, shift, minimum in cover:
        add_cover_rule(centre=centre, cover=Cover(role, None, shift, minimum), by=by, at=at)
    for label, roles, kind, months in own:
        asked = Asked(label, roles, kind, months)
        requirement = add_local_requirement(centre=centre, asked=asked, by=by, at=at)
        shown = Shown(requirement, kind, (at - SHOWN_BEFORE).date())
        attest(
            centre=centre,
            people=_asked_people(centre, requirement, by, at),
            shown=shown,
            by=by,
            at=at,
        )


def _asked_people(
    centre: Centre, requirement: LocalRequirement, by: User, at: datetime
) -> list[int]:
    members = members_of(centre, at.date())
    return [
        each.id
        for each in members[:-NEWEST]
        if concerns(requirement.roles, each.roles) and each.email != by.email
    ]
