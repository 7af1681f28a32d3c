"""Users, professionals, centres."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "passport.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
