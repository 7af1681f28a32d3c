"""A holder's passport in a few words, and the code of a sample copy."""

from datetime import date

from credentials.domain.edition import WrongContentError, read_content
from credentials.domain.summary import PassportSummary, summarise
from credentials.domain.verdict import VerdictState
from credentials.models import Copy, CopyKind, Passport
from credentials.queries.checks import latest_of


def summary_of(holder_id: int, on: date) -> PassportSummary | None:
    """What a holder's passport says on a day; None before the first edition. Two queries."""
    passport = Passport.objects.filter(holder_id=holder_id).first()
    checked = latest_of(passport.pk) if passport else None
    if checked is None:
        return None
    try:
        content = read_content(checked.edition.content)
    except WrongContentError:
        return None
    withdrawn = VerdictState(checked.withdrawn) if checked.withdrawn else None
    return summarise(content, withdrawn, on)


def first_open_code(holder_id: int) -> str:
    """Code of a holder's oldest open printed copy; raises LookupError."""
    copy = (
        Copy.objects.filter(
            passport__holder_id=holder_id,
            kind=CopyKind.PRINT,
            closed_at=None,
            replaced_at=None,
        )
        .order_by("created_at", "pk")
        .first()
    )
    if copy is None:
        raise LookupError(f"holder {holder_id} has no open printed copy")
    return copy.code
