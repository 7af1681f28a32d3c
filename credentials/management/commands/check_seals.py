"""Opens every seal and walks the audit trail: run after a restore, and whenever in doubt."""

from typing import Any

from django.core.management.base import BaseCommand

from credentials.models import Edition
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError, open_edition
from passport.audit.services import first_break


class Command(BaseCommand):
    help = "Open the seal of every edition and check that the audit trail is whole."

    def handle(self, *args: Any, **options: Any) -> None:
        keys = public_keys()
        kept = Edition.objects.exclude(content="").select_related("passport").order_by("pk")
        opened, broken = 0, []
        for edition in kept.iterator(chunk_size=500):
            try:
                open_edition(edition, number=edition.passport.number, keys=keys)
                opened += 1
            except BrokenSealError as error:
                broken.append(f"{edition.passport.number} edition {edition.number}: {error}")
        self.stdout.write(f"{opened} seals open, {len(broken)} broken")
        for line in broken:
            self.stderr.write(line)
        gap = first_break()
        self.stdout.write("audit trail whole" if gap is None else f"audit trail broken at {gap}")
        if broken or gap is not None:
            raise SystemExit(1)
