"""What a holder sees and may do with the passport."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from credentials.models import Copy, CopyKind, Document, StandingChange
from credentials.services import reassessing
from credentials.services.copies import make_copy
from credentials.services.revoking import change_standing
from passport.people.models import ProfessionalRole
from tests.credentials.ledger import drop_triggers, run_sql
from tests.factories import complete, make_learner, make_programme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def jana(client, edition):
    """Jana's browser."""
    client.force_login(edition.passport.holder.user)
    return client


@pytest.fixture
def stranger(client, db):
    """A signed-in learner with no passport."""
    learner = make_learner()
    client.force_login(learner.user)
    return client


def make_ward_nurse(holder, on):
    ProfessionalRole.objects.create(professional=holder, role="NUR", starts_on=on)


def test_the_passport_shows_cover_state_and_stamps(jana, edition):
    page = jana.get("/passport/")
    for text in (
        "Jana Nováková",
        "Nurse",
        edition.passport.number,
        "Valid passport",
        "Show my code",
        "Core: knowledge",
        "Ward nurse: knowledge",
        "Demonstration: not clinically reviewed",
        "Edition 1 issued",
        "rosette",
    ):
        assert text in page.text


def test_a_stamp_opens_to_modules_and_what_they_evidence(jana):
    page = jana.get("/passport/").text
    stamp = page[page.index("What this stamp rests on") :]
    for text in ("COR-01 Module COR-01", "1.0 (1)", "EN", "21 November 2026", "22 minutes"):
        assert text in stamp


def test_before_the_first_stamp_the_page_says_what_comes_next(client, nurse, now):
    make_programme()
    make_ward_nurse(nurse, now.date())
    complete(nurse, "COR-01", at=now)
    client.force_login(nurse.user)
    page = client.get("/passport/").text
    assert "It is issued by itself when your first stamp is complete." in page
    assert "1 of 2 modules" in page
    assert "next: Module COR-02" in page
    assert "0 of 1 modules" in page
    assert "Show my code" not in page


def test_completions_that_wait_for_a_review_are_named(client, completed, settings):
    settings.ISSUE_UNREVIEWED = False
    client.force_login(completed.user)
    page = client.get("/passport/").text
    assert "3 modules or observed tasks do not count yet" in page


def test_a_withdrawal_stands_in_the_history_with_its_reason(jana, edition, clock):
    change_standing(
        passport=edition.passport,
        change=StandingChange.REVOKED,
        reason="Issued to the wrong person.",
        by=make_user(),
        at=clock(),
    )
    page = jana.get("/passport/").text
    assert "Withdrawn by the issuer" in page
    assert "Issued to the wrong person." in page
    assert "if you object" in page


def test_nobody_sees_a_passport_without_signing_in(client, copy):
    for path in (
        "/passport/",
        "/passport/code/",
        "/passport/sharing/",
        f"/passport/copies/{copy.public_id}/passport.pdf",
    ):
        response = client.get(path)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_asking_for_a_code_makes_one_for_ten_minutes_and_ends_the_last(jana, edition, clock):
    assert jana.get("/passport/code/").status_code == 200
    assert Copy.objects.filter(kind=CopyKind.LIVE).count() == 0
    jana.post("/passport/code/")
    first = Copy.objects.get(kind=CopyKind.LIVE)
    page = jana.get("/passport/code/")
    assert "Good until 10:10" in page.text
    assert page["Cache-Control"].count("no-store") == 1
    clock.at += timedelta(minutes=1)
    jana.post("/passport/code/")
    assert jana.get(f"/v/{first.code}").status_code == 404
    second = Copy.objects.filter(kind=CopyKind.LIVE).latest("pk")
    assert jana.get(f"/v/{second.code}").status_code == 200
    clock.at += timedelta(minutes=11)
    assert "Your last code has ended." in jana.get("/passport/code/").text


def test_a_code_needs_a_passport(stranger):
    for answer in (stranger.get("/passport/code/"), stranger.post("/passport/code/")):
        assert (answer.status_code, answer["Location"]) == (302, "/passport/")


def test_each_copy_is_closed_alone(jana, copy, clock):
    jana.post("/passport/sharing/", {"kind": "share", "label": "Ward 5"})
    shared = Copy.objects.get(kind=CopyKind.SHARE)
    page = jana.get("/passport/sharing/").text
    assert "Ward 5" in page
    assert f"https://passport.test/v/{shared.code}" in page
    jana.post(f"/passport/copies/{copy.public_id}/close/")
    assert jana.get(f"/v/{copy.code}").status_code == 404
    assert jana.get(f"/v/{shared.code}").status_code == 200
    assert str(copy.public_id) not in jana.get("/passport/sharing/").text


def test_closing_a_copy_is_told_by_mail(jana, copy, run_jobs, mailoutbox):
    run_jobs()
    mailoutbox.clear()
    for _ in range(2):
        jana.post(f"/passport/copies/{copy.public_id}/close/")
    run_jobs()
    assert [mail.subject for mail in mailoutbox] == ["One of your passport copies is closed"]


def test_a_copy_with_a_new_code_leaves_the_old_one_superseded(jana, copy):
    jana.post(f"/passport/copies/{copy.public_id}/replace/")
    assert "A newer copy exists" in jana.get(f"/v/{copy.code}").text
    copy.refresh_from_db()
    assert jana.get(f"/v/{copy.replaced_by.code}").status_code == 200


def test_with_every_copy_closed_nobody_can_see_the_passport(jana, copy):
    jana.post(f"/passport/copies/{copy.public_id}/close/")
    assert "Nobody can see your passport" in jana.get("/passport/sharing/").text


def test_the_check_by_number_is_switched_off_and_on(jana, edition):
    jana.post("/passport/sharing/number/", {"allowed": "no"})
    assert "This check is switched off." in jana.get("/passport/sharing/").text
    jana.post("/passport/sharing/number/", {"allowed": "yes"})
    edition.passport.refresh_from_db()
    assert edition.passport.number_lookup is True


def test_the_last_day_of_a_check_is_shown(jana, copy):
    assert "Never" in jana.get("/passport/sharing/").text
    jana.get(f"/v/{copy.code}")
    page = re.sub(r"\s+", " ", jana.get("/passport/sharing/").text)
    assert "<dt>Last checked</dt><dd>21 November 2026</dd>" in page


def test_twenty_open_copies_are_enough(jana, edition, clock, settings):
    for _ in range(settings.LIVE_COPIES_MAX - 1):
        make_copy(passport=edition.passport, kind=CopyKind.SHARE, label="", at=clock())
    answer = jana.post("/passport/sharing/", {"kind": "share", "label": ""}, follow=True)
    assert "You have many copies already." in answer.text
    assert Copy.objects.count() == settings.LIVE_COPIES_MAX


def test_thirty_codes_a_day_are_enough_and_tomorrow_there_are_more(jana, edition, clock, settings):
    for _ in range(settings.COPIES_PER_DAY_MAX - 1):
        jana.post("/passport/code/")
    answer = jana.post("/passport/code/", follow=True)
    assert "You made many codes today." in answer.text
    clock.at += timedelta(days=1)
    jana.post("/passport/code/")
    assert Copy.objects.filter(kind=CopyKind.LIVE).count() == settings.COPIES_PER_DAY_MAX


def test_a_stranger_reaches_no_copy_of_another_person(stranger, copy):
    for method, tail in (("get", "passport.pdf"), ("post", "close/"), ("post", "replace/")):
        answer = getattr(stranger, method)(f"/passport/copies/{copy.public_id}/{tail}")
        assert answer.status_code == 404
    copy.refresh_from_db()
    assert (copy.closed_at, copy.replaced_at) == (None, None)
    assert stranger.post("/passport/sharing/number/", {"allowed": "no"}).status_code == 404


def test_nothing_is_changed_by_looking(jana, copy):
    for tail in ("close/", "replace/"):
        assert jana.get(f"/passport/copies/{copy.public_id}/{tail}").status_code == 405
    assert jana.get("/passport/sharing/number/").status_code == 405


def test_the_pdf_is_drawn_once_and_kept(jana, copy):
    path = f"/passport/copies/{copy.public_id}/passport.pdf"
    first, second = jana.get(path), jana.get(path)
    assert (first["Content-Type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    assert first["Content-Disposition"] == (f'attachment; filename="{copy.passport.number}.pdf"')
    assert first.content == second.content
    assert Document.objects.count() == 1
    assert storages["private"].exists(Document.objects.get().file_name)


def test_a_new_edition_is_drawn_anew(jana, copy, clock, run_jobs):
    user = copy.passport.holder.user
    user.last_name = "Dvořáková"
    user.save()
    reassessing.reassess(holder_id=copy.passport.holder_id, at=clock())
    run_jobs()
    jana.get(f"/passport/copies/{copy.public_id}/passport.pdf")
    assert Document.objects.filter(copy=copy).count() == 2


def test_a_closed_copy_has_no_pdf(jana, copy):
    jana.post(f"/passport/copies/{copy.public_id}/close/")
    assert jana.get(f"/passport/copies/{copy.public_id}/passport.pdf").status_code == 404


def test_the_passport_page_costs_the_same_with_more_stamps(
    client, nurse, key_dir, clock, run_jobs, django_assert_max_num_queries
):
    make_programme(roles={"NUR": ("NUR-01",), "PHA": ("PHA-01",)})
    for code in ("COR-01", "COR-02", "NUR-01", "PHA-01"):
        complete(nurse, code, at=clock())
    reassessing.reassess(holder_id=nurse.pk, at=clock())
    run_jobs()
    client.force_login(nurse.user)
    with django_assert_max_num_queries(32):
        client.get("/passport/")


def test_with_twenty_copies_one_can_still_get_a_new_code_and_the_screen_shows_one(
    jana, copy, clock, settings
):
    for _ in range(settings.LIVE_COPIES_MAX - 1):
        make_copy(passport=copy.passport, kind=CopyKind.SHARE, label="", at=clock())
    jana.post(f"/passport/copies/{copy.public_id}/replace/")
    copy.refresh_from_db()
    assert copy.replaced_at == clock()
    jana.post("/passport/code/")
    assert Copy.objects.filter(kind=CopyKind.LIVE).count() == 1


def test_a_passport_that_does_not_match_its_seal_is_not_printed(jana, copy):
    Document.objects.all().delete()
    drop_triggers()
    run_sql("UPDATE credentials_edition SET content = replace(content, 'Jana', 'Hana')")
    path = f"/passport/copies/{copy.public_id}/passport.pdf"
    page = jana.get(path, follow=True)
    assert page.redirect_chain == [("/passport/", 302)]
    assert "This passport does not match its seal." in page.text


def test_a_kept_pdf_that_was_changed_is_not_handed_out(jana, copy):
    path = f"/passport/copies/{copy.public_id}/passport.pdf"
    jana.get(path)
    name = Document.objects.get().file_name
    storages["private"].delete(name)
    storages["private"].save(name, ContentFile(b"%PDF-1.7 forged"))
    assert jana.get(path)["Location"] == "/passport/"
