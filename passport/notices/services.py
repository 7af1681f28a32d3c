"""Writes mails that are due and sends them once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
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
    """Send one mail that was not sent yet; a failing server raises and the job tries again."""
    notice = Notice.objects.get(public_id=notice_id)
    if notice.state == NoticeState.SENT:
        return
    build_mail(notice).send()
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.SENT, sent_at=at)


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
