"""What a centre sees of one of its people: exactly these fields, and no others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from credentials.domain.edition import EditionContent, StampContent
from credentials.domain.matrix import LOCAL, Cell
from credentials.domain.verdict import Facts, VerdictState, decide, stamp_state
from credentials.queries.attestations import Attested
from credentials.queries.dossier import Line, Shown
from credentials.queries.recognitions import Recognised
from credentials.rendering.coverage import mark_of, role_name
from credentials.rendering.holder_page import STAMP_STATES
from credentials.rendering.words import Words, words_for
from curriculum.api import ObservedRecord
from passport.dates import is_after, local_day
from passport.people.domain.roles import Profession
from passport.people.models.labels import PROFESSION_LABELS
from passport.people.queries.centres import Member
from passport.standards.models import EvidenceKind
from passport.ui.charts import Mark, mark_words

TONES = {
    Mark.VALID: "good",
    Mark.SOON: "attention",
    Mark.PART: "info",
    Mark.EXPIRED: "stop",
    Mark.MISSING: "stop",
}


@dataclass(frozen=True)
class Head:
    """Who it is, at this centre."""

    name: str
    profession: str
    roles: tuple[str, ...]
    unit: str
    since: date


@dataclass(frozen=True)
class DrawnStamp:
    """A stamp as it is drawn."""

    kind: str
    title: str
    state: str
    earned_on: str
    expires_on: str


@dataclass(frozen=True)
class StampModule:
    """A module behind a stamp."""

    code: str
    title: str
    release: int
    version: str
    language: str
    completed_on: str


@dataclass(frozen=True)
class StampClause:
    """A verified clause number."""

    framework: str
    edition: str
    number: str


@dataclass(frozen=True)
class StampRequirement:
    """A requirement that a stamp supports."""

    key: str
    label: str
    strength: str
    clauses: tuple[StampClause, ...]


@dataclass(frozen=True)
class StampContents:
    """What a stamp rests on."""

    minutes: int
    modules: tuple[StampModule, ...]
    requirements: tuple[StampRequirement, ...]


@dataclass(frozen=True)
class ShownStamp:
    """A stamp and what it opens to."""

    stamp: DrawnStamp
    content: StampContents


@dataclass(frozen=True)
class ShownPassport:
    """A passport as of a day: its number, what a check would say, its stamps."""

    number: str
    words: Words
    stamps: tuple[ShownStamp, ...]


@dataclass(frozen=True)
class Proof:
    """One thing that shows a requirement."""

    kind: str
    title: str
    version: str
    language: str
    minutes: int
    on: date
    by: str
    place: str
    reviewed: bool


@dataclass(frozen=True)
class ShownLine:
    """One requirement, in which state, until when, shown by what."""

    label: str
    number: str
    state: str
    tone: str
    last_day: date | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class LineGroup:
    """Requirements of one group of a framework."""

    title: str
    in_force: int
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True)
class ShownTask:
    """An observed task, signed at this centre."""

    title: str
    version: str
    minutes: int
    on: date
    by: str
    reviewed: bool


@dataclass(frozen=True)
class PersonSheet:
    """Everything on the page of one person."""

    head: Head
    passport: ShownPassport | None
    groups: tuple[LineGroup, ...]
    local: tuple[ShownLine, ...]
    tasks: tuple[ShownTask, ...]
    attested: tuple[Attested, ...]
    recognised: tuple[Recognised, ...]


def head_of(member: Member) -> Head:
    """Name, profession, roles and unit at this centre; no address."""
    return Head(
        name=member.name,
        profession=str(PROFESSION_LABELS[Profession(member.profession)]),
        roles=tuple(str(role_name(role)) for role in member.roles),
        unit=member.unit,
        since=member.since,
    )


def shown_passport(
    number: str, content: EditionContent | None, withdrawn: str | None, on: date
) -> ShownPassport:
    """A passport on a day; without stamps when its seal is broken."""
    change = VerdictState(withdrawn) if withdrawn else None
    verdict = decide(Facts(open=True, content=content, withdrawn=change), on)
    stamps = content["stamps"] if content else []
    return ShownPassport(number, words_for(verdict), tuple(_stamp(each, on) for each in stamps))


def _stamp(stamp: StampContent, on: date) -> ShownStamp:
    """Field by field: what another centre observed stays there."""
    drawn = DrawnStamp(
        kind=stamp["kind"],
        title=stamp["title"],
        state=STAMP_STATES[stamp_state(stamp, on)],
        earned_on=stamp["earned_on"],
        expires_on=stamp["expires_on"],
    )
    requirements = tuple(
        StampRequirement(
            each["key"],
            each["label"],
            each["strength"],
            tuple(StampClause(**clause) for clause in each["clauses"]),
        )
        for each in stamp["requirements"]
    )
    modules = tuple(StampModule(**each) for each in stamp["modules"])
    return ShownStamp(drawn, StampContents(stamp["minutes"], modules, requirements))


def shown_lines(lines: Iterable[Line], on: date) -> tuple[ShownLine, ...]:
    """Lines of a dossier in words."""
    words = mark_words()
    return tuple(
        _line(line, mark_of(Cell(line.standing, line.last_day), on), words) for line in lines
    )


def _line(line: Line, mark: Mark, words: dict[Mark, str]) -> ShownLine:
    return ShownLine(
        label=line.requirement_label,
        number=line.number,
        state=words[mark],
        tone=TONES[mark],
        last_day=line.last_day,
        proofs=tuple(_proof(each) for each in line.shown_by),
    )


def _proof(shown: Shown) -> Proof:
    """Of prior learning the number on the paper stays between holder and issuer."""
    return Proof(
        kind=_kind(shown.kind),
        title=shown.title,
        version=shown.version,
        language=shown.language,
        minutes=shown.minutes,
        on=shown.on,
        by=shown.by,
        place="" if shown.kind == "recognition" else shown.place,
        reviewed=shown.reviewed,
    )


def _kind(kind: str) -> str:
    names = {
        "completion": _("Module"),
        "observed": _("Observed task"),
        "visited": _("Observership"),
        "recognition": _("Prior learning"),
    }
    return names.get(kind) or str(EvidenceKind(kind).label)


def line_groups(
    titles: Sequence[tuple[str, str]], lines: Iterable[Line], on: date
) -> tuple[LineGroup, ...]:
    """Lines of a framework by its groups; what the centre itself asks is left out."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.group, []).append(line)
    groups = []
    for key, title in titles:
        if key != LOCAL and key in found:
            shown = shown_lines(found[key], on)
            in_force = sum(line.tone in {"good", "attention"} for line in shown)
            groups.append(LineGroup(title, in_force, shown))
    return tuple(groups)


def local_lines(lines: Iterable[Line], on: date) -> tuple[ShownLine, ...]:
    """Lines of what the centre itself asks."""
    return shown_lines((line for line in lines if line.group == LOCAL), on)


def tasks_at(centre_id: int, observed: Iterable[ObservedRecord], on: date) -> tuple[ShownTask, ...]:
    """Observed tasks that were signed at this centre up to a day, newest first."""
    found = [
        ShownTask(
            each.title,
            each.version,
            each.minutes,
            local_day(each.observed_at, settings.TIME_ZONE),
            each.assessor,
            each.reviewed,
        )
        for each in observed
        if each.centre_id == centre_id
    ]
    upto = [task for task in found if not is_after(task.on, on)]
    return tuple(sorted(upto, key=lambda task: task.on, reverse=True))
