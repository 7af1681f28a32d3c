"""Loads the shipped objectives of visits."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from observership.formats.objectives import read_objectives
from observership.services.objectives import load_objectives


class Command(BaseCommand):
    help = "Load the objectives of observerships; loading twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = load_objectives(shipped=read_objectives(), at=timezone.now())
        self.stdout.write(f"objectives: {changed} changes")
