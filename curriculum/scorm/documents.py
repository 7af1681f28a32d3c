"""The state resource of xAPI, and the learner preferences of cmi5, for one learner's session."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from curriculum.scorm.value_types import is_storable
from curriculum.scorm.xapi import (
    DOCUMENT_BYTES,
    DOCUMENTS,
    Document,
    DocumentGone,
    DocumentKept,
    XapiAnswer,
    XapiError,
    XapiRequest,
    answered,
    demand,
    etag,
    read_json,
)

_JSON = "application/json"
_NAME_CHARACTERS = 255


def state_answer(
    request: XapiRequest, documents: Mapping[str, Document], *, fixed: frozenset[str]
) -> XapiAnswer:
    """Get, put, post or delete a state document (xAPI 1.0.3 Communication 2.3).

    `documents` are those of this registration and activity by stateId; `fixed` names those that
    content may read and not change (cmi5 10: LMS.LaunchData). Bounds of ours: 50 documents of
    256 KiB. XapiError 400, 403, 404, 412 or 413.
    """
    name = request.query.get("stateId", "")
    if request.method in ("GET", "HEAD"):
        return _given(request, documents, name)
    if request.method == "DELETE":
        return _gone(documents, name, fixed)
    demand(request.method in ("PUT", "POST"), 405, "no such method here")
    demand(0 < len(name) <= _NAME_CHARACTERS, 400, "stateId is missing")
    demand(is_storable(name), 400, "this stateId cannot be stored")
    demand(name not in fixed, 403, "this document is the platform's")
    known = documents.get(name)
    demand(known is not None or len(documents) < DOCUMENTS, 403, "too many documents")
    _check_tags(request, known)
    return answered(204, facts=(DocumentKept(_written(request, name, known)),))


def _given(request: XapiRequest, documents: Mapping[str, Document], name: str) -> XapiAnswer:
    if not name:
        return answered(200, sorted(documents))
    demand(name in documents, 404, "no such document")
    document = documents[name]
    answer = answered(200, ETag=etag(document.content))
    modified = document.updated_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    headers = {**answer.headers, "Content-Type": document.content_type, "Last-Modified": modified}
    return replace(answer, headers=headers, body=document.content)


def _gone(documents: Mapping[str, Document], name: str, fixed: frozenset[str]) -> XapiAnswer:
    demand(name not in fixed, 403, "this document is the platform's")
    names = [name] if name else [each for each in documents if each not in fixed]
    return answered(204, facts=tuple(DocumentGone(each) for each in names))


def _check_tags(request: XapiRequest, known: Document | None) -> None:
    """If-Match and If-None-Match, where content uses them (Communication 3.1)."""
    wanted, unwanted = request.headers.get("if-match"), request.headers.get("if-none-match")
    tag = etag(known.content) if known else None
    demand(wanted is None or (tag is not None and wanted in ("*", tag)), 412, "it has changed")
    demand(unwanted != "*" or known is None, 412, "it is there already")


def _written(request: XapiRequest, name: str, known: Document | None) -> Document:
    demand(len(request.body) <= DOCUMENT_BYTES, 413, f"more than {DOCUMENT_BYTES} bytes")
    kind = request.headers.get("content-type", "application/octet-stream")[:120]
    content = request.body
    if kind.startswith(_JSON):
        fresh = read_json(content, limit=DOCUMENT_BYTES)
        if request.method == "POST" and known is not None:
            content = _merged(known, fresh)
    elif request.method == "POST" and known is not None:
        raise XapiError(400, "only JSON is merged into JSON")
    return Document(name, kind, content, request.at)


def _merged(known: Document, fresh: Any) -> bytes:
    """Top-level properties of a post replace those of the document (Communication 2.2)."""
    demand(known.content_type.startswith(_JSON), 400, "only JSON is merged into JSON")
    before = json.loads(known.content)
    demand(isinstance(before, dict) and isinstance(fresh, dict), 400, "only objects are merged")
    merged = json.dumps({**before, **fresh}, ensure_ascii=False).encode()
    demand(len(merged) <= DOCUMENT_BYTES, 413, f"more than {DOCUMENT_BYTES} bytes")
    return merged


def preferences_answer(request: XapiRequest, language: str) -> XapiAnswer:
    """The learner preferences of cmi5 11; a wish to change them is declined with 403, which the
    standard allows and content must take. XapiError 404 for any other profile."""
    demand(request.method in ("GET", "HEAD"), 403, "preferences are set on the platform")
    name = request.query.get("profileId")
    if name is None:
        return answered(200, ["cmi5LearnerPreferences"])
    demand(name == "cmi5LearnerPreferences", 404, "no such document")
    content = {"languagePreference": language, "audioPreference": "on"}
    answer = answered(200, content)
    return replace(answer, headers={**answer.headers, "ETag": etag(answer.body)})
