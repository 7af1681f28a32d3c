"""Of a person's data a centre sees the fields that are listed here, and no others."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import get_args, get_type_hints

import pytest
from django.db import models
from django.utils.html import strip_tags

from credentials.rendering.person_page import PersonSheet
from curriculum.models import Attempt
from tests.coverage.rows import align, attest, recognise
from tests.credentials.ledger import drop_triggers
from tests.factories import complete

pytestmark = pytest.mark.django_db
MARK_LENGTH = 10

# THREATS B1, linked centre. Whoever adds a field here decides that a centre may see it.
SEEN = {
    "head.name", "head.profession", "head.roles", "head.unit", "head.since",
    "passport.number", "passport.words.tone", "passport.words.sign", "passport.words.heading",
    "passport.words.text",
    "passport.stamps.stamp.kind", "passport.stamps.stamp.title", "passport.stamps.stamp.state",
    "passport.stamps.stamp.earned_on", "passport.stamps.stamp.expires_on",
    "passport.stamps.content.minutes",
    "passport.stamps.content.modules.code", "passport.stamps.content.modules.title",
    "passport.stamps.content.modules.release", "passport.stamps.content.modules.version",
    "passport.stamps.content.modules.language", "passport.stamps.content.modules.completed_on",
    "passport.stamps.content.requirements.key", "passport.stamps.content.requirements.label",
    "passport.stamps.content.requirements.strength",
    "passport.stamps.content.requirements.clauses.framework",
    "passport.stamps.content.requirements.clauses.edition",
    "passport.stamps.content.requirements.clauses.number",
    *(
        f"{lines}.{field}"
        for lines in ("groups.lines", "local")
        for field in (
            "label", "number", "state", "tone", "last_day", "proofs.kind", "proofs.title",
            "proofs.version", "proofs.language", "proofs.minutes", "proofs.on", "proofs.by",
            "proofs.place", "proofs.reviewed",
        )
    ),
    "groups.title", "groups.in_force",
    "tasks.title", "tasks.version", "tasks.minutes", "tasks.on", "tasks.by", "tasks.reviewed",
    "attested.public_id", "attested.what", "attested.is_local", "attested.kind",
    "attested.shown_on", "attested.hours", "attested.reference", "attested.by", "attested.at",
    "attested.withdrawn_at", "attested.reason",
    "recognised.title", "recognised.provider", "recognised.achieved_on", "recognised.decided_on",
    "recognised.supports",
}  # fmt: skip


def leaves(record: type, before: str = "") -> set[str]:
    """Names of every field of a record and of the records inside it."""
    hints, found = get_type_hints(record), set()
    for each in fields(record):
        name = f"{before}{each.name}"
        inner = (hints[each.name], *get_args(hints[each.name]))
        inside = next((kind for kind in inner if is_dataclass(kind)), None)
        found |= leaves(inside, f"{name}.") if inside else {name}
    return found


def test_a_centre_sees_these_fields_and_no_others():
    assert leaves(PersonSheet) == SEEN


def page(desk, nurse, query=""):
    return desk.get("credentials:person", nurse.public_id, query=query)


def words(response):
    return " ".join(strip_tags(response.text).split())


def mark(row):
    """Put a word of its own into each text of a row that has room; returns the words by field."""
    texts = [
        field
        for field in row._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique)
        and (field.max_length or 100) >= MARK_LENGTH
    ]
    named = type(row).__name__
    words_by_field = {
        field.name: f"Zq{named[:5]}{field.name[:6]}"[: field.max_length] for field in texts
    }
    drop_triggers(type(row))
    models.QuerySet(type(row)).filter(pk=row.pk).update(**words_by_field)
    return {f"{named}.{name}": word for name, word in words_by_field.items()}


ALLOWED = {
    "User.first_name", "User.last_name", "CentreMembership.unit", "Completion.language",
    "Attestation.reference", "Recognition.title", "Recognition.provider",
}  # fmt: skip


@pytest.fixture
def rows(desk, passported, standard, now):
    """One row of each kind that is kept of a person."""
    completion = passported.completions.first()
    attempt = Attempt.objects.create(
        learner=passported,
        module=completion.module,
        release=completion.release,
        draw=["ZqDrawn"],
        by_objective={"ZqObjective": 1},
        percent=97,
        passed=True,
        started_at=now,
        submitted_at=now,
    )
    return [
        passported,
        passported.user,
        passported.memberships.get(),
        passported.roles.get(),
        completion,
        attempt,
        attest(passported, desk.centre, "team.education", date(2026, 3, 2)),
        recognise(passported, "team.licence", date(2025, 5, 6)).recognition,
    ]


def test_of_every_text_kept_of_a_person_only_those_listed_reach_the_page(desk, passported, rows):
    marked = {name: word for row in rows for name, word in mark(row).items()}
    marked |= {"User.email": "jana@example.org", "draw": "ZqDrawn", "objective": "ZqObjective"}
    pages = [page(desk, passported, f"?framework={key}") for key in ("standard", "cart-passport")]
    seen = " ".join(response.text.lower() for response in pages)
    assert len(marked) >= 13
    assert {name for name, word in marked.items() if word.lower() in seen} == ALLOWED
    assert "97" not in words(pages[0]) + words(pages[1])


@pytest.mark.parametrize("query", ["", "?framework=standard"])
def test_no_score_and_no_answer_is_on_the_page(desk, nurse, standard, now, query):
    align("COR-01", "team.education")
    complete(nurse, "COR-01", at=now)
    said = words(page(desk, nurse, query)).lower().replace("no scores, no answers", "")
    for word in ("score", "percent", " %", "attempt", "answer", "pass mark", "birth"):
        assert word not in said
