"""The door of credentials: what other apps may ask, and what they may order."""

from collections.abc import Sequence
from datetime import date, datetime

from credentials.domain.summary import PassportSummary
from credentials.queries.summaries import first_open_code, summary_of
from credentials.rendering.overview import Overview, overview_of
from credentials.services import issuers, reassessing
from credentials.services.demonstration import Own, Rule, set_up_centre
from passport.people.models import Centre, User

__all__ = [
    "Overview",
    "PassportSummary",
    "centre_overview",
    "ensure_issuers",
    "passport_of",
    "reassess",
    "sample_copy_code",
    "set_up_demo_centre",
]


def passport_of(holder_id: int, on: date) -> PassportSummary | None:
    """What a holder's passport says on a day; None before the first edition."""
    return summary_of(holder_id, on)


def sample_copy_code(holder_id: int) -> str:
    """Code of a holder's first open printed copy; raises LookupError."""
    return first_open_code(holder_id)


def reassess(holder_id: int, at: datetime) -> bool:
    """Look at a holder's evidence again; True when an edition was requested."""
    return reassessing.reassess(holder_id=holder_id, at=at)


def ensure_issuers() -> None:
    """Make the groups of issuers and of the coalition with their permissions."""
    issuers.ensure_issuers()
    issuers.ensure_coalition()


def centre_overview(centre: Centre, on: date) -> Overview:
    """A centre's coverage, dates, minimum cover and packs on a day."""
    return overview_of(centre, on)


def set_up_demo_centre(
    centre: Centre, by: User, cover: Sequence[Rule], own: Sequence[Own], at: datetime
) -> None:
    """Demonstration data only: minimum covers and own requirements of the sample centre."""
    set_up_centre(centre=centre, by=by, cover=cover, own=own, at=at)
