"""Records under which edition a centre was certified, as its quality manager says."""

from datetime import date, datetime

from django.db import transaction

from passport.audit.services import record
from passport.people.models import Centre, User
from passport.standards.models import Certification, Framework


@transaction.atomic
def record_certification(
    *,
    centre: Centre,
    framework: Framework,
    certified_on: date,
    interim_audit_on: date | None,
    by: User,
    at: datetime,
) -> Certification:
    """Keep one certificate; saying it again replaces the day of its interim audit."""
    row, _ = Certification.objects.update_or_create(
        centre=centre,
        framework=framework,
        certified_on=certified_on,
        defaults={"interim_audit_on": interim_audit_on, "entered_by": by, "entered_at": at},
    )
    record(
        action="certification_recorded",
        subject=f"centre:{centre.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"framework": framework.key, "certified_on": certified_on.isoformat()},
    )
    return row
