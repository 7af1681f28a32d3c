"""A placement at its stages, as tests of visits begin with it."""

import json
from typing import Any

import pytest

from observership.domain.lifecycle import PlacementState
from observership.models import Agreement, Placement
from tests.factories import EPOCH
from tests.observership_factories import make_placement

OBJECTIVES = [
    {
        "key": "consent-talk",
        "title": "How a consent talk is led",
        "module": "COR-08",
        "requirements": [{"key": "care.consent", "label": "Consent"}],
    },
    {"key": "apheresis-day", "title": "A day in apheresis", "module": "", "requirements": []},
]


def agree(placement: Placement, objectives: list[dict[str, Any]] | None = None) -> Agreement:
    """A first version of an agreement with two objectives."""
    content = json.dumps({"objectives": OBJECTIVES if objectives is None else objectives})
    return Agreement.objects.create(
        placement=placement, version=1, content=content, content_hash="0" * 64, made_at=EPOCH
    )


def make_visit(state: str = PlacementState.UNDERWAY, **fields: Any) -> Placement:
    """A visit of 1 to 5 June 2026 (Monday to Friday), with two agreed objectives."""
    over = {"closed_at": EPOCH, "outcome": "signed_off"} if state == "closed" else {}
    placement = make_placement(state=state, **{**over, **fields})
    agree(placement)
    return placement


@pytest.fixture
def visit() -> Placement:
    """Under way."""
    return make_visit()


@pytest.fixture
def over() -> Placement:
    """The last day has passed; sign-off and report are due."""
    return make_visit(PlacementState.REPORTING)
