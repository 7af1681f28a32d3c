"""Mails about passports in every case."""

import pytest

from passport.notices.models import Notice
from passport.notices.services import build_mail
from tests.credentials.domain.test_verdict import LAST

LONG = "Maria do Carmo Francisca Albuquerque de Vasconcelos e Sousa-Hernández von Hohenlohe"
CASES = [
    ("passport_issued", {"number": "CTP-7F3K-9Q2M", "edition": 1, "expires_on": LAST.isoformat(),
     "stamps": ["Core: knowledge"], "demonstration": True}),
    ("passport_issued", {"number": "CTP-7F3K-9Q2M", "edition": 2, "expires_on": LAST.isoformat(),
     "stamps": [], "demonstration": False}),
    *[
        ("passport_withdrawn", {"number": "CTP-7F3K-9Q2M", "change": change, "reason": "A & <b>",
         "decided_on": LAST.isoformat()})
        for change in ("revoked", "paused", "reinstated")
    ],
    ("copy_closed", {"kind": "share", "label": LONG, "made_on": LAST.isoformat()}),
    ("passport_alarm", {"number": "CTP-7F3K-9Q2M", "edition": 3}),
    ("passport_concern", {"concern": "00000000-0000-0000-0000-000000000000"}),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "context"), CASES)
def test_each_mail_has_a_short_subject_one_link_and_no_mark_up_from_people(kind, context):
    mail = build_mail(Notice(kind=kind, recipient="a@b.c", language="en", context=context))
    html = mail.alternatives[0].content
    assert 10 < len(mail.subject) < 60
    assert mail.body.count("https://passport.test/") == 1
    assert html.count("<a ") == 1
    assert "<b>" not in html
    assert "&amp;" not in mail.body
