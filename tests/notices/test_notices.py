"""Mails are rows first and are sent once."""

from datetime import timedelta

import pytest
from django.core import mail

from passport.jobs.models import Job
from passport.notices.models import Notice, NoticeState
from passport.notices.services import deliver, forget_notices, purge_notices, send_notice
from passport.notices.tasks import ask_notices_old
from tests.factories import EPOCH

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


def test_the_log_forgets_a_mail_after_400_days(notice, now, run_jobs):
    assert purge_notices(at=now + timedelta(days=400)) == 0
    assert purge_notices(at=now + timedelta(days=400, seconds=1)) == 1
    assert run_jobs() == ["notice_due"]
    assert (mail.outbox, Job.objects.exclude(status="done").count()) == ([], 0)


def test_mails_about_one_thing_are_forgotten_wherever_they_name_it(now):
    contexts = [
        {"placement": "a1"},
        {"path": "/x/a1/y/"},
        {"about": {"placement": "a1"}},
        {"placement": "a2"},
    ]
    for context in contexts:
        Notice.objects.create(kind="greeting", recipient="n@x.org", context=context, created_at=now)
    assert forget_notices(ids=[]) == 0
    assert forget_notices(ids=["a1", "b1"]) == 3
    assert [each.context for each in Notice.objects.all()] == [{"placement": "a2"}]


def test_the_schedule_forgets_old_mails(notice, run_jobs):
    Notice.objects.update(created_at=EPOCH - timedelta(days=800), state=NoticeState.SENT)
    ask_notices_old()
    assert run_jobs() == ["notice_due", "notices_old"]
    assert Notice.objects.count() == 0
