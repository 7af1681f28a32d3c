"""manage.py make_fonts: writes the web fonts into the data folder, once."""

from typing import Any

from django.core.management.base import BaseCommand

from passport.ui.fonts import make_fonts


class Command(BaseCommand):
    """Idempotent; the server finds new fonts when it starts next."""

    help = "Make the web fonts (WOFF2) from the packaged Source Sans."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        written = make_fonts()
        self.stdout.write(f"Fonts written: {len(written)}.")
