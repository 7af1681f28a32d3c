"""Names who signs for the home department, and keeps what they ask for."""

from datetime import datetime, timedelta

from django.db import transaction

from observership.domain.codes import Side
from observership.models import Placement
from observership.services.agreements import Author, open_row, refresh_agreement
from observership.services.guest_links import AskedTooOftenError, ask_home
from observership.services.placement_moves import note_event
from observership.services.placement_notices import tell
from passport.audit.services import record
from passport.people.models import User

CHANGES_A_DAY = 3


@transaction.atomic
def name_home_head(
    *, placement: Placement, name: str, email: str, by: User, at: datetime
) -> Placement:
    """Somebody else signs for the home department: the agreement names them and they are asked.

    Raises AgreementClosedError.
    """
    locked = open_row(placement)
    locked.home_name, locked.home_email = name, email
    locked.save(update_fields=["home_name", "home_email"])
    note_event(placement=locked, kind="home_head_changed", at=at, by=by, side=Side.COORDINATOR)
    author = Author(by, Side.COORDINATOR, "")
    refresh_agreement(placement=locked, author=author, at=at)
    ask_home(placement=locked, at=at, by=by)
    record(
        action="observership_home_head_named",
        subject=f"placement:{locked.public_id}",
        at=at,
        actor_id=by.public_id,
        details={},
    )
    return locked


@transaction.atomic
def ask_for_changes(*, placement: Placement, text: str, at: datetime) -> None:
    """The home department asks for changes before it signs, a few times a day at most.

    Raises AgreementClosedError, AskedTooOftenError.
    """
    locked = open_row(placement)
    lately = locked.events.filter(kind="changes_asked", at__gt=at - timedelta(days=1))
    if lately.count() >= CHANGES_A_DAY:
        raise AskedTooOftenError
    note_event(placement=locked, kind="changes_asked", at=at, side=Side.HOME, note=text)
    tell(kind="changes_asked", placement=locked, at=at)
