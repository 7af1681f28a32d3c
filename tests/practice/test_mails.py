"""Mails about observed tasks: short subject, one way on, no mark-up from people."""

import pytest

from passport.notices.models import Notice
from passport.notices.services import build_mail

SOME = "00000000-0000-4000-8000-000000000000"
SAID = {"name": "Ana <b>O'Example</b>", "task": "ICE score", "centre": "Fictional & Hospital"}
CASES = [
    ("observation_signed", {**SAID, "observation": SOME}),
    ("observation_declined", {**SAID, "observation": SOME}),
    ("observation_annulled", {**SAID, "observed_on": "2026-11-21", "reason": "Not <b>her</b>"}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "context"), CASES)
def test_each_mail_says_what_happened_and_leads_on(kind, context):
    mail = build_mail(Notice(kind=kind, recipient="a@b.c", language="en", context=context))
    html = mail.alternatives[0].content
    assert 10 < len(mail.subject) < 60
    assert "ICE score" in mail.subject
    assert "Fictional & Hospital" in mail.body
    assert mail.body.count("https://passport.test/practice/") == 1
    assert html.count("<a ") == 1
    assert "<b>" not in html
    assert "&#x27;" not in mail.body
