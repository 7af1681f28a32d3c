"""What a partner writes to the reviewers of a version."""

from datetime import datetime

from django.db import transaction

from curriculum.domain.add_ons import VersionState
from curriculum.models import AddOnVersion, ReviewComment
from curriculum.services.version_moves import VersionStateError, audit, locked_version
from passport.people.models import User

CLOSED = (VersionState.RETIRED,)


@transaction.atomic
def write_to_reviewers(
    *, version: AddOnVersion, anchor: str, body: str, by: User, at: datetime
) -> ReviewComment:
    """Add a comment of the partner to the thread; `anchor` as in ReviewComment.

    Raises VersionStateError for a retired version, PartnerSuspendedError.
    """
    row = locked_version(version)
    if row.state in CLOSED:
        raise VersionStateError(row.state)
    comment = ReviewComment.objects.create(
        version=row, author=by, from_partner=True, anchor=anchor, body=body, written_at=at
    )
    audit("commented", row, by, at, comment=str(comment.public_id))
    return comment
