"""Loads the shipped frameworks and all that belongs to them; prints how many rows are new."""

from typing import Any

from django.core.management.base import BaseCommand

from passport.standards.services.loading import load_standards


class Command(BaseCommand):
    help = "Create shipped frameworks, requirements and crosswalks that are missing; fill blanks."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, number in load_standards().items():
            self.stdout.write(f"{kind}: {number}")
