"""Makes cmi5 sessions and statements as content would send them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from curriculum.scorm.cmi5 import answer, launch_data, recorded_of
from curriculum.scorm.cmi5_rules import (
    CATEGORY,
    MASTERY,
    MOVE_ON,
    Cmi5Session,
    Verb,
)
from curriculum.scorm.xapi import StatementKept, XapiAnswer, XapiRequest

AT = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
HEADERS = {"x-experience-api-version": "1.0.3", "content-type": "application/json"}
JUDGING = {Verb.COMPLETED, Verb.PASSED, Verb.FAILED}
RESULTS = {
    Verb.COMPLETED: {"completion": True, "duration": "PT5M"},
    Verb.PASSED: {"success": True, "duration": "PT5M"},
    Verb.FAILED: {"success": False, "duration": "PT5M"},
    Verb.TERMINATED: {"duration": "PT10M"},
}


def session(**changes) -> Cmi5Session:
    """A session of a unit at its start."""
    first = Cmi5Session(
        home_page="https://passport.example.org",
        pseudonym="p-4711",
        registration="760e3480-ba55-4991-94b0-01820dbd23a2",
        activity_id="https://passport.example.org/units/1",
        publisher_id="https://partner.example.com/units/one",
        session_id="s-1",
        move_on="CompletedOrPassed",
    )
    return replace(first, **changes)


def statement(verb: str, now: Cmi5Session, *, second: int = 0, defined: bool = True, **changes):
    """A statement that keeps all rules; changes replace its parts, None removes one."""
    context = json.loads(json.dumps(launch_data(now)["contextTemplate"]))
    category = [{"id": CATEGORY}] if defined else []
    category += [{"id": MOVE_ON}] if defined and verb in JUDGING else []
    context["contextActivities"]["category"] = category
    if now.mastery is not None and verb in (Verb.PASSED, Verb.FAILED):
        context["extensions"][MASTERY] = now.mastery
    made = {
        "id": str(uuid5(NAMESPACE_URL, f"{now.session_id} {verb} {second} {defined}")),
        "actor": now.actor,
        "verb": {"id": str(verb)},
        "object": {"id": now.activity_id},
        "context": context,
        "timestamp": (AT + timedelta(seconds=second)).isoformat(),
    }
    if defined and verb in RESULTS:
        made["result"] = dict(RESULTS[Verb(verb)])
    return {name: value for name, value in {**made, **changes}.items() if value is not None}


def with_result(verb: str, now: Cmi5Session, *, second: int = 0, **result):
    """A statement with more in its result, or less where a value is None."""
    made = statement(verb, now, second=second)
    merged = {**made.get("result", {}), **result}
    return {**made, "result": {name: value for name, value in merged.items() if value is not None}}


def post(content: object, now: Cmi5Session, *, second: int = 60) -> XapiAnswer:
    """What the platform answers to a posted statement or batch."""
    at = AT + timedelta(seconds=second)
    body = json.dumps(content).encode()
    return answer(XapiRequest("POST", "statements", at, {}, HEADERS, body), now)


def after(now: Cmi5Session, given: XapiAnswer, *, second: int = 60) -> Cmi5Session:
    """The session once the facts of an answer are stored."""
    at = AT + timedelta(seconds=second)
    kept = [recorded_of(each, at) for each in given.facts if isinstance(each, StatementKept)]
    return replace(now, recorded=(*now.recorded, *kept))
