"""What follows in curriculum from what happened; handlers stay thin."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from curriculum.domain.packages import Step
from curriculum.models import BundleUpload, ContentPackage
from curriculum.services.bundles import check_bundle
from curriculum.services.label_changes import change_to_tell, remind_learners, tell_learners
from curriculum.services.package_checks import check_package
from curriculum.services.package_rescans import rescan_packages
from curriculum.services.product_numbers import publish_due_numbers
from curriculum.services.version_ends import run_due
from curriculum.views.package_words import DOING
from passport.jobs.models import Job
from passport.jobs.registry import register
from passport.jobs.services import report_progress


@register("bundle_uploaded")
def bundle_uploaded(*, upload_id: str, job: Job, **_rest: Any) -> None:
    """A partner's bundle waits in quarantine to be read."""

    def told(step: str, done: int, total: int | None) -> None:
        report_progress(job=job, at=timezone.now(), step=step, done=done, total=total)

    rows = BundleUpload.objects.select_related(
        "version__add_on__module",
        "version__add_on__partner",
        "version__add_on__programme__product",
        "uploaded_by",
    )
    upload = rows.get(public_id=UUID(upload_id))
    check_bundle(upload=upload, at=timezone.now(), told=told)


@register("package_uploaded")
def package_uploaded(*, package_id: str, job: Job, **_rest: Any) -> None:
    """A package waits in quarantine for its check, the first time or again."""

    def told(step: Step, done: int, total: int | None) -> None:
        report_progress(job=job, at=timezone.now(), step=str(DOING[step]), done=done, total=total)

    rows = ContentPackage.objects.select_related("partner", "uploaded_by")
    check_package(package=rows.get(public_id=UUID(package_id)), at=timezone.now(), told=told)


@register("packages_rescan_due")
def packages_rescan_due(**_: Any) -> None:
    """A week begins: what was taken is scanned again."""
    rescan_packages(at=timezone.now())


@register("versions_due")
def versions_due(**_: Any) -> None:
    """A day begins: versions go live and retire, partners and reviewers are reminded."""
    run_due(at=timezone.now())


@register("label_change_to_tell")
def label_change_to_tell(*, label_change_id: str, **_: Any) -> None:
    """A partner announced what changed: learners who have to relearn it are told."""
    tell_learners(change=change_to_tell(label_change_id), at=timezone.now())


@register("label_changes_due")
def label_changes_due(**_: Any) -> None:
    """A day begins: learners are reminded of what is to be relearned soon."""
    remind_learners(at=timezone.now())


@register("product_numbers_due")
def product_numbers_due(**_: Any) -> None:
    """A day begins: once a quarter has ended, its numbers are worked out."""
    publish_due_numbers(at=timezone.now())
