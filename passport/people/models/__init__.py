"""Users, professionals and centres."""

from passport.people.models.centre import Centre, CentreMembership
from passport.people.models.professional import Professional, ProfessionalRole
from passport.people.models.user import User

__all__ = ["Centre", "CentreMembership", "Professional", "ProfessionalRole", "User"]
