"""Launches a cmi5 unit and answers what it asks: records in, answers and facts out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from curriculum.scorm import xapi
from curriculum.scorm.cmi5_rules import (
    SESSION,
    Cmi5Session,
    Recorded,
    check_statement,
    is_defined,
)
from curriculum.scorm.documents import preferences_answer, state_answer
from curriculum.scorm.time_formats import moment_of
from curriculum.scorm.xapi import (
    BATCH,
    STATEMENT_BYTES,
    Json,
    StatementKept,
    XapiAnswer,
    XapiError,
    XapiRequest,
    answered,
    demand,
)

LAUNCH_DATA = "LMS.LaunchData"
_FIXED = frozenset({LAUNCH_DATA})


@dataclass(frozen=True)
class FetchLink:
    """A fetch address that was recognised by its secret: until when it works, and if it did."""

    expires_at: datetime
    used: bool = False


def fetch_answer(method: str, link: FetchLink | None, at: datetime, *, token: str) -> XapiAnswer:
    """Answer of the fetch address (cmi5 8.2): the token once, by POST only.

    `link` is None for an unknown secret. Errors are told with status 200 and the codes of
    8.2.3.2. When `gives_token` says so, the caller marks the link used and stores the token's
    hash in the same transaction; content sends it as Basic authorization.
    """
    if method != "POST":
        return answered(405, {"error-code": "3", "error-text": "Use POST."}, Allow="POST")
    if link is None:
        return answered(200, {"error-code": "2", "error-text": "This address is unknown."})
    if not gives_token(method, link, at):
        text = "The authorization token has already been returned."
        return answered(200, {"error-code": "1", "error-text": text}, Cache_Control="no-store")
    return answered(200, {"auth-token": token}, Cache_Control="no-store")


def gives_token(method: str, link: FetchLink | None, at: datetime) -> bool:
    """Whether a call of the fetch address is the one that gets the token."""
    return method == "POST" and link is not None and not link.used and at <= link.expires_at


def launch_url(href: str, session: Cmi5Session, *, endpoint: str, fetch: str) -> str:
    """A unit's address with the five launch parameters behind its own query (cmi5 8.1)."""
    parts = urlsplit(href)
    given = urlencode(
        {
            "endpoint": endpoint,
            "fetch": fetch,
            "actor": answered(200, session.actor).body.decode(),
            "registration": session.registration,
            "activityId": session.activity_id,
        }
    )
    query = f"{parts.query}&{given}" if parts.query else given
    return urlunsplit((*parts[:3], query, parts.fragment))


def launch_data(session: Cmi5Session) -> Json:
    """The LMS.LaunchData document (cmi5 10), written before each launch."""
    data: Json = {
        "contextTemplate": _template(session),
        "launchMode": session.launch_mode,
        "moveOn": session.move_on,
        "launchParameters": session.launch_parameters,
    }
    if session.mastery is not None:
        data["masteryScore"] = session.mastery
    if session.return_url:
        data["returnURL"] = session.return_url
    return data


def _template(session: Cmi5Session) -> Json:
    return {
        "registration": session.registration,
        "contextActivities": {
            "grouping": [{"id": session.publisher_id, "objectType": "Activity"}],
            "category": [],
        },
        "extensions": {SESSION: session.session_id},
    }


def answer(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    """Answer one request of a unit whose token was recognised; facts are stored, then sent.

    Resources: about, statements, activities/state, agents/profile, activities, agents. Bounds:
    statements of 64 KiB in batches of 50, documents as in `documents`. Whatever is refused
    leaves no fact behind.
    """
    resource = _RESOURCES.get(request.resource.strip("/"))
    try:
        demand(resource is not None, 404, "no such resource")
        version = request.headers.get("x-experience-api-version", "")
        about = request.resource.strip("/") == "about"
        demand(about or version.startswith("1.0"), 400, "X-Experience-API-Version is missing")
        given = resource(request, session) if resource else answered(404)
    except XapiError as error:
        return answered(error.status, {"error": error.reason})
    return replace(given, body=b"") if request.method == "HEAD" else given


def _about(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    return answered(200, {"version": ["1.0.0", "1.0.1", "1.0.2", "1.0.3"]})


def _statements(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    if request.method == "PUT":
        return _put_statement(request, session)
    if request.method == "POST":
        return _post_statements(request, session)
    demand(request.method in ("GET", "HEAD"), 405, "no such method here")
    return _given_statements(request, session)


def _put_statement(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    """One statement under an id that content chose (xAPI 1.0.3 Communication 2.1.1)."""
    wanted = request.query.get("statementId")
    demand(xapi.is_uuid(wanted), 400, "statementId is a UUID")
    statement = xapi.checked(xapi.read_json(request.body, limit=STATEMENT_BYTES))
    named = str(statement.get("id", wanted)).lower()
    demand(named == str(wanted).lower(), 400, "statementId and id differ")
    return answered(204, facts=_stored([{**statement, "id": wanted}], request, session))


def _post_statements(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    """One statement or a batch, all or nothing (Communication 2.1.2)."""
    content = xapi.read_json(request.body, limit=STATEMENT_BYTES * BATCH)
    batch = content if isinstance(content, list) else [content]
    demand(0 < len(batch) <= BATCH, 413 if batch else 400, f"from 1 to {BATCH} statements")
    statements = [xapi.checked(each) for each in batch]
    demand(all(xapi.is_uuid(each.get("id")) for each in statements), 400, "an id is needed (9.1)")
    ids = [each["id"].lower() for each in statements]
    demand(len(set(ids)) == len(ids), 400, "one id twice in a batch")
    return answered(200, ids, facts=_stored(statements, request, session))


def _stored(
    statements: list[Json], request: XapiRequest, session: Cmi5Session
) -> tuple[StatementKept, ...]:
    """The statements that are new, each checked after those before it; 409 for a changed one."""
    new: list[StatementKept] = []
    for statement in statements:
        kept = _as_stored(statement, request.at)
        known = next((each for each in session.recorded if each.id == kept.id), None)
        if known is not None:
            demand(xapi.same(known.content, statement), 409, "this id says something else")
            continue
        check_statement(statement, session, request.at)
        new.append(kept)
        session = replace(session, recorded=(*session.recorded, recorded_of(kept, request.at)))
    return tuple(new)


def _as_stored(statement: Json, at: datetime) -> StatementKept:
    name, moment = statement["id"].lower(), at.isoformat()
    content = {"version": "1.0.0", "timestamp": moment, **statement, "id": name, "stored": moment}
    return StatementKept(name, statement["verb"]["id"], content)


def recorded_of(kept: StatementKept, at: datetime) -> Recorded:
    """A stored statement as later requests and rules see it; `at` is when it was stored."""
    named = xapi.part(xapi.part(kept.content, "context"), "extensions").get(SESSION, "")
    return Recorded(kept.id, kept.verb, str(named), is_defined(kept.content), kept.content, at)


def _given_statements(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    """Statements of this registration and unit only, whatever is asked (Communication 2.1.3)."""
    query = request.query
    if wanted := query.get("statementId"):
        found = next((each for each in session.recorded if each.id == wanted.lower()), None)
        demand(found is not None, 404, "no such statement")
        return answered(200, found.content if found else None, Last_Modified=_http(request.at))
    chosen = [each for each in session.recorded if _is_asked_for(each, query)]
    if query.get("ascending") != "true":
        chosen.reverse()
    limit = query.get("limit", "0")
    demand(limit.isdecimal() and limit.isascii() and len(limit) < 10, 400, "limit is a number")
    bounded = chosen[: int(limit) or None]
    content = {"statements": [each.content for each in bounded], "more": ""}
    consistent = {"X-Experience-API-Consistent-Through": request.at.isoformat()}
    given = answered(200, content)
    return replace(given, headers={**given.headers, **consistent})


def _http(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def _is_asked_for(recorded: Recorded, query: xapi.Mapping[str, str]) -> bool:
    equal = {
        "verb": recorded.verb,
        "registration": recorded.content.get("context", {}).get("registration"),
        "activity": recorded.content["object"].get("id"),
    }
    since, until = moment_of(query.get("since")), moment_of(query.get("until"))
    fits = all(query[name] == value for name, value in equal.items() if name in query)
    late = since is None or recorded.stored_at > since
    return fits and late and (until is None or recorded.stored_at <= until)


def _state(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    """State of this learner, unit and registration; any other is forbidden."""
    query = request.query
    demand(query.get("activityId") == session.activity_id, 403, "another activity")
    demand(query.get("registration") == session.registration, 403, "another registration")
    agent = xapi.read_json(query.get("agent", "").encode(), limit=2_000)
    mine = isinstance(agent, dict) and agent.get("account") == session.actor["account"]
    demand(mine, 403, "another agent")
    return state_answer(request, session.documents, fixed=_FIXED)


def _profile(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    return preferences_answer(request, session.language)


def _activity(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    demand(request.method in ("GET", "HEAD"), 405, "no such method here")
    demand(request.query.get("activityId") == session.activity_id, 404, "no such activity")
    return answered(200, {"objectType": "Activity", "id": session.activity_id})


def _person(request: XapiRequest, session: Cmi5Session) -> XapiAnswer:
    demand(request.method in ("GET", "HEAD"), 405, "no such method here")
    return answered(200, {"objectType": "Person", "account": [session.actor["account"]]})


_RESOURCES: dict[str, Callable[[XapiRequest, Cmi5Session], XapiAnswer]] = {
    "about": _about,
    "statements": _statements,
    "activities/state": _state,
    "agents/profile": _profile,
    "activities": _activity,
    "agents": _person,
}
