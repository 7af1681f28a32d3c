"""Components' styles, scripts and template tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "passport.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
