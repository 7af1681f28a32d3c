"""Mail and its log."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "passport.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
