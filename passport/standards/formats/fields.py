"""Cleans the values of a foreign file one by one, and says of each refusal where and why."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

LARGEST_FILE = 1_000_000
MOST_ROWS = 3_000
MOST_FINDINGS = 50
SLUG = re.compile(r"[A-Za-z0-9_-]{1,50}")
REQUIREMENT_KEY = re.compile(r"[A-Za-z0-9_.-]{1,80}")
GROUP_KEY = re.compile(r"[A-Za-z0-9_.-]{1,40}")
CODE = re.compile(r"[A-Z]{2,10}")
WHOLE = re.compile(r"[0-9]{1,5}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")
LINE_BREAK = re.compile(r"[\r\n]")


@dataclass(frozen=True)
class Finding:
    """What keeps a file out: the place in it, and one sentence with the rule and the remedy."""

    where: str
    sentence: str


class NotReadableError(ValueError):
    """A file that cannot be imported; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{each.where}: {each.sentence}" for each in findings))
        self.findings = findings


@dataclass
class Cleaner:
    """Cleans values, and remembers what it refused."""

    findings: list[Finding] = field(default_factory=list)

    def refuse(self, where: str, sentence: str) -> None:
        """Remember a refusal; beyond some tens nobody reads on."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(where, sentence))

    def stop_if_refused(self) -> None:
        """Raise what was found so far."""
        if self.findings:
            raise NotReadableError(self.findings)

    def text(
        self, where: str, value: object, *, longest: int, needed: bool = False, lines: bool = False
    ) -> str:
        """A text of bounded length without control characters."""
        if value is None:
            value = ""
        if not isinstance(value, str):
            self.refuse(where, _("This is not a text. Write it in quotation marks."))
            return ""
        if CONTROL.search(value) or (not lines and LINE_BREAK.search(value)):
            self.refuse(where, _("Hidden characters or line breaks stand here. Remove them."))
        elif len(value) > longest:
            self.refuse(
                where,
                _("The text has %(length)d characters, %(longest)d are allowed. Shorten it.")
                % {"length": len(value), "longest": longest},
            )
        elif needed and not value.strip():
            self.refuse(where, _("This is empty. Fill it in."))
        return value

    def key(self, where: str, value: object, pattern: re.Pattern[str] = SLUG) -> str:
        """A key of ours: letters, digits, hyphens, underscores, and points where allowed."""
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        self.refuse(
            where,
            _("This is not a key. Use letters, digits, points and hyphens, without spaces."),
        )
        return ""

    def choice(self, where: str, value: object, allowed: Collection[str]) -> str:
        """One of the words allowed."""
        if isinstance(value, str) and value in allowed:
            return value
        self.refuse(
            where,
            _("This word is not known. Use one of: %(words)s.")
            % {"words": ", ".join(sorted(allowed))},
        )
        return ""

    def choices(self, where: str, values: object, allowed: Collection[str]) -> tuple[str, ...]:
        """Several of the words allowed, each once."""
        if not isinstance(values, Iterable) or isinstance(values, str | dict):
            self.refuse(where, _("This is not a list. Write it in square brackets."))
            return ()
        words = list(values)
        cleaned = tuple(self.choice(where, word, allowed) for word in words)
        if len(set(cleaned)) != len(cleaned) and "" not in cleaned:
            self.refuse(where, _("A word stands here twice. Leave it in once."))
        return cleaned

    def whole(self, where: str, value: object, *, highest: int) -> int | None:
        """A whole number from 0, or nothing."""
        if value is None or value == "":
            return None
        if isinstance(value, str) and WHOLE.fullmatch(value):
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest:
            return value
        self.refuse(
            where,
            _("This is no such number. Write a whole one from 0 to %(highest)d, or nothing.")
            % {"highest": highest},
        )
        return None

    def day(self, where: str, value: object) -> date | None:
        """A day in the spelling 2026-11-21, or nothing."""
        if value is None or value == "":
            return None
        try:
            if not isinstance(value, str) or len(value) != len("2026-11-21"):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(where, _("This is no day. Write year-month-day, like 2026-11-21."))
            return None

    def truth(self, where: str, value: object) -> bool:
        """Yes or no; nothing is no."""
        known = {True: True, False: False, "yes": True, "no": False, "": False, None: False}
        if isinstance(value, bool | str | None) and value in known:
            return known[value]
        self.refuse(where, _("This is not understood. Write yes or no."))
        return False
