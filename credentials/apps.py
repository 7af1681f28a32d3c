"""Evidence, coverage, passports, verification."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"
