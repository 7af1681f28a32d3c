"""What somebody tries who means a centre or its people harm (B4, D11, F1, F2, F4, G5, H6)."""

# ruff: noqa: F811 - fixtures of the centres' tests

from datetime import timedelta
from html import escape

import pypdfium2
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log

from credentials.models import Attestation, Reminder
from credentials.queries.coverage import matrix_of
from credentials.services.issuers import ensure_coalition
from curriculum.models import AssessorEndorsement, Observation, ObservedTask
from passport.audit.models import AuditEntry
from passport.people.domain.roles import Terms
from passport.people.models import Centre, CentreMembership, Invitation, JoinRequest, RosterImport
from passport.people.queries.centres import leads_of, member_of, members_of
from passport.people.services.invitations import (
    InvitationClosedError,
    Invitee,
    accept,
    decline,
    invite,
)
from passport.people.services.memberships import (
    NoMemberError,
    change_membership,
    end_lead,
    end_membership,
    leave_centre,
)
from passport.people.services.posters import ask_to_join, decide_request, make_poster, take_back
from passport.people.services.registrars import ensure_registrars
from passport.people.services.rosters import confirm_roster
from passport.standards.services.editors import ensure_standards_editors
from tests.centre_factories import join, make_framework, make_lead
from tests.centres.conftest import (  # noqa: F401 - fixtures
    JANA,
    browser_of,
    clock,
    confirm_address,
    desk,
    jana,
    link,
    other_desk,
)
from tests.centres.roster_files import upload
from tests.coverage.rows import attest
from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db
MARKUP = "<img src=x onerror=alert(1)>&\"'"
LEAD = Terms(kind="lead", roles=("QMA",))


@pytest.fixture(autouse=True)
def _one_clock(clock) -> None:
    """Every page of these tests is asked for at `now`."""


@pytest.fixture
def duties(db):
    """A standard that asks one thing of everybody."""
    framework = make_framework("duties", {"duty.one": {"evidence_kinds": ["qualification"]}})
    requirement = framework.clauses.get().requirement
    requirement.evidence_kinds = ["qualification"]
    requirement.save()
    return framework


def test_ids_of_another_centre_in_a_form_change_nothing(desk, other_desk, duties, now):
    theirs = join(other_desk.centre)
    people = {"people": [str(theirs.public_id)]}
    desk.post("credentials:reminders", data={**people, "framework": "duties"})
    shown = {"asked": "duty.one", "kind": "", "shown_on": "2026-03-02", "hours": "", **people}
    query = "?framework=duties"
    assert desk.post("credentials:attest_many", data=shown, query=query).status_code == 422
    mixed = {**shown, "people": [str(join(desk.centre).public_id), str(theirs.public_id)]}
    assert desk.post("credentials:attest_many", data=mixed, query=query).status_code == 422
    query = f"?person={theirs.public_id}"
    answer = desk.post("curriculum:add_assessor", data={"task": "all"}, query=query)
    assert answer.status_code == 404
    counts = [each.objects.count() for each in (Reminder, Attestation, AssessorEndorsement)]
    assert counts == [0, 0, 0]


def test_an_assessor_opens_no_task_of_another_centres_colleague(desk, other_desk, now):
    task = ObservedTask.objects.create(
        key="ice", version="1", title="ICE", summary="Do it.", steps=[], roles=["NUR"],
        reviewed_on=now.date(),
    )  # fmt: skip
    AssessorEndorsement.objects.create(
        centre=desk.centre, assessor=desk.lead, starts_on=now.date(),
        endorsed_by=desk.lead.user, endorsed_at=now,
    )  # fmt: skip
    theirs = join(other_desk.centre)
    tries = {
        f"?centre={desk.centre.public_id}&person={theirs.public_id}": 404,
        f"?centre={other_desk.centre.public_id}&person={theirs.public_id}": 404,
        f"?person={desk.lead.public_id}": 422,
    }
    address = reverse("curriculum:assess")
    found = {each: desk.client.post(address + each, {"task": task.key}) for each in tries}
    assert {each: answer.status_code for each, answer in found.items()} == tries
    assert Observation.objects.count() == 0


def test_a_prefix_before_the_address_spares_nobody_the_second_step(desk):
    client = Client()
    client.force_login(desk.lead.user)
    for prefix in ("", "/elsewhere", "/static", "/accounts"):
        answer = client.get(desk.path("people:members"), SCRIPT_NAME=prefix)
        assert (answer.status_code, "/accounts/" in answer["Location"]) == (302, True)


def test_nobody_attests_for_oneself_in_a_bulk_either(desk, duties):
    colleague = join(desk.centre)
    data = {
        "asked": "duty.one", "kind": "", "shown_on": "2026-03-02", "hours": "",
        "people": [str(colleague.public_id), str(desk.lead.public_id)],
    }  # fmt: skip
    answer = desk.post("credentials:attest_many", data=data, query="?framework=duties")
    assert (answer.status_code, Attestation.objects.count()) == (422, 0)


def test_no_page_or_file_of_a_centre_is_kept_by_a_cache(desk, now):
    make_poster(centre=desk.centre, by=desk.lead.user, at=now)
    names = ("dashboard:centre", "people:members", "people:poster_pdf", "people:roster_xlsx")
    assert {desk.get(name)["Cache-Control"] for name in names} == {"private, no-store"}


def test_two_centres_share_nothing_that_was_computed(desk, other_desk, duties, now):
    ours, theirs = join(desk.centre), join(other_desk.centre)
    on = now.date()
    attest(ours, desk.centre, "duty.one", on)
    found = [set(matrix_of(each.centre, "duties", on).people) for each in (desk, other_desk, desk)]
    mine = {desk.lead.pk, ours.pk}
    assert found == [mine, {other_desk.lead.pk, theirs.pk}, mine]


def test_who_left_stands_on_no_page_of_any_day(desk, duties, now):
    gone = join(desk.centre, make_learner(make_user(first_name="Lena", last_name="Leaver")))
    join(desk.centre)
    before = f"?on={(now - timedelta(days=30)).date()}&framework=duties"
    pages = [
        "dashboard:centre", "credentials:coverage", "credentials:coverage_people",
        "people:members", "curriculum:assessors", "credentials:attest_many",
    ]  # fmt: skip
    assert "Leaver" in desk.get("credentials:coverage_people", query=before).text
    leave_centre(centre=desk.centre, professional=gone, at=now)
    shown = [
        page
        for page in pages
        for query in ("", before)
        if "Leaver" in desk.get(page, query=query).text
    ]
    assert shown == []
    assert desk.get("credentials:person", gone.public_id, query=before).status_code == 404


def test_a_change_that_crosses_with_leaving_lists_nobody_again(desk, jana, now):
    join(desk.centre, jana)
    leave_centre(centre=desk.centre, professional=jana, at=now)
    with pytest.raises(NoMemberError):
        change_membership(
            centre=desk.centre, professional=jana, terms=LEAD, by=desk.lead.user, at=now
        )
    assert member_of(desk.centre, jana.public_id, now.date()) is None


def test_whoever_registers_a_centre_writes_no_more_than_the_form_asks(jana, now):
    data = {
        "name": "Hospital Nova", "city": "Novatown", "country": "CZ", "mark": "9",
        "contact_email": "quality@nova.example", "confirmed_at": "2026-01-01",
    }  # fmt: skip
    browser_of(jana).post(reverse("people:register_centre"), data)
    centre = Centre.objects.get(name="Hospital Nova")
    assert (centre.confirmed_at, centre.confirmed_by, centre.registered_by) == (
        None, None, jana.user,
    )  # fmt: skip
    assert members_of(centre, now.date()) == ()


def test_who_leads_no_longer_leaves_no_heir_behind(desk, jana, now, run_jobs):
    other = make_lead(desk.centre)
    invitee = Invitee(email=JANA, given_names="", family_name="", terms=LEAD)
    invitation = invite(centre=desk.centre, invitee=invitee, by=other.user, at=now)
    run_jobs()
    end_lead(centre=desk.centre, professional=other, by=desk.lead.user, at=now)
    with pytest.raises(InvitationClosedError):
        accept(invitation=invitation, professional=jana, at=now)
    assert leads_of(desk.centre, now.date()) == [desk.lead]
    decline(invitation=invitation, professional=jana, at=now)


def test_a_poster_makes_nobody_more_than_staff(desk, jana, now):
    poster = make_poster(centre=desk.centre, by=desk.lead.user, at=now)
    browser_of(jana).post(link(poster), {"roles": ["NUR"], "unit": "", "kind": "lead"})
    decide_request(request=JoinRequest.objects.get(), accepted=True, by=desk.lead.user, at=now)
    kinds = CentreMembership.objects.filter(professional=jana).values_list("kind", flat=True)
    assert list(kinds) == ["staff"]


def test_asking_and_taking_back_again_and_again_writes_one_mail(desk, jana, now, run_jobs):
    poster = make_poster(centre=desk.centre, by=desk.lead.user, at=now)
    for minute in range(5):
        at = now + timedelta(minutes=minute)
        request = ask_to_join(poster=poster, professional=jana, roles=["NUR"], unit="", at=at)
        take_back(request=request, at=at)
    run_jobs()
    assert [each.to for each in mail.outbox] == [[desk.lead.user.email]]


def test_markup_in_names_and_units_is_text_on_every_page_and_in_mails(desk, duties, now, run_jobs):
    desk.centre.name = MARKUP
    desk.centre.save()
    user = make_user(first_name=MARKUP, last_name=MARKUP, email=JANA)
    person = confirm_address(make_learner(user))
    poster = make_poster(centre=desk.centre, by=desk.lead.user, at=now)
    ask_to_join(poster=poster, professional=person, roles=["NUR"], unit=MARKUP, at=now)
    pages = [desk.get("people:requests"), Client().get(link(poster))]
    decide_request(request=JoinRequest.objects.get(), accepted=True, by=desk.lead.user, at=now)
    names = (
        "dashboard:centre", "credentials:coverage", "credentials:coverage_people",
        "credentials:team", "credentials:forecast", "people:members", "people:poster",
        "curriculum:assessors", "credentials:attest_many", "credentials:packs",
    )  # fmt: skip
    pages += [desk.get(name) for name in names]
    pages += [desk.get("credentials:person", person.public_id)]
    run_jobs()
    texts = [page.text for page in pages] + [each.alternatives[0][0] for each in mail.outbox]
    assert [text for text in texts if "<img src=x" in text] == []
    assert escape(MARKUP) in desk.get("credentials:coverage_people").text
    assert all("\n" not in each.subject for each in mail.outbox)


def test_markup_in_the_name_of_a_centre_is_text_on_its_poster(desk, now):
    desk.centre.name = "<b>Bold</b> & <a href='https://evil.example'>link</a>"
    desk.centre.save()
    make_poster(centre=desk.centre, by=desk.lead.user, at=now)
    drawn = desk.get("people:poster_pdf").content
    said = pypdfium2.PdfDocument(drawn)[0].get_textpage().get_text_range()
    assert "<b>Bold</b> & <a" in " ".join(said.split())
    assert b"/URI" not in drawn


@pytest.mark.parametrize("ensure", [ensure_registrars, ensure_standards_editors, ensure_coalition])
def test_a_group_of_staff_reaches_no_accounts_and_no_centre(ensure, desk, now):
    nurse = join(desk.centre, make_learner(make_user(last_name="Nightingale")))
    user = make_user(is_staff=True)
    user.groups.add(ensure())
    client = strong_sign_in(Client(), user)
    closed = [
        "wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index",
        "passports:index", "prior_learning:index", "completion:index", "observationsignoff:index",
    ]  # fmt: skip
    found = {name: client.get(reverse(name)).status_code for name in closed}
    assert {name: status for name, status in found.items() if status not in {302, 403}} == {}
    page = client.get(desk.path("credentials:person", nurse.public_id))
    assert page.status_code == 404
    log(instance=nurse.user, action="wagtail.edit", user=desk.lead.user)
    history = client.get(reverse("wagtailadmin_reports:site_history"))
    assert nurse.user.last_name not in history.text


def test_a_registrar_edits_adds_and_deletes_no_centre_by_hand(desk, now):
    user = make_user(is_staff=True)
    user.groups.add(ensure_registrars())
    client = strong_sign_in(Client(), user)
    data = {"name": "Other", "city": "Other", "country": "CZ", "registered_by": user.pk}
    places = [("add", ()), ("edit", (desk.centre.pk,)), ("delete", (desk.centre.pk,))]
    for name, args in places:
        client.post(reverse(f"centres:{name}", args=args), data)
    assert list(Centre.objects.values_list("name", flat=True)) == ["Fictional Hospital"]


def test_the_trail_of_a_centre_names_nobody(desk, jana, duties, now, run_jobs):
    upload(desk, (JANA, "Jana", "Nováková", "NUR", "Ward 5"))
    confirm_roster(roster=RosterImport.objects.get(), by=desk.lead.user, at=now)
    run_jobs()
    accept(invitation=Invitation.objects.get(), professional=jana, at=now)
    desk.post(
        "credentials:reminders",
        data={"people": [str(jana.public_id)], "framework": "duties"},
    )
    end_membership(centre=desk.centre, professional=jana, by=desk.lead.user, at=now)
    written = " ".join(
        f"{entry.subject} {entry.details}" for entry in AuditEntry.objects.order_by("sequence")
    )
    assert AuditEntry.objects.count() == 4
    words = ("Jana", "Nov", "@", "Quentin", "Sample", "Ward 5")
    assert [word for word in words if word in written] == []
