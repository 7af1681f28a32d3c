"""Who could come, as a host reads it without names, and what it says of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from observership.models import HostPreference
from passport.audit.models import AuditEntry
from tests.factories import EPOCH
from tests.observership_factories import (
    make_application,
    make_objective,
    make_run,
    make_trainee,
    make_window,
)

pytestmark = pytest.mark.django_db


def test_a_host_reads_who_could_come_without_a_name(host, call):
    goal = make_objective("infusion", title="Watch an infusion")
    host.opening.objectives.set([goal])
    make_window(call, host.opening)
    trainee = make_trainee(first_name="Tereza", last_name="Traineeova")
    made = make_application(
        call, "eligible", trainee=trainee,
        sections={
            "me": {"motivation": "Because of Traineeova"},
            "centre": {"per_year": 4, "needs": "A bed on the ward"},
        },
    )  # fmt: skip
    made.objectives.set([goal])
    text = host.read("host_applicants", query="?call=spring")
    for words in (
        made.number, "Treating physician", "Czechia", "You share English.",
        "You offer 1 of 1 goals: Watch an infusion.", "1 June 2026 to 5 June 2026",
    ):  # fmt: skip
        assert words in text
    page = host.read("host_applicant", host.opening.public_id, made.public_id)
    assert "A bed on the ward" in page
    assert "Fictional Home Hospital" in page
    for hidden in ("Tereza", "Traineeova", trainee.user.email):
        assert hidden not in text + page


def test_who_cannot_come_is_not_shown(host, call):
    make_window(call, host.opening)
    hidden = [
        make_application(call, "eligible", languages=[{"code": "cs", "level": "C2"}]),
        make_application(call, "eligible", setting="paediatric"),
        make_application(call, "eligible", role="NUR"),
        make_application(call, "eligible", dates=[{"from": "2026-08-01", "until": "2026-08-31"}]),
        make_application(call, "eligible", centre=host.centre),
        make_application(call, "submitted"),
        make_application(call, "draft"),
    ]
    text = host.read("host_applicants")
    assert "Applicants who could come will be listed here" in text
    for each in hidden:
        page = host.get("host_applicant", host.opening.public_id, each.public_id)
        assert page.status_code == 404


def test_whoever_numbered_other_hosts_alone_is_shown_like_everybody(host, call):
    make_window(call, host.opening)
    made = make_application(call, "eligible", any_host=False)
    made.preferences.create(opening=make_window(call).opening, rank=1)
    assert made.number in host.read("host_applicants")
    assert host.get("host_applicant", host.opening.public_id, made.public_id).status_code == 200


def test_what_an_applicant_prefers_is_not_told(host, call):
    make_window(call, host.opening)
    one, two = (make_application(call, "eligible") for _ in range(2))
    two.preferences.create(opening=host.opening, rank=1)
    pages = [
        host.read("host_applicant", host.opening.public_id, each.public_id).replace(
            each.number, ""
        ).replace(str(each.public_id), "").replace(each.centre_name, "")
        for each in (one, two)
    ]  # fmt: skip
    csrf = [page.split("csrfmiddlewaretoken") for page in pages]
    assert len(csrf[0]) == len(csrf[1])
    assert [part[120:] for part in csrf[0]] == [part[120:] for part in csrf[1]]


def test_a_host_says_its_word_and_changes_it(host, call):
    make_window(call, host.opening)
    made = make_application(call, "eligible")
    args = ("host_applicant", host.opening.public_id, made.public_id)
    host.post(*args, word="especially", reason="not kept")
    row = HostPreference.objects.get()
    assert (row.tier, row.refused, row.reason, row.by) == (1, False, "", host.supervisor.user)
    host.post(*args, word="no", reason="No bed in June")
    row.refresh_from_db()
    assert (row.refused, row.reason) == (True, "No bed in June")
    text = host.read("host_applicants")
    assert "We cannot host this applicant" in text
    assert "Your reason: No bed in June" in text
    host.post(*args, word="welcome")
    row.refresh_from_db()
    assert (row.tier, row.refused, row.reason) == (2, False, "")


def test_every_word_of_a_host_is_kept_without_its_reason(host, call, now):
    make_window(call, host.opening)
    made = make_application(call, "eligible")
    args = ("host_applicant", host.opening.public_id, made.public_id)
    host.post(*args, word="after")
    host.post(*args, word="no", reason="No bed in June")
    host.post(*args, word="welcome")

    kept = AuditEntry.objects.filter(action="host_word_said")
    opening = str(host.opening.public_id)
    assert [each.details for each in kept] == [
        {"opening": opening, "before": None, "word": "after"},
        {"opening": opening, "before": "after", "word": "no"},
        {"opening": opening, "before": "no", "word": "welcome"},
    ]
    said = (f"application:{made.public_id}", host.supervisor.user.public_id, now)
    assert {(each.subject, each.actor_id, each.at) for each in kept} == {said}


def test_nobody_says_a_word_of_the_own_application(host, call):
    make_window(call, host.opening)
    made = make_application(call, "eligible", trainee=host.supervisor)
    args = ("host_applicant", host.opening.public_id, made.public_id)
    assert host.post(*args, word="especially").status_code == 404
    assert HostPreference.objects.count() == 0


def test_a_no_without_a_reason_is_refused(host, call):
    make_window(call, host.opening)
    made = make_application(call, "eligible")
    response = host.post("host_applicant", host.opening.public_id, made.public_id, word="no")
    assert response.status_code == 422
    assert "Say why you cannot host this applicant." in response.content.decode()
    assert HostPreference.objects.count() == 0


def test_words_are_locked_once_places_are_announced(host, call):
    make_window(call, host.opening)
    made = make_application(call, "eligible")
    make_run(call, kind="published", published_at=EPOCH, made_at=EPOCH, result={})
    assert "Places are announced" in host.read("host_applicants")
    response = host.post("host_applicant", host.opening.public_id, made.public_id, word="after")
    assert "What hosts said before then stays." in response.content.decode()
    assert HostPreference.objects.count() == 0


def test_the_list_of_applicants_costs_the_same_for_one_and_for_many(host, call):
    make_window(call, host.opening)
    make_application(call, "eligible")
    host.get("host_applicants")
    with CaptureQueriesContext(connection) as few:
        host.get("host_applicants")
    for _ in range(30):
        make_application(call, "eligible")
    with CaptureQueriesContext(connection) as many:
        text = host.read("host_applicants")
    assert len(many) == len(few)
    assert "Page 1 of 2" in text


def test_the_desk_leads_to_applicants_while_words_count(host, call):
    make_window(call, host.opening)
    make_application(call, "eligible")
    assert "See who could come" in host.read("host")
    make_run(call, kind="published", published_at=EPOCH, made_at=EPOCH, result={})
    assert "See who could come" not in host.read("host")
