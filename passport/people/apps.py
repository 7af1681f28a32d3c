"""Users, professionals, centres."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "passport.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the handlers of this app's jobs."""
        from passport.people import job_handlers  # noqa: F401
