"""Mails to centres, their people and claimants, in every case."""

import pytest

from passport.notices.models import Notice
from passport.notices.services import build_mail

LONG = "Universitätsklinikum für Hämatologie und Zelltherapie Šťastná & Söhne <b>, Česká Třebová"
WEEK = {
    "centre": LONG, "centre_id": "00000000-0000-0000-0000-000000000000", "on": "2026-11-23",
    "people": 1, "in_force": 66, "expiring_30": 0, "expiring_60": 1, "expiring_90": 2,
    "breaks": 0, "first_break": "", "invitations": 1, "requests": 2, "sign_offs": 1,
}  # fmt: skip
CASES = [
    ("centre_reminder", {"centre": LONG, "framework": "FACT-JACIE IEC Standards, 3"}),
    ("centre_digest", WEEK),
    ("centre_digest", {**WEEK, "people": 2000, "breaks": 3, "first_break": "2026-12-01"}),
    ("recognition_decided", {"title": LONG, "accepted": True, "reason": "A & <b>"}),
    ("recognition_decided", {"title": LONG, "accepted": False, "reason": "A & <b>"}),
]


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


@pytest.mark.django_db
def test_the_week_names_the_first_break_when_there_is_one():
    quiet, loud = (
        build_mail(Notice(kind=kind, recipient="a@b.c", language="en", context=context)).body
        for kind, context in CASES[1:3]
    )
    assert "No minimum cover breaks within 60 days" in quiet
    assert "3 minimum covers break within 60 days, the first on 1 December 2026" in loud
