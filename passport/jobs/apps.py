"""Work that outlives a request."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "passport.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Web processes announce jobs by task, so the tasks must be known to them too."""
        from passport.jobs import tasks  # noqa: F401
