"""The back office of prior learning: what waits, and how an issuer decides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from credentials.models import RecognitionAlignment, RecognitionDecision
from credentials.services.recognition import Judgement, claim_learning, decide_claim
from passport.standards.models import Requirement
from tests.centre_records.conftest import learned
from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(strip_tags(response.text).split())


def said(accepted="yes", **supports):
    """What an issuer sends; `supports` gives row0="pk full"."""
    data = {
        "accepted": accepted, "reason": "Read the paper.",
        "supports-TOTAL_FORMS": "6", "supports-INITIAL_FORMS": "0",
    }  # fmt: skip
    for row in range(6):
        requirement, strength = supports.get(f"row{row}", " full").split(" ")
        data |= {f"supports-{row}-requirement": requirement, f"supports-{row}-strength": strength}
    return data


def test_the_office_lists_what_waits_first_and_decides(office, standard, claim, issuer, now):
    other = claim_learning(
        holder=make_learner(), learned=learned(title="Older"), at=now - timedelta(days=3)
    )
    decide_claim(claim=other, judgement=Judgement(False, "No."), by=issuer, at=now)
    listed = words(office.get("/admin/prior_learning/"))
    assert listed.index("Nursing of immune effector cells") < listed.index("Older")
    assert "Prior learning to decide: 1" in words(office.get("/admin/"))
    page = words(office.get(f"/admin/prior_learning/inspect/{claim.pk}/"))
    assert "FS-2024-031" in page
    pk = Requirement.objects.get(key="team.education").pk
    address = f"/admin/prior_learning/{claim.pk}/decide/"
    assert "Jana Nováková learned this at Fictional School" in words(office.get(address))
    response = office.post(address, said(row0=f"{pk} partial"), follow=True)
    assert "Recorded. The holder is told." in words(response)
    assert "Accepted" in words(response)
    assert RecognitionAlignment.objects.get().strength == "partial"
    again = office.post(address, said(row0=f"{pk} full"), follow=True)
    assert "Somebody decided before you." in words(again)


@pytest.mark.parametrize(
    ("accepts", "rows", "text"),
    [
        ("yes", (), "Name at least one requirement that it supports, or refuse."),
        ("no", ("full",), "Take the requirements out to refuse, or accept."),
        ("", ("full",), "Choose: accept or refuse."),
        ("yes", ("full", "partial"), "Choose each requirement once."),
    ],
)
def test_the_office_says_what_is_missing(office, standard, claim, accepts, rows, text):
    pk = Requirement.objects.get(key="team.education").pk
    named = {f"row{place}": f"{pk} {strength}" for place, strength in enumerate(rows)}
    response = office.post(f"/admin/prior_learning/{claim.pk}/decide/", said(accepts, **named))
    assert text in words(response)
    assert RecognitionDecision.objects.count() == 0


def test_the_office_is_for_issuers(claim, clock):
    editor = make_user(is_staff=True)
    browser = strong_sign_in(Client(), editor)
    for address in ("/admin/prior_learning/", f"/admin/prior_learning/{claim.pk}/decide/"):
        assert browser.get(address).status_code in (302, 403)


def test_the_own_claim_is_for_another_issuer(issuer, office, standard, now):
    own = claim_learning(holder=make_learner(issuer), learned=learned(), at=now)
    assert office.post(f"/admin/prior_learning/{own.pk}/decide/", said()).status_code in (302, 403)
    seen = office.get(f"/admin/prior_learning/inspect/{own.pk}/")
    assert "Another issuer decides about your own claims." in words(seen)
    assert RecognitionDecision.objects.count() == 0
