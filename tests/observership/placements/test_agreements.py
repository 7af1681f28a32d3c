"""Three sides sign one version; a change needs new signatures; then the host's list."""

import pytest

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.models import ObjectiveAlignment, PlacementTask
from observership.queries.agreements import content_of, missing_of, newest_agreement, signatures_of
from observership.services.agreements import (
    AgreementClosedError,
    Author,
    NoObjectivesError,
    NotReadyError,
    StaleAgreementError,
    change_agreement,
    first_agreement,
    refresh_agreement,
    sign_agreement,
    sign_for_home,
)
from observership.services.checklists import need_task, tick_task
from observership.services.placement_moves import move_placement
from passport.notices.models import Notice
from passport.standards.models import Requirement
from tests.factories import make_release
from tests.observership_factories import at, make_objective, make_placement

pytestmark = pytest.mark.django_db
THEN = at("2026-05-07")


@pytest.fixture
def placement():
    """A placement with a first agreement on two objectives, and no lists."""
    found = make_placement()
    found.opening.objectives.set([make_objective("thaw"), make_objective("icans")])
    first_agreement(placement=found, at=THEN)
    return found


def author(placement, side=Side.HOST, why="Another week suits better."):
    """Somebody of a side who changes something."""
    person = placement.trainee if side is Side.TRAINEE else placement.supervisor
    return Author(person.user, side, why)


def read(placement):
    """The hash of the version that somebody reads."""
    return newest_agreement(placement).content_hash


def sign(placement, side):
    """A side signs what it reads."""
    if side is Side.HOME:
        return sign_for_home(
            placement=placement, name="Prof. Head", content_hash=read(placement), at=THEN
        )
    by = author(placement, side).user
    return sign_agreement(
        placement=placement, side=side, by=by, content_hash=read(placement), at=THEN
    )


def sign_all(placement):
    """All three sides sign."""
    for side in (Side.TRAINEE, Side.HOST, Side.HOME):
        sign(placement, side)


def state_of(placement):
    placement.refresh_from_db()
    return placement.state


def test_an_objective_is_agreed_with_its_module_and_what_it_supports():
    found = make_placement()
    module = make_release("COR-08").module
    watched = make_objective("consent-talk", title="A consent talk", module=module)
    consent = Requirement.objects.create(key="care.consent", label="Consent is informed")
    ObjectiveAlignment.objects.create(objective=watched, requirement=consent, strength="partial")
    found.opening.objectives.set([watched])
    assert content_of(first_agreement(placement=found, at=THEN))["objectives"] == [
        {
            "key": "consent-talk",
            "title": "A consent talk",
            "module": "COR-08",
            "requirements": [{"key": "care.consent", "label": "Consent is informed"}],
        }
    ]


def test_three_signatures_make_it_agreed(placement):
    sign(placement, Side.TRAINEE)
    sign(placement, Side.HOST)
    assert state_of(placement) == "preparing"
    assert missing_of(placement) == ("signature_home",)
    sign(placement, Side.HOME)
    assert state_of(placement) == "agreed"
    assert set(Notice.objects.values_list("kind", "recipient")) == {
        ("observership_agreed", placement.trainee.user.email),
        ("observership_agreed", placement.supervisor.user.email),
        ("observership_agreed", placement.home_email),
    }


def test_signatures_wait_for_the_hosts_list(placement):
    task = PlacementTask.objects.create(placement=placement, side="host", key="access_badge")
    sign_all(placement)
    assert (state_of(placement), missing_of(placement)) == ("preparing", ("host_list",))
    tick_task(task=task, done=True, by=placement.supervisor.user, at=THEN)
    assert state_of(placement) == "agreed"


def test_a_line_that_is_not_needed_does_not_hold_it_up(placement):
    task = PlacementTask.objects.create(placement=placement, side="host", key="access_badge")
    sign_all(placement)
    need_task(task=task, needed=False, at=THEN)
    assert state_of(placement) == "agreed"


def test_the_trainees_list_does_not_hold_it_up(placement):
    PlacementTask.objects.create(placement=placement, side="trainee", key="travel_booked")
    sign_all(placement)
    assert state_of(placement) == "agreed"


def test_a_new_version_keeps_the_signatures_of_the_old_and_has_none(placement):
    sign(placement, Side.TRAINEE)
    first = newest_agreement(placement)
    second = change_agreement(
        placement=placement, objectives=["thaw"], rules="", author=author(placement), at=THEN
    )
    assert (second.version, second.why) == (2, "Another week suits better.")
    assert [each["key"] for each in content_of(second)["objectives"]] == ["thaw"]
    assert set(signatures_of(first)) == {"trainee"}
    assert signatures_of(second) == {}


def test_a_change_that_changes_nothing_is_no_version(placement):
    sign(placement, Side.TRAINEE)
    again = refresh_agreement(placement=placement, author=author(placement), at=THEN)
    assert (again.version, set(signatures_of(again))) == (1, {"trainee"})


def test_a_change_after_the_agreement_goes_back_to_preparing(placement):
    sign_all(placement)
    change_agreement(
        placement=placement, objectives=["icans"], rules="New.", author=author(placement), at=THEN
    )
    assert state_of(placement) == "preparing"
    assert set(missing_of(placement)) == {"signature_trainee", "signature_host", "signature_home"}


def test_who_read_an_older_version_does_not_sign_the_newer(placement):
    old = read(placement)
    change_agreement(
        placement=placement, objectives=["thaw"], rules="", author=author(placement), at=THEN
    )
    with pytest.raises(StaleAgreementError):
        sign_agreement(
            placement=placement,
            side=Side.TRAINEE,
            by=placement.trainee.user,
            content_hash=old,
            at=THEN,
        )


def test_signing_twice_is_signing_once(placement):
    assert sign(placement, Side.TRAINEE).pk == sign(placement, Side.TRAINEE).pk


def test_a_signature_holds_the_hash_of_what_was_signed(placement):
    assert sign(placement, Side.HOME).content_hash == read(placement)


def test_without_a_supervisor_nobody_signs(placement):
    placement.supervisor = None
    placement.save()
    with pytest.raises(NotReadyError) as refused:
        sign(placement, Side.TRAINEE)
    assert refused.value.missing == ("supervisor",)


@pytest.mark.parametrize("keys", [[], ["nonsense"]])
def test_an_agreement_names_objectives_that_the_host_offers(placement, keys):
    with pytest.raises(NoObjectivesError):
        change_agreement(
            placement=placement, objectives=keys, rules="", author=author(placement), at=THEN
        )


def test_an_objective_that_is_no_longer_offered_may_stay(placement):
    placement.opening.objectives.remove(placement.opening.objectives.get(key="thaw"))
    changed = change_agreement(
        placement=placement, objectives=["thaw"], rules="", author=author(placement), at=THEN
    )
    assert [each["key"] for each in content_of(changed)["objectives"]] == ["thaw"]


def test_once_the_visit_began_the_agreement_stays(placement):
    sign_all(placement)
    move_placement(placement=placement, to=PlacementState.UNDERWAY, at=THEN)
    with pytest.raises(AgreementClosedError):
        change_agreement(
            placement=placement, objectives=["thaw"], rules="", author=author(placement), at=THEN
        )


def test_the_home_department_that_signed_is_asked_again(placement):
    sign(placement, Side.HOME)
    change_agreement(
        placement=placement, objectives=["thaw"], rules="", author=author(placement), at=THEN
    )
    assert placement.links.filter(purpose="home_signature", closed_at=None).count() == 1
