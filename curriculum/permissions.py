"""What the back office may do with records that nobody changes by hand."""

from datetime import UTC, datetime

from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy

from curriculum.models import (
    Module,
    ModuleAlignment,
    ModulePage,
    ModuleRelease,
    ObservedTask,
    TaskAlignment,
)
from passport.people.models import User


class RecordPolicy(ModelPermissionPolicy):
    """Records are looked at, by those who may see them; nobody adds, changes or deletes them."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class KeptPolicy(ModelPermissionPolicy):
    """Rows that others point at: added and changed, never deleted."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class AlignmentPolicy(ModelPermissionPolicy):
    """Whoever sees modules sees what they are aligned to; reviews have a page of their own."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and can_see_map(user)


REVIEW = "curriculum.add_clinicalreview"
ANNUL = "curriculum.add_completionannulment"


def can_review(user: User, release: ModuleRelease) -> bool:
    """Record a clinical review: reviewers, never on what they wrote."""
    return user.has_perm(REVIEW) and not _wrote(user, release)


def can_review_task(user: User, task: ObservedTask) -> bool:
    """The same for an observed task: never of a module that they wrote."""
    return user.has_perm(REVIEW) and not _wrote_latest(user, task.module)


def can_see_map(user: User) -> bool:
    """See which requirements modules and tasks support: whoever sees modules."""
    return user.is_active and user.has_perm("curriculum.view_module")


def can_judge(user: User, alignment: ModuleAlignment | TaskAlignment) -> bool:
    """Review an alignment: reviewers, never of a module that they wrote."""
    if not user.has_perm(REVIEW):
        return False
    module = alignment.task.module if isinstance(alignment, TaskAlignment) else alignment.module
    return not _wrote_latest(user, module)


def _wrote_latest(user: User, module: Module | None) -> bool:
    """Whether this person wrote what a module says now, in any language."""
    return module is not None and any(_wrote(user, each) for each in _latest(module))


def _latest(module: Module) -> list[ModuleRelease]:
    """The latest release of a module in each language."""
    rows = module.releases.defer("content", "practice", "vignettes", "exam").order_by("number")
    return list({row.language: row for row in rows}.values())


def _wrote(user: User, release: ModuleRelease) -> bool:
    """Whether this person saved a version of the page since the release before."""
    if release.released_by_id == user.pk:
        return True
    own = ModuleRelease.objects.filter(module=release.module_id, language=release.language)
    before = own.filter(number__lt=release.number).order_by("-number").first()
    since = before.released_at if before else datetime.min.replace(tzinfo=UTC)
    written = Q(created_at__gt=since, created_at__lte=release.released_at, user=user)
    pages = ModulePage.objects.filter(module=release.module_id, language=release.language)
    return any(page.revisions.filter(written).exists() for page in pages)
