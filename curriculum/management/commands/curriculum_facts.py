"""Writes docs/curriculum-facts.md and docs/clinical-review.md."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from curriculum.formats.fact_tables import bundles_of, facts_document, review_document
from curriculum.formats.task_tables import shipped_tasks
from curriculum.services.curriculum import CONTENT


class Command(BaseCommand):
    help = "Write what each module rests on, and the list for the clinical reviewer."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        bundles = bundles_of(CONTENT)
        for name, text in (
            ("curriculum-facts.md", facts_document(bundles)),
            ("clinical-review.md", review_document(bundles, shipped_tasks(CONTENT))),
        ):
            path = settings.BASE_DIR / "docs" / name
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{path} written")
