"""Matches again what an answer set free: what was accepted stays, open offers only get better."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from observership.domain.candidates import Forbid, Ground, Offer, Pin, Round
from observership.domain.codes import Side
from observership.domain.constraints import broken
from observership.domain.lifecycle import ApplicationState, MatchState
from observership.domain.matching import Outcome, match
from observership.domain.runs import inputs_hash, kept_inputs, kept_result
from observership.domain.wishes import Wish, forbids_of, kept_pin, pins_of, wish_in
from observership.models import Application, Call, Match, MatchRun, RunKind
from observership.queries.applications import eligible_applications
from observership.queries.match_names import windows_named
from observership.queries.matches import closed_pairs, open_matches
from observership.queries.rounds import Held, round_with
from observership.queries.runs import next_number, run_in_force
from observership.services.match_moves import move_match, propose
from observership.services.match_notices import tell, tell_not_placed, tell_offered
from observership.services.matching import lock_call
from observership.services.publishing import settle
from passport.dates import local_day
from passport.jobs.services import ring
from passport.people.models import User

CLOSED_NOTICE = "observership_offer_closed"


class WorseOfferError(RuntimeError):
    """A new run would take an open offer away; nothing of it is written."""


@dataclass(frozen=True)
class Again:
    """Everything that a re-run starts from."""

    call: Call
    before: MatchRun
    open: tuple[Match, ...]
    given: Round
    outcome: Outcome


@transaction.atomic
def rerun_call(
    *, call_id: int, at: datetime, by: User | None = None, wishes: Collection[Wish] = ()
) -> MatchRun | None:
    """Match again what is free in a call; None before publication and after the call was ended.

    What one or both sides accepted stays, as does what set a rule aside; who has an open offer
    keeps it or gets one wanted more. `wishes` are pairs that a coordinator proposes by hand.
    Raises UnsoundRoundError when those do not fit.
    """
    call = lock_call(Call(pk=call_id))
    before = run_in_force(call)
    if before is None or call.ended_at is not None:
        return None
    found = tuple(open_matches(call).select_for_update(of=("self",)))
    given = _round(call, before, found, tuple(wishes), at)
    again = Again(call, before, found, given, match(given))
    run = _keep(again, tuple(wishes), at, by)
    _apply(run, again, {each.application: each.reason for each in wishes}, at)
    return run


def _round(
    call: Call, before: MatchRun, found: tuple[Match, ...], wishes: tuple[Wish, ...], at: datetime
) -> Round:
    """What is held: pins of what was accepted or proposed by hand, offers of what waits."""
    by_hand = {wish.application for wish in wishes}
    waiting = [each for each in found if _key(each)[0] not in by_hand]
    bound = [each for each in waiting if _is_bound(each)]
    forbids = {*closed_pairs(call), *forbids_of([wish_in(each) for each in before.forbids])}
    held = Held(
        pins=(*pins_of(wishes), *(Pin(*_key(each), _ground(each)) for each in bound)),
        forbids=_without(forbids, wishes),
        offers=tuple(Offer(*_key(each)) for each in waiting if each not in bound),
        settled=frozenset(_key(each)[0] for each in bound),
    )
    return _with_kept(call, local_day(at, settings.TIME_ZONE), held)


def _without(forbids: Collection[Forbid], wishes: Collection[Wish]) -> tuple[Forbid, ...]:
    by_hand = set(forbids_of(tuple(wishes)))
    return tuple(sorted(set(forbids) - by_hand, key=lambda each: (each.candidate, each.place)))


def _key(found: Match) -> tuple[str, str]:
    return str(found.application.public_id), str(found.window.public_id)


def _is_bound(found: Match) -> bool:
    """Somebody said yes, or a coordinator set a rule aside for it."""
    return _is_accepted(found) or bool(found.override)


def _ground(found: Match) -> Ground:
    return Ground.ACCEPTED if _is_accepted(found) else Ground.KEPT


def _is_accepted(found: Match) -> bool:
    return bool(found.trainee_accepted_at or found.host_accepted_at)


def _with_kept(call: Call, on: date, held: Held) -> Round:
    """The round; offers that would break a rule by now are kept as they are."""
    given = round_with(call, on, held)
    candidates = {each.id: each for each in given.candidates}
    places = {each.id: each for each in given.places}
    stuck = tuple(
        each
        for each in held.offers
        if broken(candidates[each.candidate], places[each.place], given)
    )
    if not stuck:
        return given
    kept = replace(
        held,
        pins=(*held.pins, *(Pin(each.candidate, each.place, Ground.OFFERED) for each in stuck)),
        offers=tuple(each for each in held.offers if each not in stuck),
        settled=held.settled | {each.candidate for each in stuck},
    )
    return round_with(call, on, kept)


def _keep(again: Again, wishes: tuple[Wish, ...], at: datetime, by: User | None) -> MatchRun:
    inputs = kept_inputs(again.given)
    return MatchRun.objects.create(
        call=again.call,
        number=next_number(again.call),
        kind=RunKind.RERUN,
        pins=[kept_pin(wish, again.given) for wish in wishes],
        forbids=again.before.forbids,
        asked_by=by,
        asked_at=at,
        inputs=inputs,
        inputs_hash=inputs_hash(inputs),
        result=kept_result(again.given, again.outcome),
        made_at=at,
        published_at=at,
        published_by=by,
    )


def _apply(run: MatchRun, again: Again, reasons: dict[str, str], at: datetime) -> None:
    """Replace what changed, offer what is new, tell whom it touches; leave the rest alone."""
    windows = windows_named(again.call)
    standing = {str(each.application.public_id): each for each in again.open}
    overrides = {pin["application"] for pin in run.pins if pin["broken"]}
    for application in eligible_applications(again.call).select_related("call", "trainee__user"):
        key = str(application.public_id)
        now, held = again.outcome.placed.get(key), standing.get(key)
        if held is not None and _key(held)[1] == now:
            continue
        if held is not None:
            _replace(held, now, at)
        if now is not None:
            override = reasons.get(key, "") if key in overrides else ""
            made: Any = {"application": application, "window": windows[now], "override": override}
            tell_offered(match=propose(run=run, at=at, by=run.asked_by, **made), at=at)
        _settle(application, now is not None, at)


def _replace(held: Match, now: str | None, at: datetime) -> None:
    """Close an offer for a better one; its host hears that it is off."""
    if now is None or held.state != MatchState.PROPOSED:
        raise WorseOfferError(str(held.public_id))
    move_match(match=held, to=MatchState.SUPERSEDED, at=at)
    tell(kind=CLOSED_NOTICE, match=held, side=Side.HOST, at=at, why="replaced")


def _settle(application: Application, is_placed: bool, at: datetime) -> None:
    """Move an application; who has no place any more hears so, once."""
    was = application.state
    settle(application=application, is_placed=is_placed, at=at)
    if not is_placed and was == ApplicationState.ELIGIBLE:
        tell_not_placed(application=application, at=at)


@transaction.atomic
def ask_rerun(*, call: Call, by: User, at: datetime) -> None:
    """A job looks for places that are free; after publication only."""
    ring("match_freed", ids={"call_id": call.pk}, at=at, owner_id=by.public_id)
