"""The words of a host's desk: why a window cannot be so, what it owes, how an applicant fits."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observership.domain.candidates import Period
from observership.domain.host_words import Word
from observership.domain.windows import WindowRefusal
from observership.forms.window import WORD_LABELS
from observership.models import Call, OpeningWindow
from observership.models.labels import LANGUAGE_LABELS
from observership.queries.host_applicants import ApplicantLine
from observership.queries.host_desk import CallWindows, OpeningLine, WindowLine
from observership.services.windows import WindowRefusedError
from observership.views.application_words import language_words, length_words
from observership.views.call_words import role_words
from observership.views.visitor import country_name
from passport.people.models.labels import SETTING_LABELS
from passport.ui.charts import Chart, Stretch, timeline

FREE, PART, FULL = 1, 2, 3


@dataclass(frozen=True)
class ApplicantWords:
    """An applicant as a host sees one before an offer: no name."""

    id: UUID
    number: str
    facts: str
    languages: list[str]
    reasons: list[str]
    dates: list[str]
    word: Any
    tag: str
    reason: str


def days_words(days: Period) -> str:
    """A period in words."""
    first, last = (date_format(day, "j F Y") for day in (days.first, days.last))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def refusal_words(error: WindowRefusedError, call: Call) -> tuple[str, str]:
    """Beside which field, and what to say, when a window cannot be so."""
    owed = error.owed
    said = {
        "visits": days_words(Period(call.visits_from, call.visits_until)),
        "days": call.days_min,
        "places": owed.places,
        "agreed": days_words(owed.days) if owed.days else "",
    }
    field, text = {
        WindowRefusal.ORDER: ("ends_on", _("This day lies before the first one.")),
        WindowRefusal.OUTSIDE: ("starts_on", _("Visits of this call are from %(visits)s.")),
        WindowRefusal.SHORT: ("ends_on", _("A visit of this call takes %(days)s days at least.")),
        WindowRefusal.PLACES: (
            "places", _("%(places)s places are offered or agreed. It cannot be fewer."),
        ),
        WindowRefusal.VISITS: ("starts_on", _("Keep the days of agreed visits: %(agreed)s.")),
        WindowRefusal.WAITING: (
            "starts_on", _("An offer waits for its answer. Until then the days can only grow."),
        ),
    }[error.why]  # fmt: skip
    return field, text % said


def standing_words(line: WindowLine) -> str:
    """What of a window is taken: 1 of 2 places agreed, 1 offered."""
    parts = [
        ngettext("%(n)s place", "%(n)s places", line.window.places) % {"n": line.window.places}
    ]
    if line.owed.agreed:
        parts.append(_("%(n)s agreed") % {"n": line.owed.agreed})
    if line.owed.waiting:
        parts.append(_("%(n)s offered") % {"n": line.owed.waiting})
    parts.append(_("%(n)s free") % {"n": line.free})
    return ", ".join(parts)


def overlap_words(found: CallWindows) -> list[str]:
    """What overlapping windows come to, one sentence each."""
    return [
        _("On %(days)s two windows are open. Visitors of both can be there at once.")
        % {"days": days_words(Period(each.first, each.last))}
        for each in found.overlaps
    ]


def calendar_of(lines: Collection[OpeningLine], call: Call) -> Chart | None:
    """The windows of a centre in one call on a timeline; None while there are none."""
    rows = [
        _stretch(line, each)
        for line in lines
        for found in line.calls
        if found.call.pk == call.pk
        for each in found.lines
    ]
    return timeline(rows, name="windows", title=_("When you host")) if rows else None


def _stretch(line: OpeningLine, each: WindowLine) -> Stretch:
    kind = FULL if not each.free else PART if each.owed.places else FREE
    return Stretch(
        label=_("%(free)s of %(places)s free: %(department)s")
        % {
            "free": each.free,
            "places": each.window.places,
            "department": line.opening.department,
        },
        first=each.window.starts_on,
        last=each.window.ends_on,
        kind=kind,
        words=standing_words(each),
    )


def applicant_words(
    line: ApplicantLine, windows: dict[str, OpeningWindow], names: dict[str, str]
) -> ApplicantWords:
    """An applicant's line in words; `names` are titles of objectives and products by key."""
    candidate = line.candidate
    settings = {str(code): label for code, label in SETTING_LABELS.items()}
    facts = (
        *role_words([candidate.role]),
        country_name(candidate.country),
        settings.get(candidate.setting, ""),
        length_words(candidate.length),
    )
    return ApplicantWords(
        id=UUID(candidate.id),
        number=candidate.number,
        facts=" · ".join(str(each) for each in facts if each),
        languages=language_words({"code": s.code, "level": s.level} for s in candidate.languages),
        reasons=fit_words(line, names),
        dates=[
            _("%(days)s, in the window from %(first)s")
            % {
                "days": days_words(each.days),
                "first": date_format(windows[str(each.window_id)].starts_on, "j F"),
            }
            for each in line.windows
            if str(each.window_id) in windows
        ],
        word=WORD_LABELS[line.word],
        tag=TAGS[line.word],
        reason=line.reason,
    )


TAGS = {Word.ESPECIALLY: "good", Word.WELCOME: "", Word.AFTER: "info", Word.NO: "stop"}


def fit_words(line: ApplicantLine, names: dict[str, str]) -> list[str]:
    """Why an applicant suits: languages shared, goals met, products in common."""
    found = line.windows[0].fit
    shared = ", ".join(str(LANGUAGE_LABELS.get(code, code)) for code in found.shared_languages)
    said = [_("You share %(languages)s.") % {"languages": shared}]
    if found.goals_wanted:
        met = ", ".join(names.get(key, key) for key in found.goals_met)
        counts = {"met": len(found.goals_met), "all": len(found.goals_wanted), "titles": met}
        said.append(
            _("You offer %(met)s of %(all)s goals: %(titles)s.") % counts
            if met
            else _("You offer none of the %(all)s goals.") % counts
        )
    if found.products_met:
        products = ", ".join(names.get(key, key) for key in found.products_met)
        said.append(_("Products in common: %(products)s.") % {"products": products})
    return said
