"""The words of a printed passport: one edition, one copy, one day."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from credentials.domain.edition import EditionContent, StampContent
from credentials.domain.evidence import Strength
from credentials.domain.verdict import (
    VerdictState,
    content_state,
    last_day_of,
    practice_of,
    stamp_state,
    update_due_on,
)
from credentials.rendering.addresses import check_place, code_text, public_host
from credentials.rendering.words import (
    place_line,
    placement_line,
    practice_line,
    product_line,
    stamp_line,
    update_line,
)
from passport.paper.passport_sheet import draw_passport
from passport.paper.sheet import PassportSheet, Section, StampLine
from passport.people.domain.roles import Profession
from passport.people.models.labels import PROFESSION_LABELS


def draw_sheet(content: EditionContent, code: str, on: date) -> bytes:
    """The PDF of an edition for the copy with this code, as of a day."""
    return draw_passport(sheet_of(content, code, on))


def sheet_of(content: EditionContent, code: str, on: date) -> PassportSheet:
    """Every word on the sheet in the active language."""
    tone, statement = _statement(content, on)
    return PassportSheet(
        language=get_language() or settings.LANGUAGE_CODE,
        title=f"{settings.WAGTAIL_SITE_NAME} {content['number']}",
        product=settings.WAGTAIL_SITE_NAME,
        issuer=content["issuer"]["name"],
        name=content["holder"]["name"],
        profession=str(PROFESSION_LABELS[Profession(content["profession"])]),
        number=content["number"],
        tone=tone,
        statement=statement,
        statement_note=_note(content),
        warning=_("Demonstration: not clinically reviewed") if content["demonstration"] else "",
        stamps_heading=_("Stamps"),
        stamps_head=(_("Stamp"), _("Earned"), _("Valid"), _("Volume")),
        stamps=tuple(_stamp(stamp, on) for stamp in content["stamps"]),
        sections=(
            *(_modules(stamp) for stamp in content["stamps"] if stamp["modules"]),
            *_observed(content),
            *_visits(content),
            *_requirements(content),
        ),
        check_heading=_("How to check this passport"),
        check_steps=_check_steps(),
        code_text=code_text(code),
        host=public_host(),
        footer=f"{content['issuer']['name']}. {content['issuer']['disclaimer']}",
        page_line=_("Page {page} of"),
    )


def _day(value: date | str) -> str:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return date_format(day, "j F Y")


def _statement(content: EditionContent, on: date) -> tuple[str, str]:
    """Colour and words of the state on the day of printing."""
    state = content_state(content, on)
    if state is VerdictState.VALID:
        return "good", _("VALID on %(day)s") % {"day": _day(on)}
    if state is VerdictState.UPDATE_DUE:
        return "attention", _("VALID on %(day)s, renewal due") % {"day": _day(on)}
    return "attention", _("EXPIRED on %(day)s") % {"day": _day(content["expires_on"])}


def _note(content: EditionContent) -> str:
    words = _(
        "Last valid day %(until)s. Edition %(edition)d of %(issued)s, first issued %(first)s."
        " The code gives today's answer."
    )
    return words % {
        "until": _day(content["expires_on"]),
        "edition": content["edition"],
        "issued": _day(content["issued_at"][:10]),
        "first": _day(content["first_issued_on"]),
    }


def _stamp(stamp: StampContent, on: date) -> StampLine:
    return StampLine(
        kind=stamp["kind"],
        title=stamp["title"],
        earned=_day(stamp["earned_on"]),
        until=stamp_line(stamp_state(stamp, on), last_day_of(stamp)),
        volume=_volume(stamp),
        notes=(
            *(practice_line(each) for each in practice_of(stamp, on)),
            *(product_line(each) for each in stamp["products"]),
            *(placement_line(each) for each in stamp["placements"]),
            *filter(None, [update_line(update_due_on(stamp, on))]),
        ),
    )


def _volume(stamp: StampContent) -> str:
    """How much stands behind a stamp: modules and their minutes, or the days of a visit."""
    if stamp["placements"]:
        days = sum(each["days"] for each in stamp["placements"])
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    count = len(stamp["modules"])
    modules = ngettext("%(n)d module", "%(n)d modules", count) % {"n": count}
    return f"{modules}, {_('%(n)d min') % {'n': stamp['minutes']}}"


def _visits(content: EditionContent) -> list[Section]:
    """What was watched during each visit."""
    return [
        Section(
            heading=_("Observership at %(host)s") % {"host": visit["host"]},
            note=place_line(visit),
            head=(_("Watched, attested by the supervisor"),),
            rows=tuple((each["title"],) for each in visit["objectives"]),
            shares=(100,),
        )
        for stamp in content["stamps"]
        for visit in stamp["placements"]
        if visit["objectives"]
    ]


def _modules(stamp: StampContent) -> Section:
    return Section(
        heading=_("Modules behind “%(stamp)s”") % {"stamp": stamp["title"]},
        note="",
        head=(_("Code"), _("Module"), _("Version"), _("Language"), _("Completed")),
        rows=tuple(
            (
                module["code"],
                module["title"],
                f"{module['version']} ({module['release']})",
                module["language"].upper(),
                _day(module["completed_on"]),
            )
            for module in stamp["modules"]
        ),
        shares=(12, 46, 11, 11, 20),
    )


def _observed(content: EditionContent) -> list[Section]:
    """Tasks behind each line of observed practice."""
    return [
        Section(
            heading=_("Practice observed at %(centre)s") % {"centre": line["centre"]},
            note=stamp["title"],
            head=(_("Task"), _("Version"), _("Observed")),
            rows=tuple(
                (task["title"], task["version"], _day(task["observed_on"]))
                for task in line["tasks"]
            ),
            shares=(60, 15, 25),
        )
        for stamp in content["stamps"]
        for line in stamp["practice"]
    ]


def _requirements(content: EditionContent) -> list[Section]:
    """What the stamps evidence, with the clause numbers that were verified."""
    return [
        Section(
            heading=_("Requirements that “%(stamp)s” supports") % {"stamp": stamp["title"]},
            note=_(
                "Knowledge mapped to our requirement keys and, where we verified them, to clause"
                " numbers. FACT and JACIE accredit programmes, not people."
            ),
            head=(_("Requirement"), _("Key"), _("Shown"), _("Verified clauses")),
            rows=tuple(
                (
                    requirement["label"],
                    requirement["key"],
                    _("in full") if requirement["strength"] == Strength.FULL else _("in part"),
                    "; ".join(
                        f"{clause['framework']} {clause['edition']}: {clause['number']}"
                        for clause in requirement["clauses"]
                    )
                    or _("none verified yet"),
                )
                for requirement in stamp["requirements"]
            ),
            shares=(33, 28, 8, 31),
        )
        for stamp in content["stamps"]
        if stamp["requirements"]
    ]


def _check_steps() -> tuple[str, ...]:
    steps = [
        _("1. Scan the code with the camera of a phone. Paper alone proves nothing."),
        _("2. The address must begin with %(host)s.") % {"host": public_host()},
        _("3. Compare the name on the answer with the staff badge."),
        _("Type the number if the code does not scan: %(place)s") % {"place": check_place()},
    ]
    if settings.ISSUER["phone"]:
        steps.append(_("No connection? Call %(phone)s.") % {"phone": settings.ISSUER["phone"]})
    page = f"{public_host()}/passport/"
    steps.append(_("The holder's own page is the accessible form: %(page)s") % {"page": page})
    return tuple(steps)
