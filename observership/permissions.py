"""Who coordinates observerships, and who has which part in a placement."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from passport.people.models import User

COORDINATORS = "Observership coordinators"


def is_coordinator(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Staff who may change placements: they see every call, application and placement."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.is_staff
        and user.has_perm("observership.change_placement")
    )
