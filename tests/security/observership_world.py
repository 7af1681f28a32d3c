"""Two calls with hosts, trainees and readers who have one of everything, each marked by a word."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils.text import slugify

from observership.domain.lifecycle import MatchState, PlacementState
from observership.domain.matching import match
from observership.domain.runs import inputs_hash, kept_inputs, kept_result
from observership.models import (
    Agreement,
    AgreementSignature,
    Application,
    Call,
    CommitteeMember,
    CommitteeReview,
    HostPreference,
    Match,
    MatchRun,
    Opening,
    OpeningWindow,
    Placement,
    PriorityOrder,
)
from observership.queries.rounds import round_of
from passport.people.models import Centre, Professional, User
from tests.centre_factories import join, make_centre, make_lead
from tests.factories import make_learner, make_user
from tests.observership_factories import (
    make_application,
    make_call,
    make_match,
    make_opening,
    make_placement,
    make_run,
    make_supervisor,
    make_trainee,
    make_window,
)
from tests.security.observership_rows import after, before, links, there

Values = dict[str, object]
OVER = (PlacementState.CLOSED, PlacementState.CANCELLED)


@dataclass
class VisitWorld:
    """One call, its host, and whom tests sign in as; the marker stands in all that is theirs.

    Names of calls and centres are public and hold no marker. `values` fits every address; the
    placement in it is under way. `placements` and `matches` hold one of each other state.
    """

    marker: str
    at: datetime
    call: Call
    centre: Centre
    opening: Opening
    lead: Professional
    supervisor: Professional
    trainee: Professional
    reader: User
    idle_reader: User
    values: Values
    placements: dict[str, Placement]
    matches: dict[str, Match]

    @property
    def placement(self) -> Placement:
        """The one under way."""
        return self.placements[PlacementState.UNDERWAY]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody else may read: the marker, and the numbers of applications."""
        return self.marker, f"{self.call.key}-"

    def variants(self) -> Iterator[tuple[str, Values]]:
        """The values, and the same with a placement or a match of every other state."""
        yield "the same", self.values
        for state, placement in self.placements.items():
            yield f"placement {state}", {**self.values, "placement_id": placement.public_id}
        for state, found in self.matches.items():
            yield f"match {state}", {**self.values, "match_id": found.public_id}


def visiting(marker: str, at: datetime, *, boss: User, trainee: Professional) -> VisitWorld:
    """A call in which everything has happened at least once."""
    call = _call(marker, at, boss)
    centre = make_centre(country="FR", city="Paris", contact_email="host@example.org")
    supervisor = make_supervisor(centre, first_name=marker, last_name="Supervisor")
    lead = make_lead(centre, first_name=marker, last_name="Lead")
    opening = make_opening(
        centre,
        supervisor=supervisor,
        house_rules=marker,
        day_plan=[{"title": marker, "notes": marker}],
    )
    readers = [_reader(marker, call, boss, at, name) for name in ("Reader", "Idle")]
    world = VisitWorld(
        marker, at, call, centre, opening, lead, supervisor, trainee, *readers,
        values={}, placements={}, matches={},
    )  # fmt: skip
    _placed(world)
    _offered(world)
    review = _read(world)
    run = _explained(world, boss)
    world.values = {
        **_values(world),
        "number": run.number,
        "review_id": review.public_id,
        "member_id": call.committee.get(user=world.reader).pk,
    }
    return world


def at_a_visit(trainee: Professional, at: datetime) -> Values:
    """Ids of somebody's own observership, with the tokens of its links."""
    boss = make_user(is_staff=True)
    return visiting("Gammaville", at, boss=boss, trainee=trainee).values


def _call(marker: str, at: datetime, boss: User) -> Call:
    today = at.date()
    return make_call(
        key=f"{slugify(marker)[:2]}-call",
        opens_on=today - timedelta(days=500),
        closes_on=today - timedelta(days=470),
        publish_on=today - timedelta(days=450),
        visits_from=today - timedelta(days=400),
        visits_until=today + timedelta(days=200),
        created_by=boss,
    )


def _reader(marker: str, call: Call, boss: User, at: datetime, name: str) -> User:
    user = make_user(first_name=marker, last_name=name)
    CommitteeMember.objects.create(call=call, user=user, named_by=boss, named_at=at)
    return user


def _window(world: VisitWorld, days: int) -> OpeningWindow:
    first = world.at.date() + timedelta(days=days)
    last = first + timedelta(days=13)
    return make_window(world.call, world.opening, starts_on=first, ends_on=last, places=2)


def _applied(world: VisitWorld, state: str, trainee: Professional | None = None) -> Application:
    """An application with the marker in every text."""
    marker = world.marker
    trainee = trainee or make_trainee(first_name=marker, last_name="Trainee")
    said = {
        "me": {"position": marker, "motivation": marker},
        "centre": {"per_year": 3, "needs": marker},
        "goals": {"outcome": marker},
        "letter": {"head_name": marker, "head_email": f"{slugify(marker)}@example.org"},
    }
    days = {
        "from": (world.at.date() - timedelta(days=400)).isoformat(),
        "until": (world.at.date() + timedelta(days=400)).isoformat(),
    }
    return make_application(
        world.call, state, trainee=trainee, centre_name=marker, city=marker, dates=[days],
        sections=said,
    )  # fmt: skip


def _placed(world: VisitWorld) -> None:
    """A placement in every state; the trainee's is under way and has one of everything."""
    starts = {
        PlacementState.UNDERWAY: 0, PlacementState.PREPARING: 60, PlacementState.AGREED: 40,
        PlacementState.REPORTING: -20, PlacementState.CLOSED: -380, PlacementState.CANCELLED: 90,
    }  # fmt: skip
    for state, days in starts.items():
        own = world.trainee if state is PlacementState.UNDERWAY else None
        over = {"closed_at": world.at} if state in OVER else {}
        over |= {"outcome": "signed_off"} if state is PlacementState.CLOSED else {}
        world.placements[state] = placement = make_placement(
            window=_window(world, days), application=_applied(world, "placed", own), state=state,
            home_name=world.marker, home_email=f"{slugify(world.marker)}@example.org", **over,
        )  # fmt: skip
        _agreed(world, placement)
        there(world.marker, placement, world.at)
    after(world.marker, world.placements[PlacementState.CLOSED], world.at)


def _agreed(world: VisitWorld, placement: Placement) -> None:
    words = {
        "starts_on": "2026-06-01", "ends_on": "2026-06-05", "supervisor": world.marker,
        "trainee": world.marker, "host": {}, "home": {"name": world.marker}, "paperwork": [],
        "objectives": [{"key": "one", "title": world.marker, "module": "", "requirements": []}],
        "rules": world.marker,
    }  # fmt: skip
    content = json.dumps(words)
    made = Agreement.objects.create(
        placement=placement, version=1, content=content, content_hash="0" * 64, made_at=world.at
    )
    AgreementSignature.objects.create(
        agreement=made, side="home", name=world.marker, content_hash="0" * 64, signed_at=world.at
    )


def _offered(world: VisitWorld) -> None:
    """A match in every state that no placement shows."""
    for days, state in enumerate(MatchState, start=100):
        if state in {MatchState.ACCEPTED, MatchState.ENDED}:
            continue
        waits = state is MatchState.PROPOSED
        said = {} if waits else {"closed_at": world.at, "reason": world.marker}
        said |= {"declined_by": "trainee"} if state is MatchState.DECLINED else {}
        world.matches[state] = make_match(
            _applied(world, "offered" if waits else "eligible"), _window(world, days), state,
            proposed_at=world.at, answer_by=world.at + timedelta(days=7), **said,
        )  # fmt: skip


def _read(world: VisitWorld) -> CommitteeReview:
    """Another application that one reader has and the host has said a word about."""
    application = _applied(world, "eligible")
    before(world.marker, application, world.at)
    HostPreference.objects.create(
        opening=world.opening, application=application, refused=True, reason=world.marker,
        by=world.supervisor.user, at=world.at,
    )  # fmt: skip
    return CommitteeReview.objects.create(
        application=application, reviewer=world.reader, assigned_at=world.at,
        declared_at=world.at, comment=world.marker, submitted_at=world.at,
        scores={each["key"]: 4 for each in world.call.criteria},
    )  # fmt: skip


def _explained(world: VisitWorld, boss: User) -> MatchRun:
    """The order, the run in force with what went in and came out, and a trial."""
    numbers = list(world.call.applications.order_by("number").values_list("number", flat=True))
    PriorityOrder.objects.create(
        call=world.call, numbers=numbers, rule="As they came.", fixed_by=boss, fixed_at=world.at,
        facts={
            "seed": "1", "bands": [],
            "applicants": [{"number": each, "country": "CZ", "score": None} for each in numbers],
        },
    )  # fmt: skip
    given = round_of(world.call, world.at.date())
    inputs = kept_inputs(given)
    made: dict[str, Any] = {
        "inputs": inputs, "inputs_hash": inputs_hash(inputs),
        "result": kept_result(given, match(given)), "made_at": world.at,
    }  # fmt: skip
    rerun = make_run(world.call, kind="rerun", published_at=world.at, **made)
    Match.objects.filter(run__call=world.call).update(run=rerun)
    return make_run(world.call, asked_by=boss, title=world.marker, **made)


def _values(world: VisitWorld) -> Values:
    placement = world.placement
    return {
        "key": world.call.key,
        "centre_id": world.centre.public_id,
        "opening_id": world.opening.public_id,
        "window_id": placement.match.window.public_id,
        "application_id": placement.application.public_id,
        "section": "me",
        "match_id": placement.match.public_id,
        "placement_id": placement.public_id,
        "task_id": placement.tasks.first().public_id,
        "step_id": placement.funding.first().public_id,
        "item_id": placement.items.first().public_id,
        "months": 3,
        "kind": "invitation",
        "token": links(placement, world.trainee, world.at),
        "nothing_id": uuid4(),
    }


def colleague(world: VisitWorld) -> Professional:
    """Somebody who works at the host and receives no visitors."""
    return join(world.centre, make_learner(make_user(last_name="Colleague")))
