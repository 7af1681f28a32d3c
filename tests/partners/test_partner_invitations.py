"""Invitations to a partner: for one confirmed address, once, seven days; hijacked by nobody."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client

from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.notices.models import Notice
from passport.people.domain.tokens import kept_of
from passport.people.models import PartnerInvitation, PartnerMembership
from passport.people.queries.partner_invitations import partner_state_of, partner_token_of
from passport.people.queries.partners import is_manager, membership_of
from passport.people.services.invitations import (
    AlreadyInvitedError,
    InvitationClosedError,
    OtherAddressError,
    TooOftenError,
    TooSoonError,
)
from passport.people.services.partner_invitations import (
    DayLimitError,
    accept_partner,
    mail_partner_invitation,
    resend_to_partner,
    withdraw_from_partner,
)
from passport.people.services.partners import PartnerSuspendedError
from tests.factories import make_user
from tests.partners.conftest import EVA, asked, browser_of, link, row_of
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_partner_member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FORM = {"email": "Eva@Cells.example", "kind": "editor"}


# --- asking ---


def test_a_manager_asks_and_the_mail_says_who_and_as_what(portal, run_jobs):
    answer = portal.post("invite", data=FORM)
    assert "The invitation to eva@cells.example is on its way." in answer.text
    assert run_jobs() == ["partner_invitation_due"]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([EVA], "Petra Partner invites you to Fictional Cell Company")
    for words in ("As: Editor", "Answer until 28 November 2026"):
        assert words in sent.body
    assert re.search(r"http\S+/partner/join/[0-9A-Z]{26}/", sent.body)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id) == (
        "partner_invitation.written", portal.manager.public_id,
    )  # fmt: skip
    assert "@" not in f"{entry.subject} {entry.details}"


def test_nothing_but_the_hash_of_a_token_is_stored(invited):
    token = partner_token_of(invited)
    assert invited.token_hash == kept_of(token)
    stored = [
        str(row)
        for model in (PartnerInvitation, Notice, Job, AuditEntry)
        for row in model.objects.values_list()
    ]
    assert [row for row in stored if token in row] == []
    assert token in mail.outbox[0].body


def test_a_form_says_what_is_missing(portal):
    page = portal.post("invite", data={})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"email", "kind"})
    page = portal.post("invite", data={"email": EVA, "kind": "owner"})
    assert set(page.context["form"].errors) == {"kind"}


def test_a_member_is_not_invited_again(portal, editor):
    page = portal.post("invite", data={**FORM, "email": editor.email.upper()})
    assert "belongs to you already" in page.context["form"].errors["email"][0]


def test_one_address_has_one_open_invitation(portal, invited, now):
    assert "email" in portal.post("invite", data=FORM).context["form"].errors
    with pytest.raises(AlreadyInvitedError):
        asked(portal, EVA.upper(), now)
    later = asked(portal, EVA, now + 8 * DAY)
    invited.refresh_from_db()
    assert (invited.withdrawn_at, later.withdrawn_at) == (now + 8 * DAY, None)


def test_fifty_a_day_and_three_to_one_address(portal, now, settings):
    assert settings.PARTNER_INVITATIONS_PER_DAY == 50
    settings.PARTNER_INVITATIONS_PER_DAY = 4
    for _ in range(3):
        withdraw_from_partner(invitation=asked(portal, EVA, now), by=portal.manager, at=now)
    with pytest.raises(TooOftenError):
        asked(portal, EVA, now)
    asked(portal, "b@cells.example", now)
    with pytest.raises(DayLimitError):
        asked(portal, "c@cells.example", now)
    page = portal.post("invite", data={**FORM, "email": "c@cells.example"})
    assert "limit" in page.context["form"].errors["email"][0]
    asked(portal, "c@cells.example", now + DAY)


def test_an_editor_asks_nobody(portal, editor):
    answer = browser_of(editor).post(portal.path("invite"), FORM)
    assert (answer.status_code, PartnerInvitation.objects.count()) == (403, 0)
    assert "Managers do this" in answer.text


def test_an_address_that_takes_no_mail_withdraws_the_invitation(portal, now, monkeypatch):
    def refuse(self, fail_silently: bool = False) -> int:
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    invitation = asked(portal, EVA, now)
    assert not mail_partner_invitation(invitation=invitation, at=now)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == now


def test_an_invitation_that_was_taken_back_is_not_mailed(portal, now, run_jobs):
    withdraw_from_partner(invitation=asked(portal, EVA, now), by=portal.manager, at=now)
    assert run_jobs() == ["partner_invitation_due"]
    assert mail.outbox == []


# --- answering ---


def test_accepting_makes_a_member_of_today(portal, invited, eva, now, run_jobs):
    mail.outbox.clear()
    client = browser_of(eva)
    page = client.get(link(invited)).text
    for words in ("Join Fictional Cell Company", "Petra Partner", "Editor", "28 November 2026"):
        assert words in page
    answer = client.post(link(invited), follow=True)
    assert "You belong to Fictional Cell Company now." in answer.text
    row = row_of(eva)
    assert (row.partner, row.kind, row.starts_on) == (portal.partner, "editor", now.date())
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([portal.manager.email], "Eva Example joined Fictional Cell Company")
    ]


def test_reading_the_link_accepts_nothing(invited, eva):
    browser_of(eva).get(link(invited))
    assert PartnerMembership.objects.filter(user=eva).count() == 0


def test_a_visitor_learns_neither_partner_nor_inviter(invited):
    page = Client().get(link(invited)).text
    assert "e…@cells.example" in page
    assert [secret for secret in ("Petra", "Fictional Cell", EVA) if secret in page] == []


def test_a_forwarded_link_is_refused_and_tells_nothing(invited, stranger, now):
    client = browser_of(stranger)
    for method in ("get", "post"):
        page = getattr(client, method)(link(invited))
        assert page.status_code == 404
        for secret in ("Petra", "Fictional Cell", "cells.example"):
            assert secret not in page.text
    with pytest.raises(OtherAddressError):
        accept_partner(invitation=invited, user=stranger, at=now)
    assert PartnerMembership.objects.filter(user=stranger).count() == 0


def test_an_address_that_was_not_confirmed_is_not_enough(invited, now):
    claimed = make_user(email=EVA)
    claimed.emailaddress_set.create(email=EVA, verified=False)
    assert browser_of(claimed).post(link(invited)).status_code == 404
    with pytest.raises(OtherAddressError):
        accept_partner(invitation=invited, user=claimed, at=now)


def test_a_mailed_code_is_not_enough_to_accept(invited, eva):
    client = Client()
    client.force_login(eva)
    assert client.post(link(invited))["Location"] == "/accounts/2fa/"
    assert PartnerMembership.objects.filter(user=eva).count() == 0


def test_an_invitation_is_used_once_and_by_nobody_after(invited, eva, now):
    accept_partner(invitation=invited, user=eva, at=now)
    with pytest.raises(InvitationClosedError):
        accept_partner(invitation=invited, user=eva, at=now)
    PartnerMembership.objects.filter(user=eva).update(ends_on=now.date() - DAY,
                                                      starts_on=now.date() - DAY)  # fmt: skip
    page = browser_of(eva).post(link(invited))
    assert (page.status_code, "Each link works once." in page.text) == (410, True)
    assert membership_of(eva, invited.partner, now.date()) is None


def test_an_invitation_ends_after_seven_days(invited, eva, clock, now):
    client = browser_of(eva)
    clock.at = now + timedelta(days=7) - timedelta(seconds=1)
    assert client.get(link(invited)).status_code == 200
    clock.at = now + timedelta(days=7)
    assert client.post(link(invited)).status_code == 410
    assert PartnerMembership.objects.filter(user=eva).count() == 0


def test_an_unknown_link_says_so():
    page = Client().get("/partner/join/NOTATOKENNOTATOKENNOTATOK/")
    assert (page.status_code, "We do not know it." in page.text) == (404, True)


def test_the_inviter_who_was_put_out_leaves_no_way_in(portal, editor, invited, eva, now):
    make_partner_member(portal.partner, user=make_user())
    portal.post("end", row_of(portal.manager).public_id)
    assert browser_of(eva).post(link(invited)).status_code == 410
    with pytest.raises(InvitationClosedError):
        accept_partner(invitation=invited, user=eva, at=now)


def test_nobody_joins_a_suspended_partner(portal, invited, eva, now):
    portal.partner.suspended_at, portal.partner.suspension_reason = now, "Looked at."
    portal.partner.save()
    page = browser_of(eva).post(link(invited))
    assert (page.status_code, "Nobody joins it now." in page.text) == (410, True)
    with pytest.raises(PartnerSuspendedError):
        asked(portal, "b@cells.example", now)


def test_who_belongs_already_is_not_made_more(portal, editor, now):
    editor.emailaddress_set.create(email="second@cells.example", verified=True)
    invitation = asked(portal, "second@cells.example", now, kind="manager")
    answer = browser_of(editor).post(link(invitation), follow=True)
    assert "You belong to this partner already." in answer.text
    assert not is_manager(editor, portal.partner, now.date())


# --- taken back, sent again ---


def test_a_withdrawn_invitation_answers_no_more(portal, invited, eva):
    portal.post("withdraw", invited.public_id)
    page = browser_of(eva).post(link(invited))
    assert (page.status_code, "It was taken back." in page.text) == (410, True)
    assert "answered or withdrawn before" in portal.post("withdraw", invited.public_id).text


def test_sending_again_waits_a_day_and_gives_seven_more(portal, invited, eva, clock, now, run_jobs):
    assert "It went out less than a day ago." in portal.post("resend", invited.public_id).text
    with pytest.raises(TooSoonError):
        resend_to_partner(invitation=invited, by=portal.manager, at=now)
    clock.at = now + 8 * DAY
    assert browser_of(eva).get(link(invited)).status_code == 410
    strong_sign_in(portal.client, portal.manager)  # a session lasts seven days
    assert "Ran out" in portal.get("people").text
    portal.post("resend", invited.public_id)
    run_jobs()
    invited.refresh_from_db()
    assert invited.expires_at == now + 15 * DAY
    assert (len(mail.outbox), browser_of(eva).get(link(invited)).status_code) == (2, 200)


def test_an_answered_invitation_is_not_sent_again(portal, invited, eva, now):
    accept_partner(invitation=invited, user=eva, at=now)
    with pytest.raises(InvitationClosedError):
        resend_to_partner(invitation=invited, by=portal.manager, at=now + 2 * DAY)
    assert partner_state_of(PartnerInvitation.objects.get(), now) == "accepted"
    assert "Accepted" in portal.get("people").text
