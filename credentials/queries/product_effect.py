"""Whose passports show a product's stamp: what publishing a new version of it touches."""

from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from credentials.domain.edition import EditionContent, WrongContentError, read_content
from credentials.domain.verdict import VerdictState, stamp_state
from credentials.models import Edition, Passport, Revocation, StandingChange

KIND = "product"


def holders_showing(module_code: str, holder_ids: Collection[int], on: date) -> frozenset[int]:
    """Of these holders, those whose passport stands and shows this module's stamp on a day.

    An expired stamp is not counted, nor one of a passport that was withdrawn or paused. One query.
    """
    newest = Edition.objects.filter(passport=OuterRef("pk")).order_by("-number")
    last = Revocation.objects.filter(passport=OuterRef("pk")).order_by("-decided_at", "-pk")
    rows = Passport.objects.filter(holder__in=holder_ids).annotate(
        said=Subquery(newest.values("content")[:1]), change=Subquery(last.values("change")[:1])
    )
    standing = rows.filter(Q(change=None) | Q(change=StandingChange.REINSTATED))
    return frozenset(
        holder
        for holder, said in standing.values_list("holder_id", "said").iterator()
        if said is not None and _shows(said, module_code, on)
    )


def _shows(said: str, module_code: str, on: date) -> bool:
    try:
        content: EditionContent = read_content(said)
    except WrongContentError:
        return False
    return any(
        stamp["kind"] == KIND
        and any(module["code"] == module_code for module in stamp["modules"])
        and stamp_state(stamp, on) is not VerdictState.EXPIRED
        for stamp in content["stamps"]
    )
