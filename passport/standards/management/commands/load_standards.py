"""Loads the shipped frameworks, requirements, products and jurisdictions."""

from typing import Any

from django.core.management.base import BaseCommand

from passport.standards.services.loading import load_standards


class Command(BaseCommand):
    help = "Create shipped frameworks, requirements, products and jurisdictions that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, created in load_standards().items():
            self.stdout.write(f"{kind}: {created} created")
