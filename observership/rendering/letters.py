"""The letters of a placement: invitation and confirmation, in the reader's language."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from observership.domain.codes import Paperwork
from observership.domain.lifecycle import BEFORE_VISIT, VISIT_BEGUN, PlacementState
from observership.models import Placement
from observership.models.labels import PAPERWORK_LABELS
from observership.queries.agreements import content_of, newest_agreement
from passport.dates import days_left
from passport.paper.letter_sheet import LetterSheet, draw_letter
from passport.people.models.countries import COUNTRIES


class Letter(StrEnum):
    """Which letter: to plan the visit with, or once it is agreed."""

    INVITATION = "invitation"
    CONFIRMATION = "confirmation"


STATES = {
    Letter.INVITATION: (*BEFORE_VISIT, *VISIT_BEGUN),
    Letter.CONFIRMATION: (PlacementState.AGREED, *VISIT_BEGUN),
}


def letter_pdf(placement: Placement, letter: Letter, objectives: Sequence[str], on: date) -> bytes:
    """The PDF of a letter made on a day; `objectives` are the titles agreed so far."""
    return draw_letter(sheet_of(placement, letter, objectives, on))


def sheet_of(
    placement: Placement, letter: Letter, objectives: Sequence[str], on: date
) -> LetterSheet:
    """Every word of a letter."""
    host = placement.host
    return LetterSheet(
        language=get_language() or settings.LANGUAGE_CODE,
        title=_title(placement, letter),
        product=settings.WAGTAIL_SITE_NAME,
        issuer=settings.ISSUER["name"],
        sender=(host.name, placement.opening.department, f"{host.city}, {_country(host.country)}"),
        recipient=_recipient(placement),
        dated=_("Made on %(day)s. Reference %(number)s.")
        % {"day": _day(on), "number": placement.application.number or placement.public_id},
        heading=_heading(letter),
        paragraphs=_paragraphs(placement, letter),
        facts=_facts(placement),
        points_heading=_("Agreed objectives") if letter is Letter.CONFIRMATION else _("To observe"),
        points=tuple(objectives),
        closing=_closing(placement),
        signatures=(_("Date, signature and stamp of the host centre"),),
        footer=f"{settings.ISSUER['name']}. {settings.ISSUER['disclaimer']}",
        page_line=_("Page {page} of"),
    )


def _title(placement: Placement, letter: Letter) -> str:
    return f"{_heading(letter)}, {placement.host}, {placement.starts_on.isoformat()}"


def _heading(letter: Letter) -> str:
    if letter is Letter.INVITATION:
        return _("Invitation to an observership")
    return _("Confirmation of an observership")


def _recipient(placement: Placement) -> tuple[str, ...]:
    application = placement.application
    home = application.centre.name if application.centre else application.centre_name
    city = application.centre.city if application.centre else application.city
    trainee = placement.trainee
    profession = trainee.get_profession_display() if trainee else ""
    lines = (str(trainee or ""), profession, home, city)
    return tuple(line for line in lines if line)


def _paragraphs(placement: Placement, letter: Letter) -> tuple[str, ...]:
    """What is said first; observation only is said in every letter."""
    names = {
        "name": str(placement.trainee or ""),
        "host": str(placement.host),
        "department": placement.opening.department,
    }
    since: tuple[str, ...] = ()
    if letter is Letter.INVITATION:
        first = _("%(host)s invites %(name)s to visit %(department)s as an observer.")
    else:
        since = _since_signed(placement)
        first = _(
            "%(name)s visits %(department)s of %(host)s as an observer. "
            "Trainee, host and home department have signed the agreement."
        )
    second = _(
        "The visit is for observation only. The visitor does not treat patients, takes no "
        "decisions about them and is not employed by the host."
    )
    return (first % names, *since, second)


def _since_signed(placement: Placement) -> tuple[str, ...]:
    """What is not any more as the three sides signed it: supervisor and days."""
    signed = content_of(newest_agreement(placement))
    before, now = signed.get("supervisor"), str(placement.supervisor or "")
    words = []
    if before and now and before != now:
        names = {"before": before, "now": now}
        words.append(_("They signed for %(before)s as supervisor; now it is %(now)s.") % names)
    days = [signed.get("starts_on"), signed.get("ends_on")]
    if all(days) and days != [placement.starts_on.isoformat(), placement.ends_on.isoformat()]:
        first, last = (_day(date.fromisoformat(str(each))) for each in days)
        words.append(
            _("They signed for %(first)s to %(last)s; the days below hold now.")
            % {"first": first, "last": last}
        )
    return tuple(words)


def _facts(placement: Placement) -> tuple[tuple[str, str], ...]:
    days = days_left(placement.ends_on, placement.starts_on) + 1
    supervisor = str(placement.supervisor) if placement.supervisor else _("to be named")
    call = placement.application.call
    last = _("%(day)s (%(days)d days)") % {"day": _day(placement.ends_on), "days": days}
    facts = [
        (_("First day"), _day(placement.starts_on)),
        (_("Last day"), last),
        (_("Supervisor"), supervisor),
        (_("Contact of the host"), placement.host.contact_email),
        (_("Programme"), call.title),
        (_("Support for the visit"), _money(call.visitor_amount, call.currency)),
    ]
    return tuple((label, value) for label, value in facts if value)


def _money(amount: int, currency: str) -> str:
    if not amount:
        return ""
    return _("up to %(amount)s %(currency)s, paid in two steps") % {
        "amount": f"{amount:,}".replace(",", "\u00a0"),
        "currency": currency,
    }


def _closing(placement: Placement) -> tuple[str, ...]:
    papers = [str(PAPERWORK_LABELS[Paperwork(code)]) for code in placement.opening.paperwork]
    if not papers:
        return ()
    return (_("The host asks for: %(papers)s.") % {"papers": "; ".join(papers)},)


def _country(code: str) -> str:
    return str(dict(COUNTRIES).get(code, code))


def _day(on: date) -> str:
    return date_format(on, "j F Y")
