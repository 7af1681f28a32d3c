"""Openings are written once per department, supervised by somebody of the centre, and paused."""

import pytest

from observership.forms.opening import OpeningForm
from observership.models import Opening
from observership.queries.hosts import hosts_of
from observership.queries.openings import opening_of, supervisors_of, windows_of
from observership.services.openings import (
    NotASupervisorError,
    OpeningExistsError,
    OpeningFacts,
    change_opening,
    create_opening,
    pause_opening,
    resume_opening,
)
from passport.people.domain.roles import Role
from tests.centre_factories import join, make_centre, make_lead
from tests.factories import make_learner
from tests.observership_factories import (
    make_call,
    make_objective,
    make_opening,
    make_supervisor,
    make_window,
)

pytestmark = pytest.mark.django_db


def facts(supervisor, department: str = "Fictional Ward", **fields) -> OpeningFacts:
    values = {
        "setting": "adult",
        "roles": ("PHY",),
        "languages": ({"code": "en", "level": "B2"},),
        **fields,
    }
    return OpeningFacts(department=department, supervisor=supervisor, **values)


def made(centre, supervisor, now, **fields) -> Opening:
    return create_opening(
        centre=centre,
        facts=facts(supervisor, **fields),
        by=supervisor.user,
        on=now.date(),
        at=now,
    )


def test_an_opening_keeps_what_was_said(now):
    centre = make_centre()
    goal = make_objective()
    opening = made(
        centre,
        make_supervisor(centre),
        now,
        day_plan=({"title": "Ward round", "notes": "8 o'clock"},),
        objectives=(goal,),
        indications=("multiple_myeloma",),
    )
    opening.refresh_from_db()
    assert opening.day_plan == [{"title": "Ward round", "notes": "8 o'clock"}]
    assert (opening.roles, opening.indications) == (["PHY"], ["multiple_myeloma"])
    assert list(opening.objectives.all()) == [goal]


def test_a_department_is_described_once_per_centre(now):
    centre = make_centre()
    person = make_supervisor(centre)
    made(centre, person, now)
    with pytest.raises(OpeningExistsError):
        made(centre, person, now)
    elsewhere = make_centre()
    assert made(elsewhere, make_supervisor(elsewhere), now).department == "Fictional Ward"


def test_only_supervisors_and_leads_of_the_centre_supervise(now):
    centre = make_centre()
    lead = make_lead(centre)
    staff = join(centre)
    for person in (staff, make_learner(), make_supervisor(make_centre())):
        with pytest.raises(NotASupervisorError):
            made(centre, person, now)
    assert made(centre, lead, now).supervisor == lead
    assert supervisors_of(centre, now.date()) == [lead]


def test_changing_replaces_lists(now):
    opening = make_opening()
    first, second = make_objective(), make_objective()
    opening.objectives.set([first])
    change_opening(
        opening=opening,
        facts=facts(opening.supervisor, "Other name", objectives=(second,)),
        on=now.date(),
        at=now,
    )
    opening.refresh_from_db()
    assert (opening.department, list(opening.objectives.all())) == ("Other name", [second])
    assert opening.changed_at == now


def test_a_name_that_is_taken_changes_nothing(now):
    opening = make_opening()
    make_opening(opening.centre, department="Taken")
    with pytest.raises(OpeningExistsError):
        change_opening(
            opening=opening, facts=facts(opening.supervisor, "Taken"), on=now.date(), at=now
        )
    opening.refresh_from_db()
    assert opening.department != "Taken"


def test_a_paused_opening_takes_nobody_until_it_goes_on(call, now):
    window = make_window(call)
    pause_opening(opening=window.opening, at=now)
    assert (list(windows_of(call)), hosts_of(call)) == ([], ())
    resume_opening(opening=window.opening)
    assert list(windows_of(call)) == [window]


def test_a_centre_that_is_not_confirmed_hosts_nobody(call):
    window = make_window(call)
    window.opening.centre.confirmed_at = None
    window.opening.centre.save()
    assert list(windows_of(call)) == []


def test_another_centres_opening_is_not_there():
    opening = make_opening()
    assert opening_of(make_centre(), opening.public_id) is None
    assert opening_of(opening.centre, opening.public_id) == opening


def test_the_form_offers_roles_that_calls_admit_and_those_said_before(now):
    make_call(roles=["NUR", "PHY"])
    make_call(roles=["PHA"], ended_at=now)
    form = OpeningForm(people=[], initial={"roles": ["ICU"]})
    assert [code for code, _ in form.fields["roles"].choices] == ["NUR", "PHY", "ICU"]


def test_without_any_call_every_role_is_offered(db):
    assert len(OpeningForm(people=[]).fields["roles"].choices) == len(Role)
