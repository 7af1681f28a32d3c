"""Under which editions a centre was certified, and which two its gap list compares."""

from django.db.models import QuerySet

from passport.people.models import Centre
from passport.standards.models import Certification, Framework, FrameworkKind
from passport.standards.queries.frameworks import pair_to_compare, successor_of


def certifications_of(centre: Centre) -> QuerySet[Certification]:
    """A centre's certificates, newest first."""
    rows = Certification.objects.filter(centre=centre).select_related("framework")
    return rows.order_by("-certified_on", "-pk")


def standards_offered() -> QuerySet[Framework]:
    """Editions of standards under which a centre can be certified, newest first."""
    rows = Framework.objects.filter(kind=FrameworkKind.ACCREDITATION)
    return rows.order_by("title", "-valid_from", "key")


def editions_of(centre: Centre) -> tuple[str, str] | None:
    """Keys of the edition a centre was certified under last and of the one that replaced it.

    Without a certificate, or where nothing replaced it yet, the two newest editions of all.
    """
    last = certifications_of(centre).first()
    following = successor_of(last.framework) if last else None
    if last and following:
        return last.framework.key, following.key
    return pair_to_compare()
