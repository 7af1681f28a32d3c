"""Pages after a visit: sign-off, report, ratings, what changed, mentoring."""

import pytest
from django.test import Client
from django.urls import reverse

from observership.domain.codes import Side
from observership.models import Mentorship, Rating, SignOff
from observership.services.visits import tick_objectives
from passport.people.models import CentreMembership
from tests.observership.visits.conftest import make_visit
from tests.observership.visits.pages import client_of, set_day, url_of
from tests.observership.visits.test_sign_off import _report, _sign
from tests.observership_factories import at, make_coordinator, make_supervisor
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_visit(monkeypatch, settings):
    """The Monday after the visit."""
    set_day(monkeypatch, settings, "2026-06-08")


ATTESTED = {
    "was_here": "on",
    "observed_only": "on",
    "confidential": "on",
    "objectives_met": "on",
    "days_attended": "5",
    "comment": "Keen",
}


def test_the_supervisor_signs_off_with_four_ticks(over):
    host = client_of(over.supervisor)
    lacking = host.post(url_of("sign_off", over), {**ATTESTED, "confidential": ""})
    assert (lacking.status_code, SignOff.objects.count()) == (422, 0)
    assert host.post(url_of("sign_off", over), ATTESTED).status_code == 302
    assert SignOff.objects.get().comment == "Keen"
    again = host.post(url_of("sign_off", over), ATTESTED)
    assert (again.status_code, SignOff.objects.count()) == (200, 1)


def test_nobody_else_signs_off(over):
    for person in (over.trainee, make_supervisor(over.host), make_coordinator()):
        client = strong_sign_in(Client(), getattr(person, "user", person))
        client.post(url_of("sign_off", over), ATTESTED)
    assert SignOff.objects.count() == 0


def test_a_refusal_asks_for_a_reason(over):
    host = client_of(over.supervisor)
    assert host.post(url_of("refuse_sign_off", over), {"reason": ""}).status_code == 422
    assert host.post(url_of("refuse_sign_off", over), {"reason": "Left early"}).status_code == 302
    page = client_of(over.trainee).get(url_of("sign_off", over)).content.decode()
    assert "Left early" in page
    colleague = client_of(make_supervisor(over.host))
    assert colleague.get(url_of("refuse_sign_off", over)).status_code == 404


@pytest.mark.parametrize(
    ("name", "sent"), [("sign_off", ATTESTED), ("refuse_sign_off", {"reason": "Left early"})]
)
def test_an_old_sign_in_is_asked_again_before_a_visit_is_attested(over, settings, name, sent):
    settings.EXAM_RECENT_SIGN_IN_HOURS = -1_000_000
    answer = client_of(over.supervisor).post(url_of(name, over), sent)
    assert "/accounts/reauthenticate/" in answer["Location"]
    assert (SignOff.objects.count(), over.events.count()) == (0, 0)


def test_coordinators_alone_withdraw_and_close(over):
    _sign(over)
    office = strong_sign_in(Client(), make_coordinator())
    reason = {"reason": "Wrong person"}
    assert (
        client_of(over.supervisor).post(url_of("annul_sign_off", over), reason).status_code == 403
    )
    assert office.post(url_of("annul_sign_off", over), reason).status_code == 302
    assert office.post(url_of("close_placement", over), reason).status_code == 302
    over.refresh_from_db()
    assert (over.state, over.outcome) == ("closed", "not_signed_off")
    assert "Wrong person" in office.get(url_of("sign_off", over)).content.decode()


def test_the_certificate_is_for_the_host_once_the_visit_is_signed_off(over):
    host = client_of(over.supervisor)
    assert host.get(url_of("certificate", over)).status_code == 404
    _sign(over)
    answer = host.get(url_of("certificate", over))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer.content == host.get(url_of("certificate", over)).content
    assert client_of(over.trainee).get(url_of("certificate", over)).status_code == 403


def test_a_report_is_saved_in_parts_and_read_by_others_once_it_is_handed_in(over):
    trainee, host, url = client_of(over.trainee), client_of(over.supervisor), url_of("report", over)
    seen = {"part": "seen", "seen": "Grading twice a day", "different": ""}
    assert trainee.post(url, seen).status_code == 302
    assert "Grading twice a day" not in host.get(url).content.decode()
    trainee.post(url_of("hand_in_report", over))
    over.report.refresh_from_db()
    assert over.report.submitted_at is None
    plans = {"part": "plans", "plan_1": "A card at the bed", "plan_2": "", "plan_3": "Drills"}
    assert trainee.post(url, plans).status_code == 302
    assert trainee.post(url_of("hand_in_report", over)).status_code == 302
    over.report.refresh_from_db()
    assert over.report.answers["plans"] == ["A card at the bed", "Drills"]
    assert "Grading twice a day" in host.get(url).content.decode()


RATED = {
    "trainee": dict.fromkeys(("welcome", "learning", "language", "organisation", "again"), "4"),
    "host": dict.fromkeys(("prepared", "interest", "language", "workload", "again"), "3"),
}


def test_each_side_rates_once_and_only_coordinators_read_both(over):
    url = url_of("rating", over)
    trainee, host = client_of(over.trainee), client_of(over.supervisor)
    assert trainee.post(url, {**RATED["trainee"], "comment": "Long corridors"}).status_code == 302
    assert host.post(url, {**RATED["host"], "comment": "Came late"}).status_code == 302
    trainee.post(url, {**RATED["trainee"], "welcome": "1", "comment": ""})
    assert list(Rating.objects.values_list("side", "comment", "scores__welcome")) == [
        ("host", "Came late", None),
        ("trainee", "Long corridors", 4),
    ]
    assert "Came late" not in trainee.get(url).content.decode()
    assert "Long corridors" not in host.get(url).content.decode()
    both = strong_sign_in(Client(), make_coordinator()).get(url).content.decode()
    assert "Came late" in both
    assert "Long corridors" in both


def _closed(over):
    tick_objectives(
        placement=over,
        side=Side.HOST,
        met={"consent-talk"},
        by=over.supervisor.user,
        at=at("2026-06-08"),
    )
    _sign(over)
    _report(over)
    over.refresh_from_db()
    return over


def test_what_changed_is_asked_when_it_is_time_and_not_shown_to_the_host(
    over, monkeypatch, settings
):
    placement = _closed(over)
    url, answer = (
        url_of("follow_up", placement, 3),
        {
            "plan_0": "started",
            "first_patient": "yes",
            "team_trained": "not_yet",
            "words": "A card hangs at each bed",
        },
    )
    trainee = client_of(placement.trainee)
    set_day(monkeypatch, settings, "2026-08-21")
    trainee.post(url, answer)
    assert placement.follow_ups.get(months=3).answered_at is None
    set_day(monkeypatch, settings, "2026-08-22")
    assert trainee.post(url, {**answer, "plan_0": ""}).status_code == 422
    assert trainee.post(url, answer).status_code == 302
    kept = placement.follow_ups.get(months=3).answers
    assert kept == {
        "plans": ["started"],
        "first_patient": "yes",
        "team_trained": "not_yet",
        "words": "A card hangs at each bed",
    }
    assert "A card hangs at each bed" in trainee.get(url).content.decode()
    assert client_of(placement.supervisor).get(url).status_code == 403
    assert trainee.get(url_of("follow_up", placement, 4)).status_code == 404


def test_a_follow_up_leads_to_its_page_from_the_day_on_which_it_can_be_answered(
    over, monkeypatch, settings
):
    placement = _closed(over)
    trainee, link = client_of(placement.trainee), f'href="{url_of("follow_up", placement, 3)}"'
    page = " ".join(trainee.get(url_of("placement", placement)).content.decode().split())
    assert "from 22 August 2026 to 5 September 2026" in page
    assert link not in page
    early = trainee.get(url_of("follow_up", placement, 3)).content.decode()
    assert "You can answer from 22 August 2026." in early
    set_day(monkeypatch, settings, "2026-08-22")
    page = " ".join(trainee.get(url_of("placement", placement)).content.decode().split())
    assert "by 5 September 2026" in page
    assert link in page


def test_an_ended_visit_does_not_wait_for_its_plan_or_its_needs(over):
    trainee = client_of(over.trainee)
    assert "Not confirmed yet" not in trainee.get(url_of("visit_days", over)).content.decode()
    lists = trainee.get(url_of("placement_tasks", over)).content.decode()
    assert "Nothing was said." in lists
    going = make_visit()
    days = client_of(going.trainee).get(url_of("visit_days", going)).content.decode()
    assert "Not confirmed yet" in days


def test_addresses_are_shown_when_both_agreed_and_only_to_these_two(over):
    placement = _closed(over)
    trainee, mentor = client_of(placement.trainee), client_of(placement.supervisor)
    url = url_of("mentor", placement)
    address = placement.supervisor.user.email
    assert trainee.post(url_of("agree_mentor", placement)).status_code == 302
    assert address not in trainee.get(url).content.decode()
    mentor.post(url_of("agree_mentor", placement))
    assert address in trainee.get(url).content.decode()
    assert placement.trainee.user.email in mentor.get(url).content.decode()
    for other in (make_supervisor(placement.host), make_coordinator()):
        page = strong_sign_in(Client(), getattr(other, "user", other)).get(url).content.decode()
        assert address not in page
    trainee.post(url_of("end_mentor", placement))
    assert address not in trainee.get(url).content.decode()


def test_another_mentor_of_the_host_can_be_proposed(over):
    placement = _closed(over)
    other = make_supervisor(placement.host)
    sent = {"mentor": other.pk}
    assert client_of(placement.trainee).post(url_of("mentor", placement), sent).status_code == 302
    assert list(Mentorship.objects.filter(ended_at=None).values_list("mentor", flat=True)) == [
        other.pk
    ]
    stranger = {"mentor": make_supervisor(make_visit().host).pk}
    assert (
        client_of(placement.trainee).post(url_of("mentor", placement), stranger).status_code == 422
    )


def test_once_closed_no_end_reads_the_address_of_the_other_but_by_mentoring(over):
    ends = {"trainee": over.trainee, "host": over.supervisor}
    addresses = {side: person.user.email for side, person in ends.items()}

    def seen(name):
        """Who reads the address of the other end."""
        pages = {
            side: client_of(each).get(url_of(name, over)).content.decode()
            for side, each in ends.items()
        }
        return [addresses["host"] in pages["trainee"], addresses["trainee"] in pages["host"]]

    assert seen("placement") == [True, True]
    _closed(over)
    assert seen("placement") == [False, False]
    for person in ends.values():
        client_of(person).post(url_of("agree_mentor", over))
    assert (seen("placement"), seen("mentor")) == ([False, False], [True, True])
    client_of(over.trainee).post(url_of("end_mentor", over))
    assert (seen("placement"), seen("mentor")) == ([False, False], [False, False])


def test_a_mentor_who_left_the_host_reads_and_ends_the_mentoring_and_nothing_else(over):
    placement = _closed(over)
    for person in (placement.trainee, placement.supervisor):
        client_of(person).post(url_of("agree_mentor", placement))
    CentreMembership.objects.filter(professional=placement.supervisor).update(ends_on="2026-06-07")
    mentor = client_of(placement.supervisor)
    stranger = client_of(make_supervisor(make_visit().host))
    pages = [url_of(name, placement) for name in ("mentor", "placement", "report", "visit_log")]
    assert [mentor.get(page).status_code for page in pages] == [200, 404, 404, 404]
    assert stranger.get(pages[0]).status_code == 404
    words = mentor.get(pages[0]).content.decode()
    assert placement.trainee.user.email in words
    assert [f'href="{page}"' in words for page in pages] == [False] * 4
    assert mentor.post(pages[0], {"mentor": placement.supervisor.pk}).status_code == 422
    ended = mentor.post(url_of("end_mentor", placement), follow=True)
    assert ended.redirect_chain == [(reverse("observership:supervising"), 302)]
    assert "Ended. Addresses are no longer shown." in ended.content.decode()
    assert mentor.get(pages[0]).status_code == 404
    trainee = client_of(placement.trainee)
    assert placement.supervisor.user.email not in trainee.get(pages[0]).content.decode()
