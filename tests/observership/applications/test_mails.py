"""Mails to applicants and heads of department: short, one link, nothing marked up by people."""

import pytest

from passport.notices.models import Notice
from passport.notices.services import build_mail

LONG = "Fictional call of the Universitätsklinikum für Zelltherapie <b> & Söhne 2026"
ABOUT = {
    "call": LONG,
    "number": "a-very-long-key-of-a-fictional-call-2026-001",
    "application": "00000000-0000-4000-8000-000000000000",
    "closes_on": "2026-03-31",
    "publish_on": "2026-05-04",
}
ASKED = {
    "head": "Prof. Sample <b>",
    "applicant": "Jana Nováková <b>",
    "call": LONG,
    "address": "https://passport.test/observership/letter/X/",
    "expires_on": "2026-02-23",
}
KINDS = ["submitted", "eligible", "ineligible", "letter_answered", "letter_asked"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_each_mail_has_a_short_subject_one_link_and_no_mark_up_from_people(kind):
    context = ASKED if kind == "letter_asked" else ABOUT
    name = f"observership_{kind}"
    mail = build_mail(Notice(kind=name, recipient="a@b.c", language="en", context=context))
    html = mail.alternatives[0].content
    assert 10 < len(mail.subject) < 60
    assert mail.body.count("https://passport.test/") == 1
    assert html.count("<a ") == 1
    assert "<b>" not in html
    assert "&amp;" not in mail.body
