"""Mails are rows first and are sent once."""

import pytest
from django.core import mail

from passport.notices.models import Notice, NoticeState
from passport.notices.services import deliver, send_notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates(settings, tmp_path):
    """A kind of mail of the tests' own."""
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "greeting_subject.txt").write_text("Hello\n{{ name }}\n")
    (folder / "greeting.txt").write_text("Good day, {{ name }}.")
    (folder / "greeting.html").write_text(
        '{% extends "notices/base.html" %}{% block content %}<p>{{ name }}</p>{% endblock %}'
    )
    first, *rest = settings.TEMPLATES
    settings.TEMPLATES = [{**first, "DIRS": [tmp_path, *first["DIRS"]]}, *rest]


@pytest.fixture
def notice(now):
    return send_notice(
        kind="greeting",
        recipient="nora@example.org",
        language="en",
        context={"name": "Nora"},
        at=now,
    )


def test_a_mail_is_sent_by_its_job(notice, run_jobs):
    assert run_jobs() == ["notice_due"]
    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.to) == (
        "Hello Nora",
        "Good day, Nora.\n",
        ["nora@example.org"],
    )
    assert Notice.objects.get().state == NoticeState.SENT


def test_a_job_that_runs_twice_sends_one_mail(notice, now):
    deliver(notice_id=notice.public_id, at=now)
    deliver(notice_id=notice.public_id, at=now)
    assert len(mail.outbox) == 1
