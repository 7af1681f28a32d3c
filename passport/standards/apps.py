"""Frameworks, requirements, products, jurisdictions."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "passport.standards"
    label = "standards"
    default_auto_field = "django.db.models.BigAutoField"
