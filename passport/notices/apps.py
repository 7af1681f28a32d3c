"""Mail and its log."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "passport.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the handler of mails that are due."""
        from passport.notices import job_handlers  # noqa: F401
