"""A list of staff: looked at row by row, carried out as a whole, undone."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail

from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.jobs.runner import run_due
from passport.people.models import Invitation, RosterImport
from passport.people.queries.centres import member_of
from passport.people.services.invitations import Invitee, accept, invite
from passport.people.services.rosters import carry_out, confirm_roster, undo_roster
from tests.centre_factories import join
from tests.centres.conftest import JANA, TERMS
from tests.centres.roster_files import ANA, BO, outcome_list, upload
from tests.coverage_pages.conftest import tables

ROWS_MAX = 2_000


@pytest.fixture
def roster(desk, jana, now, run_jobs) -> RosterImport:
    """Six rows, one of each fate; Jana belongs already, Ina is invited already."""
    join(desk.centre, jana, roles=("NUR",), unit="Ward 5")
    invitee = Invitee(email="ina@hospital.example", given_names="", family_name="", terms=TERMS)
    invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=now)
    run_jobs()
    mail.outbox.clear()
    upload(
        desk,
        ANA,
        (JANA, "Jana", "Nováková", "ICU", "Ward 6"),
        ("quentin@example.org", "Quentin", "Sample", "QMA", ""),
        ("ina@hospital.example", "Ina", "", "NUR", ""),
        ("ANA@hospital.example", "Ana", "again", "NUR", ""),
        ("broken", "", "", "Wizard", ""),
        BO,
    )
    return RosterImport.objects.get()


ALL = ["invite", "change", "same", "invited", "duplicate", "error", "invite"]


@pytest.mark.django_db
def test_the_preview_says_of_every_row_what_happens_and_nothing_happens(desk, roster):
    assert outcome_list(roster) == ALL
    assert roster.file_name == "staff_list.csv"
    page = desk.get("people:roster_preview", roster.public_id).text
    (table,) = tables(page)
    assert [row[0] for row in table[1:]] == ["2", "3", "4", "5", "6", "7", "8"]
    assert table[6][4] == (
        "Not taken: see what to correct “broken” is not an email address. Write it as "
        "name@hospital.example. We know no role “Wizard”. Use a code or name from the template, "
        "with / between several."
    )
    assert "2 colleagues are invited by mail." in " ".join(page.split())
    assert Invitation.objects.filter(roster=roster).count() == 0
    assert mail.outbox == []
    assert roster.applied_at is None


@pytest.mark.django_db
def test_rows_are_shown_by_their_fate(desk, roster):
    page = desk.get("people:roster_preview", roster.public_id, query="?only=error").text
    assert len(tables(page)[0]) == 2


@pytest.mark.django_db
def test_nothing_is_sent_for_two_minutes_after_confirming(desk, roster, clock, now):
    page = desk.post("people:apply_roster", roster.public_id, data={}).text
    assert "It starts in two minutes; until then nothing is sent." in page
    clock.at = now + timedelta(seconds=119)
    run_due("default")
    assert (mail.outbox, Invitation.objects.filter(roster=roster).count()) == ([], 0)
    clock.at = now + timedelta(seconds=120)
    run_due("default")
    assert [each.to for each in mail.outbox] == [["ana@hospital.example"], ["bo@hospital.example"]]
    job = Job.objects.get(kind="roster_confirmed")
    assert (job.status, job.owner_id, job.step) == (
        "done", desk.lead.user.public_id, "Sending invitations",
    )  # fmt: skip
    assert (job.done_count, job.total_count) == (2, 2)


@pytest.mark.django_db
def test_only_good_rows_are_carried_out(desk, jana, roster, now):
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    written = Invitation.objects.filter(roster=roster).order_by("pk")
    assert [(each.email, each.family_name, each.roles, each.unit) for each in written] == [
        ("ana@hospital.example", "Černá", ["NUR", "TRN"], "Ward 5"),
        ("bo@hospital.example", "Novák", ["PHA"], "Pharmacy"),
    ]
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit) == (("NUR", "ICU"), "Ward 6")
    counts = {"invite": 2, "change": 1, "same": 1, "invited": 1, "duplicate": 1, "error": 1}
    entry = AuditEntry.objects.get(action="roster.confirmed")
    assert entry.details == {"centre": str(desk.centre.public_id), "rows": counts}


@pytest.mark.django_db
def test_a_list_takes_neither_roles_nor_members_away(desk, jana, roster, now):
    join(desk.centre, unit="Ward 9")
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    assert "NUR" in member_of(desk.centre, jana.public_id, now.date()).roles
    assert desk.centre.memberships.filter(ends_on=None).count() == 3


@pytest.mark.django_db
def test_carrying_out_twice_changes_nothing(desk, jana, roster, now):
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    first = carry_out(roster=roster, at=now)
    before = list(Invitation.objects.values())
    assert (first, carry_out(roster=roster, at=now)) == (2, 2)
    assert list(Invitation.objects.values()) == before


@pytest.mark.django_db
def test_what_changed_since_the_preview_is_seen(desk, stranger, roster, now):
    """Ana was invited and joined while the list waited."""
    stranger.user.emailaddress_set.create(email="ana@hospital.example", verified=True)
    join(desk.centre, stranger, roles=("NUR", "TRN"), unit="Ward 5")
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    roster.refresh_from_db()
    assert outcome_list(roster) == ["same", *ALL[1:]]
    assert [each.email for each in roster.invitations.all()] == ["bo@hospital.example"]


@pytest.mark.django_db
def test_what_breaks_in_the_middle_leaves_nothing_half_written(desk, roster, now, monkeypatch):
    def broken(**_):
        raise RuntimeError

    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    monkeypatch.setattr("passport.people.services.rosters.extend", broken)
    with pytest.raises(RuntimeError):
        carry_out(roster=roster, at=now)
    assert Invitation.objects.filter(roster=roster).count() == 0
    monkeypatch.undo()
    assert carry_out(roster=roster, at=now) == 2


@pytest.mark.django_db
def test_undone_within_two_minutes_nothing_happens_at_all(desk, jana, roster, run_jobs, now):
    desk.post("people:apply_roster", roster.public_id, data={})
    page = desk.post("people:undo_roster", roster.public_id, data={}).text
    assert "Undone. Invitations that nobody accepted are withdrawn." in page
    run_jobs()
    assert (mail.outbox, Invitation.objects.filter(roster=roster).count()) == ([], 0)
    assert member_of(desk.centre, jana.public_id, now.date()).roles == ("NUR",)


@pytest.mark.django_db
def test_undone_later_mails_are_void_and_changes_go_back(
    desk, jana, stranger, roster, now, run_jobs
):
    stranger.user.emailaddress_set.create(email="bo@hospital.example", verified=True)
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    run_jobs()
    assert len(mail.outbox) == 2
    accept(
        invitation=Invitation.objects.get(email="bo@hospital.example"),
        professional=stranger,
        at=now,
    )
    undo_roster(roster=roster, by=desk.lead.user, at=now)
    assert Invitation.objects.get(email="ana@hospital.example").withdrawn_at == now
    assert Invitation.objects.get(email="bo@hospital.example").withdrawn_at is None
    assert member_of(desk.centre, stranger.public_id, now.date()) is not None
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit) == (("NUR",), "Ward 5")
    assert Invitation.objects.get(email="ina@hospital.example").withdrawn_at is None


@pytest.mark.django_db
def test_a_unit_that_was_changed_since_is_not_set_back(desk, jana, roster, now):
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    desk.centre.memberships.filter(professional=jana).update(unit="Ward 7")
    undo_roster(roster=roster, by=desk.lead.user, at=now)
    assert member_of(desk.centre, jana.public_id, now.date()).unit == "Ward 7"


@pytest.mark.django_db
def test_undone_and_confirmed_once_only(desk, roster):
    desk.post("people:undo_roster", roster.public_id, data={})
    roster.refresh_from_db()
    assert roster.undone_at is None
    desk.post("people:apply_roster", roster.public_id, data={})
    desk.post("people:apply_roster", roster.public_id, data={})
    assert Job.objects.filter(kind="roster_confirmed").count() == 1
    desk.post("people:undo_roster", roster.public_id, data={})
    page = desk.post("people:undo_roster", roster.public_id, data={}).text
    assert "This was done before." in page


@pytest.mark.django_db
def test_a_long_list_goes_out_over_days(desk, settings, clock, now):
    settings.CENTRE_INVITATIONS_PER_DAY = 2
    rows = [(f"n{n}@hospital.example", "", "", "NUR", "") for n in range(5)]
    page = upload(desk, *rows).text
    assert "At most 2 mails go out in a day, so this takes 3 days." in page
    roster = RosterImport.objects.get()
    desk.post("people:apply_roster", roster.public_id, data={})
    sent = []
    for day in range(3):
        clock.at = now + timedelta(days=day, minutes=2)
        run_due("default")
        sent.append(len(mail.outbox))
    assert sent == [2, 4, 5]


@pytest.mark.django_db
def test_a_list_without_a_good_row_cannot_be_confirmed(desk):
    page = upload(desk, ("broken", "", "", "", "")).text
    assert "No row can be taken" in page
    assert "Confirm the good rows" not in page


@pytest.mark.django_db
def test_a_list_that_nobody_confirmed_is_forgotten_after_a_day(desk, roster, now):
    kept = confirm_roster(roster=roster, by=desk.lead.user, at=now).ids["roster_id"]
    upload(desk, ANA)
    RosterImport.objects.update(uploaded_at=now - timedelta(days=1, seconds=1))
    upload(desk, BO)
    left = RosterImport.objects.values_list("public_id", "rows__0__email")
    assert sorted(left, key=lambda row: row[1]) == [
        (UUID(kept), ANA[0]), (RosterImport.objects.first().public_id, BO[0]),
    ]  # fmt: skip


@pytest.mark.django_db
def test_another_centre_reads_confirms_and_undoes_nothing(desk, other_desk, roster):
    for name in ("people:apply_roster", "people:undo_roster"):
        assert other_desk.post(name, roster.public_id, data={}).status_code == 404
        path = desk.path(name, roster.public_id)
        assert other_desk.client.post(path).status_code == 404
    assert other_desk.get("people:roster_preview", roster.public_id).status_code == 404
    for name in ("people:roster", "people:roster_csv", "people:roster_xlsx"):
        assert other_desk.client.get(desk.path(name)).status_code == 404
    roster.refresh_from_db()
    assert roster.applied_at is None


@pytest.mark.django_db
def test_two_thousand_rows_are_previewed_and_carried_out(desk, now, queries):
    people = [join(desk.centre, roles=("NUR",)) for _ in range(50)]
    rows = [(each.user.email, "", "", "ICU", "Ward 6") for each in people]
    rows += [(f"n{n}@hospital.example", "", "", "NUR", "Ward 5") for n in range(1_950)]
    upload(desk, *rows)
    roster = RosterImport.objects.get()
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    assert carry_out(roster=roster, at=now) == 1_950
    costs = queries(lambda: desk.get("people:roster_preview", roster.public_id))
    RosterImport.objects.filter(pk=roster.pk).update(rows=roster.rows[:3])
    assert queries(lambda: desk.get("people:roster_preview", roster.public_id)) == costs
