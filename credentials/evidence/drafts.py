"""What a holder's passport would say on a day."""

from datetime import date

from django.conf import settings

from credentials.domain.content import Besides, Subject, compose, shown_earnings
from credentials.domain.coverage import GroupStanding, assess
from credentials.domain.edition import Draft
from credentials.domain.evidence import CORE, CORE_MINI, Programme
from credentials.domain.progress import NextStamp, next_stamps
from credentials.evidence.completions import core_set_of, evidence_of
from credentials.evidence.placements import placements_of
from credentials.evidence.practice import practices_of
from credentials.evidence.products import products_of
from credentials.evidence.programme import labels_for, programme
from passport.people.models import Professional
from passport.people.queries.profiles import current_roles, roles_ever


def programme_of(holder: Professional) -> Programme:
    """The programme as it concerns a holder: the small core is for the roles that need no more."""
    everything = programme()
    if any(core_set_of(role) == CORE_MINI for role in roles_ever(holder)):
        return everything
    return Programme(
        validity=everything.validity,
        groups=tuple(group for group in everything.groups if group.key != CORE_MINI),
    )


def standings_of(holder: Professional, on: date) -> tuple[GroupStanding, ...]:
    """Every stamp of the programme and how far a holder is with it."""
    return assess(programme_of(holder), evidence_of(holder.pk), on)


def progress_of(holder: Professional, on: date) -> tuple[NextStamp, ...]:
    """Stamps that a holder's present roles ask for and that were not earned yet."""
    roles = current_roles(holder, on)
    wanted = {*roles, *(core_set_of(role) for role in roles)} if roles else {CORE}
    return next_stamps(programme_of(holder), standings_of(holder, on), wanted)


def draft_for(holder: Professional, number: str, on: date) -> Draft:
    """What would be signed on a day; without stamps when nothing is shown."""
    asked = programme_of(holder)
    earnings = shown_earnings(assess(asked, evidence_of(holder.pk), on))
    products = products_of(holder.pk) if earnings else ()
    placements = placements_of(holder.pk) if earnings else ()
    return compose(
        subject=_subject(holder, number),
        programme=asked,
        earnings=earnings,
        labels=labels_for(
            [
                *(item for earning in earnings for item in earning.evidence),
                *(each.module for each in products),
                *(item for each in placements for item in each.evidence()),
            ]
        ),
        besides=Besides(practices_of(holder.pk, on) if earnings else {}, products, placements),
        on=on,
    )


def _subject(holder: Professional, number: str) -> Subject:
    user = holder.user
    return Subject(
        issuer={
            "name": settings.ISSUER["name"],
            "contact": settings.ISSUER["contact"],
            "url": settings.PUBLIC_URL,
            "disclaimer": settings.ISSUER["disclaimer"],
        },
        number=number,
        holder={
            "name": user.get_full_name(),
            "family_name": user.last_name,
            "given_names": user.first_name,
        },
        profession=holder.profession,
    )
