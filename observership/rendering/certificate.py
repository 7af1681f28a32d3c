"""The certificate for a host: one visit in words, without the visitor's name."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from observership.models import SignOff
from passport.dates import local_day
from passport.paper.certificate import CertificateSheet, draw_certificate
from passport.people.domain.roles import Setting
from passport.people.models.labels import SETTING_LABELS


def certificate_of(sign_off: SignOff, *, hosted: int) -> bytes:
    """The PDF in the active language; `hosted` counts the host's attested visits up to this one."""
    return draw_certificate(sheet_of(sign_off, hosted=hosted))


def sheet_of(sign_off: SignOff, *, hosted: int) -> CertificateSheet:
    """Every word of the certificate."""
    host, issuer = sign_off.host, settings.ISSUER
    return CertificateSheet(
        language=get_language() or settings.LANGUAGE_CODE,
        title=_("Certificate for %(host)s") % {"host": host.name},
        product=settings.WAGTAIL_SITE_NAME,
        heading=_("Certificate of hosting"),
        name=host.name,
        statement=_(
            "This centre received a visitor for an observership in its CAR T cell programme."
            " The visitor observed only."
        ),
        facts=tuple(_facts(sign_off)),
        closing=_hosted(hosted),
        issuer=_("Issued by %(issuer)s on %(day)s")
        % {
            "issuer": issuer["name"],
            "day": _day(local_day(sign_off.attested_at, settings.TIME_ZONE)),
        },
        footer=issuer["disclaimer"],
    )


def _facts(sign_off: SignOff) -> list[tuple[str, str]]:
    days = ngettext("%(n)d day", "%(n)d days", sign_off.days_attended)
    return [
        (_("Department"), f"{sign_off.department}, {sign_off.host.city}"),
        (_("From and until"), f"{_day(sign_off.starts_on)} - {_day(sign_off.ends_on)}"),
        (_("Days attended"), days % {"n": sign_off.days_attended}),
        (_("Patients"), str(SETTING_LABELS[Setting(sign_off.setting)])),
        (_("Supervised by"), str(sign_off.supervisor)),
    ]


def _hosted(count: int) -> str:
    words = ngettext(
        "It is the first visit that this centre hosted in the programme.",
        "It is one of %(n)d visits that this centre has hosted in the programme.",
        count,
    )
    return words % {"n": count}


def _day(on: date) -> str:
    return date_format(on, "j F Y")
