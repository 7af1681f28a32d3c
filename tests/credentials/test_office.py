"""The issuance desk: who may see it, what it shows, what it decides."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.html import strip_tags

from credentials.models import Alarm, Concern, Passport, Revocation
from credentials.permissions import ISSUERS, can_decide, can_see_desk
from credentials.services.issuers import ensure_issuers
from passport.ui.templatetags.ui import moment
from tests.factories import make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, db, clock):
    """An issuer's browser, past the second step."""
    client.issuer = make_user(first_name="Ida", last_name="Issuer", is_staff=True)
    client.issuer.groups.add(ensure_issuers())
    return strong_sign_in(client, client.issuer)


def test_issuers_are_made_once_with_their_permissions(db):
    ensure_issuers()
    ensure_issuers()
    group = Group.objects.get(name=ISSUERS)
    assert sorted(group.permissions.values_list("codename", flat=True)) == [
        "access_admin", "add_recognitiondecision", "add_revocation", "change_alarm", "view_alarm",
        "view_concern", "view_edition", "view_passport", "view_recognition", "view_revocation",
    ]  # fmt: skip


def test_the_first_page_says_what_waits_at_the_desk(desk):
    now = timezone.now()
    Concern.objects.create(text="The name was wrong.", reported_at=now)
    Concern.objects.create(text="Long ago.", reported_at=now - timedelta(days=31))
    page = " ".join(strip_tags(desk.get("/admin/").text).split())
    assert "Find a passport Open alarms: 0 Concerns of the last 30 days: 1" in page


def test_a_passport_is_shown_in_local_time_and_plain_words(desk, edition):
    page = " ".join(
        strip_tags(desk.get(f"/admin/passports/inspect/{edition.passport.pk}/").text).split()
    )
    assert f"Opened at {moment(edition.passport.opened_at)}" in page
    assert "May be checked by number and family name Yes" in page


@pytest.mark.parametrize("query", ["", "?q=Nováková", "?q=Jana"])
def test_a_passport_is_found_by_name_and_number(desk, edition, query):
    assert edition.passport.number in desk.get(f"/admin/passports/{query}").text
    assert (
        edition.passport.number in desk.get(f"/admin/passports/?q={edition.passport.number}").text
    )
    assert edition.passport.number not in desk.get("/admin/passports/?q=Zzz").text


def test_the_trail_shows_editions_completions_copies_and_decisions(desk, edition):
    page = desk.get(f"/admin/passports/inspect/{edition.passport.pk}/").text
    for text in ("Edition 1", "COR-01 1.0", "Ward nurse: knowledge", "1 open, 1 made", "Withdraw"):
        assert text in page
    assert edition.leaf_hash in page


@pytest.mark.parametrize(
    ("change", "state"),
    [("revoked", "Withdrawn by the issuer"), ("paused", "Paused by the issuer")],
)
def test_a_decision_needs_a_reason_and_is_seen_at_the_next_scan(desk, copy, change, state):
    path = f"/admin/passports/{copy.passport.pk}/{change}/"
    assert desk.post(path, {"reason": " "}).status_code == 200
    assert Revocation.objects.count() == 0
    desk.post(path, {"reason": "Issued in error."})
    decision = Revocation.objects.get()
    assert (decision.change, decision.reason, decision.decided_by) == (
        change, "Issued in error.", desk.issuer,
    )  # fmt: skip
    assert state in desk.get(f"/v/{copy.code}").text


def test_the_holder_is_told_the_reason_and_how_to_object(desk, edition, run_jobs, mailoutbox):
    run_jobs()
    mailoutbox.clear()
    desk.post(f"/admin/passports/{edition.passport.pk}/revoked/", {"reason": "Error & all."})
    run_jobs()
    (mail,) = mailoutbox
    assert mail.to == ["jana@example.org"]
    assert mail.subject == f"Your passport {edition.passport.number} is withdrawn"
    assert "Reason: Error & all." in mail.body
    assert "If you do not agree" in mail.body


def test_what_cannot_follow_is_not_decided_twice(desk, edition):
    path = f"/admin/passports/{edition.passport.pk}/revoked/"
    desk.post(path, {"reason": "First."})
    page = desk.post(path, {"reason": "Second."}, follow=True)
    assert "Somebody decided before you." in page.text
    assert Revocation.objects.count() == 1
    assert desk.get(f"/admin/passports/{edition.passport.pk}/elsewhere/").status_code == 404


def test_an_alarm_is_closed_by_an_issuer_with_name_and_time(desk, edition, clock):
    alarm = Alarm.objects.create(edition=edition, raised_at=clock())
    assert "Close the alarm" in desk.get(f"/admin/alarms/inspect/{alarm.pk}/").text
    desk.post(f"/admin/alarms/{alarm.pk}/acknowledge/")
    alarm.refresh_from_db()
    assert (alarm.acknowledged_at, alarm.acknowledged_by) == (clock(), desk.issuer)
    assert desk.get(f"/admin/alarms/{alarm.pk}/acknowledge/").status_code == 405


def test_concerns_are_listed(desk, clock):
    concern = Concern.objects.create(text="The photo differs.", reported_at=clock())
    assert "The photo differs." in desk.get("/admin/concerns/").text
    assert "The photo differs." in desk.get(f"/admin/concerns/inspect/{concern.pk}/").text


@pytest.mark.parametrize("tail", ["new/", "edit/1/", "delete/1/"])
def test_nobody_adds_changes_or_deletes_a_record_by_hand(desk, edition, tail):
    desk.issuer.is_superuser = True
    desk.issuer.save()
    for name in ("passports", "alarms", "concerns"):
        assert desk.get(f"/admin/{name}/{tail}").status_code in {302, 403, 404}
    assert Passport.objects.count() == 1


def test_staff_outside_the_group_see_and_decide_nothing(client, edition, clock):
    staff = make_user(is_staff=True)
    staff.user_permissions.add(*ensure_issuers().permissions.filter(codename="access_admin"))
    strong_sign_in(client, staff)
    for path in (
        "/admin/passports/",
        f"/admin/passports/inspect/{edition.passport.pk}/",
        f"/admin/passports/{edition.passport.pk}/revoked/",
    ):
        assert client.get(path).status_code in {302, 403}
    client.post(f"/admin/passports/{edition.passport.pk}/revoked/", {"reason": "x"})
    assert Revocation.objects.count() == 0


def test_no_issuer_decides_about_the_own_passport(desk, edition):
    holder = edition.passport.holder.user
    holder.groups.add(ensure_issuers())
    assert can_see_desk(holder)
    assert not can_decide(holder, edition.passport)
    assert can_decide(desk.issuer, edition.passport)


def test_an_issuer_without_second_step_is_led_to_it_first(client, edition):
    issuer = make_user(is_staff=True)
    issuer.groups.add(ensure_issuers())
    client.force_login(issuer)
    assert not Authenticator.objects.filter(user=issuer).exists()
    response = client.get("/admin/passports/")
    assert response.status_code == 302
    assert "/accounts/" in response["Location"]


def test_no_issuer_closes_an_alarm_about_the_own_passport(client, edition, clock):
    alarm = Alarm.objects.create(edition=edition, raised_at=clock())
    holder = edition.passport.holder.user
    holder.groups.add(ensure_issuers())
    strong_sign_in(client, holder)
    assert "Close the alarm" not in client.get(f"/admin/alarms/inspect/{alarm.pk}/").text
    client.post(f"/admin/alarms/{alarm.pk}/acknowledge/")
    alarm.refresh_from_db()
    assert alarm.acknowledged_at is None
