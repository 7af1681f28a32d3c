"""What is drawn for print."""

from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "passport.paper"
    label = "paper"
    default_auto_field = "django.db.models.BigAutoField"
