"""Calls, openings, applications, matches and placements, for tests."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission

from observership.domain.lifecycle import ApplicationState, MatchState
from observership.models import (
    Application,
    Call,
    Match,
    MatchRun,
    Objective,
    Opening,
    OpeningWindow,
    Placement,
)
from passport.people.models import Centre, Professional, User
from tests.centre_factories import join, make_centre
from tests.factories import EPOCH, make_learner, make_user

_number = count(1)
CRITERIA = [
    {"key": "need", "title": "Need at the home centre", "weight": 2},
    {"key": "plan", "title": "Plan for afterwards", "weight": 1},
]
NOBODY_PLACED = {"placed": [], "applicants": 0, "places": 0, "ranked": 0, "first": 0}


def make_call(**fields: Any) -> Call:
    """A call that is open from January to March 2026, with visits from June to September."""
    number = next(_number)
    defaults = {
        "key": f"call-{number}",
        "title": f"Fictional call {number}",
        "opens_on": date(2026, 1, 1),
        "closes_on": date(2026, 3, 31),
        "publish_on": date(2026, 5, 4),
        "visits_from": date(2026, 6, 1),
        "visits_until": date(2026, 9, 30),
        "roles": ["PHY"],
        "visitor_amount": 2000,
        "host_amount": 1000,
        "criteria": CRITERIA,
        "created_at": EPOCH,
    }
    return Call.objects.create(**{**defaults, **fields})


def make_objective(key: str = "", **fields: Any) -> Objective:
    """An objective of a visit, tied to no module."""
    number = next(_number)
    defaults = {"title": f"Fictional objective {number}", "position": number}
    return Objective.objects.create(key=key or f"objective-{number}", **{**defaults, **fields})


def make_supervisor(centre: Centre, **names: Any) -> Professional:
    """A physician who receives visitors at a centre."""
    person = make_learner(make_user(**names), profession="physician", country=centre.country)
    return join(centre, person, kind="supervisor", roles=("PHY",))


def make_opening(centre: Centre | None = None, **fields: Any) -> Opening:
    """A department that treats adults and takes English-speaking physicians."""
    centre = centre or make_centre(country="FR", city="Paris")
    supervisor = fields.pop("supervisor", None) or make_supervisor(centre)
    defaults = {
        "department": f"Fictional Department {next(_number)}",
        "supervisor": supervisor,
        "setting": "adult",
        "roles": ["PHY"],
        "languages": [{"code": "en", "level": "B2"}],
        "paperwork": ["confidentiality", "observation_only"],
        "day_plan": [{"title": "Ward round", "notes": ""}],
        "created_by": supervisor.user,
        "created_at": EPOCH,
        "changed_at": EPOCH,
    }
    return Opening.objects.create(centre=centre, **{**defaults, **fields})


def make_window(call: Call, opening: Opening | None = None, **fields: Any) -> OpeningWindow:
    """Two weeks in June with one place."""
    defaults = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 14), "places": 1}
    return OpeningWindow.objects.create(
        call=call, opening=opening or make_opening(), **{**defaults, **fields}
    )


def make_trainee(**fields: Any) -> Professional:
    """A physician of an emerging centre in Czechia."""
    names = {key: fields.pop(key) for key in ("first_name", "last_name", "email") if key in fields}
    return make_learner(make_user(**names), **{"profession": "physician", **fields})


def make_application(
    call: Call, state: str = ApplicationState.SUBMITTED, **fields: Any
) -> Application:
    """A complete application of a physician who treats adults and speaks English at C1."""
    trainee = fields.pop("trainee", None) or make_trainee()
    submitted = state not in (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
    number = next(_number)
    defaults = {
        "state": state,
        "number": f"{call.key}-{number:03}" if submitted else None,
        "role": "PHY",
        "centre_name": f"Fictional Home Hospital {number}",
        "city": "Brno",
        "country": "CZ",
        "setting": "adult",
        "languages": [{"code": "en", "level": "C1"}],
        "dates": [{"from": "2026-06-01", "until": "2026-07-31"}],
        "length": 5,
        "created_at": EPOCH,
        "saved_at": EPOCH,
        "submitted_at": EPOCH if submitted else None,
        "state_since": EPOCH,
    }
    return Application.objects.create(call=call, trainee=trainee, **{**defaults, **fields})


def make_run(call: Call, **fields: Any) -> MatchRun:
    """A run that was asked for and not made yet."""
    defaults = {
        "number": MatchRun.objects.filter(call=call).count() + 1,
        "asked_at": EPOCH,
    }
    return MatchRun.objects.create(call=call, **{**defaults, **fields})


def make_match(
    application: Application, window: OpeningWindow, state: str = MatchState.PROPOSED, **fields: Any
) -> Match:
    """A published match; with the state "accepted" both sides said yes at EPOCH."""
    call = application.call
    run = fields.pop("run", None) or call.runs.exclude(kind="trial").first()
    run = run or make_run(
        call, kind="published", published_at=EPOCH, made_at=EPOCH, result=NOBODY_PLACED
    )
    said = EPOCH if state == MatchState.ACCEPTED else None
    defaults = {
        "proposed_at": EPOCH,
        "answer_by": EPOCH + timedelta(days=call.answer_days),
        "trainee_accepted_at": said,
        "host_accepted_at": said,
    }
    return Match.objects.create(
        run=run, application=application, window=window, state=state, **{**defaults, **fields}
    )


def make_placement(
    call: Call | None = None, window: OpeningWindow | None = None, **fields: Any
) -> Placement:
    """A placement of the first five days of a window, being prepared."""
    call = call or (window.call if window else make_call())
    window = window or make_window(call)
    application = fields.pop("application", None)
    application = application or make_application(call, ApplicationState.PLACED)
    match = make_match(application, window, MatchState.ACCEPTED)
    defaults = {
        "opening": window.opening,
        "trainee": application.trainee,
        "host": window.opening.centre,
        "supervisor": window.opening.supervisor,
        "home_name": "Prof. Sample Head",
        "home_email": "head@home.example.org",
        "state_since": EPOCH,
        "starts_on": window.starts_on,
        "ends_on": window.starts_on + timedelta(days=application.length - 1),
        "created_at": EPOCH,
    }
    return Placement.objects.create(match=match, application=application, **{**defaults, **fields})


def make_coordinator(**names: Any) -> User:
    """Staff who run observerships."""
    user = make_user(is_staff=True, **names)
    group, _ = Group.objects.get_or_create(name="Observership coordinators")
    for app, code in (
        ("wagtailadmin", "access_admin"),
        ("observership", "view_call"),
        ("observership", "change_call"),
        ("observership", "view_placement"),
        ("observership", "change_placement"),
    ):
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=code))
    user.groups.add(group)
    return user


def at(text: str) -> datetime:
    """Noon UTC of a day."""
    return datetime.fromisoformat(f"{text}T12:00:00+00:00")
