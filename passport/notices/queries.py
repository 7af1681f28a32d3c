"""Reads the mails that the embedded default wrote to files."""

import email
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class WrittenMail:
    """One mail as a developer reads it."""

    recipient: str
    subject: str
    sent_at: datetime | None
    text: str


def written_mails(recipient: str, limit: int = 50) -> list[WrittenMail]:
    """Newest mails first, to one recipient or, with an empty string, to all."""
    folder = Path(settings.EMAIL_FILE_PATH)
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    mails: list[WrittenMail] = []
    for path in paths[: limit * 4]:
        mails += reversed([mail for mail in _mails_in(path) if recipient in ("", mail.recipient)])
        if len(mails) >= limit:
            break
    return mails[:limit]


def _mails_in(path: Path) -> list[WrittenMail]:
    parts = path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    return [_mail(part) for part in parts if part.strip()]


def _mail(raw: bytes) -> WrittenMail:
    message = email.message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the default policy makes these
    body = message.get_body(("plain",))
    date = message["Date"]
    # "-0000" in a mail's date means UTC without saying whose clock; it parses as naive.
    sent_at = date.datetime.replace(tzinfo=date.datetime.tzinfo or UTC) if date else None
    return WrittenMail(
        recipient=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=sent_at,
        text=body.get_content() if body else "",
    )
