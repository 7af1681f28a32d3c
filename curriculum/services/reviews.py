"""Appends a clinician's decision on a release."""

from datetime import datetime

from django.db import transaction

from curriculum.models import ClinicalReview, ModuleRelease
from passport.audit.services import record
from passport.jobs import registry
from passport.jobs import services as jobs
from passport.people.models import User

KIND = "clinical_review_recorded"


@transaction.atomic
def record_clinical_review(
    *, release: ModuleRelease, reviewer: User, approved: bool, open_points: str, at: datetime
) -> ClinicalReview:
    """Write the decision with the points left open, and tell whoever listens."""
    review = ClinicalReview.objects.create(
        release=release,
        reviewer=reviewer,
        approved=approved,
        open_points=open_points.strip(),
        reviewed_at=at,
    )
    record(
        action=KIND,
        subject=f"release {release.public_id}",
        at=at,
        actor_id=reviewer.public_id,
        details={"approved": approved, "open_points": bool(review.open_points)},
    )
    if KIND in registry.registered_kinds():
        jobs.ring(KIND, ids={"release_id": release.pk}, at=at)
    return review
