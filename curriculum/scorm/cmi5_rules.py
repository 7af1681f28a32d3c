"""The rules of cmi5 for statements that content sends, and for moving on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from curriculum.domain.package_results import Completed, Reason, Success, UnitOutcome
from curriculum.scorm.time_formats import moment_of, seconds_of_xapi_duration
from curriculum.scorm.xapi import Document, Json, activity_ids, demand, is_number, part

_ADL, _CMI5 = "http://adlnet.gov/expapi/verbs/", "https://w3id.org/xapi/adl/verbs/"
CONTEXT = "https://w3id.org/xapi/cmi5/context/"
CATEGORY, MOVE_ON = CONTEXT + "categories/cmi5", CONTEXT + "categories/moveon"
SESSION, MASTERY = CONTEXT + "extensions/sessionid", CONTEXT + "extensions/masteryscore"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
# cmi5 9.3.8 leaves the wait after Terminated to the platform.
GRACE = timedelta(seconds=30)


class Verb(StrEnum):
    """The verbs that cmi5 defines (9.3)."""

    LAUNCHED = _ADL + "launched"
    INITIALIZED = _ADL + "initialized"
    COMPLETED = _ADL + "completed"
    PASSED = _ADL + "passed"
    FAILED = _ADL + "failed"
    TERMINATED = _ADL + "terminated"
    ABANDONED = _CMI5 + "abandoned"
    WAIVED = _CMI5 + "waived"
    SATISFIED = _CMI5 + "satisfied"


OURS = {Verb.LAUNCHED, Verb.ABANDONED, Verb.WAIVED, Verb.SATISFIED}
JUDGED = {Verb.PASSED, Verb.FAILED}
VOIDED = _ADL + "voided"


class MoveOn(StrEnum):
    """When a unit is done with (cmi5 13.1.4)."""

    PASSED = "Passed"
    COMPLETED = "Completed"
    BOTH = "CompletedAndPassed"
    EITHER = "CompletedOrPassed"
    NOTHING = "NotApplicable"


@dataclass(frozen=True)
class Recorded:
    """A stored statement of the registration about this unit; `defined` is cmi5's own kind."""

    id: str
    verb: str
    session_id: str
    defined: bool
    content: Json
    stored_at: datetime


@dataclass(frozen=True)
class Cmi5Session:
    """One launch of one unit: what content was told, and what is stored so far.

    `recorded` are the statements of the whole registration about this unit, oldest first;
    `documents` the state documents of registration and unit by stateId.
    """

    home_page: str
    pseudonym: str
    registration: str
    activity_id: str
    publisher_id: str
    session_id: str
    move_on: str = MoveOn.NOTHING
    mastery: float | None = None
    launch_mode: str = "Normal"
    launch_parameters: str = ""
    return_url: str = ""
    language: str = "en"
    closed: bool = False
    recorded: tuple[Recorded, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)

    @property
    def actor(self) -> Json:
        """The pseudonym as an account, the only thing content learns of a person (cmi5 9.2)."""
        account = {"homePage": self.home_page, "name": self.pseudonym}
        return {"objectType": "Agent", "account": account}

    def said(self) -> list[Recorded]:
        """What content said in this session."""
        return [
            each
            for each in self.recorded
            if each.session_id == self.session_id and each.verb not in OURS
        ]


def is_defined(statement: Json) -> bool:
    """Whether a statement is one of cmi5's own (7.1.3): it has the cmi5 category."""
    return CATEGORY in activity_ids(statement, "category")


def check_statement(statement: Json, session: Cmi5Session, at: datetime) -> None:
    """XapiError 403 for a statement that breaks a rule of cmi5 sections 7 and 9."""
    verb = statement["verb"]["id"]
    demand(verb != VOIDED, 403, "content does not void statements (6.3)")
    demand(verb not in OURS, 403, "this verb is the platform's (9.3)")
    _check_template(statement, session)
    _check_order(statement, session, at)
    if is_defined(statement):
        demand(verb in set(Verb), 403, "not a verb of cmi5 (7.1.3)")
        demand(statement["object"]["id"] == session.activity_id, 403, "another activity (9.4)")
        _check_repeats(Verb(verb), session)
        _check_mode(Verb(verb), session)
        _check_result(Verb(verb), statement, session)


def _check_template(statement: Json, session: Cmi5Session) -> None:
    """Actor, registration, session and the lists of the context template (9.2, 9.6, 10)."""
    actor, context = statement["actor"], part(statement, "context")
    demand(actor.get("objectType", "Agent") == "Agent", 403, "the actor is an agent (9.2)")
    demand(actor.get("account") == session.actor["account"], 403, "another actor (9.2)")
    demand(context.get("registration") == session.registration, 403, "registration (9.6.1)")
    named = part(context, "extensions").get(SESSION)
    demand(named == session.session_id, 403, "session id (9.6.3.1)")
    grouping = activity_ids(statement, "grouping")
    demand(session.publisher_id in grouping, 403, "publisher id (9.6.2.3)")


def _check_order(statement: Json, session: Cmi5Session, at: datetime) -> None:
    """Initialized first, terminated last, by timestamp (9.3, 9.7)."""
    moment = moment_of(statement.get("timestamp"))
    demand(moment is not None, 403, "a timestamp is needed (9.7)")
    demand(moment is not None and not moment.utcoffset(), 403, "timestamps are UTC (9.7)")
    demand(not session.closed, 403, "the session was closed (9.3.6)")
    said = session.said()
    opened = [_moment(each) for each in said if each.defined and each.verb == Verb.INITIALIZED]
    begins = is_defined(statement) and statement["verb"]["id"] == Verb.INITIALIZED
    demand(bool(opened) or begins, 403, "initialized comes first (9.3.2)")
    demand(not opened or moment is None or moment >= opened[0], 403, "before initialized (9.3)")
    ended = [each for each in said if each.defined and each.verb == Verb.TERMINATED]
    for each in ended:
        late = moment is None or moment > _moment(each) or at > each.stored_at + GRACE
        demand(not late, 403, "terminated comes last (9.3.8)")
    _check_last(statement, said, moment)


def _check_last(statement: Json, said: Sequence[Recorded], moment: datetime | None) -> None:
    if is_defined(statement) and statement["verb"]["id"] == Verb.TERMINATED:
        before = all(moment is not None and _moment(each) <= moment for each in said)
        demand(before, 403, "terminated is dated before another statement (9.3.8)")


def _moment(recorded: Recorded) -> datetime:
    return moment_of(recorded.content.get("timestamp")) or recorded.stored_at


def _check_repeats(verb: Verb, session: Cmi5Session) -> None:
    """No verb twice in a session; one completed, one passed, no failed after it (9.3)."""
    here = {each.verb for each in session.said() if each.defined}
    ever = {each.verb for each in session.recorded if each.defined}
    demand(verb not in here, 403, "this verb was used in this session (9.3)")
    demand(verb not in JUDGED or not JUDGED & here, 403, "judged already (9.3)")
    once = {Verb.COMPLETED, Verb.PASSED}
    demand(verb not in once & ever, 403, "once in a registration only (9.3)")
    demand(verb is not Verb.FAILED or Verb.PASSED not in ever, 403, "failed after passed (9.3)")


def _check_mode(verb: Verb, session: Cmi5Session) -> None:
    plain = {Verb.INITIALIZED, Verb.TERMINATED}
    demand(session.launch_mode == "Normal" or verb in plain, 403, "nothing is recorded (10)")


_SUCCESS = {Verb.PASSED: True, Verb.FAILED: False}
_COMPLETION = {Verb.COMPLETED: True}
_TIMED = {Verb.TERMINATED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED}


def _check_result(verb: Verb, statement: Json, session: Cmi5Session) -> None:
    result = part(statement, "result")
    demand(result.get("success") is _SUCCESS.get(verb), 403, "success (9.5.2)")
    demand(result.get("completion") is _COMPLETION.get(verb), 403, "completion (9.5.3)")
    demand(verb not in _TIMED or "duration" in result, 403, "duration (9.5.4.1)")
    demand("score" not in result or verb in JUDGED, 403, "score (9.5.1)")
    judging = "success" in result or "completion" in result
    marked = MOVE_ON in activity_ids(statement, "category")
    demand(judging == marked, 403, "moveOn category (9.6.2.2)")
    progress = part(result, "extensions").get(PROGRESS)
    demand(progress is None or _is_percent(progress), 403, "progress (9.5.5.1)")
    if verb in JUDGED:
        _check_score(verb, statement, session)


def _is_percent(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100


def _check_score(verb: Verb, statement: Json, session: Cmi5Session) -> None:
    """A scaled score agrees with the mastery score and with the verb (9.3.4, 9.3.5, 9.5.1)."""
    score = part(part(statement, "result"), "score")
    demand("raw" not in score or {"min", "max"} <= set(score), 403, "raw needs bounds (9.5.1)")
    scaled = score.get("scaled")
    demand(scaled is None or 0 <= scaled <= 1, 403, "scaled is from 0 to 1 (9.5.1)")
    named = part(part(statement, "context"), "extensions").get(MASTERY)
    if named is not None:
        fits = is_number(named) and named == session.mastery
        demand(fits, 403, "another mastery score (9.6.3.2)")
    if session.mastery is None or scaled is None:
        return
    demand(named is not None, 403, "mastery score is missing (9.6.3.2)")
    reached = scaled >= session.mastery
    demand(reached is (verb is Verb.PASSED), 403, "score and verb disagree (9.3.4, 9.3.5)")


def move_on_met(move_on: str, verbs: Iterable[str]) -> bool:
    """Whether a unit is done with, given the verbs of cmi5's own statements (13.1.4).

    A waiver by the platform is always enough (9.3.7). An unknown word asks for both.
    """
    found = set(verbs)
    if Verb.WAIVED in found or move_on == MoveOn.NOTHING:
        return True
    completed, passed = Verb.COMPLETED in found, Verb.PASSED in found
    if move_on == MoveOn.EITHER:
        return completed or passed
    wants: dict[str, tuple[bool, ...]] = {
        MoveOn.PASSED: (passed,),
        MoveOn.COMPLETED: (completed,),
    }
    return all(wants.get(move_on, (completed, passed)))


def unit_outcome(key: str, move_on: str, recorded: Sequence[Recorded]) -> UnitOutcome:
    """What the statements of a registration say of one unit."""
    defined = [each for each in recorded if each.defined]
    verbs = {each.verb for each in defined}
    done = move_on_met(move_on, verbs)
    judged = [each for each in defined if each.verb in JUDGED]
    scores = [part(part(each.content, "result"), "score").get("scaled") for each in judged]
    seconds = sum(_seconds(each) for each in defined if each.verb == Verb.TERMINATED)
    started = Verb.INITIALIZED in verbs
    return UnitOutcome(
        key,
        _completed(done, started),
        _success(verbs),
        next((float(score) for score in reversed(scores) if score is not None), None),
        seconds,
        _reasons(verbs, done, started),
    )


def _completed(done: bool, started: bool) -> Completed:
    if done:
        return Completed.COMPLETED
    return Completed.INCOMPLETE if started else Completed.NOT_STARTED


def _success(verbs: set[str]) -> Success:
    if Verb.PASSED in verbs:
        return Success.PASSED
    return Success.FAILED if Verb.FAILED in verbs else Success.UNKNOWN


def _seconds(recorded: Recorded) -> int:
    duration = part(recorded.content, "result").get("duration", "")
    return int(seconds_of_xapi_duration(duration) or 0)


def _reasons(verbs: set[str], done: bool, started: bool) -> tuple[Reason, ...]:
    if Verb.WAIVED in verbs:
        return (Reason.WAIVED,)
    if not started:
        return () if done else (Reason.NEVER_OPENED,)
    found = [] if done else [Reason.MOVE_ON_NOT_MET]
    found += [Reason.SAYS_FAILED] if _success(verbs) is Success.FAILED else []
    found += [] if Verb.TERMINATED in verbs else [Reason.NEVER_TERMINATED]
    return tuple(found)
