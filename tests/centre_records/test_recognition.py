"""Prior learning: claimed by a holder, decided by an issuer, never a module and never a stamp."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from credentials.models import (
    Edition,
    Recognition,
    RecognitionAlignment,
    RecognitionDecision,
)
from credentials.queries.dossier import dossier_of
from credentials.services.issuers import ensure_issuers
from credentials.services.recognition import (
    ClaimDecidedError,
    ClaimRefusedError,
    Judgement,
    JudgementError,
    OwnClaimError,
    Supports,
    TooManyClaimsError,
    claim_learning,
    decide_claim,
)
from curriculum.models import Completion
from passport.append_only import AppendOnlyError
from passport.audit.models import AuditEntry
from passport.people.queries.centres import member_of
from passport.standards.models import Requirement
from tests.centre_records.conftest import learned
from tests.credentials.ledger import run_sql
from tests.factories import make_learner, make_programme, make_user

pytestmark = pytest.mark.django_db
CLAIMS = "/passport/claims/"


def words(response):
    return " ".join(strip_tags(response.text).split())


def filled(**more):
    return {
        "title": "Nursing of immune effector cells", "provider": "Fictional School",
        "reference": "FS-2024-031", "achieved_on": "2024-10-04", **more,
    }  # fmt: skip


def accepted(key="team.education", strength="full"):
    requirement = Requirement.objects.get(key=key)
    return Judgement(True, "Read the paper.", [Supports(requirement, strength)])


def test_a_holder_claims_without_uploading(holder, nurse, now):
    assert 'type="file"' not in holder.get(CLAIMS).text
    response = holder.post(CLAIMS, filled(), follow=True)
    row = Recognition.objects.get()
    assert (row.professional, row.title, row.provider, row.reference, row.achieved_on) == (
        nurse, "Nursing of immune effector cells", "Fictional School", "FS-2024-031",
        date(2024, 10, 4),
    )  # fmt: skip
    assert row.claimed_at == now
    assert "Sent. The issuer decides and writes to you." in words(response)
    assert "Paper FS-2024-031 waiting since 21 November 2026" in words(response)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"title": ""}, "Enter the title that stands on the paper."),
        ({"provider": ""}, "Enter the school, society or centre."),
        ({"achieved_on": ""}, "Enter the day that stands on the paper."),
        ({"achieved_on": "2026-11-22"}, "Choose a day of the last 20 years"),
        ({"achieved_on": "2006-11-20"}, "Choose a day of the last 20 years"),
        ({"reference": "4.2.1981"}, "Leave the date out"),
    ],
)
def test_what_does_not_fit_is_said(holder, fields, text):
    response = holder.post(CLAIMS, filled(**fields))
    assert response.status_code == 422
    assert text in words(response)
    assert Recognition.objects.count() == 0


def test_a_claim_of_tomorrow_is_refused_by_the_service_too(nurse, now):
    with pytest.raises(ClaimRefusedError):
        claim_learning(holder=nurse, learned=learned(achieved_on=date(2026, 11, 22)), at=now)


def test_only_so_many_claims_wait_at_once(holder, nurse, now, settings):
    settings.CLAIMS_OPEN_MAX = 2
    for number in range(2):
        claim_learning(holder=nurse, learned=learned(title=f"Course {number}"), at=now)
    with pytest.raises(TooManyClaimsError):
        claim_learning(holder=nurse, learned=learned(), at=now)
    assert "2 claims wait already." in words(holder.post(CLAIMS, filled()))


def test_a_holder_sees_the_own_claims_only(holder, claim, now):
    claim_learning(holder=make_learner(), learned=learned(title="Somebody else's"), at=now)
    page = words(holder.get(CLAIMS))
    assert "Nursing of immune effector cells" in page
    assert "Somebody else" not in page


def test_claims_ask_for_a_sign_in(client):
    assert client.get(CLAIMS).status_code == 302


def test_an_accepted_claim_supports_requirements_at_the_centre(
    desk, nurse, standard, claim, issuer, now
):
    decide_claim(claim=claim, judgement=accepted(), by=issuer, at=now)
    decision = RecognitionDecision.objects.get()
    assert (decision.accepted, decision.reason, decision.decided_by, decision.decided_at) == (
        True, "Read the paper.", issuer, now,
    )  # fmt: skip
    row = RecognitionAlignment.objects.get()
    assert (row.requirement.key, row.strength, row.reviewed_by, row.reviewed_at) == (
        "team.education", "full", issuer, now,
    )  # fmt: skip
    member = member_of(desk.centre, nurse.public_id, now.date())
    on = date(2025, 10, 3)
    lines = {line.requirement_key: line for line in dossier_of(desk.centre, member, "standard", on)}
    assert lines["team.education"].standing == "met"
    assert lines["team.licence"].standing == "unmet"
    assert [each.kind for each in lines["team.education"].shown_by] == ["recognition"]


def test_it_is_no_module_and_no_stamp(nurse, standard, claim, issuer, now, run_jobs):
    decide_claim(claim=claim, judgement=accepted(), by=issuer, at=now)
    assert "edition_requested" not in run_jobs()
    assert (Completion.objects.count(), Edition.objects.count()) == (0, 0)


def test_what_only_our_modules_show_is_not_recognised(claim, issuer, now):
    make_programme()
    with pytest.raises(JudgementError):
        decide_claim(claim=claim, judgement=accepted("module.COR-01"), by=issuer, at=now)
    assert RecognitionDecision.objects.count() == 0


@pytest.mark.parametrize("is_accepted", [True, False])
def test_accepting_names_requirements_and_refusing_names_none(
    standard, claim, issuer, now, is_accepted
):
    named = accepted().supports
    wrong = Judgement(is_accepted, "Why.", () if is_accepted else named)
    with pytest.raises(JudgementError):
        decide_claim(claim=claim, judgement=wrong, by=issuer, at=now)


def test_nobody_decides_about_the_own_claim(standard, now):
    user = make_user(is_staff=True)
    user.groups.add(ensure_issuers())
    own = claim_learning(holder=make_learner(user), learned=learned(), at=now)
    with pytest.raises(OwnClaimError):
        decide_claim(claim=own, judgement=accepted(), by=user, at=now)
    assert RecognitionDecision.objects.count() == 0


def test_only_issuers_decide(standard, claim, now):
    with pytest.raises(OwnClaimError):
        decide_claim(claim=claim, judgement=accepted(), by=make_user(is_staff=True), at=now)


def test_a_claim_is_decided_once(standard, claim, issuer, now):
    refused = Judgement(False, "Not about this.")
    decide_claim(claim=claim, judgement=refused, by=issuer, at=now)
    with pytest.raises(ClaimDecidedError):
        decide_claim(claim=claim, judgement=accepted(), by=issuer, at=now)
    assert AuditEntry.objects.get().action == "recognition_refused"


def test_claims_decisions_and_alignments_are_never_changed(standard, claim, issuer, now):
    decide_claim(claim=claim, judgement=accepted(), by=issuer, at=now)
    for model in (Recognition, RecognitionDecision, RecognitionAlignment):
        row = model.objects.get()
        for change in (row.save, row.delete):
            with pytest.raises(AppendOnlyError):
                change()
        table = model._meta.db_table
        changed, gone = f"UPDATE {table} SET id = id", f"DELETE FROM {table}"  # noqa: S608
        for statement in (changed, gone):
            with pytest.raises(DatabaseError), transaction.atomic():
                run_sql(statement)


@pytest.mark.parametrize(
    ("is_accepted", "subject", "text"),
    [
        (True, "Your prior learning is accepted", "The issuer accepted what you learned"),
        (False, "Your prior learning is not accepted", "The issuer did not accept"),
    ],
)
def test_the_holder_is_told(
    standard, claim, issuer, now, run_jobs, mailoutbox, is_accepted, subject, text
):
    judgement = accepted() if is_accepted else Judgement(False, "Not & about this.")
    decide_claim(claim=claim, judgement=judgement, by=issuer, at=now)
    run_jobs()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["jana@example.org"], subject)
    assert text in mail.body
    assert f"Reason: {judgement.reason}" in mail.body
    assert "https://passport.test/passport/claims/" in mail.body


@pytest.mark.parametrize("address", [CLAIMS, "/admin/prior_learning/"])
def test_lists_cost_the_same_for_one_and_for_three(
    holder, office, standard, nurse, issuer, now, address
):
    browser = holder if address == CLAIMS else office

    def cost():
        with CaptureQueriesContext(connection) as spent:
            assert browser.get(address).status_code == 200
        return len(spent)

    def more(number):
        own = claim_learning(holder=nurse, learned=learned(title=f"Course {number}"), at=now)
        decide_claim(claim=own, judgement=accepted(), by=issuer, at=now)

    more(1)
    cost()
    one = cost()
    for number in (2, 3):
        more(number)
    assert cost() == one
