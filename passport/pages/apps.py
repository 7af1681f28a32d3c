"""General site pages, images and documents."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "passport.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
