"""Lists of staff that are made to do harm, and addresses that no mail reaches."""

import pytest
from django.core import mail
from django.utils import timezone

from passport.people.formats.roster_files import UnreadableRosterError, lines_of
from passport.people.models import Invitation, RosterImport
from passport.people.services.rosters import confirm_roster
from tests.centres.conftest import FORM, JANA
from tests.centres.roster_files import ANA, as_xlsx, changed, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "part",
    [
        b"<?xml version='1.0' encoding='no-such-coding'?><worksheet/>",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        b"<?xml version='1.0'?><worksheet><sheetData><row r='1'><c r='A1' t='n'><v>1e999</v></c>"
        b"</row></sheetData>",
        b"\xff\xfe\x00\x00",
    ],
)
def test_a_workbook_made_to_do_harm_is_refused_in_words(part):
    content = changed(as_xlsx([ANA]), "xl/worksheets/sheet1.xml", part)
    with pytest.raises(UnreadableRosterError) as error:
        lines_of(content, 10)
    assert error.value.reason == "broken"


def test_an_address_with_hidden_letters_is_not_taken(desk):
    upload(desk, ("jana\u202e@hospital.example", "", "", "NUR", ""))
    assert [row["outcome"] for row in RosterImport.objects.get().rows] == ["error"]


def test_an_address_to_which_no_mail_can_be_written_holds_up_nobody(desk, now, run_jobs):
    upload(desk, (f"ana@{'a' * 70}.ä", "", "", "NUR", ""), ANA)
    confirm_roster(roster=RosterImport.objects.get(), by=desk.lead.user, at=now)
    run_jobs()
    assert [each.to for each in mail.outbox] == [[ANA[0]]]


def test_nobody_is_written_to_again_and_again(desk, run_jobs):
    for _ in range(4):
        answer = desk.post("people:invite", data=FORM)
        run_jobs()
        for each in Invitation.objects.filter(withdrawn_at=None):
            desk.post("people:withdraw_invitation", each.public_id, data={})
    assert (answer.status_code, "Write again tomorrow" in answer.text) == (422, True)
    upload(desk, (JANA, "", "", "NUR", ""))
    confirm_roster(roster=RosterImport.objects.get(), by=desk.lead.user, at=timezone.now())
    run_jobs()
    assert [each.to for each in mail.outbox] == [[JANA]] * 3
