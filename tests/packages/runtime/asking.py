"""Asks the xAPI endpoint as content does."""

import json

from curriculum.scorm.cmi5 import answer
from curriculum.scorm.cmi5_rules import Cmi5Session
from curriculum.scorm.xapi import XapiAnswer, XapiRequest
from tests.packages.conformance.cmi5_statements import AT, HEADERS


def ask(
    now: Cmi5Session, method: str, resource: str, query=None, body: object = None, **headers: str
):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = XapiRequest(
        method,
        resource,
        AT,
        query or {},
        {**HEADERS, **named},
        content if body is not None else b"",
    )
    return answer(request, now)


def state_query(now: Cmi5Session, state_id: str = "", **changes: str) -> dict[str, str]:
    query = {
        "activityId": now.activity_id,
        "registration": now.registration,
        "agent": json.dumps(now.actor),
        "stateId": state_id,
    }
    return {name: value for name, value in {**query, **changes}.items() if value}


def body_of(given: XapiAnswer):
    return json.loads(given.body)
