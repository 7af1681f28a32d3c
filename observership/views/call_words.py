"""The words of a call for everybody: who may apply, the money, how places are given."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from observership.domain.call_phase import Phase
from observership.domain.eligibility import with_defaults
from observership.domain.funding import two_steps
from observership.models import Call
from observership.models.labels import LANGUAGE_LABELS
from passport.people.models.labels import ROLE_LABELS

PHASE_WORDS = {
    Phase.OPEN: gettext_lazy("Open now"),
    Phase.COMING: gettext_lazy("Opens later"),
    Phase.CLOSED: gettext_lazy("Closed"),
}
PHASE_TAGS = {Phase.OPEN: "good", Phase.COMING: "info", Phase.CLOSED: ""}


@dataclass(frozen=True)
class Money:
    """What one side gets: the whole, and the two steps."""

    for_whom: Any
    whole: int
    first: int
    second: int


@dataclass(frozen=True)
class Criterion:
    """What the committee scores, and how much it weighs in percent."""

    title: str
    percent: int


def role_words(codes: list[str]) -> list[Any]:
    """Roles in words, in the order given."""
    labels = {str(code): label for code, label in ROLE_LABELS.items()}
    return [labels.get(code, code) for code in codes]


def conditions(call: Call) -> list[str]:
    """What the rules of a call ask of an applicant, one sentence each."""
    asked: dict[str, Any] = with_defaults(call.eligibility)
    found = [*_emerging(asked["emerging_max"]), _language(asked["level"], asked["languages"])]
    if asked["letter"]:
        found.append(_("The head of your department supports the visit and gives you leave."))
    if asked["months_between"]:
        months = int(asked["months_between"])
        found.append(
            ngettext(
                "Your last observership ended at least %(n)s month ago.",
                "Your last observership ended at least %(n)s months ago.",
                months,
            )
            % {"n": months}
        )
    return found


def _emerging(most: int | None) -> list[str]:
    if most is None:
        return []
    return [
        ngettext(
            "Your centre gives CAR T therapy at most %(n)s time a year.",
            "Your centre gives CAR T therapy at most %(n)s times a year.",
            most,
        )
        % {"n": most}
    ]


def _language(level: str, codes: list[str]) -> str:
    if not codes:
        asked = _("You speak a language at %(level)s or better. Each host says which it needs.")
        return asked % {"level": level}
    names = ", ".join(str(LANGUAGE_LABELS.get(code, code)) for code in codes)
    said = {"level": level, "languages": names}
    return _("You speak one of these at %(level)s or better: %(languages)s.") % said


def money_of(call: Call) -> list[Money]:
    """What visitor and host get; nothing for a call without money."""
    sums = (
        (gettext_lazy("Visitor"), call.visitor_amount),
        (gettext_lazy("Host centre"), call.host_amount),
    )
    return [
        Money(side, amount, *two_steps(amount, call.first_step_percent))
        for side, amount in sums
        if amount
    ]


def criteria_of(call: Call) -> list[Criterion]:
    """The committee's criteria with their share of the score."""
    weights = [int(each.get("weight", 1)) for each in call.criteria]
    whole = sum(weights) or 1
    return [
        Criterion(str(each.get("title", "")), round(100 * weight / whole))
        for each, weight in zip(call.criteria, weights, strict=True)
    ]
