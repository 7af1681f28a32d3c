"""Makes the demo partners and who belongs to them, through the product desk's own services."""

from datetime import datetime

from passport.demo.people import BIO, CELLS, DESK, PEOPLE
from passport.people.models import Partner, User
from passport.people.queries.partners import partner_named
from passport.people.services.partners import PartnerFacts, create_partner, start_membership

PARTNERS = (
    PartnerFacts(name=CELLS, country="DE", contact_email="desk@cells.example"),
    PartnerFacts(name=BIO, country="NL", contact_email="desk@bio.example"),
)


def ensure_partners(*, at: datetime) -> list[Partner]:
    """Create the demo partners that are missing, with their people; returns those made now."""
    missing = [facts for facts in PARTNERS if partner_named(facts.name) is None]
    return [_create(facts, at) for facts in missing]


def _create(facts: PartnerFacts, at: datetime) -> Partner:
    partner = create_partner(facts=facts, by=User.objects.get(email=DESK), at=at)
    for person in PEOPLE:
        if person.partner == facts.name:
            user = User.objects.get(email=person.email)
            start_membership(partner=partner, user=user, kind=person.partner_kind, on=at.date())
    return partner
