"""The product desk creates partners, suspends them and invites a first manager; it joins none."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse

from curriculum.services.editorial import ensure_product_reviewers
from passport.audit.models import AuditEntry
from passport.people.models import Partner, PartnerInvitation, PartnerMembership
from passport.people.permissions import PRODUCT_DESK
from passport.people.services.partner_invitations import DeskMemberError, accept_partner
from passport.people.services.product_desk import ensure_product_desk
from tests.factories import make_user
from tests.partners.conftest import EVA, asked, browser_of, link
from tests.product_factories import make_partner, make_partner_member

pytestmark = pytest.mark.django_db
FORM = {"name": "Imaginary  Bio", "country": "NL", "contact_email": "Desk@Bio.example"}


def act(client, partner: Partner | None, what: str, *args: object, **data: str):
    """What the back office says to a form about a partner."""
    keys = [*([partner.pk] if partner else []), *args]
    return client.post(reverse(f"partners:{what}", args=keys), data, follow=True)


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))


def test_the_desk_creates_a_partner(desk, now):
    answer = act(desk, None, "create", **FORM)
    assert "Invite its first manager" in answer.text
    partner = Partner.objects.get()
    assert (partner.name, partner.country, partner.contact_email) == (
        "Imaginary Bio", "NL", "desk@bio.example",
    )  # fmt: skip
    assert (partner.created_by, partner.created_at) == (desk.user, now)
    assert (actions(), PartnerMembership.objects.count()) == (["partner.created"], 0)
    assert (
        "A partner of this name"
        in act(desk, None, "create", **{**FORM, "name": "imaginary bio"}).text
    )
    assert Partner.objects.count() == 1


def test_names_are_made_of_letters_that_show(desk):
    act(desk, None, "create", **{**FORM, "name": "Imaginary\u202eBio"})
    assert Partner.objects.count() == 0


def test_what_a_form_does_not_ask_is_not_written(desk):
    act(desk, None, "create", **FORM, suspended_at="2026-01-01", created_by="1", public_id="x")
    assert Partner.objects.get().suspended_at is None


def test_the_desk_corrects_a_partner(desk):
    partner = make_partner("Old Name")
    make_partner("Taken")
    act(desk, partner, "correct", **{**FORM, "name": "taken"})
    act(desk, partner, "correct", **FORM)
    partner.refresh_from_db()
    assert (partner.name, actions()) == ("Imaginary Bio", ["partner.corrected"])


def test_suspending_and_lifting_need_a_reason_and_tell_the_managers(desk, portal, now, run_jobs):
    act(desk, portal.partner, "suspend", reason="")
    portal.partner.refresh_from_db()
    assert portal.partner.suspended_at is None
    act(desk, portal.partner, "suspend", reason="Its label is looked at.")
    again = act(desk, portal.partner, "suspend", reason="Twice.")
    assert "Somebody did so before you." in again.text
    portal.partner.refresh_from_db()
    assert (portal.partner.suspended_at, portal.partner.suspension_reason) == (
        now, "Its label is looked at.",
    )  # fmt: skip
    act(desk, portal.partner, "lift", reason="All is well.")
    portal.partner.refresh_from_db()
    assert (portal.partner.suspended_at, portal.partner.suspension_reason) == (None, "")
    assert actions() == ["partner.suspended", "partner.suspension_lifted"]
    assert [each.details for each in AuditEntry.objects.order_by("sequence")] == [
        {"reason": "Its label is looked at."}, {"reason": "All is well."},
    ]  # fmt: skip
    run_jobs()
    assert [each.subject for each in mail.outbox] == [
        "Fictional Cell Company is suspended", "Fictional Cell Company is no longer suspended",
    ]  # fmt: skip
    assert "Its label is looked at." in mail.outbox[0].body


def test_the_desk_invites_a_first_manager_who_then_manages(desk, eva, run_jobs):
    act(desk, None, "create", **FORM)
    partner = Partner.objects.get()
    act(desk, partner, "invite", email=EVA.upper())
    run_jobs()
    assert (mail.outbox[0].to, "Dora Desk" in mail.outbox[0].body) == ([EVA], True)
    browser_of(eva).post(link(PartnerInvitation.objects.get()))
    assert list(partner.memberships.values_list("user", "kind")) == [(eva.pk, "manager")]
    assert act(desk, partner, "invite", email="second@bio.example").status_code in {302, 403, 200}
    assert PartnerInvitation.objects.count() == 1


def test_an_invitation_to_a_mistyped_address_is_taken_back(desk, eva):
    partner = make_partner()
    act(desk, partner, "invite", email=EVA)
    invitation = PartnerInvitation.objects.get()
    page = desk.get(reverse("partners:inspect", args=[partner.pk])).text
    assert f"Withdraw the invitation to {EVA}" in page
    act(desk, partner, "withdraw", invitation.pk)
    assert browser_of(eva).post(link(invitation)).status_code == 410


def test_the_desk_withdraws_no_invitation_of_editors_and_of_no_other_partner(desk, portal, now):
    editors = asked(portal, EVA, now)
    managers = asked(portal, "m@cells.example", now, kind="manager")
    act(desk, portal.partner, "withdraw", editors.pk)
    act(desk, make_partner(), "withdraw", managers.pk)
    assert PartnerInvitation.objects.filter(withdrawn_at=None).count() == 2


def test_nobody_of_the_desk_becomes_a_member(desk, portal, now):
    own = make_partner(created_by=desk.user)
    desk.user.emailaddress_set.create(email=EVA, verified=True)
    for email in (EVA, desk.user.email):
        page = act(desk, own, "invite", email=email)
        assert "You cannot invite yourself." in page.text
    invitation = asked(portal, EVA, now)
    page = desk.post(link(invitation))
    assert (page.status_code, "You look after partners here" in page.text) == (403, True)
    with pytest.raises(DeskMemberError):
        accept_partner(invitation=invitation, user=desk.user, at=now)
    assert PartnerMembership.objects.filter(user=desk.user).count() == 0


def test_who_created_a_partner_never_joins_it_even_after_leaving_the_desk(desk, eva, now):
    partner = make_partner(created_by=eva)
    make_partner_member(partner)
    invitation = asked_by_desk(partner, desk, now)
    with pytest.raises(DeskMemberError):
        accept_partner(invitation=invitation, user=eva, at=now)


def asked_by_desk(partner, desk, now):
    act(desk, make_partner(), "suspend", reason="Another one.")
    partner.memberships.all().delete()
    act(desk, partner, "invite", email=EVA)
    return PartnerInvitation.objects.get(partner=partner)


def test_staff_who_belong_to_a_partner_decide_about_none(desk):
    make_partner_member(make_partner(), "editor", user=desk.user)
    target = make_partner()
    for name, data in (("suspend", {"reason": "x"}), ("invite", {"email": EVA}),
                       ("correct", FORM)):  # fmt: skip
        act(desk, target, name, **data)
    act(desk, None, "create", **FORM)
    target.refresh_from_db()
    assert (actions(), Partner.objects.count(), target.suspended_at) == ([], 2, None)
    page = desk.get(reverse("partners:inspect", args=[target.pk])).text
    assert "You belong to a partner, or may only look." in page


def test_other_staff_decide_nothing(portal):
    user = make_user(is_staff=True)
    group = Group.objects.create(name="Others")
    group.permissions.set(ensure_product_desk().permissions.filter(codename="access_admin"))
    user.groups.add(group)
    client = browser_of(user)
    act(client, portal.partner, "suspend", reason="x")
    act(client, None, "create", **FORM)
    assert (actions(), Partner.objects.count()) == ([], 1)
    assert client.get("/admin/partners/").status_code == 302


def test_partners_people_do_not_enter_the_back_office(portal, editor):
    for client in (portal.client, browser_of(editor)):
        for path in ("/admin/", "/admin/partners/", "/admin/partners/create/"):
            assert client.get(path).status_code in {302, 403}
    portal.client.post(reverse("partners:lift", args=[portal.partner.pk]), {"reason": "x"})
    assert actions() == []


def test_the_desk_looks_and_does_not_edit_rows(desk, portal):
    for name in ("add", "edit", "delete"):
        args = [] if name == "add" else [portal.partner.pk]
        desk.post(reverse(f"partners:{name}", args=args), {**FORM, "name": "Other"})
    assert list(Partner.objects.values_list("name", flat=True)) == ["Fictional Cell Company"]


def test_the_list_and_the_first_page_lead_to_the_desks_work(desk, portal):
    make_partner("Imaginary Bio")
    page = desk.get("/admin/partners/").text
    assert "Imaginary Bio" in page
    assert "Create a partner" in page
    home = " ".join(desk.get("/admin/").text.split())
    assert "Without a manager</a>: 1" in home


def test_the_group_is_made_once_with_its_permissions():
    ensure_product_desk()
    ensure_product_desk()
    group = Group.objects.get(name=PRODUCT_DESK)
    assert sorted(group.permissions.values_list("codename", flat=True)) == [
        "access_admin", "change_partner", "view_partner",
    ]  # fmt: skip


def test_product_reviewers_are_led_to_the_queue_and_see_no_partner():
    user = make_user(is_staff=True)
    user.groups.add(ensure_product_reviewers())
    client = browser_of(user)
    page = client.get("/admin/").text
    assert "Product review" in page
    assert "/review/" in page
    assert client.get("/admin/partners/").status_code == 302


@pytest.mark.parametrize("ensure", [ensure_product_desk, ensure_product_reviewers])
def test_the_desk_and_reviewers_reach_no_accounts_and_no_learners(ensure):
    user = make_user(is_staff=True)
    user.groups.add(ensure())
    client = browser_of(user)
    closed = [
        "wagtailusers_users:index", "wagtailusers_groups:index", "centres:index",
        "passports:index", "prior_learning:index", "completion:index", "observationsignoff:index",
    ]  # fmt: skip
    found = {name: client.get(reverse(name)).status_code for name in closed}
    assert {name: status for name, status in found.items() if status not in {302, 403}} == {}
