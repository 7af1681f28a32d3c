"""Sample data, developer machines only."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "passport.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
