"""Evidence, coverage, passports, verification."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what other apps' facts start here."""
        from credentials import job_handlers  # noqa: F401
