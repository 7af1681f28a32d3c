"""What the back office may do with records that nobody changes by hand."""

from wagtail.permission_policies import ModelPermissionPolicy

from passport.people.models import User


class RecordPolicy(ModelPermissionPolicy):
    """Records are looked at, by those who may see them; nobody adds, changes or deletes them."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class KeptPolicy(ModelPermissionPolicy):
    """Rows that others point at: added and changed, never deleted."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


REVIEW = "curriculum.add_clinicalreview"
ANNUL = "curriculum.add_completionannulment"
