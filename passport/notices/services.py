"""Writes mails that are due, sends them once and forgets them in time."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils.translation import override

from passport.jobs import services as jobs
from passport.notices.models import Notice, NoticeState


@transaction.atomic
def send_notice(
    *, kind: str, recipient: str, language: str, context: dict[str, Any], at: datetime
) -> Notice:
    """Write a mail in the caller's transaction; a job sends it after commit.

    `kind` names templates/notices/<kind>_subject.txt, .txt and .html; `context` is JSON.
    """
    notice = Notice.objects.create(
        kind=kind, recipient=recipient, language=language, context=context, created_at=at
    )
    jobs.ring("notice_due", ids={"notice_id": str(notice.public_id)}, at=at)
    return notice


def deliver(*, notice_id: UUID, at: datetime) -> None:
    """Send one mail that was not sent yet; a failing server raises and the job tries again.

    A mail that was forgotten meanwhile is not sent.
    """
    notice = Notice.objects.filter(public_id=notice_id).first()
    if notice is None or notice.state == NoticeState.SENT:
        return
    build_mail(notice).send()
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.SENT, sent_at=at)


@transaction.atomic
def purge_notices(*, at: datetime) -> int:
    """Delete mails older than the log is kept, sent or not; how many."""
    before = at - timedelta(days=settings.NOTICE_LOG_DAYS)
    return Notice.objects.filter(created_at__lt=before).delete()[0]


@transaction.atomic
def forget_notices(*, ids: Collection[str]) -> int:
    """Delete mails that name one of these ids, alone or within a path; how many."""
    about = Q()
    for each in ids:
        about |= Q(words__contains=each)
    rows = Notice.objects.annotate(words=Cast("context", TextField()))
    return rows.filter(about).delete()[0] if ids else 0


def build_mail(notice: Notice) -> EmailMultiAlternatives:
    """The mail as it goes out: plain text with a simple HTML form, in the recipient's language."""
    context = {
        **notice.context,
        "issuer": settings.ISSUER,
        "public_url": settings.PUBLIC_URL,
    }
    with override(notice.language):
        subject, text, html = (
            render_to_string(f"notices/{notice.kind}{ending}", context)
            for ending in ("_subject.txt", ".txt", ".html")
        )
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()), body=text.strip() + "\n", to=[notice.recipient]
    )
    mail.attach_alternative(html, "text/html")
    return mail
