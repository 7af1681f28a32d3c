"""Evidence, coverage, passports, verification."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what other apps' facts start here, and what is asked of passports."""
        from credentials import job_handlers  # noqa: F401
        from credentials.queries.product_effect import holders_showing
        from curriculum import api as curriculum

        curriculum.let_passports_answer(holders_showing)
