"""The page on which a host reads who would come and why, and answers."""

import pytest

from tests.observership.runs.reading import desk, host, shown_offer, text_of, trainee

pytestmark = pytest.mark.django_db


def test_a_host_sees_its_own_matches_alone(published):
    first, second, _third = published.applications
    match, other = published.offer(first), published.offer(second)
    mixed = (
        f"/centre/{other.window.opening.centre.public_id}/observerships/matches/{match.public_id}/"
    )
    assert host(other).get(mixed).status_code == 404
    assert host(other).get(desk(match)).status_code == 404
    for act in ("accept/", "decline/", "days/", "window/"):
        assert host(other).post(desk(match, act)).status_code == 404
        assert host(other).post(mixed + act).status_code == 404
    assert trainee(first).get(desk(match)).status_code in (302, 404)


def test_a_host_sees_who_would_come_and_why(published):
    match = published.offer(published.applications[0])
    match.application.trainee.user.first_name = "Vera"
    match.application.trainee.user.save()
    shown = text_of(host(match).get(desk(match)))
    assert "Proposed visitor: Vera" in shown
    assert match.application.centre_name in shown
    assert "2 other applicants wanted this place and could have come." in shown
    assert "Wish number" not in shown
    for other in published.applications[1:]:
        assert other.number not in shown
        assert other.centre_name not in shown


def test_a_host_suggests_days_and_the_trainee_reads_them(published):
    match = published.offer(published.applications[0])
    response = host(match).post(desk(match, "days/"), {"first": "2026-06-12", "words": ""})
    assert response.status_code == 422
    assert "The visit must lie within your window." in text_of(response)
    host(match).post(desk(match, "days/"), {"first": "2026-06-08", "words": "The ward is open."})
    shown = shown_offer(match.application)
    assert "8 June 2026 to 12 June 2026 The ward is open." in shown
    assert "The other side accepted. Now it is your turn." in shown


def test_a_host_suggests_another_of_its_windows(published):
    match = published.offer(published.applications[0])
    assert "Suggest another of your windows" not in text_of(host(match).get(desk(match)))
    other = published.window(
        opening=match.window.opening, starts_on="2026-09-01", ends_on="2026-09-14"
    )
    sent = {"window": str(other.public_id), "words": "Better."}
    assert host(match).post(desk(match, "window/"), sent)["Location"] == desk(match)
    assert match.events.last().kind == "window_suggested"
    elsewhere = published.offer(published.applications[1]).window
    response = host(match).post(desk(match, "window/"), {"window": str(elsewhere.public_id)})
    assert response.status_code == 422


def test_a_host_declines_with_a_reason_that_the_trainee_never_reads(published):
    match = published.offer(published.applications[0])
    assert host(match).post(desk(match, "decline/"), {}).status_code == 422
    host(match).post(desk(match, "decline/"), {"reason": "Our unit closes."})
    assert "You declined." in text_of(host(match).get(desk(match)))
    assert "Our unit closes." not in shown_offer(match.application)
