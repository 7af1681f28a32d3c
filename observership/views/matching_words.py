"""The words for what became of an applicant at a place, and on what ground; each line is true."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from observership.domain.candidates import Candidate, Place, Spoken
from observership.domain.constraints import Constraint, is_own_centre, is_own_visitor
from observership.domain.fit import Fit
from observership.domain.matching_reasons import Line, Verdict
from observership.models.labels import LANGUAGE_LABELS
from observership.queries.match_names import Names
from passport.people.models.labels import ROLE_LABELS, SETTING_LABELS

VERDICT_TAGS: dict[Verdict, tuple[str, Promise]] = {
    Verdict.HERE: ("good", gettext_lazy("Here")),
    Verdict.PINNED: ("good", gettext_lazy("Here")),
    Verdict.BETTER_PLACE: ("", gettext_lazy("Lower on the list")),
    Verdict.FULL: ("attention", gettext_lazy("Full")),
    Verdict.KEPT: ("attention", gettext_lazy("Full")),
    Verdict.NOT_POSSIBLE: ("stop", gettext_lazy("Not possible")),
    Verdict.FORBIDDEN: ("stop", gettext_lazy("Ruled out")),
    Verdict.NOT_WANTED: ("", gettext_lazy("Not wanted")),
    Verdict.PINNED_ELSEWHERE: ("", gettext_lazy("Placed elsewhere")),
}
RULE_WORDS: dict[Constraint, Promise] = {
    Constraint.LANGUAGE: gettext_lazy("no language in common at the level asked"),
    Constraint.SETTING: gettext_lazy("other patients: adults or children"),
    Constraint.DATES: gettext_lazy("no days in common that are long enough"),
    Constraint.ROLE: gettext_lazy("the role is not received there"),
    Constraint.CONFLICT: gettext_lazy("the own centre, or the host said no"),
    Constraint.FORBIDDEN: gettext_lazy("ruled out"),
    Constraint.UNWANTED: gettext_lazy("the applicant does not want to go there"),
}


@dataclass(frozen=True)
class Pair:
    """An applicant and a place, as the run was given them."""

    candidate: Candidate
    place: Place


def full_words(line: Line) -> tuple[str, ...]:
    """On what ground every seat is held by somebody else, for whoever reads it."""
    by_order = line.ahead - line.by_tier
    said = (
        (line.by_tier, ngettext("%(n)d applicant whom the host prefers is placed here.",
                                "%(n)d applicants whom the host prefers are placed here.",
                                line.by_tier)),
        (by_order, ngettext("%(n)d applicant ranked higher is placed here.",
                            "%(n)d applicants ranked higher are placed here.", by_order)),
        (line.offered, ngettext("%(n)d place was offered to somebody before.",
                                "%(n)d places were offered to others before.", line.offered)),
        (line.accepted, ngettext("%(n)d place is accepted already.",
                                 "%(n)d places are accepted already.", line.accepted)),
        (line.kept, ngettext("%(n)d place is kept by the coordinators.",
                             "%(n)d places are kept by the coordinators.", line.kept)),
    )  # fmt: skip
    return tuple(words % {"n": count} for count, words in said if count)


def broken_words(line: Line, pair: Pair) -> tuple[str, ...]:
    """What stands against a pair, with what is asked and what there is; not what was ruled out."""
    return tuple(_BROKEN[each](pair) for each in line.broken if each not in (Constraint.FORBIDDEN,))


def _language(pair: Pair) -> str:
    asked = pair.place.languages
    codes = {each.code for each in asked}
    spoken = [each for each in pair.candidate.languages if each.code in codes]
    needed = _(" or ").join(spoken_words(each) for each in asked)
    if not spoken:
        return _("Language: %(needed)s is needed.") % {"needed": needed}
    words = {"needed": needed, "spoken": ", ".join(spoken_words(each) for each in spoken)}
    return _("Language: %(needed)s is needed; the application says %(spoken)s.") % words


def spoken_words(spoken: Spoken) -> str:
    """A language with its level: French B2."""
    return f"{LANGUAGE_LABELS.get(spoken.code, spoken.code)} {spoken.level}"


def _setting(pair: Pair) -> str:
    labels = {str(code): label for code, label in SETTING_LABELS.items()}
    said = {"there": labels[pair.place.setting], "own": labels[pair.candidate.setting]}
    return _("Patients: %(there)s there, %(own)s in the application.") % said


def _dates(pair: Pair) -> str:
    return ngettext(
        "Dates: no %(n)d day in common.", "Dates: no %(n)d days in a row in common.",
        pair.candidate.length,
    ) % {"n": pair.candidate.length}  # fmt: skip


def _role(pair: Pair) -> str:
    labels = {str(code): label for code, label in ROLE_LABELS.items()}
    words = _("Role: this department does not receive this role: %(role)s.")
    return words % {"role": labels.get(pair.candidate.role, pair.candidate.role)}


def _conflict(pair: Pair) -> str:
    if is_own_centre(pair.candidate, pair.place):
        return _("It is the own centre.")
    if is_own_visitor(pair.candidate, pair.place):
        return _("The applicant supervises visitors there.")
    return _("The host said that it cannot receive this applicant.")


_BROKEN: Mapping[Constraint, Callable[[Pair], str]] = {
    Constraint.LANGUAGE: _language,
    Constraint.SETTING: _setting,
    Constraint.DATES: _dates,
    Constraint.ROLE: _role,
    Constraint.CONFLICT: _conflict,
    Constraint.UNWANTED: lambda _pair: _("It was not ranked, and only ranked ones are wanted."),
}


def wish_words(line: Line, pair: Pair) -> str:
    """Where a place stands on the applicant's own list."""
    if line.rank is not None:
        return _("Wish number %(rank)d.") % {"rank": line.rank}
    return _("Any suitable host is welcome.") if pair.candidate.any_host else ""


def fit_words(fit: Fit, names: Names) -> tuple[str, ...]:
    """What speaks for a pair: languages, goals, products."""
    found = []
    if fit.shared_languages:
        spoken = ", ".join(str(LANGUAGE_LABELS.get(each, each)) for each in fit.shared_languages)
        found.append(_("Language in common: %(languages)s.") % {"languages": spoken})
    if fit.goals_wanted:
        goals = "; ".join(names.objectives.get(each, each) for each in fit.goals_met)
        words = ngettext(
            "%(met)d of %(n)d goal is offered", "%(met)d of %(n)d goals are offered",
            len(fit.goals_wanted),
        )  # fmt: skip
        said = words % {"met": len(fit.goals_met), "n": len(fit.goals_wanted)}
        found.append(_goals_words(said, goals))
    if fit.products_met:
        products = ", ".join(names.products.get(each, each) for each in fit.products_met)
        found.append(_("Products in common: %(products)s.") % {"products": products})
    return tuple(found)


def _goals_words(said: str, goals: str) -> str:
    if not goals:
        return _("%(said)s.") % {"said": said}
    return _("%(said)s: %(goals)s.") % {"said": said, "goals": goals}


def early_words(publish_on: date) -> str:
    """That places are not published before the day that was told to everybody."""
    words = _(
        "Places of this call are announced on %(day)s. Publish them then, or change that day."
    )
    return words % {"day": date_format(publish_on, "j F Y")}


def rules_in_words(broken: Iterable[str]) -> str:
    """Rules that a pair breaks, in one line."""
    return "; ".join(str(RULE_WORDS[Constraint(each)]) for each in broken)
