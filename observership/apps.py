"""Openings, matches, placements, sign-offs."""

from django.apps import AppConfig


class ObservershipConfig(AppConfig):
    name = "observership"
    label = "observership"
    default_auto_field = "django.db.models.BigAutoField"
