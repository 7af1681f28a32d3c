"""Mail without a mail server: on the console, and in files that a developer's page shows."""

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as ConsoleBackend
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.core.mail.message import EmailMessage


class FileAndConsoleBackend(BaseEmailBackend):
    """Writes every mail to EMAIL_FILE_PATH and prints it."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.backends = [
            ConsoleBackend(fail_silently=fail_silently),
            FileBackend(fail_silently=fail_silently),
        ]

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Number of mails written."""
        counts = [backend.send_messages(email_messages) or 0 for backend in self.backends]
        return max(counts)
