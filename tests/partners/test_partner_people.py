"""Who belongs to a partner: seen, changed, ended and left; the last manager stays."""

from datetime import timedelta

import pytest
from django.core import mail

from passport.audit.models import AuditEntry
from passport.people.models import PartnerMembership
from passport.people.queries.partners import is_manager, membership_of, was_member_since
from passport.people.services.partners import (
    LastManagerError,
    NoPartnerMemberError,
    change_kind,
    end_partner_membership,
    leave_partner,
)
from tests.factories import make_user
from tests.partners.conftest import EVA, asked, browser_of, link, row_of
from tests.product_factories import make_partner, make_partner_member

pytestmark = pytest.mark.django_db


def test_members_are_listed_with_kind_and_since(portal, editor, now):
    page = portal.get("people").text
    for words in ("Petra Partner", "Manager", "Emil Editor", "Editor", "5 January 2026",
                  "2 members", "(you)"):  # fmt: skip
        assert words in page


def test_an_editor_sees_the_people_and_changes_nobody(portal, editor, invited):
    client = browser_of(editor)
    page = client.get(portal.path("people")).text
    assert EVA in page
    for words in ("Invite somebody", "Withdraw", "Change<"):
        assert words not in page
    row = row_of(portal.manager)
    for name, thing in (
        ("end", row), ("membership", row), ("withdraw", invited), ("resend", invited),
    ):  # fmt: skip
        path = portal.path(name, thing.public_id)
        assert client.post(path, {"kind": "editor"}).status_code == 403
    assert row_of(portal.manager).kind == "manager"


def test_an_editor_becomes_manager_from_today_and_the_history_stays(portal, editor, now):
    answer = portal.post("membership", row_of(editor).public_id, data={"kind": "manager"})
    assert "Saved for Emil Editor." in answer.text
    rows = PartnerMembership.objects.filter(user=editor).order_by("pk")
    on = now.date()
    assert list(rows.values_list("kind", "starts_on", "ends_on")) == [
        ("editor", on.replace(month=1, day=5), on - timedelta(days=1)),
        ("manager", on, None),
    ]
    assert is_manager(editor, portal.partner, on)


def test_saving_the_same_kind_changes_nothing(portal, editor):
    row = row_of(editor)
    portal.post("membership", row.public_id, data={"kind": "editor"})
    assert (row_of(editor), AuditEntry.objects.count()) == (row, 0)
    assert portal.post("membership", row.public_id, data={"kind": "x"}).status_code == 422


def test_who_is_put_out_is_out_at_the_next_request(portal, editor, run_jobs, now):
    client = browser_of(editor)
    assert client.get(portal.path("people")).status_code == 200
    portal.post("end", row_of(editor).public_id)
    assert client.get(portal.path("people")).status_code == 404
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([editor.email], "Fictional Cell Company ended your membership")
    ]
    assert was_member_since(editor, portal.partner, now.date() - timedelta(days=1))


def test_who_joined_today_is_out_at_once_too(portal, invited, eva, now):
    client = browser_of(eva)
    client.post(link(invited))
    portal.post("end", row_of(eva).public_id)
    row = PartnerMembership.objects.get(user=eva)
    assert (row.ends_on, row.cancelled_at) == (now.date(), now)
    assert client.get(portal.path("people")).status_code == 404


def test_leaving_is_ones_own(portal, editor, run_jobs, now):
    client = browser_of(editor)
    answer = client.post(portal.path("leave"), follow=True)
    assert "You left Fictional Cell Company." in answer.text
    assert "How an organisation becomes a partner" in answer.text
    assert client.get(portal.path("people")).status_code == 404
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([portal.manager.email], "Emil Editor left Fictional Cell Company")
    ]


def test_the_last_manager_stays(portal, editor, now):
    row = row_of(portal.manager)
    assert "You are its only manager." in portal.post("leave").text
    assert "You need a manager." in portal.post("end", row.public_id).text
    answer = portal.post("membership", row.public_id, data={"kind": "editor"})
    assert "You need a manager." in answer.text
    for act in (
        lambda: leave_partner(membership=row, at=now),
        lambda: end_partner_membership(membership=row, by=portal.manager, at=now),
        lambda: change_kind(membership=row, kind="editor", by=portal.manager, at=now),
    ):
        with pytest.raises(LastManagerError):
            act()
    assert is_manager(portal.manager, portal.partner, now.date())
    change_kind(membership=row_of(editor), kind="manager", by=portal.manager, at=now)
    assert "You left" in portal.post("leave").text


def test_a_manager_whose_time_ended_does_not_count_as_another(portal, now):
    gone = now.date() - timedelta(days=1)
    make_partner_member(portal.partner, ends_on=gone)
    make_partner_member(portal.partner, starts_on=now.date() + timedelta(days=1))
    with pytest.raises(LastManagerError):
        leave_partner(membership=row_of(portal.manager), at=now)


def test_a_change_that_crosses_with_leaving_brings_nobody_back(portal, editor, now):
    row = row_of(editor)
    leave_partner(membership=row, at=now)
    with pytest.raises(NoPartnerMemberError):
        change_kind(membership=row, kind="manager", by=portal.manager, at=now)
    assert membership_of(editor, portal.partner, now.date()) is None
    assert portal.post("membership", row.public_id, data={"kind": "manager"}).status_code == 404


def test_other_partners_memberships_are_not_there(portal):
    other = make_partner_member(make_partner())
    assert portal.get("membership", row_of(other).public_id).status_code == 404
    assert portal.post("end", row_of(other).public_id).status_code == 404
    assert row_of(other)


def test_a_manager_who_is_made_editor_leaves_no_open_invitation(portal, now):
    second = make_partner_member(portal.partner, user=make_user())
    invitation = asked(portal, EVA, now, by=second)
    portal.post("membership", row_of(second).public_id, data={"kind": "editor"})
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == now


def test_the_trail_names_nobody(portal, editor, invited, eva, now):
    browser_of(eva).post(link(invited))
    portal.post("membership", row_of(editor).public_id, data={"kind": "manager"})
    portal.post("end", row_of(eva).public_id)
    browser_of(editor).post(portal.path("leave"))
    actions = list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))
    assert actions == [
        "partner_invitation.written", "partner_invitation.accepted", "partner.kind_changed",
        "partner.membership_ended", "partner.membership_left",
    ]  # fmt: skip
    written = " ".join(f"{each.subject} {each.details}" for each in AuditEntry.objects.all())
    words = ("Eva", "Emil", "Petra", "@", "Example")
    assert [word for word in words if word in written] == []


# --- /partner/ ---


def test_the_only_partner_opens_by_itself(portal):
    assert str(portal.partner.public_id) in portal.client.get("/partner/")["Location"]


def test_several_partners_are_listed(portal):
    second = make_partner("Imaginary Bio")
    make_partner_member(second, user=portal.manager)
    make_partner("Nobody's Business")
    page = portal.client.get("/partner/").text
    assert "Fictional Cell Company" in page
    assert "Imaginary Bio" in page
    assert "Nobody" not in page


def test_who_belongs_to_none_reads_how_to_become_one(stranger, settings):
    page = browser_of(stranger).get("/partner/")
    assert page.status_code == 200
    assert "How an organisation becomes a partner" in page.text
    assert settings.ISSUER["contact"] in page.text


def test_an_invitation_waits_at_the_landing_for_who_set_up_an_app_first(invited, eva, stranger):
    page = browser_of(eva).get("/partner/").text
    assert "Petra Partner invites you to Fictional Cell Company" in page
    assert link(invited) in page
    assert "Petra" not in browser_of(stranger).get("/partner/").text
