"""Tracks, modules, attempts, completions."""

from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "curriculum"
    label = "curriculum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to Wagtail's publishing and reviewing."""
        from curriculum import receivers  # noqa: F401
