"""The words of a centre's poster, laid on paper."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from passport.dates import local_day
from passport.paper.poster import PosterSheet, draw_poster
from passport.people.models import Invitation
from passport.people.queries.invitations import join_address


def poster_bytes(poster: Invitation, *, language: str) -> bytes:
    """The PDF of a poster."""
    last_day = local_day(poster.expires_at, settings.TIME_ZONE)
    until = date_format(last_day, "j F Y")
    return draw_poster(
        PosterSheet(
            language=language,
            title=_("Join our CAR T team list"),
            product=str(settings.WAGTAIL_SITE_NAME),
            issuer=settings.ISSUER["name"],
            centre=poster.centre.name,
            city=poster.centre.city,
            heading=_("Do you work with CAR T patients here?"),
            lead=_("Join the list of your centre. Your training then counts here too."),
            steps=(
                _("Scan the code with your phone."),
                _("Sign in, or make an account in two minutes."),
                _("Choose what you do here. Our quality manager adds you."),
            ),
            sees=_(
                "The centre sees your name, roles, stamps and modules with their dates. "
                "It never sees scores or answers. You can leave at any time."
            ),
            code_text=join_address(poster),
            code_note=_("Or type this address:"),
            address=join_address(poster).split("//", 1)[-1],
            footer=_("Answers until %(day)s.") % {"day": until},
        )
    )
