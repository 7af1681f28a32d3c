"""Users, professionals, centres, partners, memberships and invitations."""

from passport.people.models.centre import Centre, CentreMembership
from passport.people.models.invitation import (
    Invitation,
    InvitationKind,
    JoinRequest,
    RosterImport,
)
from passport.people.models.partner import (
    Partner,
    PartnerInvitation,
    PartnerKind,
    PartnerMembership,
)
from passport.people.models.professional import Professional, ProfessionalRole
from passport.people.models.user import User

__all__ = [
    "Centre",
    "CentreMembership",
    "Invitation",
    "InvitationKind",
    "JoinRequest",
    "Partner",
    "PartnerInvitation",
    "PartnerKind",
    "PartnerMembership",
    "Professional",
    "ProfessionalRole",
    "RosterImport",
    "User",
]
