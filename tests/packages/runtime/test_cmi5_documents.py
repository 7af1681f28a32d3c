"""State documents and preferences over xAPI: kept, merged, bounded, and nobody else's."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from curriculum.scorm.cmi5 import (
    LAUNCH_DATA,
    FetchLink,
)
from curriculum.scorm.cmi5_rules import Cmi5Session
from curriculum.scorm.xapi import Document, DocumentGone, DocumentKept
from tests.packages.conformance.cmi5_statements import (
    AT,
    session,
)
from tests.packages.runtime.asking import ask, body_of, state_query

LINK = FetchLink(expires_at=AT + timedelta(hours=8))


def stored(now: Cmi5Session, given) -> Cmi5Session:
    documents = dict(now.documents)
    for fact in given.facts:
        if isinstance(fact, DocumentKept):
            documents[fact.document.state_id] = fact.document
        if isinstance(fact, DocumentGone):
            del documents[fact.state_id]
    return replace(now, documents=documents)


def test_a_document_is_put_merged_given_listed_and_removed():
    now = session()
    put = ask(now, "PUT", "activities/state", state_query(now, "place"), {"page": 3, "seen": [1]})
    now = stored(now, put)
    merged = ask(now, "POST", "activities/state", state_query(now, "place"), {"page": 4})
    now = stored(now, merged)
    got = ask(now, "GET", "activities/state", state_query(now, "place"))
    listed = ask(now, "GET", "activities/state", state_query(now))
    gone = ask(now, "DELETE", "activities/state", state_query(now, "place"))
    assert [put.status, merged.status, got.status, listed.status, gone.status] == [
        *(204, 204, 200, 200, 204)
    ]
    assert (body_of(got), body_of(listed)) == ({"page": 4, "seen": [1]}, ["place"])
    assert stored(now, gone).documents == {}
    assert (
        ask(stored(now, gone), "GET", "activities/state", state_query(now, "place")).status == 404
    )


def test_a_document_of_bytes_comes_back_as_it_was_and_is_never_merged():
    now = session()
    query = state_query(now, "blob")
    now = stored(now, ask(now, "PUT", "activities/state", query, b"\x00\xff", content_type="x/y"))
    got = ask(now, "GET", "activities/state", query)
    assert (got.body, got.headers["Content-Type"]) == (b"\x00\xff", "x/y")
    assert ask(now, "POST", "activities/state", query, {"a": 1}).status == 400


def test_tags_keep_an_older_page_from_writing_over_a_newer_one():
    now = session()
    query = state_query(now, "place")
    now = stored(now, ask(now, "PUT", "activities/state", query, {"page": 1}))
    tag = ask(now, "GET", "activities/state", query).headers["ETag"]
    statuses = [
        ask(now, "PUT", "activities/state", query, {"page": 2}, **headers).status
        for headers in ({"if_match": tag}, {"if_match": '"old"'}, {"if_none_match": "*"}, {})
    ]
    assert statuses == [204, 412, 412, 204]


@pytest.mark.parametrize(
    "change",
    [
        {"activityId": "https://passport.example.org/units/2"},
        {"registration": "00000000-0000-0000-0000-000000000000"},
        {"agent": json.dumps({"account": {"homePage": "https://e.org", "name": "other"}})},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_documents_of_another_learner_unit_or_registration_are_forbidden(method, change):
    now = session()
    query = state_query(now, "place", **change)
    given = ask(now, method, "activities/state", query, {"a": 1})
    assert (given.status, given.facts) == (403, ())


def test_content_cannot_change_its_launch_data():
    launch = Document(LAUNCH_DATA, "application/json", b"{}", AT)
    now = session(documents={LAUNCH_DATA: launch})
    query = state_query(now, LAUNCH_DATA)
    statuses = [
        ask(now, method, "activities/state", query, {"a": 1}).status
        for method in ("GET", "PUT", "POST", "DELETE")
    ]
    everything = ask(now, "DELETE", "activities/state", state_query(now))
    assert statuses == [200, 403, 403, 403]
    assert everything.facts == ()


def test_documents_are_bounded_in_size_and_number():
    many = {f"d{i}": Document(f"d{i}", "text/plain", b"x", AT) for i in range(50)}
    now = session(documents=many)
    query = state_query(now, "d50")
    assert ask(now, "PUT", "activities/state", query, b"x", content_type="a/b").status == 403
    first = state_query(now, "d0")
    large = ask(now, "PUT", "activities/state", first, b"x" * 262_145, content_type="a/b")
    assert (large.status, large.facts) == (413, ())


def test_preferences_are_read_and_a_wish_to_change_them_is_declined():
    query = {"profileId": "cmi5LearnerPreferences", "agent": "{}"}
    now = session(language="cs,en")
    read = ask(now, "GET", "agents/profile", query)
    assert body_of(read) == {"languagePreference": "cs,en", "audioPreference": "on"}
    assert ask(now, "PUT", "agents/profile", query, {}).status == 403
    assert ask(now, "GET", "agents/profile", {"profileId": "other"}).status == 404
