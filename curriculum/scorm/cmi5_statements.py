"""The statements that the platform itself makes about a cmi5 unit, and no content may make."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from curriculum.scorm.cmi5 import launch_data
from curriculum.scorm.cmi5_rules import (
    CATEGORY,
    CONTEXT,
    MASTERY,
    MOVE_ON,
    Cmi5Session,
    Verb,
)
from curriculum.scorm.cmi5_satisfied import Whole, publisher_of
from curriculum.scorm.time_formats import duration_of
from curriculum.scorm.xapi import Json, StatementKept

_EXTENSIONS = CONTEXT + "extensions/"
_REASON = "https://w3id.org/xapi/cmi5/result/extensions/reason"


def launched(session: Cmi5Session, at: datetime, *, address: str) -> StatementKept:
    """Made before a unit opens (cmi5 9.3.1); `address` is the unit's, without parameters."""
    extensions: Json = {
        _EXTENSIONS + "launchmode": session.launch_mode,
        _EXTENSIONS + "launchurl": address,
        _EXTENSIONS + "moveon": session.move_on,
        _EXTENSIONS + "launchparameters": session.launch_parameters,
    }
    if session.mastery is not None:
        extensions[MASTERY] = session.mastery
    return _kept(Verb.LAUNCHED, session, at, extensions=extensions)


def abandoned(session: Cmi5Session, at: datetime) -> StatementKept:
    """Made when a session ended without Terminated (9.3.6); its duration runs from Launched to
    the last thing that content said (9.5.4.2)."""
    begun = next(
        each.stored_at
        for each in session.recorded
        if each.verb == Verb.LAUNCHED and each.session_id == session.session_id
    )
    ended = max([begun, *(each.stored_at for each in session.said())])
    seconds = Decimal(str((ended - begun).total_seconds()))
    return _kept(Verb.ABANDONED, session, at, result={"duration": duration_of(seconds)})


def waived(session: Cmi5Session, at: datetime, *, reason: str) -> StatementKept:
    """Made when a unit need not be done (9.3.7); `reason` is one of 9.5.5.2, for example
    "Tested Out"; the session id must be a fresh one."""
    result = {"success": True, "completion": True, "extensions": {_REASON: reason}}
    return _kept(Verb.WAIVED, session, at, result=result)


def satisfied(session: Cmi5Session, at: datetime, *, whole: Whole, own_id: str) -> StatementKept:
    """Made when every unit of a block or course was moved on from (9.3.9).

    `own_id` is the platform's id of it; the session is that of the unit which was the last.
    """
    target = {"id": own_id, "definition": {"type": whole.kind}}
    about = replace(session, publisher_id=publisher_of(whole, own_id))
    return _kept(Verb.SATISFIED, about, at, target=target)


def needs_abandoning(session: Cmi5Session) -> bool:
    """Whether a session was launched and neither terminated nor abandoned."""
    verbs = {each.verb for each in session.recorded if each.session_id == session.session_id}
    return Verb.LAUNCHED in verbs and not verbs & {Verb.TERMINATED, Verb.ABANDONED}


def _kept(
    verb: Verb,
    session: Cmi5Session,
    at: datetime,
    *,
    result: Json | None = None,
    extensions: Json | None = None,
    target: Json | None = None,
) -> StatementKept:
    """A statement whose id follows from what it is, so that a repeated job makes no second."""
    target = target or {"id": session.activity_id}
    name = str(uuid5(NAMESPACE_URL, f"{session.session_id} {verb} {target['id']}"))
    content: Json = {
        "id": name,
        "actor": session.actor,
        "verb": {"id": verb.value, "display": {"en": verb.name.lower()}},
        "object": {"objectType": "Activity", **target},
        "context": _context(session, verb, extensions or {}),
        "timestamp": at.isoformat(),
        "stored": at.isoformat(),
        "version": "1.0.0",
    }
    return StatementKept(name, verb.value, {**content, **({"result": result} if result else {})})


def _context(session: Cmi5Session, verb: Verb, extensions: Json) -> Json:
    template: Json = launch_data(session)["contextTemplate"]
    category = [{"id": CATEGORY}, *([{"id": MOVE_ON}] if verb is Verb.WAIVED else [])]
    return {
        **template,
        "contextActivities": {**template["contextActivities"], "category": category},
        "extensions": {**template["extensions"], **extensions},
    }
