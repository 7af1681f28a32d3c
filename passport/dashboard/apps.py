"""What one person sees across all apps."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "passport.dashboard"
    label = "dashboard"
    default_auto_field = "django.db.models.BigAutoField"
