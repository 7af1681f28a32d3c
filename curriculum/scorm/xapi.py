"""The xAPI side of cmi5: requests and answers as records, statements and documents checked."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from curriculum.scorm import time_formats

VERSION = "1.0.3"
# Ours (THREATS C6): one statement, one document, one batch, documents of one session.
STATEMENT_BYTES, DOCUMENT_BYTES, BATCH, DOCUMENTS = 65_536, 262_144, 50, 50
DEPTH = 24
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+")
_JSON = "application/json"
# xAPI 1.0.3 Data 2.2: what a statement may hold; version and stored are the store's.
_FIELDS = {
    "id", "actor", "verb", "object", "result", "context",
    "timestamp", "stored", "authority", "version", "attachments",
}  # fmt: skip
Json = dict[str, Any]


class XapiError(Exception):
    """A request that is refused, with the HTTP status that says so."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True)
class XapiRequest:
    """What came in; `resource` is the path behind the endpoint, header names are lower case."""

    method: str
    resource: str
    at: datetime
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class StatementKept:
    """A statement to be stored, as the store gives it back; `verb` is its id."""

    id: str
    verb: str
    content: Json


@dataclass(frozen=True)
class Document:
    """A document of the state resource."""

    state_id: str
    content_type: str
    content: bytes
    updated_at: datetime


@dataclass(frozen=True)
class DocumentKept:
    """A document to be written over whatever had its name."""

    document: Document


@dataclass(frozen=True)
class DocumentGone:
    """A document to be removed."""

    state_id: str


Fact = StatementKept | DocumentKept | DocumentGone


@dataclass(frozen=True)
class XapiAnswer:
    """What goes back, and what is to be stored before it does."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    facts: tuple[Fact, ...] = ()


def answered(
    status: int, content: object = None, *, facts: tuple[Fact, ...] = (), **headers: str
) -> XapiAnswer:
    """An answer with JSON, or with nothing, under the version header (xAPI 1.0.3 3.3)."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if content is None:
        return XapiAnswer(status, {"X-Experience-API-Version": VERSION, **named}, b"", facts)
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    every = {"X-Experience-API-Version": VERSION, "Content-Type": _JSON, **named}
    return XapiAnswer(status, every, body, facts)


def is_uuid(value: object) -> bool:
    """Whether a value is a UUID in its usual form (RFC 4122)."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_iri(value: object) -> bool:
    """Whether a value is an absolute address with a scheme."""
    return isinstance(value, str) and len(value) <= 2_000 and _IRI.fullmatch(value) is not None


def read_json(body: bytes, *, limit: int) -> Any:
    """JSON of bounded size and depth; XapiError 413 or 400."""
    if len(body) > limit:
        raise XapiError(413, f"more than {limit} bytes")
    try:
        content = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise XapiError(400, "not JSON") from error
    _shallow(content, DEPTH)
    return content


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _shallow(content: object, left: int) -> None:
    if left == 0:
        raise XapiError(400, "nested too deeply")
    if isinstance(content, str) and ("\0" in content or re.search("[\ud800-\udfff]", content)):
        raise XapiError(400, "text that cannot be stored")
    demand(not isinstance(content, float) or math.isfinite(content), 400, "not a number of JSON")
    inside = content.items() if isinstance(content, dict) else enumerate(_items(content))
    for name, each in inside:
        _shallow(name, left - 1)
        _shallow(each, left - 1)


def _items(content: object) -> list[object]:
    return content if isinstance(content, list) else []


def demand(fits: bool, status: int, reason: str) -> None:
    """XapiError with a status and a reason unless something holds."""
    if not fits:
        raise XapiError(status, reason)


def checked(statement: object) -> Json:
    """A statement whose form is right (xAPI 1.0.3 Data 2.2 to 2.4); XapiError 400 otherwise."""
    demand(isinstance(statement, dict), 400, "a statement is an object")
    content: Json = statement if isinstance(statement, dict) else {}
    demand(set(content) <= _FIELDS, 400, "unknown property")
    demand(None not in content.values(), 400, "null is not allowed")
    demand("attachments" not in content, 400, "attachments are not taken")
    verb, target = part(content, "verb"), part(content, "object")
    demand(is_iri(verb.get("id")), 400, "a verb has an id")
    demand(bool(part(content, "actor")), 400, "a statement has an actor")
    demand(target.get("objectType", "Activity") == "Activity", 400, "the object is an activity")
    demand(is_iri(target.get("id")), 400, "the object has an id")
    _check_result(part(content, "result"))
    _check_context(part(content, "context"))
    stamp = content.get("timestamp")
    demand(stamp is None or time_formats.moment_of(stamp) is not None, 400, "not a timestamp")
    return content


def part(content: Json, name: str) -> Json:
    """An object inside an object, empty when it is absent; XapiError 400 when it is no object."""
    found = content.get(name, {})
    demand(isinstance(found, dict), 400, f"{name} is an object")
    return found


def _check_result(result: Json) -> None:
    for name in ("success", "completion"):
        demand(isinstance(result.get(name, True), bool), 400, f"{name} is true or false")
    score = part(result, "score")
    for name in ("scaled", "raw", "min", "max"):
        demand(is_number(score.get(name, 0)), 400, f"{name} is a number")
    demand(-1 <= score.get("scaled", 0) <= 1, 400, "scaled is from -1 to 1")
    lowest, highest = score.get("min"), score.get("max")
    raw = score.get("raw")
    demand(lowest is None or highest is None or lowest < highest, 400, "min is below max")
    demand(raw is None or lowest is None or raw >= lowest, 400, "raw is not below min")
    demand(raw is None or highest is None or raw <= highest, 400, "raw is not above max")
    duration = result.get("duration")
    fits = duration is None or _is_duration(duration)
    demand(fits, 400, "duration is an ISO 8601 duration")


def _is_duration(value: object) -> bool:
    return isinstance(value, str) and time_formats.seconds_of_xapi_duration(value) is not None


def is_number(value: object) -> bool:
    """Whether JSON held a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_context(context: Json) -> None:
    registration = context.get("registration")
    demand(registration is None or is_uuid(registration), 400, "registration is a UUID")
    part(context, "extensions")
    for name, activities in part(context, "contextActivities").items():
        demand(name in ("parent", "grouping", "category", "other"), 400, "unknown list")
        for activity in as_list(activities):
            demand(isinstance(activity, dict) and is_iri(activity.get("id")), 400, "an id")


def as_list(value: object) -> list[Any]:
    """A list as it is, one object as a list of itself (xAPI 1.0.3 Data 2.4.6.2)."""
    return value if isinstance(value, list) else [value]


def activity_ids(statement: Json, kind: str) -> set[str]:
    """Ids of the context activities of a kind: category, grouping, parent, other."""
    activities = part(part(statement, "context"), "contextActivities").get(kind, [])
    return {activity["id"] for activity in as_list(activities)}


def same(first: Json, second: Json) -> bool:
    """Whether two statements say the same (xAPI 1.0.3 Data 2.3.1): the store's own marks and
    the way durations and single activities are written do not count."""
    return _bare(first) == _bare(second)


def _bare(statement: Json) -> Json:
    bare = {
        name: value
        for name, value in statement.items()
        if name not in ("id", "stored", "authority", "version", "timestamp")
    }
    if moment := time_formats.moment_of(statement.get("timestamp")):
        bare["timestamp"] = moment
    verb = {"id": statement["verb"]["id"]}
    context = dict(statement.get("context", {}))
    if listed := context.get("contextActivities"):
        context["contextActivities"] = {name: as_list(value) for name, value in listed.items()}
    return {**bare, "verb": verb, "context": context}


def etag(content: bytes) -> str:
    """The tag of a document's bytes (xAPI 1.0.3 Communication 3.1)."""
    return f'"{sha256(content).hexdigest()}"'
