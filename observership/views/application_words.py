"""The words for what an application says, lacks and met; shared by everybody who reads one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from observership.domain.application import Gap, Progress
from observership.domain.codes import Section
from observership.domain.constraints import Constraint
from observership.domain.eligibility import Finding, Reason, Remedy, Rule
from observership.domain.lifecycle import ApplicationState
from observership.models import Application
from observership.models.labels import ACCREDITATION_LABELS, LANGUAGE_LABELS, LEVEL_LABELS
from passport.people.models.countries import COUNTRIES

SECTION_TITLES = {
    Section.ME: gettext_lazy("About me"),
    Section.CENTRE: gettext_lazy("My centre"),
    Section.GOALS: gettext_lazy("Goals of the visit"),
    Section.LANGUAGES: gettext_lazy("Languages"),
    Section.DATES: gettext_lazy("Dates"),
    Section.LETTER: gettext_lazy("Letter of support"),
}
GAP_WORDS = {
    Gap.ROLE: gettext_lazy("Say as what you apply"),
    Gap.POSITION: gettext_lazy("Enter your position"),
    Gap.MOTIVATION: gettext_lazy("Say why you want to go"),
    Gap.CENTRE: gettext_lazy("Enter name, city and country of your centre"),
    Gap.SETTING: gettext_lazy("Say whom you treat"),
    Gap.PER_YEAR: gettext_lazy("Enter how many CAR T treatments your centre gives per year"),
    Gap.JACIE: gettext_lazy("Say where your centre stands with JACIE"),
    Gap.NEEDS: gettext_lazy("Say what your centre lacks most"),
    Gap.GOALS: gettext_lazy("Choose at least one goal"),
    Gap.LANGUAGES: gettext_lazy("Name at least one language with its level"),
    Gap.DATES: gettext_lazy("Enter at least one period"),
    Gap.LENGTH: gettext_lazy("Enter how many days the visit should last"),
    Gap.LETTER_NOT_ASKED: gettext_lazy("Send the link to the head of your department"),
    Gap.LETTER_WAITING: gettext_lazy("The head of your department has not answered yet"),
    Gap.LETTER_EXPIRED: gettext_lazy("The link ran out unanswered: send it again"),
    Gap.LETTER_OUTDATED: gettext_lazy("Your dates changed since the letter: ask again"),
}
PROGRESS_WORDS = {
    Progress.EMPTY: gettext_lazy("Not started"),
    Progress.STARTED: gettext_lazy("In progress"),
    Progress.WAITING: gettext_lazy("Waits for the answer"),
    Progress.COMPLETE: gettext_lazy("Complete"),
}
RULE_TITLES = {
    Rule.ROLE: gettext_lazy("Role"),
    Rule.EMERGING: gettext_lazy("Emerging centre"),
    Rule.LANGUAGE: gettext_lazy("Language"),
    Rule.DATES: gettext_lazy("Dates"),
    Rule.LETTER: gettext_lazy("Letter of support"),
    Rule.NOT_HOST: gettext_lazy("Not a host in this call"),
    Rule.PAUSE: gettext_lazy("Time since the last visit"),
}
FINDING_WORDS = {
    Finding.MET: gettext_lazy("Met"),
    Finding.UNKNOWN: gettext_lazy("Not answered yet"),
    Finding.OTHER_ROLE: gettext_lazy("The call does not invite this role."),
    Finding.TOO_MANY: gettext_lazy("The centre gives more CAR T per year than the call allows."),
    Finding.LEVEL: gettext_lazy("No language reaches the level that the call asks for."),
    Finding.OUTSIDE: gettext_lazy("No period holds the whole visit within the call's days."),
    Finding.TOO_SHORT: gettext_lazy("The visit is shorter than the call asks for."),
    Finding.TOO_LONG: gettext_lazy("The visit is longer than the call allows."),
    Finding.NOT_SUPPORTED: gettext_lazy("The head of department does not support the visit."),
    Finding.NO_LEAVE: gettext_lazy("The head of department gives no leave for these days."),
    Finding.IS_HOST: gettext_lazy("The centre receives visitors in the same call."),
    Finding.RECENT: gettext_lazy("The last signed-off visit was too recent."),
}
REMEDY_WORDS = {
    Remedy.NOTHING: "",
    Remedy.ANSWER: gettext_lazy("Answer the section."),
    Remedy.CHANGE: gettext_lazy("Change it while the call is open."),
    Remedy.ASK_AGAIN: gettext_lazy("Talk to them, then ask again while the call is open."),
    Remedy.NEXT_CALL: gettext_lazy("Write to us if this is wrong. Other calls may differ."),
}
RULE_SECTIONS = {
    Rule.ROLE: Section.ME,
    Rule.EMERGING: Section.CENTRE,
    Rule.LANGUAGE: Section.LANGUAGES,
    Rule.DATES: Section.DATES,
    Rule.LETTER: Section.LETTER,
}
AGAINST = {
    Constraint.LANGUAGE: gettext_lazy("no language in common at the level asked"),
    Constraint.SETTING: gettext_lazy("other patients: adults or children"),
    Constraint.DATES: gettext_lazy("no days in common that are long enough"),
    Constraint.ROLE: gettext_lazy("does not receive your role"),
    Constraint.CONFLICT: gettext_lazy("your own centre"),
}
STATE_TAGS = {
    ApplicationState.DRAFT: "",
    ApplicationState.SUBMITTED: "info",
    ApplicationState.INELIGIBLE: "stop",
    ApplicationState.ELIGIBLE: "good",
    ApplicationState.OFFERED: "attention",
    ApplicationState.PLACED: "good",
    ApplicationState.NOT_PLACED: "",
    ApplicationState.WITHDRAWN: "",
}


@dataclass(frozen=True)
class ReasonLine:
    """A rule in words: whether it is met, what was found, what can be done."""

    title: Any
    met: bool
    unknown: bool
    found: Any
    remedy: Any
    section: str


@dataclass(frozen=True)
class AnswerGroup:
    """A section: its title, and each question with the lines of its answer."""

    title: Any
    rows: tuple[tuple[str, list[str]], ...]


def reason_lines(reasons: Iterable[Reason]) -> list[ReasonLine]:
    """Reasons in words, in their order."""
    return [
        ReasonLine(
            title=RULE_TITLES[reason.rule],
            met=reason.met,
            unknown=reason.finding is Finding.UNKNOWN,
            found=FINDING_WORDS[reason.finding],
            remedy=REMEDY_WORDS[reason.remedy],
            section=str(RULE_SECTIONS.get(reason.rule, "")),
        )
        for reason in reasons
    ]


def deadline_words(day: date) -> str:
    """The last moment of a day, with the zone: 31 March 2026, 23:59 Brussels time."""
    zone = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")
    moment = datetime.combine(day, time(23, 59), ZoneInfo(settings.TIME_ZONE))
    return _("%(moment)s %(zone)s time") % {
        "moment": date_format(moment, "j F Y, H:i"),
        "zone": zone,
    }


def days_words(rows: Iterable[dict[str, str]]) -> list[str]:
    """Periods in words: 1 June 2026 to 31 July 2026."""
    return [
        _("%(first)s to %(last)s")
        % {
            "first": date_format(date.fromisoformat(each["from"]), "j F Y"),
            "last": date_format(date.fromisoformat(each["until"]), "j F Y"),
        }
        for each in rows
    ]


def length_words(length: int | None) -> str:
    """A number of days in words."""
    if length is None:
        return ""
    return ngettext("%(n)s day", "%(n)s days", length) % {"n": length}


def language_words(rows: Iterable[dict[str, str]]) -> list[str]:
    """Languages with their levels in words."""
    levels = {str(code): label for code, label in LEVEL_LABELS.items()}
    return [
        f"{LANGUAGE_LABELS.get(row['code'], row['code'])}: {levels[row['level']]}" for row in rows
    ]


def answer_groups(application: Application) -> list[AnswerGroup]:
    """What an application says, for whoever may read it; the letter is not among it."""
    groups = {
        Section.ME: _me(application),
        Section.CENTRE: _centre(application),
        Section.GOALS: _goals(application),
        Section.LANGUAGES: [(_("Speaks"), language_words(application.languages))],
        Section.DATES: [
            (_("Can come"), days_words(application.dates)),
            (_("Length of the visit"), length_words(application.length)),
        ],
    }
    return [
        AnswerGroup(
            SECTION_TITLES[section],
            tuple((asked, _lines(said)) for asked, said in rows if _lines(said)),
        )
        for section, rows in groups.items()
    ]


def _me(application: Application) -> list[tuple[str, Any]]:
    said = application.sections.get(Section.ME, {})
    return [
        (_("Applies as"), application.get_role_display()),
        (_("Position"), said.get("position")),
        (_("Years of work with cell therapy"), said.get("years")),
        (_("Why this visit"), said.get("motivation")),
    ]


def _centre(application: Application) -> list[tuple[str, Any]]:
    said = application.sections.get(Section.CENTRE, {})
    country = dict(COUNTRIES).get(application.country, application.country)
    place = (application.centre_name, application.city, str(country))
    standing = {str(code): label for code, label in ACCREDITATION_LABELS.items()}
    return [
        (_("Centre"), ", ".join(filter(None, place))),
        (_("Patients"), application.get_setting_display()),
        (_("CAR T treatments per year"), said.get("per_year")),
        (_("JACIE accreditation"), standing.get(said.get("jacie", ""), "")),
        (_("Products given or planned"), [each.inn for each in application.products.all()]),
        (_("What the centre lacks most"), said.get("needs")),
    ]


def _goals(application: Application) -> list[tuple[str, Any]]:
    said = application.sections.get(Section.GOALS, {})
    return [
        (_("Wants to watch"), [each.title for each in application.objectives.all()]),
        (_("Requirements"), [each.label for each in application.requirements.all()]),
        (_("What will be different at home"), said.get("outcome")),
    ]


def _lines(value: Any) -> list[str]:
    """An answer as the lines to show; none when nothing was said."""
    if value is None or value in ("", []):
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
