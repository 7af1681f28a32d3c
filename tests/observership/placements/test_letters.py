"""Letters say who visits whom and when, to observe only, and by whom they are not endorsed."""

import re

import pypdfium2
import pytest
from django.conf import settings

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.services.agreements import Author
from observership.services.changes import (
    Incident,
    change_dates,
    replace_supervisor,
    report_incident,
)
from observership.services.placement_moves import move_placement
from tests.observership_factories import at, make_supervisor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def fetched(world, kind="invitation", side="trainee"):
    return world.client(side).get(world.url("placement_letter", kind))


def text_of(data):
    with pypdfium2.PdfDocument(data) as document:
        words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", words)


@pytest.mark.parametrize("side", ["trainee", "host", "coordinator"])
def test_each_side_fetches_the_invitation(world, side):
    answer = fetched(world, side=side)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_the_invitation_names_people_places_days_and_observation_only(world):
    words = text_of(fetched(world).content)
    trainee = world.placement.trainee.user.get_full_name()
    for text in (
        f"{world.placement.host} invites {trainee}",
        "1 June 2026",
        "5 June 2026 (5 days)",
        "for observation only",
        str(world.placement.supervisor),
        "Thaw",
        "7 May 2026",
    ):
        assert text in words
    assert settings.ISSUER["disclaimer"] in words


def test_the_confirmation_waits_for_the_agreement(world):
    assert fetched(world, "confirmation").status_code == 404
    move_placement(placement=world.placement, to=PlacementState.AGREED, at=at("2026-05-07"))
    words = text_of(fetched(world, "confirmation").content)
    assert "home department have signed the agreement" in words


def test_the_confirmation_says_what_changed_since_it_was_signed(world):
    before, after = world.placement.supervisor, make_supervisor(world.placement.host)
    move_placement(placement=world.placement, to=PlacementState.AGREED, at=at("2026-05-07"))
    assert "They signed for" not in text_of(fetched(world, "confirmation").content)
    author = Author(before.user, Side.HOST, "On leave.")
    then = at("2026-05-08")
    replace_supervisor(placement=world.placement, supervisor=after, author=author, at=then)
    move_placement(placement=world.placement, to=PlacementState.UNDERWAY, at=at("2026-06-01"))
    shorter = Period(world.placement.starts_on, world.placement.starts_on.replace(day=4))
    change_dates(placement=world.placement, days=shorter, author=author, at=at("2026-06-02"))
    words = text_of(fetched(world, "confirmation").content)
    assert f"They signed for {before} as supervisor; now it is {after}." in words
    assert "They signed for 1 June 2026 to 5 June 2026; the days below hold now." in words
    assert "4 June 2026 (4 days)" in words


def test_a_visit_that_is_off_has_no_letters(world):
    move_placement(placement=world.placement, to=PlacementState.CANCELLED, at=at("2026-05-07"))
    assert fetched(world).status_code == 404


def test_there_are_no_other_letters(world):
    assert fetched(world, "visa").status_code == 404


def test_an_incident_never_stands_in_a_letter(world):
    report_incident(
        placement=world.placement,
        kind=Incident.CONDUCT,
        words="Somebody shouted.",
        reporter=Author(world.placement.trainee.user, Side.TRAINEE, ""),
        at=at("2026-05-07"),
    )
    assert "shouted" not in text_of(fetched(world).content)
