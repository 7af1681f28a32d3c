"""The hash-chained trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "passport.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
