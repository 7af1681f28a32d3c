"""The words in which a pack says states, kinds of evidence, roles and scopes."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import lru_cache, wraps

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from credentials.domain.coverage import Standing
from credentials.domain.pack import Scope
from passport.people.domain.roles import Profession, Role
from passport.people.models.labels import PROFESSION_LABELS, ROLE_LABELS
from passport.standards.models import EvidenceKind

TONES = {
    Standing.MET: "good",
    Standing.RENEWAL_DUE: "attention",
    Standing.PARTIAL: "attention",
    Standing.EXPIRED: "stop",
    Standing.UNMET: "",
}


def said_once(words: Callable[..., str]) -> Callable[..., str]:
    """Decorator: the same question in the same language is answered from memory.

    A pack asks for the same few hundred words tens of thousands of times.
    """

    @lru_cache(maxsize=4096)
    def known(language: str | None, *asked: Hashable) -> str:
        return words(*asked)

    @wraps(words)
    def said(*asked: Hashable) -> str:
        return known(get_language(), *asked)

    return said


def day_words(value: date | str | None) -> str:
    """A day in words; takes an ISO string too."""
    if not value:
        return ""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return date_format(day, "j F Y")


@said_once
def short_day(value: str) -> str:
    """A day as it fits a narrow column."""
    return date_format(date.fromisoformat(value), "j M Y")


@said_once
def state_words(standing: Standing, last_day: str | None) -> str:
    """Where a requirement stands of which something was shown, with its last valid day."""
    day = short_day(last_day) if last_day else ""
    if standing is Standing.MET:
        return _("In force until %(day)s") % {"day": day} if day else _("In force")
    if standing is Standing.RENEWAL_DUE:
        return _("Renewal due since %(day)s") % {"day": day}
    if standing is Standing.EXPIRED:
        return _("Expired on %(day)s") % {"day": day}
    return _("Shown in part") if standing is Standing.PARTIAL else _("Not in force")


@said_once
def standing_words(standing: Standing, shown: bool) -> str:
    """Where a requirement stands, in a word or two; `shown` when there is anything to see."""
    return {
        Standing.MET: _("In force"),
        Standing.RENEWAL_DUE: _("Renewal due"),
        Standing.PARTIAL: _("Shown in part"),
        Standing.EXPIRED: _("Expired"),
        Standing.UNMET: _("Not in force") if shown else _("Not yet shown"),
    }[standing]


@said_once
def kind_words(kind: str) -> str:
    """In which way something was shown."""
    if kind == "completion":
        return _("Module completed")
    if kind == "recognition":
        return _("Prior learning recognised")
    if kind == "visited":
        return _("Watched during an observership")
    return str(EvidenceKind(kind).label) if kind in EvidenceKind.values else kind


@said_once
def title_words(title: str, reviewed: bool) -> str:
    """What was shown, and that no clinician reviewed it."""
    if reviewed:
        return title
    return _("%(title)s (not clinically reviewed)") % {"title": title}


@said_once
def time_words(minutes: int) -> str:
    """A duration as it fits a narrow column."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)d min") % {"n": rest}
    return _("%(hours)d h %(rest)02d") % {"hours": hours, "rest": rest}


@said_once
def role_words(code: str) -> str:
    """The label of a role; some people have none at a centre."""
    return str(ROLE_LABELS[Role(code)]) if code else _("No role given")


def roles_words(codes: Iterable[str]) -> str:
    """Labels of roles in a row."""
    return ", ".join(role_words(code) for code in codes)


@said_once
def profession_words(profession: str) -> str:
    """The label of a profession."""
    return str(PROFESSION_LABELS[Profession(profession)]) if profession else ""


def scope_words(scope: Scope) -> str:
    """Whom a pack is about."""
    roles = roles_words(scope.roles) or _("All roles")
    unit = _("unit %(unit)s") % {"unit": scope.unit} if scope.unit else _("all units")
    return f"{roles}; {unit}"


def people_words(count: int) -> str:
    """How many people."""
    return ngettext("%(n)d person", "%(n)d people", count) % {"n": count}


def left_words(count: int) -> str:
    """What a pack says of people who left since its day; empty when nobody did."""
    if not count:
        return ""
    words = ngettext(
        "%(n)d person who belonged to the centre on that day has left since and is not included.",
        "%(n)d people who belonged to the centre on that day have left since and are not included.",
        count,
    )
    return words % {"n": count}


def edition_words(title: str, edition: str) -> str:
    """A standard with its edition."""
    return _("%(framework)s, edition %(edition)s") % {"framework": title, "edition": edition}


def mapped_words(title: str, edition: str) -> str:
    """What the evidence is mapped to, and that nobody is certified by it."""
    words = _(
        "Evidence mapped to %(framework)s, edition %(edition)s. It says what people have shown;"
        " it certifies neither them nor the centre."
    )
    return words % {"framework": title, "edition": edition}
