"""Users, professionals, centres, memberships and invitations."""

from passport.people.models.centre import Centre, CentreMembership
from passport.people.models.invitation import (
    Invitation,
    InvitationKind,
    JoinRequest,
    RosterImport,
)
from passport.people.models.professional import Professional, ProfessionalRole
from passport.people.models.user import User

__all__ = [
    "Centre",
    "CentreMembership",
    "Invitation",
    "InvitationKind",
    "JoinRequest",
    "Professional",
    "ProfessionalRole",
    "RosterImport",
    "User",
]
