"""What comes next in a placement, whose step it is and until when; every live one has a step."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from observership.domain.after_visit import opens_on
from observership.domain.codes import SIGNING_SIDES, Side
from observership.domain.lifecycle import PlacementState
from passport.dates import earliest, is_after, latest


class Step(StrEnum):
    """What somebody does next."""

    NAME_SUPERVISOR = "name_supervisor"
    CHOOSE_OBJECTIVES = "choose_objectives"
    NAME_HOME_HEAD = "name_home_head"
    SIGN = "sign"
    PREPARE_HOST = "prepare_host"
    NEW_DATES = "new_dates"
    LOOK_INTO = "look_into"
    PREPARE_TRAVEL = "prepare_travel"
    ARRIVE = "arrive"
    WRITE_LOG = "write_log"
    SIGN_OFF = "sign_off"
    WRITE_REPORT = "write_report"
    RATE = "rate"
    CLOSE = "close"
    RELEASE_FIRST = "release_first"
    RELEASE_SECOND = "release_second"
    PAY = "pay"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class NextStep:
    """A step: whose it is, the last day in time, and the first on which it can be done, if any."""

    code: Step
    whose: tuple[Side, ...]
    due_on: date
    from_on: date | None = None


@dataclass(frozen=True)
class PlacementFacts:
    """What the next step of a placement depends on.

    `since` is the day of its last move. `supervisor` says that a member of today supervises.
    `signed` are the sides that signed the newest agreement.
    `host_open` and `trainee_open` count lines of the lists that are needed and not done.
    `log_days` are the visit's days that are not free, `logged` those that have an entry.
    `answered` says that the supervisor attested or refused to; `rated` are sides that did.
    `planned` are payment steps that wait for their release, `released_on` the day of the oldest
    release that is not paid. `follow_ups` are the days of those without an answer.
    """

    state: str
    since: date
    starts_on: date
    ends_on: date
    supervisor: bool = True
    objectives: int = 1
    home_head: bool = True
    signed: frozenset[str] = frozenset()
    host_open: int = 0
    trainee_open: int = 0
    log_days: tuple[date, ...] = ()
    logged: frozenset[date] = frozenset()
    answered: bool = False
    reported: bool = False
    rated: frozenset[str] = frozenset()
    planned: frozenset[int] = frozenset()
    released_on: date | None = None
    follow_ups: tuple[date, ...] = ()
    written_on: date | None = None


TRAINEE, HOST, COORDINATOR = (Side.TRAINEE,), (Side.HOST,), (Side.COORDINATOR,)
BOTH = (Side.TRAINEE, Side.HOST)


def next_step(facts: PlacementFacts, on: date) -> NextStep | None:
    """What comes next; None only after the end of a placement."""
    return next(iter(steps(facts, on)), None)


def steps(facts: PlacementFacts, on: date) -> tuple[NextStep, ...]:
    """Everything that waits for somebody on a day, the next one first."""
    state = PlacementState(facts.state)
    if state is PlacementState.PREPARING:
        found = _preparing(facts, on)
    elif state is PlacementState.AGREED:
        found = _agreed(facts)
    elif state is PlacementState.UNDERWAY:
        found = _underway(facts, on)
    elif state is PlacementState.REPORTING:
        found = _reporting(facts)
    else:
        found = _over(facts) if state is PlacementState.CLOSED else []
    return (*found, *_money(facts, state))


def sign_by(since: date, starts_on: date) -> date:
    """14 days after the opening or 21 before the visit, yet never less than 3 days from then."""
    return _at_least(since, earliest([_after(since, 14), _after(starts_on, -21)]))


def lists_by(since: date, starts_on: date) -> date:
    """A week before the visit, yet never less than 3 days from the opening."""
    return _at_least(since, _after(starts_on, -7))


def _preparing(facts: PlacementFacts, on: date) -> list[NextStep]:
    """Supervisor, objectives, signatures, the host's list; then the travel list."""
    if is_after(on, facts.starts_on):
        return [NextStep(Step.NEW_DATES, COORDINATOR, _after(facts.starts_on, 3))]
    due, later = sign_by(facts.since, facts.starts_on), lists_by(facts.since, facts.starts_on)
    anew = latest([facts.since, facts.written_on or facts.since]) or facts.since
    sign = sign_by(anew, facts.starts_on)
    unsigned = tuple(side for side in SIGNING_SIDES if side not in facts.signed)
    named = facts.home_head or Side.HOME in facts.signed
    waits = [
        (not facts.supervisor, NextStep(Step.NAME_SUPERVISOR, HOST, due)),
        (facts.objectives == 0, NextStep(Step.CHOOSE_OBJECTIVES, BOTH, due)),
        (not named, NextStep(Step.NAME_HOME_HEAD, COORDINATOR, due)),
        (bool(unsigned), NextStep(Step.SIGN, unsigned, sign)),
        (facts.host_open > 0, NextStep(Step.PREPARE_HOST, HOST, later)),
        (facts.trainee_open > 0, NextStep(Step.PREPARE_TRAVEL, TRAINEE, later)),
    ]
    found = [step for waiting, step in waits if waiting]
    return found or [NextStep(Step.LOOK_INTO, COORDINATOR, due)]


def _agreed(facts: PlacementFacts) -> list[NextStep]:
    """A supervisor where nobody is one any more, lines that are open, and the first day."""
    due = lists_by(facts.since, facts.starts_on)
    waits = [
        (not facts.supervisor, NextStep(Step.NAME_SUPERVISOR, HOST, due)),
        (facts.host_open > 0, NextStep(Step.PREPARE_HOST, HOST, due)),
        (facts.trainee_open > 0, NextStep(Step.PREPARE_TRAVEL, TRAINEE, due)),
        (True, NextStep(Step.ARRIVE, TRAINEE, facts.starts_on)),
    ]
    return [step for waiting, step in waits if waiting]


def _underway(facts: PlacementFacts, on: date) -> list[NextStep]:
    """The oldest day without an entry; when all have one, what ends the visit."""
    unwritten = earliest([day for day in facts.log_days if day not in facts.logged])
    if unwritten is None or is_after(on, facts.ends_on):
        return _ending(facts)
    log = NextStep(Step.WRITE_LOG, TRAINEE, unwritten)
    name = NextStep(Step.NAME_SUPERVISOR, HOST, facts.ends_on)
    return [log] if facts.supervisor or facts.answered else [name, log]


def _reporting(facts: PlacementFacts) -> list[NextStep]:
    return [*_ending(facts), *_ratings(facts)]


def _ending(facts: PlacementFacts) -> list[NextStep]:
    """The supervisor's attestation, for which the host first has one, and the report."""
    attest = Step.SIGN_OFF if facts.supervisor else Step.NAME_SUPERVISOR
    waits = [
        (not facts.answered, NextStep(attest, HOST, _after(facts.ends_on, 7))),
        (not facts.reported, NextStep(Step.WRITE_REPORT, TRAINEE, _after(facts.ends_on, 14))),
    ]
    found = [step for waiting, step in waits if waiting]
    return found or [NextStep(Step.CLOSE, COORDINATOR, _after(facts.ends_on, 21))]


def _ratings(facts: PlacementFacts) -> list[NextStep]:
    unrated = tuple(side for side in BOTH if side not in facts.rated)
    return [NextStep(Step.RATE, unrated, _after(facts.ends_on, 14))] if unrated else []


def _over(facts: PlacementFacts) -> list[NextStep]:
    """Ratings that are not in, and the next follow-up."""
    due = earliest(list(facts.follow_ups))
    follow_up = [NextStep(Step.FOLLOW_UP, TRAINEE, due, opens_on(due))] if due else []
    return [*_ratings(facts), *follow_up]


def _money(facts: PlacementFacts, state: PlacementState) -> list[NextStep]:
    """Payments that a coordinator releases or makes; a closed visit waits for no report."""
    waits = []
    if state is not PlacementState.PREPARING and 1 in facts.planned:
        waits.append(NextStep(Step.RELEASE_FIRST, COORDINATOR, _after(facts.since, 7)))
    settled = facts.reported or state is PlacementState.CLOSED
    if settled and 2 in facts.planned:
        waits.append(NextStep(Step.RELEASE_SECOND, COORDINATOR, _after(facts.ends_on, 21)))
    if facts.released_on is not None:
        waits.append(NextStep(Step.PAY, COORDINATOR, _after(facts.released_on, 30)))
    return waits


def whose_turn(found: Collection[NextStep], side: str) -> tuple[NextStep, ...]:
    """The steps of one side, in order."""
    return tuple(step for step in found if side in step.whose)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _at_least(since: date, due_on: date | None) -> date:
    """A day, but never less than three days from another one."""
    least = _after(since, 3)
    return latest([least, due_on or least]) or least
