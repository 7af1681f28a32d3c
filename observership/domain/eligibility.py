"""Who is eligible in a call: one reason for each rule, met or not, with what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from observership.domain.candidates import Period, Spoken
from observership.domain.codes import Level, reaches
from passport.dates import Validity, days_left, earliest, is_after, latest


class Rule(StrEnum):
    """What is looked at, in this order."""

    ROLE = "role"
    EMERGING = "emerging"
    LANGUAGE = "language"
    DATES = "dates"
    LETTER = "letter"
    NOT_HOST = "not_host"
    PAUSE = "pause"


class Finding(StrEnum):
    """What was found under a rule."""

    MET = "met"
    UNKNOWN = "unknown"
    OTHER_ROLE = "other_role"
    TOO_MANY = "too_many"
    LEVEL = "level"
    OUTSIDE = "outside"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_SUPPORTED = "not_supported"
    NO_LEAVE = "no_leave"
    IS_HOST = "is_host"
    RECENT = "recent"


class Remedy(StrEnum):
    """What the applicant can do about it."""

    NOTHING = "nothing"
    ANSWER = "answer"
    CHANGE = "change"
    ASK_AGAIN = "ask_again"
    NEXT_CALL = "next_call"


REMEDIES: Mapping[Finding, Remedy] = {
    Finding.MET: Remedy.NOTHING,
    Finding.UNKNOWN: Remedy.ANSWER,
    Finding.OTHER_ROLE: Remedy.NEXT_CALL,
    Finding.TOO_MANY: Remedy.NEXT_CALL,
    Finding.LEVEL: Remedy.CHANGE,
    Finding.OUTSIDE: Remedy.CHANGE,
    Finding.TOO_SHORT: Remedy.CHANGE,
    Finding.TOO_LONG: Remedy.CHANGE,
    Finding.NOT_SUPPORTED: Remedy.ASK_AGAIN,
    Finding.NO_LEAVE: Remedy.ASK_AGAIN,
    Finding.IS_HOST: Remedy.NEXT_CALL,
    Finding.RECENT: Remedy.NEXT_CALL,
}


@dataclass(frozen=True)
class Reason:
    """A rule, what was found, and what can be done; `code` is how events keep it."""

    rule: Rule
    finding: Finding

    @property
    def met(self) -> bool:
        """Whether the rule holds."""
        return self.finding is Finding.MET

    @property
    def remedy(self) -> Remedy:
        """What the applicant can do."""
        return REMEDIES[self.finding]

    @property
    def code(self) -> str:
        """Rule and finding in one word."""
        return f"{self.rule}:{self.finding}"


@dataclass(frozen=True)
class Rules:
    """The settings of a call. Without `emerging_max` every centre may apply.

    With `languages` one of them is asked for, else any language. `months_between` 0 asks for no
    pause since the last visit.
    """

    roles: frozenset[str]
    visits: Period
    days_min: int
    days_max: int
    emerging_max: int | None = 20
    level: str = Level.B2
    languages: tuple[str, ...] = ()
    letter: bool = True
    months_between: int = 24


@dataclass(frozen=True)
class Facts:
    """What is known of an applicant; None for what was not answered."""

    role: str
    per_year: int | None
    languages: tuple[Spoken, ...]
    dates: tuple[Period, ...]
    length: int | None
    supports: bool | None
    gives_leave: bool | None
    is_host: bool
    last_visit_ended_on: date | None
    on: date


DEFAULTS: Mapping[str, object] = {
    "emerging_max": 20,
    "level": str(Level.B2),
    "languages": [],
    "letter": True,
    "months_between": 24,
}


def with_defaults(stored: Mapping[str, object]) -> dict[str, object]:
    """The settings of Call.eligibility: what is stored, and the default of everything else."""
    return {name: stored.get(name, value) for name, value in DEFAULTS.items()}


def assess(facts: Facts, rules: Rules) -> tuple[Reason, ...]:
    """One reason for each rule, in the order of Rule."""
    found = {
        Rule.ROLE: _role(facts, rules),
        Rule.EMERGING: _emerging(facts, rules),
        Rule.LANGUAGE: _language(facts, rules),
        Rule.DATES: _dates(facts, rules),
        Rule.LETTER: _letter(facts, rules),
        Rule.NOT_HOST: Finding.IS_HOST if facts.is_host else Finding.MET,
        Rule.PAUSE: _pause(facts, rules),
    }
    return tuple(Reason(rule, found[rule]) for rule in Rule)


def is_eligible(reasons: Iterable[Reason]) -> bool:
    """Whether every rule is met."""
    return all(reason.met for reason in reasons)


def is_reason(code: str) -> bool:
    """Whether an event's word is a reason of these rules."""
    rule, _, finding = code.partition(":")
    return rule in set(Rule) and finding in set(Finding)


def reason_of(code: str) -> Reason:
    """The reason that an event keeps; raises ValueError for other words."""
    rule, _, finding = code.partition(":")
    return Reason(Rule(rule), Finding(finding))


def last_reasons(kept: Iterable[Iterable[str]]) -> tuple[Reason, ...]:
    """What the rules said the last time, from the words of each move, oldest first.

    Other moves keep other words, such as "matching"; they are passed over.
    """
    said = [tuple(reason_of(code) for code in codes if is_reason(code)) for codes in kept]
    return next((reasons for reasons in reversed(said) if reasons), ())


def _role(facts: Facts, rules: Rules) -> Finding:
    if not facts.role:
        return Finding.UNKNOWN
    return Finding.MET if facts.role in rules.roles else Finding.OTHER_ROLE


def _emerging(facts: Facts, rules: Rules) -> Finding:
    if rules.emerging_max is None:
        return Finding.MET
    if facts.per_year is None:
        return Finding.UNKNOWN
    return Finding.MET if facts.per_year <= rules.emerging_max else Finding.TOO_MANY


def _language(facts: Facts, rules: Rules) -> Finding:
    if not facts.languages:
        return Finding.UNKNOWN
    spoken = [
        each for each in facts.languages if not rules.languages or each.code in rules.languages
    ]
    reached = any(reaches(each.level, rules.level) for each in spoken)
    return Finding.MET if reached else Finding.LEVEL


def _dates(facts: Facts, rules: Rules) -> Finding:
    length = facts.length
    if not facts.dates or length is None:
        return Finding.UNKNOWN
    if length < rules.days_min:
        return Finding.TOO_SHORT
    if length > rules.days_max:
        return Finding.TOO_LONG
    longest = max(days_inside(period, rules.visits) for period in facts.dates)
    return Finding.MET if longest >= length else Finding.OUTSIDE


def days_inside(period: Period, visits: Period) -> int:
    """How many days of a period lie among the days of visits; both ends count."""
    first = latest([period.first, visits.first])
    last = earliest([period.last, visits.last])
    return max(0, days_left(last, first) + 1) if first and last else 0


def _letter(facts: Facts, rules: Rules) -> Finding:
    if not rules.letter:
        return Finding.MET
    if facts.supports is None:
        return Finding.UNKNOWN
    if not facts.supports:
        return Finding.NOT_SUPPORTED
    return Finding.MET if facts.gives_leave else Finding.NO_LEAVE


def _pause(facts: Facts, rules: Rules) -> Finding:
    ended_on = facts.last_visit_ended_on
    if ended_on is None or not rules.months_between:
        return Finding.MET
    over = is_after(facts.on, Validity(months=rules.months_between).last_day(ended_on))
    return Finding.MET if over else Finding.RECENT
