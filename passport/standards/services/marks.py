"""Notes that frameworks, requirements or alignments changed, so that caches know what is old."""

from django.db.models import F

from passport.standards.models import StandardsMark


def touch_standards() -> None:
    """Raise the mark; call it in the transaction that changes a framework or an alignment."""
    StandardsMark.objects.get_or_create(pk=1)
    StandardsMark.objects.filter(pk=1).update(number=F("number") + 1)
