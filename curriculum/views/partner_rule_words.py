"""What pages about rules and changes of the label say: refusals, lines, what is different."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.domain.acceptance import RuleCode, RuleLine
from curriculum.domain.label_changes import ChangeCode
from curriculum.domain.rule_changes import ChangedLine, LineChange
from passport.people.models.labels import ROLE_LABELS

RULE_CODES: dict[RuleCode, Promise] = {
    RuleCode.NOT_REQUIRED: gettext_lazy("The product's programme does not ask for this outcome."),
    RuleCode.NOT_TAUGHT: gettext_lazy(
        "This module does not teach the outcome. Nothing beyond what is taught can be accepted."
    ),
    RuleCode.NOT_CORE_OR_ROLE: gettext_lazy("Only core and role modules can be accepted."),
    RuleCode.RELEASE_UNKNOWN: gettext_lazy("The module has no such release. Choose one it has."),
    RuleCode.RELEASE_BEFORE_TEACHING: gettext_lazy(
        "That release does not teach the outcome yet. Begin with a later one."
    ),
    RuleCode.RELEASE_ORDER: gettext_lazy("The last release comes before the first one."),
    RuleCode.AGE: gettext_lazy("Choose at least one month, and no more than the product's own."),
    RuleCode.DOUBLED: gettext_lazy("This line stands there twice."),
    RuleCode.NUMBER: gettext_lazy("Another rule was signed meanwhile. Look at it first."),
    RuleCode.BEGINS_BEFORE_SIGNED: gettext_lazy("A rule begins today or later."),
    RuleCode.BEGINS_BEFORE_OLDER: gettext_lazy("It must begin after the rule before it."),
}
FIELD_OF: dict[RuleCode, str] = {
    RuleCode.RELEASE_UNKNOWN: "release_from",
    RuleCode.RELEASE_BEFORE_TEACHING: "release_from",
    RuleCode.RELEASE_ORDER: "release_until",
    RuleCode.AGE: "max_age_months",
}
CHANGE_CODES: dict[ChangeCode, tuple[str, Promise]] = {
    ChangeCode.SUMMARY_EMPTY: ("summary", gettext_lazy("Say what changed.")),
    ChangeCode.SUMMARY_LONG: ("summary", gettext_lazy("Use up to 500 characters.")),
    ChangeCode.SUMMARY_ADDRESS: (
        "summary",
        gettext_lazy("Leave addresses out. The mail leads to your module."),
    ),
    ChangeCode.OUTCOMES_EMPTY: ("outcomes", gettext_lazy("Choose at least one outcome.")),
    ChangeCode.OUTCOMES_UNKNOWN: ("outcomes", gettext_lazy("Choose outcomes of your module.")),
    ChangeCode.ROLES_EMPTY: ("roles", gettext_lazy("Choose at least one role.")),
    ChangeCode.ROLES_UNKNOWN: ("roles", gettext_lazy("Choose roles that the product concerns.")),
    ChangeCode.DUE_SOON: ("due_on", gettext_lazy("Leave learners 30 days or more.")),
    ChangeCode.DUE_LATE: ("due_on", gettext_lazy("Choose a day within a year.")),
}
_DIFFERENCES: dict[LineChange, Promise] = {
    LineChange.ADDED: gettext_lazy("new"),
    LineChange.REMOVED: gettext_lazy("no longer accepted"),
    LineChange.CHANGED: gettext_lazy("changed"),
}
STANDINGS: dict[str, Promise] = {
    "ahead": gettext_lazy("begins later"),
    "in_force": gettext_lazy("in force"),
    "past": gettext_lazy("followed by another"),
}


_ROLES = {str(role): label for role, label in ROLE_LABELS.items()}


@dataclass(frozen=True)
class Words:
    """What lines are called: labels of outcomes and titles of modules, by key and code."""

    labels: Mapping[str, str]
    titles: Mapping[str, str]


@dataclass(frozen=True)
class ToldLine:
    """A line of a rule in words."""

    label: str
    module: str
    terms: str


@dataclass(frozen=True)
class ToldDifference:
    """What became of a line: how it was and how it is."""

    change: str
    kind: str
    label: str
    module: str
    before: str
    after: str


def told_line(line: RuleLine, words: Words) -> ToldLine:
    """A line in words; key and code where nothing is known of them."""
    return ToldLine(
        words.labels.get(line.outcome, line.outcome),
        module_words(line.module, words),
        terms(line),
    )


def module_words(code: str, words: Words) -> str:
    """Code and title of a module."""
    title = words.titles.get(code)
    return f"{code} {title}" if title else code


def terms(line: RuleLine) -> str:
    """Releases and age that a line accepts."""
    values = {"first": line.release_from, "last": line.release_until, "months": line.max_age_months}
    if line.release_until is None:
        releases = _("release %(first)s and later") % values
    else:
        releases = _("releases %(first)s to %(last)s") % values
    if line.max_age_months is None:
        return releases
    return _("%(releases)s, up to %(months)s months old") % {**values, "releases": releases}


def told_differences(changes: Iterable[ChangedLine], words: Words) -> list[ToldDifference]:
    """What a rule changes, in words."""
    return [
        ToldDifference(
            change=str(each.change),
            kind=str(_DIFFERENCES[each.change]),
            label=words.labels.get(each.line.outcome, each.line.outcome),
            module=module_words(each.line.module, words),
            before=terms(each.before) if each.before else "",
            after=terms(each.after) if each.after else "",
        )
        for each in changes
    ]


def roles_words(roles: Iterable[str]) -> str:
    """Names of roles; nothing for everybody."""
    return ", ".join(str(_ROLES.get(role, role)) for role in roles)
