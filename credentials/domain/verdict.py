"""What a verifier is told about a passport on a day, with the least that proves the claim."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credentials.domain.edition import EditionContent, StampContent
from passport.dates import DayState, day_state, last_grace_day


class VerdictState(StrEnum):
    """The named answers; offline and throttled are said by our own scan page and limits."""

    VALID = "valid"
    UPDATE_DUE = "update_due"
    EXPIRED = "expired"
    PAUSED = "paused"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"
    ALTERED = "altered"
    OFFLINE = "offline"
    THROTTLED = "throttled"


_OF_DAY = {
    DayState.VALID: VerdictState.VALID,
    DayState.RENEWAL_DUE: VerdictState.UPDATE_DUE,
    DayState.EXPIRED: VerdictState.EXPIRED,
}
IN_FORCE = frozenset({VerdictState.VALID, VerdictState.UPDATE_DUE})


@dataclass(frozen=True)
class Facts:
    """What is known when somebody checks.

    `open` is false for a code that is closed, ran out or was never given; `content` is None when
    the edition does not match its seal.
    """

    open: bool
    content: EditionContent | None = None
    withdrawn: VerdictState | None = None
    replaced_on: date | None = None


@dataclass(frozen=True)
class PracticeVerdict:
    """Practice observed at a centre, as a verifier sees it."""

    centre: str
    state: VerdictState
    expires_on: date


@dataclass(frozen=True)
class StampVerdict:
    """One stamp as a verifier sees it; `practice` by centre.

    `update_due_on`: by when a change of the product's label is to be relearned; the stamp holds.
    A visit has no last day.
    """

    key: str
    kind: str
    title: str
    state: VerdictState
    expires_on: date | None
    practice: tuple[PracticeVerdict, ...] = ()
    update_due_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer; what is not disclosed in a state stays empty."""

    state: VerdictState
    number: str = ""
    name: str = ""
    profession: str = ""
    expires_on: date | None = None
    grace_until: date | None = None
    replaced_on: date | None = None
    stamps: tuple[StampVerdict, ...] = ()
    demonstration: bool = False
    edition: int | None = None

    @property
    def expired_stamps(self) -> int:
        """How many stamps ran out while the passport holds."""
        return sum(stamp.state is VerdictState.EXPIRED for stamp in self.stamps)

    @property
    def updates_due(self) -> int:
        """How many product stamps wait for an update while they hold."""
        return sum(stamp.update_due_on is not None for stamp in self.stamps)


def stamp_state(stamp: StampContent, on: date) -> VerdictState:
    """Where one stamp stands on a day; one without a last day holds for good."""
    if not stamp["expires_on"]:
        return VerdictState.VALID
    last_day = date.fromisoformat(stamp["expires_on"])
    return _OF_DAY[day_state(last_day, on, stamp["grace_days"])]


def last_day_of(stamp: StampContent) -> date | None:
    """Last valid day of a stamp; None for what took place for good."""
    return date.fromisoformat(stamp["expires_on"]) if stamp["expires_on"] else None


def update_due_on(stamp: StampContent, on: date) -> date | None:
    """By when the first change of a product's label is to be relearned; None when none is."""
    if stamp_state(stamp, on) not in IN_FORCE:
        return None
    days = [each["due_on"] for product in stamp["products"] for each in product["updates"]]
    return date.fromisoformat(min(days)) if days else None


def practice_of(stamp: StampContent, on: date) -> tuple[PracticeVerdict, ...]:
    """Where each line of observed practice stands on a day."""
    return tuple(
        PracticeVerdict(
            centre=line["centre"],
            state=_OF_DAY[day_state(last_day, on, line["grace_days"])],
            expires_on=last_day,
        )
        for line in stamp["practice"]
        for last_day in [date.fromisoformat(line["expires_on"])]
    )


def content_state(content: EditionContent, on: date) -> VerdictState:
    """Where an edition stands on a day: as its earliest stamp does."""
    return _OF_DAY[day_state(date.fromisoformat(content["expires_on"]), on, _grace(content))]


def _grace(content: EditionContent) -> int:
    """Days of grace of the stamp that ends the passport."""
    last = content["expires_on"]
    return min(
        (stamp["grace_days"] for stamp in content["stamps"] if stamp["expires_on"] == last),
        default=0,
    )


def _stamps(content: EditionContent, on: date) -> tuple[StampVerdict, ...]:
    """Stamps in force first, each in the order of the passport."""
    found = [
        StampVerdict(
            key=stamp["key"],
            kind=stamp["kind"],
            title=stamp["title"],
            state=stamp_state(stamp, on),
            expires_on=last_day_of(stamp),
            practice=practice_of(stamp, on) if stamp["practice"] else (),
            update_due_on=update_due_on(stamp, on) if stamp["products"] else None,
        )
        for stamp in content["stamps"]
    ]
    return tuple(sorted(found, key=lambda stamp: stamp.state not in IN_FORCE))


def _dated(content: EditionContent, on: date) -> Verdict:
    """The answer for a passport that stands: its day decides."""
    expires_on = date.fromisoformat(content["expires_on"])
    return Verdict(
        state=content_state(content, on),
        number=content["number"],
        name=content["holder"]["name"],
        profession=content["profession"],
        expires_on=expires_on,
        grace_until=last_grace_day(expires_on, _grace(content)),
        stamps=_stamps(content, on),
        demonstration=content["demonstration"],
        edition=content["edition"],
    )


def decide(facts: Facts, on: date) -> Verdict:
    """The answer: unknown, then altered, then what the issuer and the holder did, then the day."""
    if not facts.open:
        return Verdict(state=VerdictState.UNKNOWN)
    if facts.content is None:
        return Verdict(state=VerdictState.ALTERED)
    state = facts.withdrawn or (VerdictState.SUPERSEDED if facts.replaced_on else None)
    if state is None:
        return _dated(facts.content, on)
    return Verdict(
        state=state,
        number=facts.content["number"],
        name=facts.content["holder"]["name"],
        profession=facts.content["profession"],
        replaced_on=facts.replaced_on if state is VerdictState.SUPERSEDED else None,
        demonstration=facts.content["demonstration"],
    )
