"""Centres are registered by their quality manager and confirmed by staff who are not theirs."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from passport.audit.models import AuditEntry
from passport.people.models import Centre, CentreMembership
from passport.people.permissions import REGISTRARS
from passport.people.queries.centres import leads_of, members_of
from passport.people.services.profiles import set_profession
from passport.people.services.registrars import ensure_registrars
from tests.centre_factories import join, make_centre, make_lead
from tests.centres.conftest import browser_of, confirm_address
from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Fictional  Clinic",
    "city": "Sampletown",
    "country": "CZ",
    "contact_email": "Quality@Clinic.example",
}


@pytest.fixture
def registrar(clock):
    user = make_user(first_name="Rosa", last_name="Registrar", is_staff=True)
    user.groups.add(ensure_registrars())
    client = strong_sign_in(Client(), user)
    client.user = user
    return client


@pytest.fixture
def waiting(jana, clock):
    """The centre that Jana registered."""
    browser_of(jana).post("/centres/register/", FORM)
    return Centre.objects.get()


def errors(response) -> dict:
    return response.context["form"].errors


def test_whoever_registers_a_centre_leads_it_unconfirmed(waiting, jana, now):
    assert (waiting.name, waiting.contact_email) == ("Fictional Clinic", "quality@clinic.example")
    assert (waiting.confirmed_at, waiting.registered_by) == (None, jana.user)
    assert leads_of(waiting, now.date()) == [jana]
    assert sorted(waiting.memberships.values_list("kind", flat=True)) == ["lead", "staff"]


def test_an_unconfirmed_centre_sees_nobody_not_even_its_lead(waiting, now):
    join(waiting)
    assert members_of(waiting, now.date()) == ()


def test_an_unconfirmed_centre_has_only_its_overview(waiting, jana, clock):
    client = strong_sign_in(Client(), jana.user)
    overview = f"/centre/{waiting.public_id}/"
    for page in ("people/", "people/invite/", "people/roster/", "people/poster/"):
        for answer in (client.get(f"{overview}{page}"), client.post(f"{overview}{page}")):
            assert (answer.status_code, answer["Location"]) == (302, overview)
    assert client.get(overview).status_code == 200


def test_registrars_are_told_of_a_new_centre(registrar, waiting, run_jobs):
    run_jobs()
    (sent,) = mail.outbox
    assert sent.to == [registrar.user.email]
    assert sent.subject == "Fictional Clinic, Sampletown waits to be confirmed"


def test_without_a_registrar_the_issuer_is_told(waiting, run_jobs, settings):
    run_jobs()
    assert mail.outbox[0].to == [settings.ISSUER["contact"]]


@pytest.mark.parametrize("name", ["Fictional Clinic", "FICTIONAL clinic"])
def test_the_same_centre_is_not_registered_twice(waiting, stranger, name):
    response = browser_of(stranger).post("/centres/register/", {**FORM, "name": name})
    assert response.status_code == 422
    assert errors(response)["name"] == [
        "This centre is registered. Ask its quality manager to invite you, or write to us."
    ]
    assert Centre.objects.count() == 1


def test_a_centre_that_was_only_named_in_a_profile_can_be_claimed(stranger, jana, now):
    named = Centre(name="Fictional Clinic", city="Sampletown", country="CZ")
    set_profession(user=stranger.user, profession="nurse", roles=["NUR"], centre=named, at=now)
    browser_of(jana).post("/centres/register/", FORM)
    (centre,) = Centre.objects.all()
    assert leads_of(centre, now.date()) == [jana]
    assert not centre.memberships.filter(professional=stranger).exists()


def test_a_role_named_in_a_profile_is_no_membership(stranger, now):
    centre = make_centre()
    set_profession(user=stranger.user, profession="nurse", roles=["NUR"], centre=centre, at=now)
    assert members_of(centre, now.date()) == ()


def test_nobody_registers_centres_without_end(jana):
    client = browser_of(jana)
    for number in range(3):
        assert client.post("/centres/register/", {**FORM, "name": f"C{number}"}).status_code == 302
    response = client.post("/centres/register/", {**FORM, "name": "C4"})
    assert response.status_code == 422
    assert Centre.objects.count() == 3


def test_without_a_profile_one_is_led_to_the_welcome(client):
    client.force_login(make_user())
    assert client.get("/centres/register/")["Location"] == "/welcome/"


def test_a_form_without_its_fields_names_each(jana):
    response = browser_of(jana).post("/centres/register/", {})
    assert set(errors(response)) == {"name", "city", "country", "contact_email"}
    assert "Please correct the following" in response.text


# --- back office ---


def test_a_registrar_confirms_with_a_note_and_the_lead_hears_of_it(
    registrar, waiting, jana, run_jobs, clock
):
    run_jobs()
    mail.outbox.clear()
    path = f"/admin/centres/{waiting.pk}/confirm/"
    assert registrar.post(path, {"note": ""}).status_code == 200
    assert Centre.objects.get().confirmed_at is None
    registrar.post(path, {"note": "Called the switchboard."})
    centre = Centre.objects.get()
    assert (centre.confirmed_at, centre.confirmed_by) == (clock(), registrar.user)
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([jana.user.email], "Fictional Clinic, Sampletown is confirmed")
    ]
    entry = AuditEntry.objects.get(action="centre.confirmed")
    assert entry.actor_id == registrar.user.public_id
    assert entry.subject == f"centre:{centre.public_id}"
    assert entry.details == {"reason": "Called the switchboard."}


def test_a_second_confirmation_changes_nothing(registrar, waiting):
    path = f"/admin/centres/{waiting.pk}/confirm/"
    registrar.post(path, {"note": "By telephone."})
    registrar.post(path, {"note": "By letter."})
    assert AuditEntry.objects.filter(action="centre.confirmed").count() == 1


def test_confirmation_makes_what_was_computed_old(registrar, waiting):
    before = waiting.mark
    registrar.post(f"/admin/centres/{waiting.pk}/confirm/", {"note": "By telephone."})
    waiting.refresh_from_db()
    assert waiting.mark == before + 1


def test_the_list_is_searched_and_filtered(registrar, waiting):
    make_centre(name="Old Hospital", city="Elsewhere")
    assert "Old Hospital" in registrar.get("/admin/centres/").text
    for query, found in (
        ("?q=Fictional", ["Fictional Clinic"]),
        ("?q=Elsewhere", ["Old Hospital"]),
        ("?confirmed=no", ["Fictional Clinic"]),
        ("?confirmed=yes", ["Old Hospital"]),
    ):
        page = registrar.get(f"/admin/centres/{query}").text
        assert [n for n in ("Fictional Clinic", "Old Hospital") if n in page] == found


def test_the_desk_says_how_many_wait(registrar, waiting):
    assert "Wait to be confirmed" in registrar.get("/admin/").text


def test_a_registrar_never_decides_about_the_own_centre(registrar, clock):
    own = make_centre(confirmed_at=None, registered_by=registrar.user)
    led = make_centre(confirmed_at=None)
    make_learner(registrar.user)
    join(led, registrar.user.professional, kind="lead")
    for centre in (own, led):
        for action in ("confirm", "rename", "lead"):
            path = f"/admin/centres/{centre.pk}/{action}/"
            registrar.post(path, {**FORM, "note": "By telephone."})
        centre.refresh_from_db()
        assert centre.confirmed_at is None
    assert AuditEntry.objects.count() == 0


def test_staff_without_the_task_decide_nothing(waiting, clock):
    editor = make_user(is_staff=True)
    group, _ = Group.objects.get_or_create(name="Authors")
    group.permissions.set(ensure_registrars().permissions.filter(codename="access_admin"))
    editor.groups.add(group)
    client = strong_sign_in(Client(), editor)
    client.post(f"/admin/centres/{waiting.pk}/confirm/", {"note": "By telephone."})
    assert Centre.objects.get().confirmed_at is None
    assert client.get("/admin/centres/").status_code == 302


def test_a_registrar_renames_and_says_so_in_the_trail(registrar, waiting):
    make_centre(name="Taken", city="Sampletown", country="CZ")
    path = f"/admin/centres/{waiting.pk}/rename/"
    assert registrar.post(path, {**FORM, "name": "taken"}).status_code == 200
    registrar.post(path, {**FORM, "name": "New Name"})
    waiting.refresh_from_db()
    assert waiting.name == "New Name"
    entry = AuditEntry.objects.get(action="centre.renamed")
    assert entry.details["before"]["name"] == "Fictional Clinic"


def test_a_registrar_appoints_and_ends_quality_managers(registrar, stranger, now):
    centre = make_centre()
    old = make_lead(centre)
    path = f"/admin/centres/{centre.pk}/lead/"
    registrar.post(path, {"email": stranger.user.email.upper()})
    assert leads_of(centre, now.date()) == [old, stranger]
    registrar.post(f"{path}{old.pk}/end/")
    assert leads_of(centre, now.date()) == [stranger]
    assert [member.id for member in members_of(centre, now.date())] == [old.pk, stranger.pk]
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert list(actions) == ["centre.lead_appointed", "centre.lead_ended"]


def test_staff_may_end_even_the_last_quality_manager(registrar, now):
    centre = make_centre()
    last = make_lead(centre)
    registrar.post(f"/admin/centres/{centre.pk}/lead/{last.pk}/end/")
    assert leads_of(centre, now.date()) == []


def test_registrars_appoint_neither_themselves_nor_unknown_addresses(registrar):
    centre = make_centre()
    confirm_address(make_learner(registrar.user))
    unconfirmed = make_learner()
    for email in (registrar.user.email, unconfirmed.user.email, "nobody@example.org"):
        registrar.post(f"/admin/centres/{centre.pk}/lead/", {"email": email})
    assert CentreMembership.objects.count() == 0


def test_registrars_look_and_do_not_edit_rows(registrar, waiting):
    assert "Jana Nováková" in registrar.get(f"/admin/centres/inspect/{waiting.pk}/").text
    for path in ("new/", f"edit/{waiting.pk}/", f"delete/{waiting.pk}/"):
        registrar.post(f"/admin/centres/{path}", {"name": "Other"})
    assert Centre.objects.get().name == "Fictional Clinic"


def test_the_group_is_made_once_with_its_permissions():
    ensure_registrars()
    ensure_registrars()
    group = Group.objects.get(name=REGISTRARS)
    assert sorted(group.permissions.values_list("codename", flat=True)) == [
        "access_admin", "change_centre", "view_centre",
    ]  # fmt: skip
