"""Notes that something about a centre changed, so that what was computed before is old."""

from django.db.models import F

from passport.people.models import Centre


def touch_centre(centre_id: int) -> None:
    """Raise a centre's mark; call it in the transaction that changes members, roles or rules."""
    Centre.objects.filter(pk=centre_id).update(mark=F("mark") + 1)
