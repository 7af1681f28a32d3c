"""Makes the key that signs passports, or replaces it by a new one."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from credentials.signing.keys import list_path
from credentials.signing.signer import KeyExistsError, make_signing_key


class Command(BaseCommand):
    """manage.py make_signing_key [--rotate [--compromised-at TIME]]"""

    help = "Make the Ed25519 key that signs passports; its public half goes into the public list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rotate", action="store_true", help="End the present key and make a new one."
        )
        parser.add_argument(
            "--compromised-at",
            type=datetime.fromisoformat,
            help="With --rotate: nothing that the old key signed from this time on is believed.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        compromised_at = options["compromised_at"]
        if compromised_at and not options["rotate"]:
            raise CommandError("Add --rotate: a compromised key must be replaced.")
        if compromised_at and compromised_at.tzinfo is None:
            raise CommandError("Give the time with its zone, for example 2027-01-31T08:00+01:00.")
        try:
            key = make_signing_key(
                at=timezone.now(), rotate=options["rotate"], compromised_at=compromised_at
            )
        except KeyExistsError as error:
            raise CommandError(f"{error} exists. Use --rotate to replace it.") from error
        self.stdout.write(f"Signing key {key.key_id} made; public list at {list_path()}")
